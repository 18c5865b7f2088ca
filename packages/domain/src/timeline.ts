/** The write side's view of one key: what holds on each day, as known now. */
import type { DateCivile } from './time/date-civile'
import type { Period } from './time/period'

/**
 * A step function over all days: each step holds from its date until the next step. The first step is from
 * `null` (since always), dates increase, and two neighbours never have the same value.
 */
export type Timeline<V> = ReadonlyArray<{ readonly from: DateCivile | null; readonly value: V | null }>

export const emptyTimeline: Timeline<never> = [{ from: null, value: null }]

/** The latest recorded wins over its own period: lays `value` over `period`, and keeps the rest. */
export const assertOver =
  <V>(period: Period, value: V | null) =>
  (timeline: Timeline<V>): Timeline<V> => {
    const before = timeline.filter(
      step => period.from !== null && (step.from === null || step.from < period.from)
    )
    const after =
      period.to === null
        ? []
        : [
            { from: period.to, value: valueOn(period.to)(timeline) },
            ...timeline.filter(step => step.from !== null && period.to !== null && step.from > period.to)
          ]
    return [...before, { from: period.from, value }, ...after].filter(
      (step, i, steps) => i === 0 || !sameValue(steps[i - 1]?.value, step.value)
    )
  }

export const valueOn =
  (date: DateCivile) =>
  <V>(timeline: Timeline<V>): V | null =>
    timeline.findLast(step => step.from === null || step.from <= date)?.value ?? null

/** The value before every known change: what holds "since always". */
export const initialValue = <V>(timeline: Timeline<V>): V | null => timeline[0]?.value ?? null

/** The first change after `from` that is already known: there a change recorded late stops holding. */
export const nextChange =
  (from: DateCivile | null) =>
  <V>(timeline: Timeline<V>): DateCivile | null =>
    timeline.find(step => step.from !== null && (from === null || step.from > from))?.from ?? null

/** The steps that have a value within `period`, each cut to it. */
export const within =
  (period: Period) =>
  <V>(timeline: Timeline<V>): ReadonlyArray<{ readonly period: Period; readonly value: V }> =>
    timeline.flatMap(({ from, value }, i) => {
      const to = timeline[i + 1]?.from ?? null
      const start = from === null || (period.from !== null && from < period.from) ? period.from : from
      const end = to === null || (period.to !== null && to > period.to) ? period.to : to
      return value === null || (start !== null && end !== null && end <= start)
        ? []
        : [{ period: { from: start, to: end }, value }]
    })

/** Facts are plain JSON with keys in a fixed order: the same text is the same value. */
const sameValue = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
