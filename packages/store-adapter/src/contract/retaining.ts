/// <reference types="jest" />
import { comparePositions, type Instant, instantOfEpoch, type Position } from '@avenant/domain'
import type { EventStore } from '../event-store'
import {
  type ContractTest,
  event,
  eventsOf,
  left,
  named,
  numbersOf,
  pagesOf,
  refusal,
  right,
  taken,
  type WithStore
} from './harness'

const second = (seconds: number): Instant => instantOfEpoch(seconds * 1000)

/** A clock that the test moves. */
const clockOf = () => {
  const clock = { now: second(1), read: () => clock.now }
  return clock
}

/** a at second 1, b at second 2, c at second 3; each once into four streams. */
const fill = async (store: EventStore, clock: { now: Instant }): Promise<void> => {
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    clock.now = second(index + 1)
    for (const stream of ['access-1', 'contrat-1', 'access-2', 'accessoire-1'])
      if (!(stream === 'access-2' && name === 'c'))
        await taken(store.append(stream, named(`${stream}${name}`, 2), 'any'))
  }
}

/** Case 37. */
export const retainingContract = (run: WithStore, test: ContractTest): void => {
  const clock = clockOf()
  const options = { clock: clock.read, pageSize: 3 }

  test(
    '37 retention hides and removes what is older in one category; all else is as it was',
    run(async ({ store, another }) => {
      await fill(store, clock)
      const before = await eventsOf(store.readAll())
      const kept = before.filter(
        ({ stream, recordedAt }) => !/^access-/.test(stream) || recordedAt >= second(2)
      )
      expect(right(await store.retain({ category: 'access', olderThan: second(2) })())).toEqual({
        streams: 2,
        events: 4
      })
      for (const through of [store, ...(another === undefined ? [] : [await another()])]) {
        expect(await eventsOf(through.readAll())).toEqual(kept)
        for (const stream of ['access-1', 'access-2', 'contrat-1', 'accessoire-1']) {
          const own = kept.filter(recorded => recorded.stream === stream)
          expect(await eventsOf(through.read(stream))).toEqual(own)
          expect(await eventsOf(through.read(stream, { from: 1 }))).toEqual(
            own.filter(({ revision }) => revision >= 1)
          )
          expect(await eventsOf(through.read(stream, { direction: 'backwards' }))).toEqual([...own].reverse())
          expect(await pagesOf(through.read(stream, { direction: 'backwards', from: 1, limit: 2 }))).toEqual(
            stream.startsWith('access-') ? [] : [own.slice(0, 2).reverse()]
          )
        }
        for (const recorded of before)
          expect(right(await through.find(recorded.stream, recorded.id)())).toEqual(
            kept.find(({ position }) => position === recorded.position) ?? null
          )
        expect(await eventsOf(through.readAll({ category: 'access' }))).toEqual(
          kept.filter(({ stream }) => stream.startsWith('access-'))
        )
      }
      expect(right(await store.retain({ category: 'access', olderThan: second(2) })())).toEqual({
        streams: 0,
        events: 0
      })
    }, options)
  )

  test(
    '37 a stream of which nothing is left goes on from its last revision; no position is given again',
    run(async ({ store }) => {
      await fill(store, clock)
      const last = (await eventsOf(store.readAll())).at(-1)?.position
      clock.now = second(4)
      const gone = await taken(store.append('access-2', named('gone', 2), { exact: 3 }))
      right(await store.retain({ category: 'access', olderThan: second(5) })())
      expect(await pagesOf(store.read('access-2'))).toEqual([])
      expect(await pagesOf(store.read('access-2', { direction: 'backwards' }))).toEqual([])
      expect(await pagesOf(store.readAll({ category: 'access' }))).toEqual([])
      expect(await refusal(store.append('access-2', [event('new')], 'none'))).toMatchObject({
        _tag: 'Conflict',
        actual: 5
      })
      const next = await taken(store.append('access-2', [event('new')], { exact: 5 }))
      expect(next.revision).toBe(6)
      expect(comparePositions(next.position, gone.position)).toBe(1)
      expect(await numbersOf(store.read('access-2'))).toEqual(['new'])
      expect(last).not.toBe(next.position)
    }, options)
  )

  test(
    '37 who follows the journal goes on over what was removed',
    run(async ({ store }) => {
      await fill(store, clock)
      const [first] = await eventsOf(store.readAll({ limit: 1 }))
      right(await store.retain({ category: 'access', olderThan: second(3) })())
      const journal = await eventsOf(store.readAll())
      for (const after of [null, first?.position ?? null]) {
        const seen: Position[] = []
        for await (const page of store.subscribe({ after })) {
          const { events, caughtUp } = right(page)
          seen.push(...events.map(({ position }) => position))
          if (caughtUp) break
        }
        expect(seen).toEqual(journal.map(({ position }) => position))
      }
    }, options)
  )

  test(
    '37 an emptied journal is not taken for a new one',
    run(async ({ store }) => {
      clock.now = second(1)
      await taken(store.append('access-1', named('a', 3), 'none'))
      right(await store.retain({ category: 'access', olderThan: second(2) })())
      expect(left(await store.restore(store.readAll())())).toMatchObject({ _tag: 'StoreNotEmpty' })
    }, options)
  )

  test(
    '37 a retention that makes no sense is refused',
    run(async ({ store }) => {
      // What a caller without types may give.
      const wrong = { category: 'access-1', olderThan: Object('hier') }
      expect(left(await store.retain(wrong)())).toMatchObject({
        _tag: 'InvalidRequest',
        faults: [{ path: 'category' }, { path: 'olderThan' }]
      })
    })
  )
}
