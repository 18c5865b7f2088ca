/** Until when anything is known: until today, as the service's clock and zone say. */
import {
  civilDateOf,
  type DateCivile,
  type Fault,
  frenchDate,
  Instant,
  instantOfEpoch
} from '@avenant/domain'
import type { Params } from './problem'

/** The clock and the zone of a service. */
export type Clock = { readonly zone: string; readonly now: () => Date }

export const todayAt = ({ zone, now }: Clock): DateCivile =>
  civilDateOf(instantOfEpoch(now().getTime()), zone)

/** What is wrong with a knowledge of a day to come: nobody knows yet what will be known then. Null: nothing. */
export const notYetKnown = (at: Instant, clock: Clock): string | null => {
  const today = todayAt(clock)
  return civilDateOf(at, clock.zone) <= today
    ? null
    : `ce moment est après aujourd'hui, le ${frenchDate(today)} : rien n'en est encore connu`
}

/** The faults of a question that asks for what will be known; what is no moment is told by its codec. */
export const knowledgeFaults = (asked: Params, clock: Clock): ReadonlyArray<Fault> => {
  const { before, after } = asked
  const moments: ReadonlyArray<readonly [path: string, at: unknown]> = [
    ['knownAt', asked.knownAt],
    ['at', asked.at],
    ['until', asked.until],
    ['before.knownAt', valueIn(before)],
    ['after.knownAt', valueIn(after)]
  ]
  return moments.flatMap(([path, at]) => {
    const message = Instant.is(at) ? notYetKnown(at, clock) : null
    return message === null ? [] : [{ path, message }]
  })
}

const valueIn = (point: unknown): unknown =>
  typeof point === 'object' && point !== null && 'knownAt' in point ? point.knownAt : null
