import * as E from 'fp-ts/Either'
import { validate as validateSiren } from 'stdnum/lib/cjs/fr/siren'
import { validate as validateSiret } from 'stdnum/lib/cjs/fr/siret'
import { text } from '../codec'

/** 14 digits, as text; people may write it with spaces: « 219 200 714 000 18 » (P29). */
export type Siret = string & { readonly Siret: unique symbol }

/** 9 digits, as text. */
export type Siren = string & { readonly Siren: unique symbol }

/** What the library refuses, in French. */
const faults: Readonly<Record<string, string>> = {
  InvalidLength: 'nombre de chiffres',
  InvalidFormat: 'chiffres seulement',
  InvalidChecksum: 'clé de contrôle'
}

const numberOf = <A extends string>(name: string, validate: typeof validateSiret) =>
  text(name, (input): E.Either<string, A> => {
    const result = validate(input.replace(/\s/g, ''))
    return result.isValid
      ? // The library has checked the length, the digits and the key (Luhn, or La Poste's own rule).
        E.right(result.compact as A)
      : E.left(`${name} invalide : ${JSON.stringify(input)} (${faults[result.error.name] ?? 'illisible'})`)
  })

export const Siret = numberOf<Siret>('SIRET', validateSiret)
export const Siren = numberOf<Siren>('SIREN', validateSiren)
