import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'

/**
 * Results that come page by page, as they are pulled. A `Left` is the last thing given; nothing is thrown.
 * Pages and not single events: an asynchronous step per event would cost more than the event.
 */
export type Pages<Fault, Page> = AsyncIterable<E.Either<Fault, Page>>

/**
 * Pages whose `return()` ends a `next()` that waits, at once, whatever it waits for: a generator would first let it end.
 * What the source holds is let go of when it comes to it.
 */
export const endable = <A>(source: AsyncGenerator<A, void>): AsyncIterableIterator<A, undefined> => {
  const waiting = new Set<(result: IteratorResult<A, undefined>) => void>()
  const end = { done: true, value: undefined } as const
  const pages: AsyncIterableIterator<A, undefined> = {
    next: () =>
      new Promise((resolve, reject) => {
        waiting.add(resolve)
        source
          .next()
          .then(result => resolve(result.done === true ? end : result), reject)
          .finally(() => waiting.delete(resolve))
      }),
    return: async () => {
      source.return().catch(() => {})
      for (const resolve of waiting) resolve(end)
      return end
    },
    [Symbol.asyncIterator]: () => pages
  }
  return pages
}

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
