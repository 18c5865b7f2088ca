/// <reference types="jest" />
import { instantOfEpoch, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import { journalText } from '../journal/export'
import { memoryEventStore } from '../memory/memory-event-store'
import { type ContractTest, event, eventsOf, left, named, right, taken, type WithStore } from './harness'

/** Case 38: a journal is taken in as it is, or not at all. */
export const restoringContract = (run: WithStore, test: ContractTest): void => {
  test(
    '38 restore keeps streams, revisions and instants; appends go on from there',
    run(async ({ store }) => {
      const journal = recorded('contrat-1', 3, 10)
      const restored = right(await store.restore(pages(journal.slice(0, 2), journal.slice(2)))())
      const there = await eventsOf(store.readAll())
      expect(there.map(unplaced)).toEqual(journal.map(unplaced))
      const { position } = there[2] ?? {}
      expect(restored).toEqual({ events: 3, position })
      expect((await taken(store.append('contrat-1', [event('b')], { exact: 2 }))).revision).toBe(3)
      expect(await taken(store.append('contrat-1', named('a', 3), 'none'))).toMatchObject({ position })
      expect(await eventsOf(store.readAll())).toHaveLength(4)
    }, inThoseDays)
  )

  test(
    '38 restore keeps positions and goes on with the next',
    run(async ({ store }) => {
      const journal = recorded('contrat-1', 3, 10)
      right(await store.restore(pages(journal))())
      expect(await eventsOf(store.readAll())).toEqual(journal)
      expect((await taken(store.append('contrat-1', [event('b')], { exact: 2 }))).position).toBe('31')
    }, inThoseDays)
  )

  test(
    '38 a journal that was taken in is exported again byte for byte, but for positions where the engine gives its own',
    run(
      async ({ store }) => {
        const journal = await grown(memoryEventStore())
        right(await store.restore(journal.readAll())())
        expect(withoutPositions(await textOf(store))).toBe(withoutPositions(await textOf(journal)))
      },
      { pageSize: 3 }
    )
  )

  test(
    '38 what was appended here, exported and taken into another engine, is the same journal there',
    run(
      async ({ store }) => {
        await grown(store)
        const copy = memoryEventStore()
        right(await copy.restore(store.readAll())())
        expect(await textOf(copy)).toBe(await textOf(store))
      },
      { pageSize: 3 }
    )
  )

  test(
    '38 a stream that a retention cut is taken in where that is said, and told apart from a loss elsewhere',
    run(async ({ store }) => {
      const cut = [...recorded('access-1', 4, 10).slice(2), ...recorded('contrat-1', 2, 100)]
      for (const retained of [[], ['contrat'], ['acces']])
        expect(left(await store.restore(pages(cut), { retained })())).toMatchObject({
          _tag: 'RestoreRefused',
          event: 1,
          faults: [{ path: 'revision', message: expect.stringContaining("retained: ['access']") }]
        })
      const hole = [...cut.slice(0, 1), ...recorded('access-1', 5, 10).slice(4)]
      expect(left(await store.restore(pages(hole), { retained: ['access'] })())).toMatchObject({ event: 2 })
      right(await store.restore(pages(cut), { retained: ['access'] })())
      expect(await eventsOf(store.readAll())).toEqual(cut)
      expect(await eventsOf(store.read('access-1', { from: 0 }))).toEqual(cut.slice(0, 2))
      expect(await eventsOf(store.read('access-1', { direction: 'backwards' }))).toEqual(
        cut.slice(0, 2).reverse()
      )
      expect(await taken(store.append('access-1', [event('b')], { exact: 3 }))).toMatchObject({ revision: 4 })
    }, inThoseDays)
  )

  test(
    '38 only an empty store is restored',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', [event('a')], 'none'))
      expect(left(await store.restore(pages(recorded('contrat-2', 1, 10)))())).toMatchObject({
        _tag: 'StoreNotEmpty',
        retryable: false
      })
      expect(await eventsOf(store.readAll())).toHaveLength(1)
    })
  )

  const [first, second, third] = recorded('contrat-1', 3, 10)
  const refused: ReadonlyArray<[string, Recorded | undefined, string]> = [
    ['a hole in the revisions', third, 'revision'],
    ['a position that does not increase', second && { ...second, position: positionOf(10) }, 'position'],
    ['a position beyond 64 bits', second && { ...second, position: positionOf(2n ** 63n) }, 'position'],
    ['an instant before', second && { ...second, recordedAt: instantOfEpoch(0) }, 'recordedAt'],
    [
      'an instant in another form',
      second && Object.assign({ ...second }, { recordedAt: '1970-01-01T00:00:02Z' }),
      'recordedAt'
    ],
    ['a name that is no stream', second && { ...second, stream: 'a_b' }, 'stream'],
    ['an id twice in a stream', second && first && { ...second, id: first.id }, 'id'],
    ['data that is not JSON', second && { ...second, data: { a: [undefined] } }, 'data.a[0]']
  ]
  for (const [what, bad, path] of refused)
    test(
      `38 restore refuses ${what}, and takes in nothing`,
      run(async ({ store }) => {
        const journal = [first, bad].flatMap(one => one ?? [])
        expect(left(await store.restore(pages(journal.slice(0, 1), journal.slice(1)))())).toMatchObject({
          _tag: 'RestoreRefused',
          event: 2,
          id: bad?.id,
          faults: [{ path }]
        })
        expect(await eventsOf(store.readAll())).toEqual([])
        expect((await taken(store.append('contrat-1', [event('b')], 'none'))).revision).toBe(0)
      })
    )

  test(
    '38 restore takes pages that throw for a fault, and takes in nothing',
    run(async ({ store }) => {
      async function* midway() {
        yield E.right(recorded('contrat-1', 3, 10))
        throw new Error('the source broke')
      }
      const atOnce = {
        [Symbol.asyncIterator]: () => {
          throw new Error('no iterator')
        }
      }
      for (const given of [midway(), atOnce, JSON.parse('null')]) {
        expect(left(await store.restore(given)())).toMatchObject({ _tag: 'RestoreRefused', retryable: false })
        expect(await eventsOf(store.readAll())).toEqual([])
      }
      right(await store.restore(pages(recorded('contrat-1', 2, 10)))())
    })
  )

  test(
    '38 a fault among the pages undoes what came before, and is the answer',
    run(async ({ store }) => {
      async function* failing() {
        yield E.right(recorded('contrat-1', 3, 10))
        yield E.left('fault' as const)
      }
      expect(await store.restore(failing())()).toEqual(E.left('fault'))
      expect(await eventsOf(store.readAll())).toEqual([])
      right(await store.restore(pages(recorded('contrat-1', 2, 10)))())
    })
  )
}

async function* pages(
  ...given: ReadonlyArray<ReadonlyArray<Recorded>>
): AsyncGenerator<E.Either<never, ReadonlyArray<Recorded>>, void> {
  for (const page of given) yield E.right(page)
}

/** Shortly after what is taken in was recorded. */
const inThoseDays = { clock: () => instantOfEpoch(60_000) }

const recorded = (stream: string, count: number, step: number): ReadonlyArray<Recorded> =>
  named('a', count).map((one, revision) => ({
    ...one,
    stream,
    revision,
    position: positionOf((revision + 1) * step),
    recordedAt: instantOfEpoch((revision + 1) * 1000)
  }))

const grown = async (store: EventStore): Promise<EventStore> => {
  for (let turn = 0; turn < 4; turn++)
    for (const stream of ['contrat-1', 'autre-1'])
      await taken(
        store.append(
          stream,
          [event(`${turn}`, { turn, texte: 'e\u0301 é 𝔸 \u2028' }), event(`${turn}b`)],
          'any'
        )
      )
  return store
}

export const unplaced = ({ position: _, ...event }: Recorded) => event

export const withoutPositions = (text: string): string => text.replaceAll(/^{"position":"\d+",/gm, '{')

export const textOf = async (store: EventStore): Promise<string> => {
  let text = ''
  for await (const part of journalText(store)) text += right(part)
  return text
}
