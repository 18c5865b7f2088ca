import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Clock, secondsSince } from '../clock'
import type { ReadAllError } from '../errors'
import type { EventStore } from '../event-store'

/** How far a read model is behind the journal as it is now. */
export type Lag = {
  /** Events that are in the journal and not in the model; counted up to a limit. */
  readonly events: number
  /** Whether there may be more of them than were counted. */
  readonly more: boolean
  /** The age of the oldest of them; 0 when there is none, or when the clock cannot tell. */
  readonly seconds: number
}

/** Asks the journal itself, not what a subscription last saw of it. Reads at most `limit` events. */
export const lagOf =
  (store: EventStore, category: string | undefined, clock: Clock) =>
  (after: Position | null, limit: number): TaskEither<ReadAllError, Lag> =>
  async () => {
    let events = 0
    let seconds = 0
    for await (const page of store.readAll({
      after,
      limit,
      ...(category === undefined ? {} : { category })
    })) {
      if (E.isLeft(page)) return page
      const [oldest] = page.right
      if (events === 0 && oldest !== undefined) seconds = secondsSince(clock, oldest.recordedAt) ?? 0
      events += page.right.length
    }
    return E.right({ events, more: events >= limit, seconds })
  }
