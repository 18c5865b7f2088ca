/// <reference types="jest" />
import { AsyncLocalStorage, createHook } from 'node:async_hooks'
import type { Position, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { AppendError } from '../errors'
import type { Appended } from '../event-store'
import { eventsUpTo, eventsWhenLive, nextEvents, untilCaughtUp } from './following'
import { type ContractTest, event, eventsOf, left, named, right, taken, type WithStore } from './harness'

/** Cases 27 to 33. */
export const subscribingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '27 resume is exclusive: nothing twice, nothing missed, from any checkpoint',
    run(
      async ({ store }) => {
        for (let turn = 0; turn < 7; turn++)
          await taken(store.append(`contrat-${turn % 2}`, [event(`a${turn}`)], 'any'))
        const journal = await eventsOf(store.readAll())
        const all = await untilCaughtUp(store.subscribe())
        expect(all.flatMap(page => page.events)).toEqual(journal)
        for (const { checkpoint } of all) {
          const handled = journal.findIndex(recorded => recorded.position === checkpoint) + 1
          const resumed = await untilCaughtUp(store.subscribe({ after: checkpoint }))
          expect(resumed.flatMap(page => page.events)).toEqual(journal.slice(handled))
        }
      },
      { pageSize: 2 }
    )
  )

  test(
    '28 from catching up to live under concurrent writes: no gap, no duplicate, caught-up told',
    run(
      async ({ store, another }) => {
        const other = (await another?.()) ?? store
        await taken(store.append('contrat-0', named('start', 10), 'none'))
        const writing = Promise.all(
          [store, other].map(async (through, writer) => {
            for (let turn = 0; turn < 20; turn++) {
              await taken(through.append(`contrat-${writer}`, [event(`w${writer}-${turn}`)], 'any'))
              await new Promise(setImmediate)
            }
          })
        )
        const seen: Recorded[] = []
        let caughtUp = 0
        for await (const page of store.subscribe()) {
          const { events, caughtUp: reached } = right(page)
          seen.push(...events)
          if (reached) caughtUp++
          if (seen.length >= 50) break
        }
        await writing
        expect(seen).toEqual(await eventsOf(store.readAll()))
        expect(caughtUp).toBeGreaterThan(0)
      },
      { pageSize: 4 }
    )
  )

  test(
    '28 caught-up is told on an empty journal, and again after each catch-up',
    run(
      async ({ store }) => {
        const subscription = store.subscribe()[Symbol.asyncIterator]()
        expect(await eventsWhenLive(subscription)).toEqual([])
        const waiting = eventsWhenLive(subscription, 3)
        await taken(store.append('contrat-1', named('a', 3), 'none'))
        expect(await waiting).toMatchObject([{ revision: 0 }, { revision: 1 }, { revision: 2 }])
        await subscription.return?.()
      },
      { pageSize: 2 }
    )
  )

  test(
    '28 of a category, what is appended while live is given too, and nothing of another one',
    run(
      async ({ store, another }) => {
        const other = (await another?.()) ?? store
        await taken(store.append('contrat-1', named('a', 3), 'none'))
        const last = await taken(store.append('autre-1', named('x', 3), 'none'))
        const subscription = store.subscribe({ category: 'contrat' })[Symbol.asyncIterator]()
        const seen: Recorded[] = [...(await eventsUpTo(subscription, last.position))]
        for (const [turn, through] of [store, other, store, other].entries()) {
          await taken(through.append('autre-1', [event(`x-${turn}`)], 'any'))
          const live = await taken(through.append('contrat-1', [event(`a-${turn}`)], 'any'))
          seen.push(...(await eventsUpTo(subscription, live.position)))
        }
        expect(seen.map(({ data }) => data)).toEqual(['a0', 'a1', 'a2', 'a-0', 'a-1', 'a-2', 'a-3'])
        expect(seen).toEqual(await eventsOf(store.readAll({ category: 'contrat' })))
        await subscription.return?.()
      },
      { pageSize: 2 }
    )
  )

  test(
    '28 two subscriptions side by side are each given all, from catching up to live',
    run(
      async ({ store }) => {
        let last = await taken(store.append('contrat-1', named('a', 5), 'none'))
        const followers = [store.subscribe(), store.subscribe()].map(pages => ({
          subscription: pages[Symbol.asyncIterator](),
          seen: [] as Recorded[]
        }))
        for (let turn = 0; turn < 4; turn++) {
          await Promise.all(
            followers.map(async ({ subscription, seen }) => {
              seen.push(...(await eventsUpTo(subscription, last.position)))
            })
          )
          last = await taken(store.append('contrat-1', [event(`live-${turn}`)], 'any'))
        }
        for (const { subscription, seen } of followers) {
          seen.push(...(await eventsUpTo(subscription, last.position)))
          expect(seen).toEqual(await eventsOf(store.readAll()))
          await subscription.return?.()
        }
      },
      { pageSize: 2 }
    )
  )

  test(
    '29 a filter that matches nothing still moves the checkpoint',
    run(
      async ({ store }) => {
        const last = await taken(store.append('contrat-1', named('a', 5), 'none'))
        const subscription = store.subscribe({ category: 'autre' })[Symbol.asyncIterator]()
        expect(await eventsUpTo(subscription, last.position)).toEqual([])
        const later = await taken(store.append('contrat-1', [event('b')], 'any'))
        expect(await eventsUpTo(subscription, later.position)).toEqual([])
        await subscription.return?.()
      },
      { pageSize: 2 }
    )
  )

  test(
    '30 a checkpoint never passes an event that was not given',
    run(
      async ({ store }) => {
        for (let turn = 0; turn < 9; turn++)
          await taken(store.append(turn % 3 === 0 ? 'autre-1' : 'contrat-1', [event(`a${turn}`)], 'any'))
        const journal = await eventsOf(store.readAll({ category: 'contrat' }))
        const given: Position[] = []
        for (const { events, checkpoint } of await untilCaughtUp(store.subscribe({ category: 'contrat' }))) {
          given.push(...events.map(recorded => recorded.position))
          const left = await eventsOf(store.readAll({ category: 'contrat', after: checkpoint }))
          expect(left).toEqual(journal.slice(given.length))
        }
        expect(given).toHaveLength(6)
      },
      { pageSize: 2 }
    )
  )

  test(
    '31 a slow consumer slows the reading: a page is read when it is asked for',
    run(
      async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 2), 'none'))
        const subscription = store.subscribe()[Symbol.asyncIterator]()
        expect(await nextEvents(subscription)).toHaveLength(2)
        // Read ahead, the second page would have been one event.
        await taken(store.append('contrat-1', [event('b')], 'any'))
        await new Promise(setImmediate)
        await taken(store.append('contrat-1', [event('c')], 'any'))
        expect(await nextEvents(subscription)).toHaveLength(2)
        await subscription.return?.()
      },
      { pageSize: 2 }
    )
  )

  test(
    '32 a handler that fails stops at that event; who starts again after the last handled one takes it again',
    run(
      async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 8), 'none'))
        const handled: unknown[] = []
        let checkpoint: Position | null = null
        const consume = async (failing: string | null): Promise<void> => {
          for await (const page of store.subscribe({ after: checkpoint })) {
            const { events, caughtUp } = right(page)
            for (const recorded of events) {
              if (recorded.data === failing) throw new Error(`handler failed at ${recorded.position}`)
              handled.push(recorded.data)
              checkpoint = recorded.position
            }
            if (caughtUp) return
          }
        }
        // In the middle of a page, at its start, and twice the same.
        for (const failing of ['a1', 'a3', 'a3', 'a7'])
          await expect(consume(failing)).rejects.toThrow('handler failed at')
        await consume(null)
        expect(handled).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'])
      },
      { pageSize: 3 }
    )
  )

  test(
    '33 cancelling releases everything, also while waiting for an event: return(), signal, close',
    run(({ store }) =>
      watchingTimers(async live => {
        const done = { done: true, value: undefined }

        const returned = store.subscribe()[Symbol.asyncIterator]()
        await eventsWhenLive(returned)
        const waiting = returned.next()
        await waitingForEvents()
        await returned.return?.()
        expect(await waiting).toEqual(done)
        expect(await returned.next()).toEqual(done)

        const controller = new AbortController()
        const aborted = store.subscribe({ signal: controller.signal })[Symbol.asyncIterator]()
        await eventsWhenLive(aborted)
        const waitingToo = aborted.next()
        await waitingForEvents()
        controller.abort()
        expect(await waitingToo).toEqual(done)
        for await (const _ of store.subscribe({ signal: controller.signal }))
          throw new Error('aborted before')

        const left = store.subscribe()[Symbol.asyncIterator]()
        await eventsWhenLive(left)
        const waitingStill = left.next()
        await waitingForEvents()
        await store.close()
        expect(await waitingStill).toEqual(done)
        expect(await live()).toBe(0)
      })
    )
  )

  for (const turns of [0, 30])
    test(
      `33 appends that are at hand when the store closes, ${turns} turns later, are answered, and truly`,
      run(async ({ store, another }) => {
        const answers = new Map<string, E.Either<AppendError, Appended>>()
        const streams = Array.from({ length: 200 }, (_, index) => `contrat-${index}`)
        for (const stream of streams)
          void store
            .append(stream, [event(stream)], 'none')()
            .then(answer => answers.set(stream, answer))
        for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
        await store.close()
        // The answers come with that of `close`.
        await new Promise(setImmediate)
        expect([...answers.keys()].sort()).toEqual([...streams].sort())
        if (another === undefined) return
        const written = new Set((await eventsOf((await another()).readAll())).map(({ stream }) => stream))
        // What may be tried again may have been written; what may not, and is told so, was not.
        for (const [stream, answer] of answers)
          if (E.isRight(answer) || !answer.left.retryable)
            expect({ stream, written: written.has(stream) }).toEqual({ stream, written: E.isRight(answer) })
      })
    )

  test(
    '33 a closed store answers so, and can be closed again',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', [event('a')], 'none'))
      await store.close()
      await store.close()
      const closed = { _tag: 'StoreClosed', retryable: false }
      expect(left(await store.append('contrat-1', [event('b')], 'any')())).toMatchObject(closed)
      for (const pages of [store.read('contrat-1'), store.readAll(), store.subscribe()])
        for await (const page of pages) expect(left<unknown>(page)).toMatchObject(closed)
    })
  )
}

/** Lets a `next()` that was just called read the end of the journal, and wait. */
const waitingForEvents = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
}

/**
 * Counts the timers that `body` has started and that are still there, unref'd ones too. Those of the test runner are
 * told apart by their asynchronous context: they come and go meanwhile.
 */
const watchingTimers = async (body: (live: () => Promise<number>) => Promise<void>): Promise<void> => {
  const context = new AsyncLocalStorage<true>()
  const timers = new Set<number>()
  const hook = createHook({
    init: (id, type) => {
      if (type === 'Timeout' && context.getStore() === true) timers.add(id)
    },
    destroy: id => {
      timers.delete(id)
    }
  }).enable()
  // A timer that is cleared is destroyed some turns later.
  const live = async (): Promise<number> => {
    for (let turn = 0; turn < 100 && timers.size > 0; turn++) await new Promise(setImmediate)
    return timers.size
  }
  try {
    await context.run(true, () => body(live))
  } finally {
    hook.disable()
  }
}
