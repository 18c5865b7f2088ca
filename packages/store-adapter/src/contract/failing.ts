/// <reference types="jest" />
import type { Position, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { StoreFault } from '../errors'
import type { EventStore } from '../event-store'
import { type ContractTest, event, eventsOf, left, named, taken, type WithStore } from './harness'

/** What "within a bounded time" is at most, in milliseconds: what takes longer is ended, by the limit of its test at last. */
const bounded = 60_000

/** Cases 34 and 36. */
export const failingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '34 a store that goes away: a typed and retryable error in a bounded time; back again, it goes on',
    run(async ({ store, cut, restore }) => {
      if (cut === undefined || restore === undefined)
        throw new Error('the harness has no cut() and restore(); give them, or name case 34 in `cannot`')
      await taken(store.append('contrat-1', named('a', 2), 'none'))
      await cut()
      try {
        const error = left(await store.append('contrat-1', [event('b')], { exact: 1 })())
        expect(['StoreBusy', 'StoreUnavailable']).toContain(error._tag)
        expect(error.retryable).toBe(true)
      } finally {
        await restore()
      }
      // Whether the first attempt was written is not known to the caller; the retry makes it once.
      expect(await lasting(store.append('contrat-1', [event('b')], { exact: 1 }))).toMatchObject({
        revision: 2
      })
      expect((await eventsOf(store.readAll())).map(recorded => recorded.data)).toEqual(['a0', 'a1', 'b'])
    }),
    2 * bounded
  )

  test(
    '34 who follows the journal while the store goes away misses nothing and gets nothing twice',
    run(async ({ store, cut, restore }) => {
      if (cut === undefined || restore === undefined)
        throw new Error('the harness has no cut() and restore(); give them, or name case 34 in `cannot`')
      await taken(store.append('contrat-1', named('a', 3), 'none'))
      const seen: Recorded[] = []
      const reached = signal()
      const following = follow(store, seen, 6, reached.tell)
      await reached.told
      await cut()
      const appending = lasting(store.append('contrat-1', named('b', 3), { exact: 2 }))
      await restore()
      await appending
      await following
      expect(seen.map(recorded => recorded.data)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2'])
    }),
    2 * bounded
  )

  test(
    '36 what is not a journal, or is of a newer schema, is refused with a typed error and left as it is',
    run(async ({ notJournals }) => {
      if (notJournals === undefined)
        throw new Error('the harness has no notJournals(); give it, or name case 36 in `cannot`')
      const trials = await notJournals()
      expect(trials.length).toBeGreaterThan(0)
      for (const { what, open, untouched } of trials) {
        const refused = left(await open())
        expect({ what, tag: refused._tag }).toEqual({
          what,
          tag: expect.stringMatching(/^(?:NotAJournal|NewerSchema)$/)
        })
        expect(refused).toMatchObject({ retryable: false, message: expect.stringMatching(/./) })
        expect({ what, untouched: await untouched() }).toEqual({ what, untouched: true })
      }
    })
  )
}

/** Tries as long as the error says that it may pass, within the bound. */
const lasting = async <Fault extends { readonly retryable: boolean }, A>(
  call: TaskEither<Fault, A>
): Promise<A> => {
  const deadline = performance.now() + bounded
  for (;;) {
    const answer = await call()
    if (E.isRight(answer)) return answer.right
    if (!answer.left.retryable || performance.now() > deadline)
      throw new Error(`not retryable, or for too long: ${JSON.stringify(answer.left)}`)
    await new Promise(setImmediate)
  }
}

/** As a projection does: page after page, from the last checkpoint again when the subscription fails. */
const follow = async (
  store: EventStore,
  seen: Recorded[],
  wanted: number,
  caughtUp: () => void
): Promise<void> => {
  let after: Position | null = null
  const deadline = performance.now() + bounded
  while (seen.length < wanted) {
    for await (const page of store.subscribe({ after })) {
      if (E.isLeft(page)) {
        const fault: StoreFault | { readonly retryable: boolean } = page.left
        if (!fault.retryable || performance.now() > deadline)
          throw new Error(`not retryable, or for too long: ${JSON.stringify(fault)}`)
        await new Promise(setImmediate)
        break
      }
      seen.push(...page.right.events)
      after = page.right.checkpoint
      if (page.right.caughtUp) caughtUp()
      if (seen.length >= wanted) break
    }
  }
}

const signal = (): { readonly told: Promise<void>; readonly tell: () => void } => {
  let tell = (): void => {}
  const told = new Promise<void>(resolve => {
    tell = resolve
  })
  return { told, tell: () => tell() }
}
