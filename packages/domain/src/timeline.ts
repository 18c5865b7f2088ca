/** The write side's view of one key: what holds on each day, as known now. */
import type { Facts } from './fact'
import { GrowingMap } from './growing'
import type { DateCivile } from './time/date-civile'
import { isEmpty, type Period } from './time/period'

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
      from === null ? [] : timeline.slice(0, countUntil(timeline, from, false))
    const add = (step: Timeline<V>[number]): void => {
      const last = laid.at(-1)
      if (last === undefined || !sameValue(last.value, step.value)) laid.push(step)
    }
    add({ from, value })
    if (to === null) return laid
    const next = countUntil(timeline, to, true)
    add({ from: to, value: timeline[next - 1]?.value ?? null })
    return [...laid, ...timeline.slice(next)]
  }

/** How many steps start before a day, or on it. */
const countUntil = <V>(timeline: Timeline<V>, day: DateCivile, on: boolean): number => {
  let low = 0
  let high = timeline.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = timeline[middle]?.from ?? null
    if (start === null || start < day || (on && start === day)) low = middle + 1
    else high = middle
  }
  return low
}

/** What holds on a day; `null` asks for what holds "since always", before every known change. */
export const valueOn =
  (date: DateCivile | null) =>
  <V>(timeline: Timeline<V>): V | null => {
    const [first] = timeline
    if (date === null) return first?.from === null ? first.value : null
    return timeline[countUntil(timeline, date, true) - 1]?.value ?? null
  }

/** The first change after `from` that is already known: there a change recorded late stops holding. */
export const nextChange =
  (from: DateCivile | null) =>
  <V>(timeline: Timeline<V>): DateCivile | null =>
    timeline.find(step => step.from !== null && (from === null || step.from > from))?.from ?? null

/** The first return after `from` that is already known, to a value after an absence: there an absence recorded late ends. */
export const nextReturn =
  (from: DateCivile | null) =>
  <V>(timeline: Timeline<V>): DateCivile | null =>
    timeline.find(
      (step, i) =>
        step.from !== null &&
        (from === null || step.from > from) &&
        step.value !== null &&
        timeline[i - 1]?.value === null
    )?.from ?? null

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

/** The timelines of an aggregate, by kind and id, from the same table `kind → value` as its facts. */
export type Timelines<Values> = { readonly [K in keyof Values]?: GrowingMap<string, Timeline<Values[K]>> }

export const timelinesOf = <Values, K extends keyof Values>(
  timelines: Timelines<Values>,
  kind: K
): ReadonlyMap<string, Timeline<Values[K]>> => timelines[kind] ?? new Map<string, Timeline<Values[K]>>()

export const timelineOf = <Values, K extends keyof Values>(
  timelines: Timelines<Values>,
  kind: K,
  id: string
): Timeline<Values[K]> => timelines[kind]?.get(id) ?? emptyTimeline

/** Lays facts over the timelines, in their order. */
export const assertFacts = <Values>(
  timelines: Timelines<Values>,
  facts: ReadonlyArray<Facts<Values>>
): Timelines<Values> => facts.reduce<Timelines<Values>>((known, fact) => assertFact(known, fact), timelines)

const assertFact = <Values, K extends keyof Values & string>(
  timelines: Timelines<Values>,
  {
    kind,
    id,
    value,
    period
  }: { readonly kind: K; readonly id: string; readonly value: Values[K] | null; readonly period: Period }
): Timelines<Values> => {
  const sameKind = timelines[kind] ?? GrowingMap.of<string, Timeline<Values[K]>>()
  const timeline = assertOver(period, value)(sameKind.get(id) ?? emptyTimeline)
  return { ...timelines, [kind]: sameKind.with(id, timeline) }
}
