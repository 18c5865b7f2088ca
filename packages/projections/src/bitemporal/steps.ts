import { SINCE_ALWAYS, WITHOUT_END } from './calendar'
import { type Columns, type Dossier, FROM, TO } from './columns'

/** `[from, to)` in day numbers, and the address and rank of the fact that wins over it. */
export type Span = {
  readonly from: number
  readonly to: number
  readonly address: number
  readonly row: number
}

/** The spans of each key among the first `known` facts, by key; each key's in the order of days. */
export const spansByKey = (
  columns: Columns,
  dossier: Dossier,
  known: number
): ReadonlyArray<ReadonlyArray<Span>> => {
  const byKey: Array<ReadonlyArray<Span>> = Array.from({ length: dossier.keys.marks.length }, () => [])
  for (const { key, span } of assertions(columns, dossier, known))
    byKey[key] = overlaid(byKey[key] ?? [], span)
  return byKey
}

/** The spans of one key. */
export const spansOf = (
  columns: Columns,
  dossier: Dossier,
  known: number,
  key: number
): ReadonlyArray<Span> =>
  assertions(columns, dossier, known)
    .filter(asserted => asserted.key === key)
    .reduce<ReadonlyArray<Span>>((spans, { span }) => overlaid(spans, span), [])

/** Facts in the order of recording. */
const assertions = (
  columns: Columns,
  dossier: Dossier,
  known: number
): ReadonlyArray<{ readonly key: number; readonly span: Span }> =>
  Array.from({ length: known }, (_, row) => {
    const { facts } = columns
    const address = facts.address(dossier.facts, row)
    const span = { from: facts.word(address + FROM), to: facts.word(address + TO), address, row }
    return { key: columns.key(address), span }
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

/** The days on which a key's value differs from the day before; no span is a value of 0, as is null. */
export const changingDays = (
  spans: ReadonlyArray<Span>,
  valueAt: (address: number) => number
): ReadonlyArray<number> => {
  const days: Array<number> = []
  let end = SINCE_ALWAYS
  let value = 0
  for (const { from, to, address } of spans) {
    if (end < from && value !== 0) days.push(end)
    const next = valueAt(address)
    if (next !== (end < from ? 0 : value)) days.push(from)
    end = to
    value = next
  }
  if (value !== 0) days.push(end)
  return days.filter(day => day !== SINCE_ALWAYS && day !== WITHOUT_END)
}
