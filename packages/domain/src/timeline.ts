/** The write side's view of one key: what holds on each day, as known now. */
import { firstIndex } from './sorted'
import type { DateCivile } from './time/date-civile'
import { compareStarts, isEmpty, type Period } from './time/period'

/**
 * A step function over all days: each step holds from its date until the next step. The first step is from
 * `null` (since always), dates increase, and two neighbours never have the same value.
 */
export type Timeline<V> = ReadonlyArray<{ readonly from: DateCivile | null; readonly value: V | null }>

export const emptyTimeline: Timeline<never> = [{ from: null, value: null }]

/**
 * The latest recorded wins over its own period: lays `value` over `period`, and keeps the rest. An empty period changes
 * nothing. Steps that stay as they are are not compared again, so that a line of many costs little more than one of few.
 */
export const assertOver =
  <V>(period: Period, value: V | null) =>
  (timeline: Timeline<V>): Timeline<V> => {
    if (isEmpty(period)) return timeline
    const { from, to } = period
    const laid: Array<Timeline<V>[number]> =
      from === null
        ? []
        : timeline.slice(
            0,
            firstIndex(timeline, step => compareStarts(step.from, from) >= 0)
          )
    const add = (step: Timeline<V>[number]): void => {
      const last = laid.at(-1)
      if (last === undefined || !sameValue(last.value, step.value)) laid.push(step)
    }
    add({ from, value })
    if (to === null) return laid
    const next = firstAfter(timeline, to)
    add({ from: to, value: timeline[next - 1]?.value ?? null })
    return [...laid, ...timeline.slice(next)]
  }

/** What holds on a day; `null` asks for what holds "since always", before every known change. */
export const valueOn =
  (date: DateCivile | null) =>
  <V>(timeline: Timeline<V>): V | null => {
    const [first] = timeline
    if (date === null) return first?.from === null ? first.value : null
    return timeline[firstAfter(timeline, date) - 1]?.value ?? null
  }

const firstAfter = <V>(timeline: Timeline<V>, day: DateCivile): number =>
  firstIndex(timeline, step => compareStarts(step.from, day) > 0)

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

/** Facts are plain JSON: the same values under the same keys, in whatever order a program wrote them (G13). */
export const sameValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameValue(item, b[i]))
    )
  // Loops, for every fact is compared. A key whose value is undefined is not written in JSON: it is absent.
  for (const key of Object.keys(a)) if (!sameValue(Reflect.get(a, key), ownValue(b, key))) return false
  for (const key of Object.keys(b))
    if (!Object.hasOwn(a, key) && Reflect.get(b, key) !== undefined) return false
  return true
}

const ownValue = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
