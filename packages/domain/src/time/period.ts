import { nullable, struct } from '../codec'
import { addDays, DateCivile, frenchDate, maxDate, minDate } from './date-civile'

/**
 * `[from, to)`, in civil dates (G4). `from: null` is "since always", `to: null` is "without end".
 * « du 01/01/2017 au 31/12/2020 » is `{ from: '2017-01-01', to: '2021-01-01' }`.
 */
export type Period = { readonly from: DateCivile | null; readonly to: DateCivile | null }

export const Period = struct('Period', { from: nullable(DateCivile), to: nullable(DateCivile) })

export const always: Period = { from: null, to: null }

/** From the first to the last day, both included, as texts for people say it. */
export const inclusive = (first: DateCivile, last: DateCivile): Period => ({
  from: first,
  to: addDays(last, 1)
})

/** Negative when `a` starts first; since always comes before every date. */
export const compareStarts = (a: DateCivile | null, b: DateCivile | null): number =>
  a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1

export const isEmpty = ({ from, to }: Period): boolean => from !== null && to !== null && to <= from

export const covers =
  ({ from, to }: Period) =>
  (date: DateCivile): boolean =>
    (from === null || from <= date) && (to === null || date < to)

/** The days in both; maybe empty. */
export const intersect = (a: Period, b: Period): Period => ({
  from: a.from === null ? b.from : b.from === null ? a.from : maxDate(a.from, b.from),
  to: earliestEnd(a.to, b.to)
})

export const overlaps = (a: Period, b: Period): boolean => !isEmpty(intersect(a, b))

/** The shortest period that covers both. */
export const span = (a: Period, b: Period): Period => ({
  from: a.from === null || b.from === null ? null : minDate(a.from, b.from),
  to: a.to === null || b.to === null ? null : maxDate(a.to, b.to)
})

/** The earlier of two ends; `null` is no end. */
export const earliestEnd = (a: DateCivile | null, b: DateCivile | null): DateCivile | null =>
  a === null ? b : b === null ? a : minDate(a, b)

/** The last day included, or `null` without end. */
export const lastDay = ({ to }: Period): DateCivile | null => (to === null ? null : addDays(to, -1))

/** As people write it, last day included: « du 01/01/2017 au 31/12/2020 ». */
export const frenchPeriod = (period: Period): string => {
  const last = lastDay(period)
  if (period.from === null) return last === null ? 'sans limite' : `jusqu'au ${frenchDate(last)}`
  return last === null
    ? `à partir du ${frenchDate(period.from)}`
    : `du ${frenchDate(period.from)} au ${frenchDate(last)}`
}
