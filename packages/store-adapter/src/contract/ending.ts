/// <reference types="jest" />
import { type ContractTest, event, named, taken, type WithStore } from './harness'

/** Case 54: who reads no more is let go at once, whatever the reading waits for. */
export const endingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '54 return() and an aborted signal end a next() that waits, of a subscription and of a reading',
    run(
      async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 5), 'none'))
        const aborting = new AbortController()
        for (const stop of ['return', 'abort'] as const) {
          const pages = store.subscribe({ signal: aborting.signal })[Symbol.asyncIterator]()
          // A page, then another that is being read, then one that waits for an event.
          const first = await pages.next()
          const waiting = [pages.next(), pages.next(), pages.next(), pages.next()]
          if (stop === 'return') await pages.return?.()
          else aborting.abort()
          expect(first.done).toBe(false)
          expect((await Promise.all(waiting)).at(-1)).toEqual({ done: true, value: undefined })
          expect(await pages.next()).toEqual({ done: true, value: undefined })
        }
        for (const pages of [store.readAll(), store.read('contrat-1')]) {
          const reading = pages[Symbol.asyncIterator]()
          const pending = reading.next()
          expect(await reading.return?.()).toEqual({ done: true, value: undefined })
          // It was ended, or its page had come already.
          await pending
          expect(await reading.next()).toEqual({ done: true, value: undefined })
        }
        await taken(store.append('contrat-1', [event('b')], { exact: 4 }))
      },
      { pageSize: 2 }
    )
  )
}
