/**
 * Characters that nobody sees and that change what is read or compared: controls, what turns the direction of a text,
 * what has no width, halves of characters. Tab and line ends are seen, as the space that they make.
 */
const INVISIBLE =
  /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu

/** The text with each invisible character replaced. */
export const replaceInvisible = (text: string, replacement: (character: string) => string): string =>
  text.replace(INVISIBLE, replacement)

/**
 * The text as people are to see it: each invisible character is shown by its number.
 *
 * @example
 * visible('CHA\u202ERAIRE') // 'CHA⟨U+202E⟩RAIRE'
 */
export const visible = (text: string): string => replaceInvisible(text, shownByNumber)

const shownByNumber = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
