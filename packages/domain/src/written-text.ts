/** Text that people write, as it is kept: one spelling of what looks the same, and nothing that nobody sees. */
import * as E from 'fp-ts/Either'
import { firstInvisible } from './visible'

/** Plain Latin text, which nearly all is, is already in its one form, whatever the rules below. */
const plain =
  /^[!-~\u00a1-\u00ac\u00ae-\u017f\u2010-\u2027]+(?:[ \u00a0\u202f]+[!-~\u00a1-\u00ac\u00ae-\u017f\u2010-\u2027]+)*$/

const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g

/** A text of one line, in NFC, without spaces around; a tab or a line break inside, as a copy from a page leaves, is a space. */
export const readLine = (input: string): E.Either<string, string> =>
  plain.test(input)
    ? E.right(input)
    : onlyVisible(input.normalize('NFC').replace(lineBreak, ' ').replaceAll('\t', ' ').trim())

/** A text of one or more lines, as {@link readLine} reads each; line breaks are `\n`, and tabs stay. */
export const readProse = (input: string): E.Either<string, string> =>
  plain.test(input) ? E.right(input) : onlyVisible(input.normalize('NFC').replace(lineBreak, '\n').trim())

const onlyVisible = (text: string): E.Either<string, string> => {
  if (text === '') return E.left('texte vide')
  const hidden = firstInvisible(text)
  if (hidden !== null) return E.left(`caractère invisible à retirer : ${hidden}`)
  // Accents without a letter show nothing by themselves.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return E.left('texte sans caractère visible')
  // It would change the sign before it, whichever page it is written in.
  if (/^\p{M}/u.test(text)) return E.left('accent sans lettre au début')
  // A heap of accents covers the lines above and below; a pointed Hebrew letter with its cantillation has four.
  return /\p{M}{9}/u.test(text) ? E.left("trop d'accents sur une lettre") : E.right(text)
}
