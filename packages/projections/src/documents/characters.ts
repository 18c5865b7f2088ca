/** How recorded texts are written into each format, so that they are read there as they were recorded. */
import { replaceInvisible, visible } from '@avenant/domain'

/** What is invisible is shown by its number; the end of a line is one character, whatever the machine that typed it. */
export const plain = (text: string): string => visible(text.replace(/\r\n?/g, '\n'))

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** A text in an element or a quoted attribute of HTML. */
export const htmlText = (text: string): string =>
  plain(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? '')

/** A text inside an element: a name in Arabic or Hebrew letters is one island, and turns neither the number nor the sign after it. */
export const htmlProse = (text: string): string =>
  htmlText(text).replace(RIGHT_TO_LEFT, name => `<bdi>${name}</bdi>`)

const RTL = '[\\p{sc=Arab}\\p{sc=Hebr}\\p{sc=Syrc}\\p{sc=Thaa}\\p{sc=Nkoo}\\p{M}]'
const RIGHT_TO_LEFT = new RegExp(`(?!\\p{M})${RTL}+(?:[ \u200c\u200d'’-]+(?!\\p{M})${RTL}+)*`, 'gu')

/**
 * A text on one line of Markdown: no mark of CommonMark, of GitHub or of the usual extensions stays live in it. All
 * punctuation is escaped but what is harmless where it stands: `l'été`, `70/88`, « (heure de Paris) : » stay legible.
 * What a site does to the text after it was read, as GitHub links the addresses and the `@names` of it, no escape stops.
 */
export const markdownText = (text: string): string =>
  plain(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (mark, at: number, whole: string) =>
      isHarmless(mark, whole.slice(0, at), whole.slice(at + 1)) ? mark : `\\${mark}`
    )

const isHarmless = (mark: string, before: string, after: string): boolean => {
  switch (mark) {
    case ',':
    case ';':
    case '(':
      return true
    case "'":
    case '-':
    case '+':
    case '/':
      return /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)
    case ')':
    case '.':
      // A number and one of these begin a list; a point inside a word makes the name of a site.
      if (mark === '.' && /\d$/.test(before) && /^\d/.test(after)) return true
      return !/^\d+$/.test(before) && /[\p{L}\p{N}»)]$/u.test(before) && /^(?:$|[\s,;:.)])/.test(after)
    case ':':
      // A time of the day, as 10:05:00: no short name of a sign is two digits.
      if (/(?<!\d)\d\d$/.test(before) && /^\d\d(?!\d)/.test(after)) return true
      return /[\p{L}\p{N}»)\s]$/u.test(before) && /^(?:$|\s)/.test(after)
    default:
      return false
  }
}

/**
 * A text in a cell of a spreadsheet. A cell that could be run as a formula starts with an apostrophe: spreadsheets
 * pass over what stands before the sign, spaces of any width and quotation marks, and take its full-width twin for it.
 */
export const csvText = (text: string): string => {
  const shown = plain(text)
  return FORMULA.test(shown) ? `'${shown}` : shown
}

const FORMULA = /^(?:[\t\n]|[\s\p{Z}\p{Quotation_Mark}`´]*[=+\-@|\u2212＝＋－＠﹦﹢﹣﹫⁼⁺⁻])/u

/** JSON whose text has nothing invisible either: its values are the recorded ones. */
export const jsonText = (value: unknown): string =>
  replaceInvisible(JSON.stringify(value, null, 2), character =>
    Array.from({ length: character.length }, (_, i) => `\\u${hex(character.charCodeAt(i))}`).join('')
  )

const hex = (code: number): string => code.toString(16).padStart(4, '0')
