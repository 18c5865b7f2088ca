/** What is in a dossier on a day, as a test compares it. */
import type { Dossier } from '../dossier/dossier'
import { dateCivile } from '../time'
import { valueOn } from '../timeline'

/** Values by the kind of their line, then by its id: `held.attribution?.['e-1/activite/p-1']`, `held.effet?.['']`. */
export type Held<Values> = { readonly [K in keyof Values]?: Readonly<Record<string, Values[K]>> }

/**
 * Every line that says something on a day (`YYYY-MM-DD`), as the events moved it; a kind of which nothing is said that day is
 * not there. Throws at a text that is no date.
 */
export const heldOn = <Values>({ lines }: Dossier<unknown>, day: string): Held<Values> => {
  const on = dateCivile(day)
  const held: Record<string, Record<string, unknown>> = {}
  for (const [key, timeline] of lines.entries()) {
    const value = valueOn(on)(timeline)
    if (value === null) continue
    const [kind = ''] = key.split('/', 1)
    const ofKind = held[kind] ?? {}
    held[kind] = ofKind
    ofKind[key.slice(kind.length + 1)] = value
  }
  // The codec of each kind has read its values.
  return held as Held<Values>
}
