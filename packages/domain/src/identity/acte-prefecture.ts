import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { decode, NonBlank, struct, text } from '../codec'
import { DateCivile, parseDateCivile } from '../time'
import { Siren } from './siret'

/** The préfecture's number of an acte, taken apart (M24). `nature` is kept as written, known or not. */
export const ActePréfecture = struct('ActePréfecture', {
  asWritten: NonBlank,
  departement: NonBlank,
  siren: Siren,
  date: DateCivile,
  numero: NonBlank,
  nature: NonBlank
})
export type ActePréfecture = t.TypeOf<typeof ActePréfecture>

/** The natures of the préfecture's nomenclature; any other is kept as written. */
export const naturesActe: Readonly<Record<string, string>> = {
  AI: 'acte individuel',
  AR: 'acte réglementaire',
  AU: 'autre',
  BF: 'document budgétaire et financier',
  CC: 'contrat, convention ou avenant',
  DE: 'délibération'
}

/** `092-219200789-20230726-DCM232-AI` → département, SIREN, date, number, nature. The number may hold dashes. */
export const parseActePréfecture = (input: string): E.Either<string, ActePréfecture> => {
  const [, departement, sirenText, year, month, day, numero, nature] =
    /^(\d{3}|02[AB])-(\d{9})-(\d{4})(\d{2})(\d{2})-([A-Z0-9_](?:[A-Z0-9_-]*[A-Z0-9_])?)-([A-Z]{2})$/.exec(
      input.trim()
    ) ?? []
  const malformed = `attendu : un numéro d'acte DDD-SIREN-AAAAMMJJ-NUMERO-NN, reçu : ${JSON.stringify(input)}`
  if (departement === undefined || numero === undefined || nature === undefined) return E.left(malformed)
  const siren = decode(Siren)(sirenText)
  if (E.isLeft(siren)) return E.left(siren.left.map(fault => fault.message).join(' ; '))
  const date = parseDateCivile(`${year}-${month}-${day}`)
  if (E.isLeft(date)) return date
  return E.right({
    asWritten: input.trim(),
    departement,
    siren: siren.right,
    date: date.right,
    numero,
    nature
  })
}

/** The number as text, once it parses. */
export type NuméroActe = string & { readonly NuméroActe: unique symbol }
export const NuméroActe = text(
  'numéro d’acte',
  (input): E.Either<string, NuméroActe> =>
    // The parse just done is the whole meaning of the brand.
    E.map((acte: ActePréfecture) => acte.asWritten as NuméroActe)(parseActePréfecture(input))
)
