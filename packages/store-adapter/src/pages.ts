import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'

/**
 * Results that come page by page, as they are pulled. A `Left` is the last thing given; nothing is thrown.
 * Pages and not single events: an asynchronous step per event would cost more than the event.
 */
export type Pages<Fault, Page> = AsyncIterable<E.Either<Fault, Page>>

/** Every item of every page, or the first fault. Keeps all of it in memory: for what is known to be small. */
export const collect =
  <Fault, Item>(pages: Pages<Fault, ReadonlyArray<Item>>): TaskEither<Fault, ReadonlyArray<Item>> =>
  async () => {
    const items: Item[] = []
    for await (const page of pages) {
      if (E.isLeft(page)) return page
      for (const item of page.right) items.push(item)
    }
    return E.right(items)
  }
