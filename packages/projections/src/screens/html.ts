/** Pages as templates: what is put into one is escaped, but for what another template has made. */
import { htmlProse, htmlText } from '../documents/characters'
import { typographic } from '../documents/french'

const written = Symbol('html')

/** A piece of a page. Only this file makes one: no recorded value can pass for it. */
export type Html = { readonly [written]: string }

/** What is put into a template: a text is escaped, a list is written one after the other, null is nothing. */
export type Content = Html | string | number | null | ReadonlyArray<Content>

/**
 * A piece of a page. A text stands in an element or in a quoted attribute, and is escaped for where it stands. Throws a
 * `TypeError` where it would stand in a tag without quotes, which is a programmer's error.
 *
 * @example
 * html`<a href="${address}">${name}</a>`
 */
export const html = (texts: TemplateStringsArray, ...contents: ReadonlyArray<Content>): Html => {
  const places = placesIn(texts)
  let page = texts[0] ?? ''
  contents.forEach((content, i) => {
    page += textIn(content, places[i] ?? 'element') + (texts[i + 1] ?? '')
  })
  return { [written]: page }
}

/** A piece that the documents have written, in which what was recorded is escaped already. */
export const ofDocument = (piece: string): Html => ({ [written]: piece })

/** A sentence of ours, with the spaces of French typography. */
export const sentence = (text: string): Html => ({ [written]: htmlProse(typographic(text)) })

export const nothing: Html = { [written]: '' }

/** The text of a page, to be sent. */
export const textOf = (page: Html): string => page[written]

type Place = 'element' | 'attribute' | 'tag'

const textIn = (content: Content, place: Place): string => {
  if (content === null) return ''
  if (typeof content === 'object' && written in content) return content[written]
  if (Array.isArray(content)) return content.map(one => textIn(one, place)).join('')
  if (place === 'tag') throw new TypeError('in a tag a text stands between quotes')
  const text = String(content)
  return place === 'element' ? htmlProse(text) : htmlText(text)
}

/** Where what follows each text of a template stands: a function of the template alone, which is read once. */
const placesIn = (texts: TemplateStringsArray): ReadonlyArray<Place> => {
  const known = read.get(texts)
  if (known !== undefined) return known
  let place: Place = 'element'
  const places = texts.map(text => {
    for (const character of text) place = after(place, character)
    return place
  })
  read.set(texts, places)
  return places
}

const read = new WeakMap<TemplateStringsArray, ReadonlyArray<Place>>()

const after = (place: Place, character: string): Place => {
  switch (place) {
    case 'element':
      return character === '<' ? 'tag' : place
    case 'attribute':
      return character === '"' ? 'tag' : place
    case 'tag':
      return character === '>' ? 'element' : character === '"' ? 'attribute' : place
  }
}
