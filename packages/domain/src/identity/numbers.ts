import * as E from 'fp-ts/Either'
import { text } from '../codec'
import { lazily } from '../lazily'

/** Spaces of any width are for the eye; what has no width at all is refused with the rest. */
export const withoutSpaces = (input: string): string => input.replace(/[^\S\ufeff]/g, '')

/** Numbers are text: leading zeros stay (P29, P30). */
const digits = <A extends string>(name: string, pattern: RegExp, expected: string) =>
  text(name, (input): E.Either<string, A> => {
    const compact = withoutSpaces(input).toUpperCase()
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

/** As written on the sheet: « 092 » for a département, « 92071 » for a commune; four digits have lost a leading zero. */
export type CodeInsee = string & { readonly CodeInsee: unique symbol }
export const CodeInsee = digits<CodeInsee>(
  'code INSEE',
  /^(?:\d{2,3}|\d{5}|0?2[AB]|2[AB]\d{3})$/,
  'un code INSEE de 2, 3 ou 5 caractères'
)

export type CodePostal = string & { readonly CodePostal: unique symbol }
export const CodePostal = digits<CodePostal>('code postal', /^\d{5}$/, 'un code postal de cinq chiffres')

/**
 * A mail address, in NFC; its domain is lowered, its local part kept as written. What is taken is what mail servers take:
 * a dot-atom (RFC 5322) of at most 64 octets, then the labels of a host name (RFC 1035), 254 octets in all (RFC 5321).
 * Accented letters are letters (RFC 6531); quoted local parts and numeric hosts are refused, and so is what is made to be
 * read as another address: full-width letters, a Cyrillic or Greek letter among Latin ones.
 */
export type Mail = string & { readonly Mail: unique symbol }
export const Mail = text('adresse mail', (input): E.Either<string, Mail> => {
  const written = input.normalize('NFC').trim()
  const [, local = '', domain = ''] = looksLikeAnother(written) ? [] : (address().exec(written) ?? [])
  const host = domain.toLowerCase().normalize('NFC')
  const isAddress =
    local !== '' && octets(local) <= 64 && octets(host) <= 253 && octets(local) + octets(host) < 254
  return isAddress
    ? // The pattern just checked is the whole meaning of the brand.
      E.right(`${local}@${host}` as Mail)
    : E.left(`attendu : une adresse mail, reçu : ${JSON.stringify(input)}`)
})

/** By its letters: those that Unicode has for the width of them alone, and those of two scripts that look alike in one word. */
const looksLikeAnother = (written: string): boolean =>
  written.normalize('NFKC') !== written ||
  written
    .split(/[^\p{L}\p{M}\p{N}-]+/u)
    .some(word => /\p{sc=Latn}/u.test(word) && /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}]/u.test(word))

const letter = '\\p{L}\\p{M}\\p{N}'
const atom = `(?!\\p{M})(?:(?!\\p{DI})[${letter}!#$%&'*+/=?^_\`{|}~-])+`
const label = `(?![-\\p{M}])(?:(?!\\p{DI})[${letter}-]){1,63}(?<!-)`
/** The last label is no number: `a@192.168.1.1` names a machine. */
const topLabel = `(?!\\p{N}+$)(?=.{2})${label}`
const address = lazily(() => new RegExp(`^(${atom}(?:\\.${atom})*)@((?:${label}\\.)+${topLabel})$`, 'u'))

/** In UTF-8, where mail addresses are measured. */
const octets = (text: string): number => encodeURIComponent(text).replace(/%../g, '.').length
