import { instantOfEpoch, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import {
  acteur,
  command,
  type LedgerEvent,
  ledgerCodec,
  ledgerExecutor,
  longest,
  turn,
  until
} from '../../test/ledger'
import { gathered, type LineTable } from '../../test/line-tables'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { endOf } from '../../test/projector'
import { copying, linesOf } from '../../test/reactor'
import {
  type Restorable,
  restorableMemory,
  restorablePostgres,
  restorableSqlite
} from '../../test/restorable'
import { eventsOf, left, right } from '../contract/harness'
import { storeUnavailable } from '../errors'
import type { EventStore } from '../event-store'
import { type Checkpoints, memoryCheckpoints, modelStoreFault } from './checkpoints'
import { moveReactor } from './move-reactor'
import { project } from './project'
import type { ProjectionIn } from './projection'
import { react } from './react'
import type { ReactionReport } from './reactor'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer()
}, 60_000)
afterAll(() => server?.remove())

const projection: ProjectionIn<LedgerEvent, LineTable, never> = {
  name: 'lignes',
  version: 1,
  initial: () => gathered([]),
  apply: (table, { stream, type, data }) =>
    E.right(type === 'LigneInscrite' ? table.put(`${stream} ${data.n}`) : table)
}

const write = async (store: EventStore, stream: string, ...ns: ReadonlyArray<number>): Promise<void> => {
  const execute = ledgerExecutor(store)
  for (const n of ns) right(await execute(stream, command(n), { commandId: `${stream} ${n}` })())
}

/** Opens a projector, lets it take in all that is there, and gives what its model holds and what it told. */
const projected = async (journal: Restorable, store: EventStore, category?: string) => {
  const told: string[] = []
  const projector = right(
    await project<LedgerEvent, LineTable, never>({
      ...{ store, codec: ledgerCodec, projection, models: journal.models, sleep: turn },
      ...(category === undefined ? {} : { category }),
      onInterrupted: fault => told.push(fault._tag)
    })()
  )
  right(await projector.whenCaughtUp(await endOf(store), longest)())
  const { status } = projector.state()
  const lines = await journal.lines(projector.read())
  await projector.stop()
  return { lines, status, told }
}

/** Opens a reactor, and lets it handle all that is there. */
const reacted = async (
  journal: Restorable,
  store: EventStore,
  checkpoints: Checkpoints = journal.checkpoints
) => {
  const reports: ReactionReport[] = []
  const reactor = await react({
    ...{ name: 'copie', store, codec: ledgerCodec, category: 'source', reactions: copying, acteur },
    execute: ledgerExecutor(store),
    checkpoints,
    sleep: turn,
    stopWhenCaughtUp: true,
    onReport: report => reports.push(report)
  })()
  if (E.isLeft(reactor)) return { fault: reactor.left, reports }
  const ended = await reactor.right.ended()
  return { fault: E.isLeft(ended) ? ended.left : null, reports }
}

describe.each([
  ['memory', restorableMemory],
  ['SQLite', restorableSqlite],
  ['PostgreSQL', restorablePostgres(() => server)]
])('a journal that is not the one that was left, on %s', (_, open) => {
  let journal: Restorable
  beforeEach(async () => {
    journal = await open()
  })
  afterEach(() => journal.close())

  test('50 a read model of an older copy that went on elsewhere is built again: nothing that is no more, nothing missed', async () => {
    await write(journal.store, 'source-1', 1, 2, 3)
    const putBack = await journal.keep()
    await write(journal.store, 'source-1', 4, 5, 6)
    expect((await projected(journal, journal.store)).lines).toHaveLength(6)
    const restored = await putBack()
    await write(restored, 'source-1', 7, 8, 9, 10)
    const { lines, status, told } = await projected(journal, restored)
    expect(lines).toEqual([1, 2, 3, 7, 8, 9, 10].map(n => `source-1 ${n}`))
    expect(status).toBe('live')
    expect(told).toEqual(['OtherJournal'])
    expect((await projected(journal, restored)).told).toEqual([])
  })

  test('50 a reactor of an older copy that went on elsewhere stops, and says from when on', async () => {
    await write(journal.store, 'source-1', 1, 2)
    expect((await reacted(journal, journal.store)).fault).toBeNull()
    const handled = (await eventsOf(journal.store.readAll())).at(-1)
    // Handled, and all that came of it is not in the copy.
    await write(journal.store, 'source-1', 3)
    const putBack = await journal.keep()
    expect((await reacted(journal, journal.store)).fault).toBeNull()
    await write(journal.store, 'source-1', 4, 5, 6)
    expect((await reacted(journal, journal.store)).fault).toBeNull()
    const restored = await putBack()
    await write(restored, 'source-2', ...Array.from({ length: 20 }, (_, n) => n))
    const before = await linesOf(restored, 'copie-tout')
    const { fault, reports } = await reacted(journal, restored)
    expect(fault).toMatchObject({
      _tag: 'OtherJournal',
      name: 'copie',
      since: handled?.recordedAt,
      retryable: false
    })
    expect(reports).toEqual([])
    expect(await linesOf(restored, 'copie-tout')).toEqual(before)

    // Somebody says to go on: what was handled already is recorded once.
    right(
      await moveReactor({ name: 'copie', store: restored, checkpoints: journal.checkpoints, to: 'start' })()
    )
    expect((await reacted(journal, restored)).fault).toBeNull()
    expect([...(await linesOf(restored, 'copie-tout'))].sort()).toEqual(
      [
        ...[1, 2, 3].map(n => `source-1:${n}`),
        ...Array.from({ length: 20 }, (_, n) => `source-2:${n}`)
      ].sort()
    )
    expect((await reacted(journal, restored)).fault).toBeNull()
  })

  test('50 a reactor whose place is still there, and whose acts are not, stops', async () => {
    await write(journal.store, 'source-1', 1, 2, 3)
    const putBack = await journal.keep()
    const gone = modelStoreFault('GONE', false, 'essai')
    let saves = 0
    const { fault } = await reacted(journal, journal.store, {
      ...journal.checkpoints,
      save: (...given) => (saves++ === 0 ? journal.checkpoints.save(...given) : TE.left(gone))
    })
    expect(fault).toEqual(gone)
    const restored = await putBack()
    const stands = right(await journal.checkpoints.load('copie')())?.last.position ?? positionOf(0)
    expect(right(await restored.at(stands)())).toMatchObject({ stream: 'source-1', revision: 2 })
    expect((await reacted(journal, restored)).fault).toMatchObject({ _tag: 'OtherJournal', since: null })
  })

  test('50 commands that are given again in an older copy are other events, also at the same place', async () => {
    await write(journal.store, 'source-1', 1, 2, 3)
    const putBack = await journal.keep()
    await write(journal.store, 'source-1', 4, 5, 6)
    await projected(journal, journal.store)
    await reacted(journal, journal.store)
    const restored = await putBack()
    await write(restored, 'source-1', 40, 50, 6)
    const { lines, told } = await projected(journal, restored)
    expect(lines).toEqual([1, 2, 3, 40, 50, 6].map(n => `source-1 ${n}`))
    expect(told).toEqual(['OtherJournal'])
    expect((await reacted(journal, restored)).fault).toMatchObject({ _tag: 'OtherJournal' })
  })

  test('50 another journal under the same name is told, whether it is longer or shorter', async () => {
    await write(journal.store, 'source-1', 1, 2, 3)
    await projected(journal, journal.store)
    await reacted(journal, journal.store)
    const other = await journal.another()
    await write(other, 'source-9', 1)
    expect((await reacted(journal, other)).fault).toMatchObject({ _tag: 'OtherJournal', since: null })
    expect(await projected(journal, other)).toEqual({
      lines: ['source-9 1'],
      status: 'live',
      told: ['OtherJournal']
    })
    await write(other, 'source-9', ...Array.from({ length: 20 }, (_, n) => n + 2))
    expect((await reacted(journal, other)).fault).toMatchObject({ _tag: 'OtherJournal', since: null })
  })

  test('50 where the events are the same at other positions, both go on from the one they stand on', async () => {
    await write(journal.store, 'source-1', 1, 2, 3)
    await projected(journal, journal.store)
    expect((await reacted(journal, journal.store)).fault).toBeNull()
    const events = await eventsOf(journal.store.readAll())
    const other = await journal.another()
    right(await other.restore(paged(events.map(moved)))())
    const copied = await linesOf(other, 'copie-tout')
    await write(other, 'source-1', 4)
    const { lines, told } = await projected(journal, other)
    expect(told).toEqual(['JournalMoved'])
    expect(lines.filter(line => String(line).startsWith('source'))).toEqual(
      [1, 2, 3, 4].map(n => `source-1 ${n}`)
    )
    const { fault, reports } = await reacted(journal, other)
    expect(fault).toBeNull()
    expect(reports).toMatchObject([{ _tag: 'Interrupted', fault: { _tag: 'JournalMoved' } }])
    expect(await linesOf(other, 'copie-tout')).toEqual([...copied, 'source-1:4'])
    expect((await reacted(journal, other)).reports).toEqual([])
  })

  test('50 a checkpoint on what a declared retention removed is no fault', async () => {
    await write(journal.store, 'source-1', 1)
    await write(journal.store, 'access-1', 2, 3)
    await projected(journal, journal.store, 'source')
    await reacted(journal, journal.store)
    right(await journal.store.retain({ category: 'access', olderThan: instantOfEpoch(4e12) })())
    await write(journal.store, 'source-1', 4)
    const { lines, told } = await projected(journal, journal.store, 'source')
    expect(told).toEqual([])
    expect(lines).toEqual(['source-1 1', 'source-1 4'])
    expect(await reacted(journal, journal.store)).toEqual({ fault: null, reports: [] })
  })

  test('50 the event of another category tells an older copy too', async () => {
    await write(journal.store, 'source-1', 1)
    const putBack = await journal.keep()
    await write(journal.store, 'autre-1', 2, 3)
    expect((await projected(journal, journal.store, 'source')).told).toEqual([])
    expect((await projected(journal, journal.store, 'source')).told).toEqual([])
    const restored = await putBack()
    await write(restored, 'source-1', 4, 5, 6)
    const { lines, told } = await projected(journal, restored, 'source')
    expect(told).toEqual(['OtherJournal'])
    expect(lines).toEqual([1, 4, 5, 6].map(n => `source-1 ${n}`))
  })

  test('50 a journal that is put back while it is followed is told when the following resumes', async () => {
    await write(journal.store, 'source-1', 1, 2, 3)
    const putBack = await journal.keep()
    await write(journal.store, 'source-1', 4, 5, 6)
    const under = swappable(journal.store)
    const told: string[] = []
    const projector = right(
      await project<LedgerEvent, LineTable, never>({
        ...{ store: under.store, codec: ledgerCodec, projection, models: journal.models, sleep: turn },
        onInterrupted: fault => told.push(fault._tag)
      })()
    )
    const checkpoints = memoryCheckpoints()
    const reactor = right(
      await react({
        ...{ name: 'copie', store: under.store, codec: ledgerCodec, reactions: () => TE.right([]), acteur },
        ...{ execute: ledgerExecutor(under.store), checkpoints, sleep: turn }
      })()
    )
    const end = await endOf(journal.store)
    right(await projector.whenCaughtUp(end, longest)())
    right(await reactor.whenCaughtUp(end, longest)())
    under.cut()
    await until(() => told.length > 0)
    const restored = await putBack()
    await write(restored, 'source-1', 7, 8, 9, 10)
    under.put(restored)
    right(await projector.whenCaughtUp(await endOf(restored), longest)())
    expect(await journal.lines(projector.read())).toEqual([1, 2, 3, 7, 8, 9, 10].map(n => `source-1 ${n}`))
    expect([...new Set(told)]).toEqual(['StoreUnavailable', 'OtherJournal'])
    expect(left(await reactor.ended())).toMatchObject({ _tag: 'OtherJournal' })
    await projector.stop()
  })
})

const moved = (recorded: Recorded): Recorded => ({
  ...recorded,
  position: positionOf(BigInt(recorded.position) * 3n + 7n)
})

async function* paged<A>(page: A) {
  yield E.right(page)
}

async function* failing<Fault>(fault: Fault) {
  yield E.left(fault)
}

/** A store that goes away, who follows it being told, and in whose place another one comes back. */
const swappable = (first: EventStore) => {
  let current: EventStore | null = first
  let interrupt = new AbortController()
  const away = storeUnavailable('AWAY', true, 'essai')
  const store: EventStore = {
    ...first,
    at: position => current?.at(position) ?? TE.left(away),
    find: (...given) => current?.find(...given) ?? TE.left(away),
    read: (...given) => current?.read(...given) ?? failing(away),
    head: () => current?.head() ?? TE.left(away),
    subscribe: async function* (options) {
      const { signal } = interrupt
      const within = AbortSignal.any([signal, ...(options?.signal === undefined ? [] : [options.signal])])
      if (current !== null)
        for await (const page of current.subscribe({ ...options, signal: within })) yield page
      if (options?.signal?.aborted !== true) yield E.left(away)
    }
  }
  return {
    store,
    cut: () => {
      current = null
      interrupt.abort()
    },
    put: (to: EventStore) => {
      interrupt = new AbortController()
      current = to
    }
  }
}
