/// <reference types="jest" />
import { type Instant, instantOfEpoch } from '@avenant/domain'
import type { AppendError } from '../errors'
import type { EventStore, ExpectedRevision } from '../event-store'
import {
  type ContractTest,
  event,
  eventsOf,
  named,
  numbersOf,
  type OpenedStore,
  refusal,
  right,
  taken,
  type WithStore
} from './harness'

const missing = 'contrat-1'

/** Cases 1 to 14: what an append expects, and its retry. */
export const appendingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '1 none, on a new stream: revision 0',
    run(async ({ store }) => {
      const appended = await taken(store.append('contrat-1', [event('a')], 'none'))
      expect(appended.revision).toBe(0)
      const [recorded] = await eventsOf(store.read('contrat-1'))
      expect(recorded).toEqual({
        ...event('a'),
        stream: 'contrat-1',
        revision: 0,
        position: appended.position,
        recordedAt: appended.recordedAt
      })
    })
  )

  const conflicts: ReadonlyArray<[string, ExpectedRevision, number | null]> = [
    ['2 none, on an existing stream: a conflict that tells the actual revision', 'none', 2],
    ['4 exact, too low: a conflict', { exact: 1 }, 2],
    ['5 exact, too high: a conflict', { exact: 3 }, 2],
    ['6 exact, on a missing stream: a conflict, actual none', { exact: 0 }, null],
    ['7 exists, on a missing stream: a conflict', 'exists', null]
  ]
  for (const [title, expected, actual] of conflicts)
    test(
      title,
      run(async ({ store }) => {
        if (actual !== null) await taken(store.append(missing, named('a', actual + 1), 'none'))
        expect(await refusal(store.append(missing, [event('b')], expected))).toMatchObject({
          _tag: 'Conflict',
          stream: missing,
          expected,
          actual,
          cause: 'revision',
          retryable: false
        })
        expect(await eventsOf(store.readAll())).toHaveLength(actual === null ? 0 : actual + 1)
      })
    )

  test(
    '3 exact, matching',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', named('a', 2), 'none'))
      const appended = await taken(store.append('contrat-1', named('b', 3), { exact: 1 }))
      expect(appended.revision).toBe(4)
      expect(await numbersOf(store.read('contrat-1'))).toEqual(['a0', 'a1', 'b0', 'b1', 'b2'])
    })
  )

  test(
    '7 exists, on an existing stream',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', [event('a')], 'none'))
      expect((await taken(store.append('contrat-1', [event('b')], 'exists'))).revision).toBe(1)
    })
  )

  test(
    '8 any creates and appends',
    run(async ({ store }) => {
      expect((await taken(store.append('contrat-1', named('a', 2), 'any'))).revision).toBe(1)
      expect((await taken(store.append('contrat-1', named('b', 2), 'any'))).revision).toBe(3)
    })
  )

  test(
    '9 the events of an append are contiguous and atomic; a conflict writes nothing',
    run(async ({ store }) => {
      await Promise.all(
        ['a', 'b', 'c'].map(name => taken(store.append(`contrat-${name}`, named(name, 5), 'none')))
      )
      const journal = await eventsOf(store.readAll())
      for (const name of ['a', 'b', 'c']) {
        const ranks = journal.flatMap((recorded, rank) =>
          recorded.stream === `contrat-${name}` ? [rank] : []
        )
        expect(ranks).toEqual(ranks.map((_, index) => (ranks[0] ?? 0) + index))
      }
      await refusal(store.append('contrat-a', named('d', 5), { exact: 2 }))
      expect(await eventsOf(store.readAll())).toEqual(journal)
    })
  )

  test(
    '9 all events of an append are recorded at one instant, never before what the stream holds',
    run(
      async ({ store }) => {
        const first = await taken(store.append('contrat-1', named('a', 2), 'none'))
        const second = await taken(store.append('contrat-1', named('b', 2), 'any'))
        const elsewhere = await taken(store.append('contrat-2', [event('c')], 'none'))
        expect([first, second, elsewhere].map(appended => appended.recordedAt)).toEqual([
          '2026-01-01T00:00:10.000Z',
          '2026-01-01T00:00:10.000Z',
          '2026-01-01T00:00:08.000Z'
        ])
        expect((await eventsOf(store.read('contrat-1'))).map(recorded => recorded.recordedAt)).toEqual(
          Array(4).fill('2026-01-01T00:00:10.000Z')
        )
      },
      { clock: goingBack() }
    )
  )

  test(
    '10 of two appends at once at one revision, exactly one wins',
    run(async ({ store, another }) => {
      const other = (await another?.()) ?? store
      await taken(store.append('contrat-1', [event('start')], 'none'))
      for (let revision = 0; revision < 20; revision++) {
        const answers = await Promise.all([
          store.append('contrat-1', [event(`a${revision}`)], { exact: revision })(),
          other.append('contrat-1', [event(`b${revision}`)], { exact: revision })()
        ])
        expect(answers.map(answer => answer._tag).sort()).toEqual(['Left', 'Right'])
      }
      expect(await eventsOf(store.read('contrat-1'))).toHaveLength(21)
    })
  )

  test(
    '10 of several processes that append at one revision, exactly one wins',
    run(async ({ store, race }) => {
      if (race === undefined) throw new Error('the harness has no race')
      await taken(store.append('contrat-1', [event('start')], 'none'))
      const answers = await race('contrat-1', { exact: 0 }, 2)
      expect([...answers].sort()).toEqual(['Appended', 'Conflict'])
      expect(await eventsOf(store.read('contrat-1'))).toHaveLength(2)
    }),
    60_000
  )

  const retries: ReadonlyArray<[string, ExpectedRevision]> = [
    ['exact', { exact: 1 }],
    ['exists', 'exists'],
    ['any', 'any']
  ]
  for (const [name, expected] of retries) {
    test(
      `11 the identical retry (${name}) gives the same answer and no new event`,
      run(async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 2), 'none'))
        const first = await taken(store.append('contrat-1', named('b', 3), expected))
        expect(await taken(store.append('contrat-1', named('b', 3), expected))).toEqual(first)
        expect(await eventsOf(store.readAll())).toHaveLength(5)
      })
    )

    test(
      `12 the identical retry (${name}) after later appends still gives the same answer`,
      run(async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 2), 'none'))
        const first = await taken(store.append('contrat-1', named('b', 3), expected))
        await taken(store.append('contrat-1', named('c', 2), { exact: 4 }))
        expect(await taken(store.append('contrat-1', named('b', 3), expected))).toEqual(first)
        expect(await eventsOf(store.readAll())).toHaveLength(7)
      })
    )

    // The caller that did not get its answer may be a program that was started again, or one beside it.
    for (const [number, later] of [
      [11, 0],
      [12, 2]
    ] as const)
      test(
        `${number} the identical retry (${name})${later > 0 ? ' after later appends' : ''} is known to another connection, and after a restart`,
        run(async opened => {
          const { store, another } = opened
          await taken(store.append('contrat-1', named('a', 2), 'none'))
          const first = await taken(store.append('contrat-1', named('b', 3), expected))
          if (later > 0) await taken(store.append('contrat-1', named('c', later), { exact: 4 }))
          for (const through of [async () => (await another?.()) ?? store, () => restarted(opened)]) {
            const other = await through()
            expect(await taken(other.append('contrat-1', named('b', 3), expected))).toEqual(first)
            expect(await eventsOf(other.readAll())).toHaveLength(5 + later)
          }
        })
      )

    test(
      `13 a retry (${name}) that overlaps in part is a conflict`,
      run(async ({ store }) => {
        await taken(store.append('contrat-1', named('a', 2), 'none'))
        await taken(store.append('contrat-1', named('b', 3), expected))
        const overlap = { _tag: 'Conflict', cause: 'overlap', actual: 4 }
        const overlaps = [
          [...named('b', 3), event('more')],
          [event('more'), ...named('b', 3)],
          [...named('b', 3)].reverse(),
          [event('b0'), event('b2')],
          [event('b0'), event('more'), event('b2')]
        ]
        for (const events of overlaps)
          expect(await refusal(store.append('contrat-1', events, expected))).toMatchObject(overlap)
        expect(await eventsOf(store.readAll())).toHaveLength(5)
      })
    )
  }

  test(
    '11 the identical retry (none) gives the same answer, also after later appends',
    run(async ({ store }) => {
      const first = await taken(store.append('contrat-1', named('a', 2), 'none'))
      expect(await taken(store.append('contrat-1', named('a', 2), 'none'))).toEqual(first)
      await taken(store.append('contrat-1', named('b', 2), 'any'))
      expect(await taken(store.append('contrat-1', named('a', 2), 'none'))).toEqual(first)
    })
  )

  const atOnce: ReadonlyArray<[string, ExpectedRevision]> = [['none', 'none'], ...retries]
  for (const [name, expected] of atOnce)
    test(
      `11 the identical append (${name}) given twice at once has one answer and one effect`,
      run(async ({ store, another }) => {
        if (expected !== 'none') await taken(store.append('contrat-1', named('a', 2), 'none'))
        for (const through of [store, (await another?.()) ?? store]) {
          // The second time round, both are retries.
          const [one, two] = await Promise.all([
            taken(store.append('contrat-1', named('b', 3), expected)),
            taken(through.append('contrat-1', named('b', 3), expected))
          ])
          expect(one).toEqual(two)
          expect(await eventsOf(store.readAll())).toHaveLength(expected === 'none' ? 3 : 5)
        }
      })
    )

  test(
    '13 the same ids at another place are a conflict, also where the revision is as expected',
    run(async ({ store }) => {
      await taken(store.append('contrat-1', named('a', 2), 'none'))
      const refused: AppendError[] = []
      for (const expected of [{ exact: 1 }, { exact: 0 }])
        refused.push(await refusal(store.append('contrat-1', named('a', 2), expected)))
      refused.push(await refusal(store.append('contrat-1', [event('a1')], 'none')))
      expect(refused).toMatchObject(Array(3).fill({ _tag: 'Conflict', cause: 'overlap', actual: 1 }))
    })
  )

  test(
    '14 the same event id in two streams is allowed',
    run(async ({ store }) => {
      right(await store.append('contrat-1', [event('a')], 'none')())
      right(await store.append('contrat-2', [event('a')], 'none')())
      expect(await eventsOf(store.readAll())).toHaveLength(2)
    })
  )
}

/** The journal, opened again after its store was closed; the store as it is when it cannot be opened again. */
const restarted = async ({ store, another }: OpenedStore): Promise<EventStore> => {
  if (another === undefined) return store
  await store.close()
  return another()
}

/** 10 s past, then 9, then 8… */
const goingBack = (): (() => Instant) => {
  let seconds = 11
  return () => instantOfEpoch(Date.UTC(2026, 0, 1) + --seconds * 1000)
}
