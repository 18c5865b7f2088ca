import { SINCE_ALWAYS, WITHOUT_END } from './calendar'
import type { Dossier } from './dossier'

/** `[from, to)` in day numbers, and the rank of the fact that wins over it. */
export type Span = {
  readonly from: number
  readonly to: number
  readonly rank: number
}

/** The spans of each key among the first `known` facts, by key; each key's in the order of days. */
export const spansByKey = (dossier: Dossier, known: number): ReadonlyArray<ReadonlyArray<Span>> => {
  const byKey: Array<ReadonlyArray<Span>> = Array.from({ length: dossier.keys }, () => [])
  for (let rank = 0; rank < known; rank++) {
    const key = dossier.key(rank)
    byKey[key] = overlaid(byKey[key] ?? [], spanOf(dossier, rank))
  }
  return byKey
}

/** The spans of one key. */
export const spansOf = (dossier: Dossier, known: number, key: number): ReadonlyArray<Span> => {
  let spans: ReadonlyArray<Span> = []
  for (let rank = 0; rank < known; rank++)
    if (dossier.key(rank) === key) spans = overlaid(spans, spanOf(dossier, rank))
  return spans
}

/** The days around one of them on which the fact of a rank wins, among the first `known`. */
export const spanAround = (dossier: Dossier, known: number, rank: number, day: number): Span => {
  const key = dossier.key(rank)
  let { from, to } = spanOf(dossier, rank)
  for (let later = rank + 1; later < known; later++) {
    if (dossier.key(later) !== key) continue
    // A later fact does not cover the day, or it would have won: it lies before, or after.
    if (day < dossier.from(later)) to = Math.min(to, dossier.from(later))
    else from = Math.max(from, dossier.to(later))
  }
  return { from, to, rank }
}

const spanOf = (dossier: Dossier, rank: number): Span => ({
  from: dossier.from(rank),
  to: dossier.to(rank),
  rank
})

/** The latest recorded wins over its own days, and leaves the others as they were. */
const overlaid = (spans: ReadonlyArray<Span>, latest: Span): ReadonlyArray<Span> => [
  ...spans
    .filter(span => span.from < latest.from)
    .map(span => (span.to <= latest.from ? span : { ...span, to: latest.from })),
  latest,
  ...spans
    .filter(span => span.to > latest.to)
    .map(span => (span.from >= latest.to ? span : { ...span, from: latest.to }))
]

/** The days on which a key's value differs from the day before; where there is no span there is no value. */
export const changingDays = (
  spans: ReadonlyArray<Span>,
  values: ReadonlyArray<unknown>
): ReadonlyArray<number> => {
  const days: Array<number> = []
  let end = SINCE_ALWAYS
  let value: unknown = null
  for (const { from, to, rank } of spans) {
    if (end < from && value !== null) days.push(end)
    const next = values[rank]
    if (next !== (end < from ? null : value)) days.push(from)
    end = to
    value = next
  }
  if (value !== null) days.push(end)
  return days.filter(day => day !== SINCE_ALWAYS && day !== WITHOUT_END)
}
