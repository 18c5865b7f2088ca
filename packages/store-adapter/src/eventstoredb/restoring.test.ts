import { defineEvent, instantOfEpoch, NonBlank, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { clusterOfThree } from '../../test/eventstoredb/cluster'
import { onStandIn, patient } from '../../test/eventstoredb/opened'
import type { StandIn } from '../../test/eventstoredb/stand-in-server'
import { event, eventsOf, left, named, right, taken } from '../contract/harness'
import { followers } from '../contract/other-journals'
import { textOf, withoutPositions } from '../contract/restoring'
import type { EventStore, RestoreProgress } from '../event-store'
import { journalCodec } from '../journal/codec'
import { importJournal } from '../journal/import'
import { moveJournal } from '../journal/move'
import { memoryEventStore } from '../memory/memory-event-store'
import { eventstoreDbEventStore } from './eventstoredb-event-store'

/** Runs of a few events of one stream, in turn over some streams. */
const journalOf = async (turns: number): Promise<EventStore> => {
  let minutes = 0
  const store = memoryEventStore({ clock: () => instantOfEpoch(Date.UTC(2024, 0, 1) + 60_000 * minutes++) })
  for (let turn = 0; turn < turns; turn++)
    await taken(store.append(`contrat-${turn % 7}`, named(`a${turn} `, 1 + (turn % 3)), 'any'))
  return store
}

const oursIn = ({ log }: StandIn) => log.events.filter(({ stream }) => stream.startsWith('contrat-'))

/** Stops the server once so many of the journal's events are written. */
const stoppedAfter = (standIn: StandIn, events: number): Promise<void> =>
  new Promise(resolve => {
    const stopListening = standIn.log.onAppended(() => {
      if (oursIn(standIn).length < events) return
      stopListening()
      standIn.stop().then(resolve)
    })
  })

const isSame = async (one: EventStore, other: EventStore): Promise<void> =>
  expect(withoutPositions(await textOf(one))).toBe(withoutPositions(await textOf(other)))

test(
  '56 events that follow one another in a stream go in one append, many down one call',
  onStandIn(async ({ standIn, store }) => {
    const from = await journalOf(60)
    const events = (await eventsOf(from.readAll())).length
    right(await moveJournal({ from, to: store })())
    expect(standIn.asked.filter(call => call === 'batchAppend')).toHaveLength(60)
    expect(oursIn(standIn)).toHaveLength(events)
    await isSame(store, from)
  })
)

test(
  '56 an exported journal is imported, and a fault in it is told by its line before anything is written',
  onStandIn(async ({ standIn, store }) => {
    const text = await textOf(await journalOf(20))
    const lines = text.trimEnd().split('\n')
    const codec = journalCodec({ ÉvénementEssayé: defineEvent(NonBlank) })
    const broken = [...lines.slice(0, -1), lines.at(-1)?.replace(/"revision":\d+/, '"revision":99')].join(
      '\n'
    )
    expect(left(await importJournal({ store, codec, from: [Buffer.from(`${broken}\n`)] })())).toMatchObject({
      _tag: 'JournalRefused',
      faults: [{ line: lines.length, path: 'revision' }]
    })
    expect(oursIn(standIn)).toEqual([])
    const told: RestoreProgress[] = []
    const progress = (one: RestoreProgress) => told.push(one)
    right(await importJournal({ store, codec, from: [Buffer.from(text)], progress })())
    expect(withoutPositions(await textOf(store))).toBe(withoutPositions(text))
    expect(told.at(-1)).toEqual({ step: 'compared', events: lines.length, of: lines.length })
  })
)

test(
  '56 a run that is too large for one append of the server goes in several',
  onStandIn(async ({ standIn, store }) => {
    const from = memoryEventStore()
    const large = named('a', 12).map((one, index) => ({ ...one, data: `${index}`.padEnd(200_000, 'x') }))
    for (const one of large) await taken(from.append('contrat-1', [one], 'any'))
    await taken(from.append('contrat-1', [{ ...event('limit'), data: 'y'.repeat(1024 * 1024 - 500) }], 'any'))
    right(await moveJournal({ from, to: store })())
    expect(standIn.asked.filter(call => call === 'batchAppend')).toHaveLength(7)
    await isSame(store, from)
  })
)

test(
  '56 cut off by the server: it is half to everybody, the same journal goes on, and nothing is written twice',
  onStandIn(async ({ standIn, another }) => {
    const from = await journalOf(900)
    const events = (await eventsOf(from.readAll())).length
    const stopped = stoppedAfter(standIn, 700)
    // It does not ask for long of a server that is away; of one that answers, all have the time of a busy machine.
    const store = await another({ retryFor: 1000 })
    const answer = left(await moveJournal({ from, to: store })())
    expect(answer).toMatchObject({ _tag: 'StoreUnavailable', retryable: true })
    await stopped
    await standIn.start()
    const there = oursIn(standIn).length
    expect(there).toBeLessThan(events)

    const half = { _tag: 'HalfRestored', events, retryable: false }
    for (const opened of [store, await another()]) {
      expect(left(await opened.append('autre-1', [event('x')], 'any')())).toMatchObject(half)
      expect(left(await opened.find('contrat-1', event('x').id)())).toMatchObject(half)
      expect(left(await opened.at(positionOf(1000))())).toMatchObject(half)
      expect(left(await opened.head()())).toMatchObject(half)
      for (const pages of [opened.readAll(), opened.read('contrat-1'), opened.subscribe()])
        for await (const page of pages) {
          expect(left<unknown>(page)).toMatchObject(half)
          break
        }
    }
    const readOnly = right(
      await eventstoreDbEventStore({ connection: standIn.connection, ...patient, readOnly: true })()
    )
    expect(left(await readOnly.head()())).toMatchObject(half)
    await readOnly.close()

    const other = await journalOf(3)
    const shorter = right(await moveJournal({ from: other, to: memoryEventStore() })())
    expect(shorter.events).toBeLessThan(there)
    expect(left(await moveJournal({ from: other, to: store })())).toMatchObject({
      _tag: 'RestoreRefused',
      event: shorter.events + 1
    })
    expect(left(await moveJournal({ from: memoryEventStore(), to: store })())._tag).toBe('RestoreRefused')

    const last = await another()
    const told: RestoreProgress[] = []
    right(await moveJournal({ from, to: last, progress: one => told.push(one) })())
    expect(told.find(({ step }) => step === 'written')?.events).toBeGreaterThan(there)
    expect(oursIn(standIn)).toHaveLength(events)
    await isSame(last, from)
    await isSame(await another(), from)
    await taken(last.append('contrat-1', [event('next')], 'any'))
  })
)

test(
  '56 a server that goes away and comes back within the time is gone on with, in order, nothing twice',
  onStandIn(
    async ({ standIn, store, another }) => {
      const from = await journalOf(900)
      const events = (await eventsOf(from.readAll())).length
      const stopped = stoppedAfter(standIn, 500).then(standIn.start)
      standIn.switches.loseAnswers = 1
      right(await moveJournal({ from, to: store })())
      await stopped
      expect(oursIn(standIn)).toHaveLength(events)
      await isSame(await another(patient), from)
    },
    { callTimeout: 1000 }
  )
)

test(
  '56 what another program writes into it meanwhile is told, and never mixed',
  onStandIn(async ({ standIn, store }) => {
    const from = await journalOf(300)
    const [first] = oursIn(standIn)
    expect(first).toBeUndefined()
    const stopListening = standIn.log.onAppended(() => {
      const [ours] = oursIn(standIn)
      if (ours === undefined) return
      stopListening()
      standIn.log.append('contrat-6', [{ ...ours, id: event('theirs').id }], 'any')
    })
    expect(left(await moveJournal({ from, to: store })())).toMatchObject({
      _tag: 'RestoreRefused',
      retryable: false,
      faults: [{ message: expect.stringContaining('journal neuf') }]
    })
    expect(left(await store.head()())._tag).toBe('HalfRestored')
  })
)

test(
  '56 what the server refuses for good is told at once, and gone on with once it is mended',
  onStandIn(async ({ standIn, store }) => {
    const from = await journalOf(3)
    await taken(from.append('contrat-9', [{ ...event('large'), data: 'x'.repeat(5000) }], 'any'))
    standIn.switches.maxAppendSize = 4000
    expect(left(await moveJournal({ from, to: store })())).toMatchObject({
      code: 'MAXIMUM_APPEND_SIZE',
      retryable: false
    })
    expect(left(await store.head()())._tag).toBe('HalfRestored')
    standIn.switches.maxAppendSize = 1024 * 1024
    right(await moveJournal({ from, to: store })())
    await isSame(store, from)
  })
)

test(
  '56 a stream that a retention cut cannot begin later here, which is told before anything is written',
  onStandIn(async ({ standIn, store }) => {
    const clock = { now: 0 }
    const from = memoryEventStore({ clock: () => instantOfEpoch(clock.now) })
    await taken(from.append('contrat-1', [event('a')], 'none'))
    await taken(from.append('access-1', [event('old')], 'none'))
    clock.now = 10_000
    await taken(from.append('access-1', [event('new')], 'any'))
    right(await from.retain({ category: 'access', olderThan: instantOfEpoch(5000) })())
    expect(left(await moveJournal({ from, to: store })())).toMatchObject({ _tag: 'RestoreRefused' })
    expect(left(await moveJournal({ from, to: store, retained: ['access'] })())).toEqual({
      _tag: 'CannotRestore',
      engine: 'EventStoreDB',
      stream: 'access-1',
      revision: 1,
      retryable: false,
      message: expect.stringContaining('SQLite ou PostgreSQL')
    })
    expect(oursIn(standIn)).toEqual([])
    expect(right(await store.head()())).toBeNull()
    const elsewhere = memoryEventStore()
    right(await moveJournal({ from, to: elsewhere, retained: ['access'] })())
    expect(await textOf(elsewhere)).toBe(await textOf(from))
  })
)

test(
  '56 one restoration at a time, and none once the store is closed',
  onStandIn(async ({ store, another }) => {
    const from = await journalOf(20)
    let go = (): void => {}
    const waiting = new Promise<void>(resolve => {
      go = resolve
    })
    async function* slow(): AsyncGenerator<E.Either<never, ReadonlyArray<Recorded>>, void> {
      await waiting
      for await (const page of from.readAll()) yield E.right(right(page))
    }
    const first = store.restore(slow())()
    expect(left(await store.restore(from.readAll())())).toMatchObject({ code: 'RESTORING', retryable: true })
    go()
    right(await first)
    expect(left(await store.restore(from.readAll())())._tag).toBe('StoreNotEmpty')

    const closed = await another()
    await closed.close()
    expect(left(await closed.restore(from.readAll())())._tag).toBe('StoreClosed')
  })
)

test('56 a leader that dies in the middle: the other one goes on, in order, nothing twice', async () => {
  const cluster = await clusterOfThree()
  const open = async () =>
    right(await eventstoreDbEventStore({ connection: cluster.connection, ...patient })())
  const from = await journalOf(900)
  const events = (await eventsOf(from.readAll())).length
  const ours = () => cluster.leader()?.log.events.filter(({ stream }) => stream.startsWith('contrat-')) ?? []
  const store = await open()
  try {
    const stopListening = cluster.leader()?.log.onAppended(() => {
      if (ours().length < 400) return
      stopListening?.()
      cluster.leader()?.kill()
      cluster.elect()
    })
    right(await moveJournal({ from, to: store })())
    expect(ours()).toHaveLength(events)
    await isSame(store, from)
    const reopened = await open()
    expect(right(await reopened.head()())).toBe(right(await store.head()()))
    await reopened.close()
  } finally {
    await store.close()
    await cluster.stop()
  }
})

test(
  "56 who stood on another program's event goes on elsewhere from the journal's own last one before it",
  onStandIn(async ({ standIn, store }) => {
    const { projected, reacted } = followers()
    await taken(store.append('contrat-1', named('a', 3), 'none'))
    const data = Buffer.from('{}')
    const theirs = {
      ...{ id: event('x').id, contentType: 'application/json', type: '$stats' },
      ...{ data, metadata: data }
    }
    for (let n = 0; n < 300; n++)
      standIn.log.append('$stats-0', [{ ...theirs, id: event(`s${n}`).id }], 'any')
    const head = standIn.log.events.at(-1)?.position ?? 0n
    expect(right(await store.at(positionOf(head))())).toMatchObject({ stream: 'contrat-1', revision: 2 })
    for (let turn = 0; turn < 2; turn++) {
      expect(await projected(store)).toMatchObject({ told: [] })
      expect(await reacted(store)).toMatchObject({ told: [], fault: null })
    }
    const to = memoryEventStore()
    right(await moveJournal({ from: store, to })())
    await taken(to.append('contrat-1', [event('next')], 'any'))
    const there = await projected(to)
    expect(there.read).toEqual(['a0', 'a1', 'a2', 'next'])
    expect(there.told).not.toContain('OtherJournal')
    expect(await reacted(to)).toMatchObject({ handled: ['next'], fault: null })
  })
)
