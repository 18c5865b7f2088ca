/// <reference types="jest" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instantOfEpoch } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore, RestoreProgress } from '../event-store'
import { moveJournal } from '../journal/move'
import { memoryEventStore } from '../memory/memory-event-store'
import {
  type ContractTest,
  event,
  eventsOf,
  left,
  metadata,
  named,
  pagesOf,
  right,
  taken,
  type WithStore
} from './harness'
import { followers } from './other-journals'
import { textOf, withoutPositions } from './restoring'

/** Case 56: a journal moves from one engine to another. */
export const movingContract = (run: WithStore, test: ContractTest): void => {
  test(
    '56 a journal of another engine is taken in whole, as it is but for positions, and out of it again byte for byte',
    run(
      async ({ store }) => {
        const from = await lived(memoryEventStore(ticking()))
        const there = await textOf(from)
        const told: RestoreProgress[] = []
        const { events, position } = right(
          await moveJournal({ from, to: store, progress: one => told.push(one) })()
        )
        expect(position).toBe(right(await store.head()()))
        expect(withoutPositions(await textOf(store))).toBe(withoutPositions(there))
        expect(events).toBe(there.trimEnd().split('\n').length)
        expect(told.at(-1)).toMatchObject({ step: 'compared', events })
        expect(told.filter(({ step }) => step === 'read').at(-1)).toMatchObject({ events })

        const out = memoryEventStore()
        right(await moveJournal({ from: store, to: out })())
        expect(await textOf(out)).toBe(await textOf(store))
      },
      { pageSize: 7 }
    )
  )

  test(
    '56 what goes on after the moving follows on each stream, and a retry of before is known',
    run(async ({ store }) => {
      const from = memoryEventStore()
      await taken(from.append('contrat-1', named('a', 3), 'none'))
      await taken(from.append('contrat-2', [event('b')], 'none'))
      right(await moveJournal({ from, to: store })())
      expect((await taken(store.append('contrat-1', named('a', 3), 'none'))).revision).toBe(2)
      expect(await refusedBy(store.append('contrat-2', [event('c')], 'none'))).toBe('Conflict')
      expect((await taken(store.append('contrat-1', [event('c')], { exact: 2 }))).revision).toBe(3)
      expect(right(await store.find('contrat-1', event('a1').id)())).toMatchObject({ revision: 1 })
      expect((await eventsOf(store.readAll())).map(({ data }) => data)).toEqual(['a0', 'a1', 'a2', 'b', 'c'])
    })
  )

  test(
    '56 a read model and a reactor go on in the new journal from the event that they stood on, there and back',
    run(async ({ store }) => {
      const { projected, reacted } = followers()
      const from = memoryEventStore()
      await taken(from.append('contrat-1', named('a', 3), 'none'))
      await taken(from.append('contrat-2', named('b', 2), 'none'))
      expect((await projected(from)).told).toEqual([])
      // Of several streams in no order.
      const { handled, fault } = await reacted(from)
      expect([[...handled].sort(), fault]).toEqual([['a0', 'a1', 'a2', 'b0', 'b1'], null])
      await taken(from.append('contrat-1', [event('last')], 'any'))

      right(await moveJournal({ from, to: store })())
      await taken(store.append('contrat-2', [event('here')], 'any'))
      const all = ['a0', 'a1', 'a2', 'b0', 'b1', 'last', 'here']
      const here = await projected(store)
      expect(here.read).toEqual(all)
      expect(here.told).not.toContain('OtherJournal')
      expect(await reacted(store)).toMatchObject({ handled: ['last', 'here'], fault: null })

      const back = memoryEventStore()
      right(await moveJournal({ from: store, to: back })())
      await taken(back.append('contrat-3', [event('back')], 'none'))
      expect((await projected(back)).read).toEqual([...all, 'back'])
      expect(await reacted(back)).toMatchObject({ handled: ['back'], fault: null })
    })
  )

  test(
    '56 a journal that is there already is compared, and another one is refused',
    run(async ({ store }) => {
      const from = await lived(memoryEventStore(ticking()))
      const moved = right(await moveJournal({ from, to: store })())
      expect(right(await moveJournal({ from, to: store })())).toEqual(moved)
      for (const append of [
        () => from.append('contrat-1', [event('more')], 'any'),
        () => store.append('contrat-1', [event('other')], 'any')
      ]) {
        await taken(append())
        expect(left(await moveJournal({ from, to: store })())).toMatchObject({ _tag: 'StoreNotEmpty' })
      }
      const none = memoryEventStore()
      expect(left(await moveJournal({ from: none, to: store })())).toMatchObject({ _tag: 'StoreNotEmpty' })
    })
  )

  test(
    '56 what is written to the journal that moves meanwhile is told at the end',
    run(async ({ store }) => {
      const from = await lived(memoryEventStore(ticking()))
      const events = (await eventsOf(from.readAll())).length
      let read = 0
      const written: EventStore = {
        ...from,
        readAll: async function* (options) {
          yield* from.readAll(options)
          if (read++ === 0) await taken(from.append('contrat-1', [event('late')], 'any'))
        }
      }
      const answer = await moveJournal({ from: written, to: store })()
      expect(left(answer)).toMatchObject({
        _tag: 'JournalsDiffer',
        event: events + 1,
        longer: 'from',
        retryable: false
      })
    })
  )

  test(
    '56 a fault of the journal that is moved is the answer, and nothing is taken in',
    run(async ({ store }) => {
      const from = await lived(memoryEventStore())
      await from.close()
      expect(left(await moveJournal({ from, to: store })())).toMatchObject({ _tag: 'StoreClosed' })
      expect(await eventsOf(store.readAll())).toEqual([])
      const readable = await lived(memoryEventStore())
      const throwing = (): void => {
        throw new Error('nobody hears it')
      }
      right(await moveJournal({ from: readable, to: store, progress: throwing })())
    })
  )

  test(
    '56 a moving that is killed is never taken for whole, and the next one goes on to the end',
    run(async ({ store, another, killMover }) => {
      if (killMover === undefined || another === undefined)
        throw new Error(
          'the harness has no killMover() and another(); give them, or name case 56 killed in `cannot`'
        )
      await store.close()
      const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
      try {
        const from = await long(memoryEventStore())
        const events = (await eventsOf(from.readAll())).length
        const file = join(folder, 'journal.ndjson')
        writeFileSync(file, await textOf(from))
        const middle = events / 2
        expect(await killMover(file, { step: 'read', events: middle })).toBe(true)
        const nothing = await another()
        expect(await answerOf(nothing)).toEqual(E.right(0))
        await nothing.close()
        // Of an engine with transactions it was whole with the last that was read.
        const killed = await killMover(file, { step: 'written', events: middle })
        const cut = await another()
        const there = await answerOf(cut)
        if (killed) expect(left(there)).toMatchObject({ _tag: 'HalfRestored', events, retryable: false })
        else expect(there).toEqual(E.right(events))
        await cut.close()
        const last = await another()
        right(await moveJournal({ from, to: last })())
        expect(withoutPositions(await textOf(last))).toBe(withoutPositions(await textOf(from)))
        await taken(last.append('contrat-1', [event('next')], 'any'))
        const reopened = await another()
        expect(await pagesOf(reopened.readAll({ limit: 1 }))).toHaveLength(1)
      } finally {
        rmSync(folder, { recursive: true })
      }
    }),
    120_000
  )
}

/** How many events it gives, or why it gives none. */
const answerOf = async (store: EventStore) => {
  let events = 0
  for await (const page of store.readAll()) {
    if (E.isLeft(page)) return page
    events += page.right.length
  }
  return E.right(events)
}

const refusedBy = async (append: ReturnType<EventStore['append']>): Promise<string> =>
  left(await append())._tag

/** A clock that goes on by a minute each time. */
const ticking = (): { readonly clock: () => Instant } => {
  let minutes = 0
  return { clock: () => instantOfEpoch(Date.UTC(2024, 0, 1) + 60_000 * minutes++) }
}

const data = [
  'texte e\u0301 é 𝔸 \u2028',
  '',
  '{"a":1}',
  null,
  0,
  -1.5e-7,
  true,
  [],
  [[1, 'b', null]],
  {},
  { b: 1, a: { '10': 'x', '9': ['y'] }, é: null }
]

/** Several streams, some events after one another, others in turn; all kinds of data and of metadata. */
const lived = async (store: EventStore): Promise<EventStore> => {
  for (let turn = 0; turn < 4; turn++)
    for (const [index, one] of data.entries()) {
      const stream = `${['contrat', 'autre', 'access'][index % 3]}-${index % 4}`
      const others = {
        metadata: { ...metadata, causationId: event('cause').id, causationDepth: 2, reason: `motif ${turn}` }
      }
      const first = { ...event(`${turn} ${index}`, one), ...(index % 2 === 0 ? others : {}) }
      await taken(store.append(stream, [first], 'any'))
      if (turn % 2 === 0)
        await taken(
          store.append(stream, [{ ...event(`${turn} ${index} b`), schema: 2, type: 'Été𝔸' }], 'any')
        )
    }
  return store
}

/** Long enough to be cut anywhere: no two events of a stream follow one another. */
const long = async (store: EventStore): Promise<EventStore> => {
  for (let turn = 0; turn < 50; turn++)
    for (let stream = 0; stream < 20; stream++)
      await taken(store.append(`contrat-${stream}`, [event(`${turn} ${stream}`)], 'any'))
  return store
}
