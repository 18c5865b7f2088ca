/** What a subscription gives, page after page, for the cases about it. */
import { comparePositions, type Position, type Recorded } from '@avenant/domain'
import type * as E from 'fp-ts/Either'
import type { SubscriptionPage } from '../event-store'
import type { Pages } from '../pages'
import { right } from './harness'

export type Following = AsyncIterator<E.Either<unknown, SubscriptionPage>, unknown>

const nextOf = async (iterator: Following): Promise<SubscriptionPage> => {
  const next = await iterator.next()
  if (next.done === true) throw new Error('the subscription ended')
  return right(next.value)
}

/** What a subscription gives until it has caught up with `count` events. Where others write too, pages may be empty. */
export const eventsWhenLive = async (iterator: Following, count = 0): Promise<ReadonlyArray<Recorded>> => {
  const given: Recorded[] = []
  for (;;) {
    const { events, caughtUp } = await nextOf(iterator)
    given.push(...events)
    if (caughtUp && given.length >= count) return given
  }
}

/** The events of the next page that has any. */
export const nextEvents = async (iterator: Following): Promise<ReadonlyArray<Recorded>> => {
  for (;;) {
    const { events } = await nextOf(iterator)
    if (events.length > 0) return events
  }
}

/** What a subscription gives until it has passed a position. */
export const eventsUpTo = async (
  iterator: Following,
  position: Position
): Promise<ReadonlyArray<Recorded>> => {
  const given: Recorded[] = []
  for (;;) {
    const { events, checkpoint } = await nextOf(iterator)
    given.push(...events)
    if (checkpoint !== null && comparePositions(checkpoint, position) >= 0) return given
  }
}

export const untilCaughtUp = async (
  pages: Pages<unknown, SubscriptionPage>
): Promise<ReadonlyArray<SubscriptionPage>> => {
  const given: SubscriptionPage[] = []
  for await (const page of pages) {
    given.push(right(page))
    if (right(page).caughtUp) break
  }
  return given
}
