import { lazily } from './lazily'

/**
 * Characters that nobody sees and that change what is read or compared: controls, what turns the direction of a text,
 * what has no width, halves of characters, what each font draws as it likes. Tab and line ends are seen, as the space
 * that they make. Code points that a later Unicode may assign are not among them: the answer must not depend on the
 * version of Node.
 */
const INVISIBLE =
  '(?![\\t\\n\\r])[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\u2800]'

/** Scripts whose letters change shape with a joiner, or without. */
const JOINING =
  '\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Nkoo}\\p{sc=Mong}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}' +
  '\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}'

/** What has no width and yet belongs to what is seen: joiners of such a script or of an emoji, and variants of a sign. */
const BELONGING = [
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
  '(?<=[\\p{ExtPict}\\p{EMod}\\ufe0f])\\u200d(?=\\p{ExtPict})',
  '(?<=\\p{Emoji})[\\ufe0e\\ufe0f]',
  '(?<=\\p{sc=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]'
].join('|')

/** Its classes of characters take milliseconds to build. */
const marks = lazily(() => new RegExp(`${BELONGING}|(?<invisible>${INVISIBLE})`, 'gu'))

/** Plain Latin text, which nearly all is, has nothing invisible in it. */
const plain = /^[\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205e]*$/

/** The text with each invisible character replaced. */
export const replaceInvisible = (text: string, replacement: (character: string) => string): string =>
  plain.test(text)
    ? text
    : text.replace(marks(), (mark, invisible: string | undefined) =>
        invisible === undefined ? mark : replacement(invisible)
      )

/** The number of the first invisible character, `U+200B`, or null when all is seen. */
export const firstInvisible = (text: string): string | null => {
  for (const { groups } of text.matchAll(marks()))
    if (groups?.invisible !== undefined) return numberOf(groups.invisible)
  return null
}

/**
 * The text as people are to see it: each invisible character is shown by its number, and an accent with which it begins
 * upon a circle, so that it does not change the sign before it.
 *
 * @example
 * visible('CHA\u202ERAIRE') // 'CHA⟨U+202E⟩RAIRE'
 */
export const visible = (text: string): string =>
  replaceInvisible(text.replace(/^\p{M}/u, '\u25cc$&'), character => `⟨${numberOf(character)}⟩`)

const numberOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
