import * as E from 'fp-ts/Either'
import { text } from '../codec'

/** Numbers are text: leading zeros stay (P29, P30). */
const digits = <A extends string>(name: string, pattern: RegExp, expected: string) =>
  text(name, (input): E.Either<string, A> => {
    const compact = input.replace(/[\s\u00a0]/g, '')
    return pattern.test(compact)
      ? // The pattern just checked is the whole meaning of the brand.
        E.right(compact as A)
      : E.left(`attendu : ${expected}, reçu : ${JSON.stringify(input)}`)
  })

/** The establishment's number at the Caf: nine digits (P30). */
export type NuméroSias = string & { readonly NuméroSias: unique symbol }
export const NuméroSias = digits<NuméroSias>('n° Sias', /^\d{9}$/, 'un n° Sias de neuf chiffres')

/** The Caf's number of a gestionnaire: 1960. */
export type NuméroGestionnaire = string & { readonly NuméroGestionnaire: unique symbol }
export const NuméroGestionnaire = digits<NuméroGestionnaire>(
  'n° gestionnaire',
  /^\d{1,12}$/,
  'un n° gestionnaire en chiffres'
)

/** As written on the sheet: « 092 » for a département, « 92071 » for a commune. */
export type CodeInsee = string & { readonly CodeInsee: unique symbol }
export const CodeInsee = digits<CodeInsee>(
  'code INSEE',
  /^(?:\d{2,5}|0?2[AB]\d{0,3})$/,
  'un code INSEE de 2 à 5 caractères'
)

export type CodePostal = string & { readonly CodePostal: unique symbol }
export const CodePostal = digits<CodePostal>('code postal', /^\d{5}$/, 'un code postal de cinq chiffres')

/** A mail address; its domain is lowered, its local part kept as written. */
export type Mail = string & { readonly Mail: unique symbol }
export const Mail = text('adresse mail', (input): E.Either<string, Mail> => {
  const [, local, domain] = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(input.trim()) ?? []
  return local === undefined || domain === undefined
    ? E.left(`attendu : une adresse mail, reçu : ${JSON.stringify(input)}`)
    : // The pattern just checked is the whole meaning of the brand.
      E.right(`${local}@${domain.toLowerCase()}` as Mail)
})
