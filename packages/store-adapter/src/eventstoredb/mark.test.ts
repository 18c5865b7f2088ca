import { randomUUID } from 'node:crypto'
import { clusterOfThree } from '../../test/eventstoredb/cluster'
import { writeForeign } from '../../test/eventstoredb/foreign'
import type { Log, LogEvent } from '../../test/eventstoredb/log'
import { patient } from '../../test/eventstoredb/opened'
import { type StandIn, standInServer } from '../../test/eventstoredb/stand-in-server'
import { race } from '../../test/race'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import { type EventStoreDbEventStoreOptions, eventstoreDbEventStore } from './eventstoredb-event-store'

const markStream = 'avenant_journal'

const open = (standIn: Pick<StandIn, 'connection'>, options: Partial<EventStoreDbEventStoreOptions> = {}) =>
  eventstoreDbEventStore({ connection: standIn.connection, ...patient, ...options })()

const refused = async (standIn: StandIn, options: Partial<EventStoreDbEventStoreOptions> = {}) =>
  left(await open(standIn, options))

const onServer = (work: (standIn: StandIn) => Promise<void>) => async (): Promise<void> => {
  const standIn = await standInServer()
  try {
    await work(standIn)
  } finally {
    await standIn.stop()
  }
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** As another program writes it. */
const write = (log: Log, stream: string, type: string, data: unknown = {}, metadata: unknown = {}): void => {
  const texts = { data: json(data), metadata: json(metadata) }
  log.append(stream, [{ id: randomUUID(), type, contentType: 'application/json', ...texts }], 'any')
}

const marksIn = ({ log }: { readonly log: Log }): ReadonlyArray<LogEvent> =>
  log.events.filter(({ stream }) => stream.endsWith(markStream))

/** What an opening asks of the server. */
const askedBy = async (standIn: StandIn, options: Partial<EventStoreDbEventStoreOptions> = {}) => {
  const before = standIn.asked.length
  const store = right(await open(standIn, options))
  const asked = standIn.asked.slice(before)
  await store.close()
  return asked
}

/** A journal as it was made before there were marks. */
const loseMark = ({ log }: StandIn): void => {
  log.damage(markStream, 0, null)
}

test(
  '36 behind 300,000 events of others, a journal is marked once, and opened from then on by one read',
  onServer(async standIn => {
    writeForeign(standIn.log, 300_000)
    const store = right(await open(standIn))
    expect(right(await store.head()())).toBeNull()
    await taken(store.append('contrat-1', [event('a')], 'none'))
    expect(await eventsOf(store.readAll())).toHaveLength(1)
    await store.close()
    for (const options of [{}, { readOnly: true }, { create: false }])
      expect(await askedBy(standIn, options)).toEqual(['read'])
    expect(marksIn(standIn)).toHaveLength(1)
  })
)

test.each(['contrat-1', 'commande'])(
  "36 behind 300,000 events of others, another program's stream %s is found, and nothing is written",
  stream =>
    onServer(async standIn => {
      writeForeign(standIn.log, 300_000)
      write(standIn.log, stream, 'CommandePassée', { n: 1 }, { user: 'x' })
      const length = standIn.log.events.length
      for (const options of [{}, { readOnly: true }, { create: false }])
        expect(await refused(standIn, options)).toMatchObject({
          _tag: 'NotAJournal',
          found: 'other-eventstoredb',
          retryable: false
        })
      expect(standIn.log.events).toHaveLength(length)
    })()
)

test.each([0, 10_000])(
  'a journal of before the marks, behind %i events of others, is found and marked; who may not write it finds it too',
  count =>
    onServer(async standIn => {
      const store = right(await open(standIn))
      loseMark(standIn)
      writeForeign(standIn.log, count)
      await taken(store.append('contrat-1', [event('a')], 'none'))
      await store.close()

      for (const options of [{ readOnly: true }, { create: false }]) {
        await askedBy(standIn, options)
        expect(marksIn(standIn)).toEqual([])
      }
      standIn.switches.rights = (_, right) => right !== 'write'
      await askedBy(standIn)
      expect(marksIn(standIn)).toEqual([])
      standIn.switches.rights = null
      await askedBy(standIn)
      expect(marksIn(standIn)).toHaveLength(1)
      expect(await askedBy(standIn)).toEqual(['read'])
    })()
)

test(
  'where there is no journal, read-only and `create: false` say so, and write nothing; who may not write cannot make one',
  onServer(async standIn => {
    for (const count of [0, 5000]) {
      writeForeign(standIn.log, count)
      for (const options of [{ readOnly: true }, { create: false }])
        expect(await refused(standIn, options)).toMatchObject({
          _tag: 'CannotOpen',
          code: 'NO_JOURNAL',
          retryable: false
        })
      standIn.switches.rights = (_, right) => right !== 'write'
      expect(await refused(standIn)).toMatchObject({ _tag: 'CannotOpen', code: 'ACCESS_DENIED' })
      standIn.switches.rights = null
      expect(standIn.log.events).toHaveLength(count)
    }
  })
)

test(
  'of ten that open at once, one makes the mark; a lost answer makes no second one',
  onServer(async standIn => {
    standIn.switches.loseAnswers = 1
    const stores = await Promise.all(Array.from({ length: 10 }, () => open(standIn, { callTimeout: 1000 })))
    for (const store of stores) await right(store).close()
    expect(marksIn(standIn)).toHaveLength(1)
  })
)

test(
  'each journal of a server has its mark',
  onServer(async standIn => {
    for (const journal of ['essai', 'essais']) {
      expect(await refused(standIn, { journal, create: false })).toMatchObject({ code: 'NO_JOURNAL' })
      await askedBy(standIn, { journal })
      expect(await askedBy(standIn, { journal })).toEqual(['read'])
    }
    await askedBy(standIn)
    expect(marksIn(standIn).map(({ stream }) => stream)).toEqual([
      'essai.avenant_journal',
      'essais.avenant_journal',
      'avenant_journal'
    ])
  })
)

test.each([
  ['of a newer program', 'JournalCréé', { version: 2 }, { _tag: 'NewerSchema', found: 2, known: 1 }],
  ['of another kind', 'Autre', { version: 1 }, { _tag: 'NotAJournal' }],
  ['without a version', 'JournalCréé', {}, { _tag: 'NotAJournal' }],
  ['of no version', 'JournalCréé', { version: 0 }, { _tag: 'NotAJournal' }],
  ['that holds a text', 'JournalCréé', '1', { _tag: 'NotAJournal' }],
  ['that holds nothing', 'JournalCréé', null, { _tag: 'NotAJournal' }]
])('36 a mark %s is refused, whatever stands beside it', (_, type, data, fault) =>
  onServer(async standIn => {
    const store = right(await open(standIn))
    await taken(store.append('contrat-1', [event('a')], 'none'))
    await store.close()
    write(standIn.log, markStream, type, data)
    const length = standIn.log.events.length
    expect(await refused(standIn)).toMatchObject({ ...fault, retryable: false })
    expect(standIn.log.events).toHaveLength(length)
  })()
)

test(
  'a mark that an operator deleted is written again; one that is deleted for ever leaves the journal to be found',
  onServer(async standIn => {
    const store = right(await open(standIn))
    await taken(store.append('contrat-1', [event('a')], 'none'))
    await store.close()
    standIn.log.remove(markStream, 'any')
    await askedBy(standIn)
    expect(await askedBy(standIn)).toEqual(['read'])
    standIn.log.tombstone(markStream, 'any')
    await askedBy(standIn)
    write(standIn.log, 'commande-1', 'CommandePassée')
    await askedBy(standIn)
  })
)

test('a cluster, with all its nodes in the address: one mark, made by whoever comes first', async () => {
  const cluster = await clusterOfThree()
  try {
    const [leader] = cluster.nodes
    if (leader === undefined) throw new Error('no node')
    writeForeign(leader.log, 9000)
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(cluster)))
    for (const store of stores) await right(store).close()
    expect(marksIn(leader)).toHaveLength(1)
    const before = leader.asked.length
    const store = right(await open(cluster, { create: false }))
    expect(leader.asked.slice(before).filter(what => what !== 'gossip')).toEqual(['read'])
    await store.close()
    // In processes of their own, where Node itself loads the client.
    expect((await race(cluster.connection, 'essai')('contrat-1', 'none', 2)).toSorted()).toEqual([
      'Appended',
      'Conflict'
    ])
  } finally {
    await cluster.stop()
  }
})
