/** What the rules of a model find in the connections of one habilitation (A7). */

import { weekdayOf } from '../dates/calendar'
import type { StableId } from '../identity/ids'
import type { AnomalyRule } from '../model/anomalies'
import type { DateCivile } from '../time/date-civile'
import { civilDateOf, civilTimeOf, epochOf, type Instant } from '../time/instant'
import type { Finding } from './values'

export type Attempt = { readonly at: Instant; readonly outcome: 'success' | 'failure' }
export type Found = { readonly rule: StableId; readonly finding: Finding }

/**
 * The findings of each rule, rule by rule, in the order of time; attempts come in any order.
 *
 * - So many failures within so many minutes: one finding begins at the first failure from which enough lie within them, the
 *   last millisecond included, and takes in all that do. The next is looked for after its last, so that none overlap.
 * - Outside the hours: one finding a civil day of the zone, of every attempt that day, successful or not, which lies on
 *   another weekday, before `from`, or at `to` or later.
 * - What is noted is found by nobody here.
 *
 * @example
 * findAnomalies(psu.habilitation.anomalies.rules, 'Europe/Paris')(attempts) // [{ rule: 'echecs-repetes', finding: { count: 6, … } }]
 */
export const findAnomalies =
  (rules: ReadonlyArray<AnomalyRule>, zone: string) =>
  (attempts: ReadonlyArray<Attempt>): ReadonlyArray<Found> => {
    // Instants compare as their texts do.
    const sorted = [...attempts].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    return rules.flatMap(rule => groupsOf(rule, zone, sorted).flatMap(foundBy(rule.id)))
  }

type Instants = ReadonlyArray<Instant>

const groupsOf = (
  rule: AnomalyRule,
  zone: string,
  sorted: ReadonlyArray<Attempt>
): ReadonlyArray<Instants> => {
  switch (rule.kind) {
    case 'failures':
      return bursts(
        rule,
        sorted.flatMap(({ at, outcome }) => (outcome === 'failure' ? [at] : []))
      )
    case 'outside-hours':
      return byDay(
        zone,
        sorted.flatMap(({ at }) => (isWithin(rule, zone, at) ? [] : [at]))
      )
    case 'noted':
      return []
  }
}

const foundBy =
  (rule: StableId) =>
  (instants: Instants): ReadonlyArray<Found> => {
    const [first, last] = [instants[0], instants.at(-1)]
    return first === undefined || last === undefined
      ? []
      : [{ rule, finding: { count: instants.length, first, last } }]
  }

type RuleOf<K extends AnomalyRule['kind']> = Extract<AnomalyRule, { readonly kind: K }>

const bursts = ({ count, minutes }: RuleOf<'failures'>, failures: Instants): ReadonlyArray<Instants> => {
  const found: Array<Instants> = []
  const epochs = failures.map(epochOf)
  const epochAt = (i: number): number => epochs[i] ?? Number.POSITIVE_INFINITY
  let start = 0
  while (start + count <= failures.length) {
    const until = epochAt(start) + minutes * 60_000
    if (epochAt(start + count - 1) > until) {
      start += 1
      continue
    }
    let end = start + count
    while (epochAt(end) <= until) end += 1
    found.push(failures.slice(start, end))
    start = end
  }
  return found
}

const isWithin = ({ days, from, to }: RuleOf<'outside-hours'>, zone: string, at: Instant): boolean => {
  const time = civilTimeOf(at, zone)
  return days.includes(weekdayOf(civilDateOf(at, zone))) && from <= time && time < to
}

const byDay = (zone: string, instants: Instants): ReadonlyArray<Instants> => {
  const days = new Map<DateCivile, Array<Instant>>()
  for (const at of instants) {
    const day = civilDateOf(at, zone)
    const known = days.get(day)
    if (known === undefined) days.set(day, [at])
    else known.push(at)
  }
  return [...days.values()]
}
