import { SINCE_ALWAYS, WITHOUT_END } from './calendar'
import type { Dossier } from './dossier'

/** `[from, to)` in day numbers, and the rank of the fact that wins over it. */
export type Span = {
  readonly from: number
  readonly to: number
  readonly rank: number
}

/**
 * The spans of some keys among the first `known` facts, in one walk: by key, in the order in which the dossier first spoke of
 * them; each key's in the order of days.
 */
export const spansByKey = (
  dossier: Dossier,
  known: number,
  isAsked: (key: number) => boolean
): ReadonlyMap<number, ReadonlyArray<Span>> => {
  const byKey = new Map<number, ReadonlyArray<Span>>()
  for (let rank = 0; rank < known; rank++) {
    const key = dossier.key(rank)
    if (isAsked(key)) byKey.set(key, overlaid(byKey.get(key) ?? NO_SPAN, spanOf(dossier, rank)))
  }
  return byKey
}

const NO_SPAN: ReadonlyArray<Span> = []

/** The spans of one key. */
export const spansOf = (dossier: Dossier, known: number, key: number): ReadonlyArray<Span> => {
  let spans: ReadonlyArray<Span> = []
  for (let rank = 0; rank < known; rank++)
    if (dossier.key(rank) === key) spans = overlaid(spans, spanOf(dossier, rank))
  return spans
}

/**
 * The spans over which one value holds: facts that say the same on days that follow each other make one span, of the fact
 * that was recorded first. A termination that was withdrawn cuts a line in two facts, and not in two spans.
 */
export const joined = (spans: ReadonlyArray<Span>, values: ReadonlyArray<unknown>): ReadonlyArray<Span> => {
  const all: Array<Span> = []
  for (const span of spans) {
    const last = all.at(-1)
    // Equal values are the same.
    if (last !== undefined && last.to === span.from && values[last.rank] === values[span.rank])
      all[all.length - 1] = { from: last.from, to: span.to, rank: Math.min(last.rank, span.rank) }
    else all.push(span)
  }
  return all
}

export const spanOf = (dossier: Dossier, rank: number): Span => ({
  from: dossier.from(rank),
  to: dossier.to(rank),
  rank
})

/** The latest recorded wins over its own days, and leaves the others as they were. */
export const overlaid = (spans: ReadonlyArray<Span>, latest: Span): ReadonlyArray<Span> =>
  // Of most keys there is one fact.
  spans.length === 0
    ? [latest]
    : [
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
