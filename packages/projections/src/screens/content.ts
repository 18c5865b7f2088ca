/** What an act says, as people read it: the labels of its fields in French, last days included. */
import { addDays, DateCivile, frenchDate, frenchPeriod, Period } from '@avenant/domain'
import { contentLabels, contentValues } from '../questions/content-words'
import { type Html, html, nothing, sentence } from './html'

/** A modification of five thousand persons is long: its beginning is shown, and the journal has it whole. */
const MOST = 50

export const contentHtml = (says: unknown): Html =>
  says === null || typeof says !== 'object' ? nothing : fields(Object.entries(says))

const fields = (entries: ReadonlyArray<readonly [string, unknown]>): Html =>
  html`<ul class="content">${entries.map(([key, value]) =>
    value === null || value === undefined
      ? nothing
      : html`<li>${sentence(`${contentLabels[key] ?? key} : `)}${valueHtml(key, value)}</li>`
  )}</ul>`

const valueHtml = (key: string, value: unknown): Html => {
  if (Array.isArray(value)) return listHtml(key, value)
  if (Period.is(value)) return html`${frenchPeriod(value)}`
  return typeof value === 'object' && value !== null
    ? fields(Object.entries(value))
    : html`${textIn(key, value)}`
}

const listHtml = (key: string, values: ReadonlyArray<unknown>): Html => {
  if (values.length === 0) return html`aucun`
  const left = values.length - MOST
  return html`<ol>${values.slice(0, MOST).map(value => html`<li>${valueHtml(key, value)}</li>`)}${
    left > 0 ? html`<li>${sentence(`… et ${left} autres, que le journal contient`)}</li>` : nothing
  }</ol>`
}

/** An end is kept as the first day after; people are told the last day. */
const textIn = (key: string, value: unknown): string => {
  if (DateCivile.is(value))
    return key === 'to' ? `${frenchDate(addDays(value, -1))} inclus` : frenchDate(value)
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return contentValues[`${key}/${String(value)}`] ?? String(value)
}
