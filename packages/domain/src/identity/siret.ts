import * as E from 'fp-ts/Either'
import { text } from '../codec'
import { withoutSpaces } from './numbers'

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

/** The library is a dozen files: they are read when the first number is. */
const validateSiren = (compact: string): Validation => {
  const siren: typeof import('stdnum/lib/cjs/fr/siren') = require('stdnum/lib/cjs/fr/siren')
  return siren.validate(compact)
}
const validateSiret = (compact: string): Validation => {
  const siret: typeof import('stdnum/lib/cjs/fr/siret') = require('stdnum/lib/cjs/fr/siret')
  return siret.validate(compact)
}

type Validation = ReturnType<typeof import('stdnum/lib/cjs/fr/siret').validate>

const numberOf = <A extends string>(name: string, validate: (compact: string) => Validation) =>
  text(name, (input): E.Either<string, A> => {
    const compact = withoutSpaces(input)
    const result = validate(compact)
    const refused = (why: string) => E.left(`${name} invalide : ${JSON.stringify(input)} (${why})`)
    if (!result.isValid) return refused(faults[result.error.name] ?? 'illisible')
    // The key of nine zeros is right, and they are nobody's number.
    return result.compact.startsWith('000000000')
      ? refused('numéro nul')
      : // The library has checked the length, the digits and the key (Luhn, or La Poste's own rule).
        E.right(result.compact as A)
  })

/** The library checks the key of the whole number; the nine digits that it begins with have one of their own. */
const validateBoth = (compact: string): Validation => {
  const whole = validateSiret(compact)
  if (!whole.isValid) return whole
  const siren = validateSiren(whole.compact.slice(0, 9))
  return siren.isValid ? whole : siren
}

export const Siret = numberOf<Siret>('SIRET', validateBoth)
export const Siren = numberOf<Siren>('SIREN', validateSiren)
