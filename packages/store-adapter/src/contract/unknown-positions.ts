/// <reference types="jest" />
import { comparePositions, type Instant, instantOfEpoch, type Position, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { invalidRequest } from '../errors'
import type { EventStore, SubscriptionPage } from '../event-store'
import {
  type ContractTest,
  event,
  eventsOf,
  left,
  named,
  numbersOf,
  pagesOf,
  right,
  taken,
  type WithStore
} from './harness'

/** What a reading and a subscription answer first, from a position on. */
const firstAnswers = async (
  store: EventStore,
  after: Position,
  category?: string
): Promise<ReadonlyArray<E.Either<{ readonly _tag: string }, unknown> | 'end'>> => {
  const options = { after, ...(category === undefined ? {} : { category }) }
  const answers: (E.Either<{ readonly _tag: string }, unknown> | 'end')[] = []
  for (const pages of [store.readAll(options), store.subscribe(options)]) {
    const iterator = pages[Symbol.asyncIterator]()
    const { value, done } = await iterator.next()
    answers.push(done === true || value === undefined ? 'end' : value)
    await iterator.return?.()
  }
  return answers
}

const told = (position: Position, head: Position | null) => ({
  left: { _tag: 'UnknownPosition', position, head, retryable: false }
})

const expectUnknown = async (store: EventStore, position: Position, head: Position | null): Promise<void> => {
  for (const category of [undefined, 'contrat', 'personne'])
    expect(await firstAnswers(store, position, category)).toMatchObject([
      told(position, head),
      told(position, head)
    ])
  expect(await store.at(position)()).toMatchObject(told(position, head))
}

const after = (position: Position, by = 1n): Position => positionOf(BigInt(position) + by)

const untilCaughtUp = async (
  store: EventStore,
  after: Position | null
): Promise<ReadonlyArray<SubscriptionPage>> => {
  const pages: SubscriptionPage[] = []
  for await (const page of store.subscribe({ after, category: 'contrat' })) {
    pages.push(right(page))
    if (right(page).caughtUp) break
  }
  return pages
}

/** Case 49. */
export const unknownPositionsContract = (run: WithStore, test: ContractTest): void => {
  test(
    '49 a position beyond the head is told at once from every reading, until an event has it',
    run(async ({ store, another }) => {
      await taken(store.append('contrat-1', named('a', 3), 'none'))
      const through = [store, ...(another === undefined ? [] : [await another()])]
      const head = (await eventsOf(store.readAll())).at(-1)?.position ?? positionOf(0)
      for (const one of through)
        for (const beyond of [after(head), after(head, 1000n), positionOf(2n ** 63n - 1n)])
          await expectUnknown(one, beyond, head)
      const appended = await taken(store.append('contrat-2', [event('b')], 'none'))
      for (const one of through) {
        expect(right(await one.at(appended.position)())).toMatchObject({ stream: 'contrat-2', revision: 0 })
        expect(await numbersOf(one.readAll({ after: head }))).toEqual(['b'])
        expect(await pagesOf(one.readAll({ after: appended.position }))).toEqual([])
      }
    })
  )

  test(
    '49 in a journal that holds nothing every position is told but its start',
    run(async ({ store }) => {
      await expectUnknown(store, positionOf(2n ** 40n + 7n), null)
      expect(right(await store.at(positionOf(0))())).toBeNull()
      expect(await pagesOf(store.readAll({ after: positionOf(0) }))).toEqual([])
      await taken(store.append('contrat-1', named('a', 2), 'none'))
      expect(await numbersOf(store.readAll({ after: positionOf(0) }))).toEqual(['a0', 'a1'])
    })
  )

  test(
    '49 a position beyond 64 bits is told, and what is no position is refused',
    run(async ({ store }) => {
      const { position: head } = await taken(store.append('contrat-1', [event('a')], 'none'))
      await expectUnknown(store, positionOf(2n ** 63n), head)
      await expectUnknown(store, positionOf(10n ** 30n), head)
      const none = Object('1.5')
      expect(left(await store.at(none)())).toMatchObject({
        ...invalidRequest([{ path: 'position', message: 'attendu : une position rendue par un journal' }])
      })
    })
  )

  test(
    '49 a position between two records is told',
    run(async ({ store }) => {
      const source = store.restore(
        (async function* () {
          yield E.right(
            ['3', '7', '1000'].map((position, revision) => ({
              ...event(`a${revision}`),
              position: positionOf(BigInt(position)),
              stream: 'contrat-1',
              revision,
              recordedAt: instantOfEpoch(0)
            }))
          )
        })()
      )
      right(await source())
      const head = positionOf(1000)
      for (const none of ['1', '2', '4', '6', '8', '999', '1001'])
        await expectUnknown(store, positionOf(BigInt(none)), head)
      expect(await numbersOf(store.readAll({ after: positionOf(7) }))).toEqual(['a2'])
      expect(await numbersOf(store.readAll({ after: positionOf(0) }))).toEqual(['a0', 'a1', 'a2'])
    })
  )

  test(
    '49 what the engine puts between two events of its own is no position of them',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', named('a', 2), 'none'))
      await taken(store.append('contrat-2', [event('b')], 'none'))
      const positions = (await eventsOf(store.readAll())).map(({ position }) => position)
      const head = positions.at(-1) ?? null
      for (const [index, position] of positions.entries()) {
        const next = positions[index + 1]
        if (next !== undefined && comparePositions(after(position), next) < 0)
          await expectUnknown(store, after(position), head)
      }
      expect(await Promise.all(positions.map(position => store.at(position)()))).toEqual(
        (await eventsOf(store.readAll())).map(({ position, stream, revision, id, recordedAt }) =>
          E.right({ position, stream, revision, id, recordedAt })
        )
      )
    })
  )

  test(
    '49 every position that was ever given is known, whatever the category and who else writes',
    run(
      async ({ store, another }) => {
        const other = (await another?.()) ?? store
        const writing = Promise.all(
          [store, other].map(async (through, writer) => {
            for (let turn = 0; turn < 15; turn++)
              await taken(
                through.append(
                  turn % 3 === 0 ? `contrat-${writer}` : `autre-${writer}`,
                  [event(`${writer} ${turn}`)],
                  'any'
                )
              )
          })
        )
        let ended = false
        void writing.finally(() => {
          ended = true
        })
        const given = new Set<Position>()
        let checkpoint: Position | null = null
        for (let last = false; !last; ) {
          last = ended
          const pages: ReadonlyArray<SubscriptionPage> = await untilCaughtUp(store, checkpoint)
          for (const page of pages) {
            checkpoint = page.checkpoint
            if (checkpoint !== null) given.add(checkpoint)
          }
          if (checkpoint !== null) expect(E.isRight(await other.at(checkpoint)())).toBe(true)
          await new Promise(setImmediate)
        }
        await writing
        for (const checkpoint of given)
          for (const answer of await firstAnswers(other, checkpoint, 'contrat'))
            expect(answer === 'end' || E.isRight(answer)).toBe(true)
      },
      { pageSize: 2 }
    )
  )

  const clock = { now: instantOfEpoch(0), read: (): Instant => clock.now }

  test(
    '49 what a declared retention removed is no unknown position, and what was never given still is',
    run(
      async ({ store, another }) => {
        for (const [index, name] of ['a', 'b', 'c'].entries()) {
          clock.now = instantOfEpoch(index * 1000)
          for (const stream of ['access-1', 'contrat-1', 'access-2'])
            await taken(store.append(stream, named(`${stream}${name}`, 2), 'any'))
        }
        const before = await eventsOf(store.readAll())
        right(await store.retain({ category: 'access', olderThan: instantOfEpoch(1e7) })())
        const kept = await eventsOf(store.readAll())
        const head = before.at(-1)?.position ?? positionOf(0)
        for (const through of [store, ...(another === undefined ? [] : [await another()])]) {
          for (const { position, stream } of before) {
            expect(await eventsOf(through.readAll({ after: position }))).toEqual(
              kept.filter(one => comparePositions(one.position, position) > 0)
            )
            const standing = right(await through.at(position)())
            expect(standing?.stream ?? null).toBe(stream.startsWith('access-') ? null : stream)
          }
          await expectUnknown(through, after(head), kept.at(-1)?.position ?? null)
        }
      },
      { clock: clock.read, pageSize: 2 }
    )
  )

  test(
    '49 what a retention removed where the journal comes from is no unknown position where it is taken in',
    run(async ({ store }) => {
      const cut = (position: number, stream: string, revision: number) => ({
        ...event(`${stream} ${revision}`),
        position: positionOf(position),
        stream,
        revision,
        recordedAt: instantOfEpoch(0)
      })
      right(
        await store.restore(
          (async function* () {
            yield E.right([cut(2, 'contrat-1', 0), cut(5, 'access-1', 3), cut(9, 'contrat-1', 1)])
          })(),
          { retained: ['access'] }
        )()
      )
      for (const removed of [1, 3, 4]) {
        expect(right(await store.at(positionOf(removed))())).toBeNull()
        expect(await eventsOf(store.readAll({ after: positionOf(removed) }))).toHaveLength(
          removed < 2 ? 3 : 2
        )
      }
      for (const none of [6, 8, 10]) await expectUnknown(store, positionOf(none), positionOf(9))
    })
  )
}
