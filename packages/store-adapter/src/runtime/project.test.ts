import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOfEpoch, type Position, positionOf, type Recorded } from '@avenant/domain'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  command,
  type LedgerEvent,
  ledgerCodec,
  ledgerExecutor,
  longest,
  patient,
  turn,
  until
} from '../../test/ledger'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import { storeUnavailable } from '../errors'
import type { EventStore } from '../event-store'
import { memoryEventStore } from '../memory/memory-event-store'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'
import { type ProjectOptions, type Projector, project } from './project'
import type { ProjectionIn } from './projection'
import { memoryReadModels } from './read-models'
import { type SqliteModels, sqliteModels } from './sqlite-models'

type Lines = ReadonlyArray<string>
type Fault = { readonly _tag: 'Illegible' }
type Options = ProjectOptions<LedgerEvent, Lines, Fault>

/** Not idempotent: an event that comes twice, or not at all, is seen. */
const lines = (version = 1, refused = -1): ProjectionIn<LedgerEvent, Lines, Fault> => ({
  name: 'lignes',
  version,
  initial: () => [],
  apply: (state, { stream, type, data }: Recorded<LedgerEvent>) => {
    if (type !== 'LigneInscrite') return E.right(state)
    return data.n === refused
      ? E.left({ _tag: 'Illegible' })
      : E.right([...state, `${stream} ${data.n} v${version}`])
  }
})

const open = async (
  store: EventStore,
  options: Partial<Options> = {}
): Promise<Projector<LedgerEvent, Lines, Fault>> =>
  right(
    await project<LedgerEvent, Lines, Fault>({
      store,
      codec: ledgerCodec,
      projection: lines(),
      models: memoryReadModels(),
      sleep: turn,
      ...options
    })()
  )

const write = async (store: EventStore, stream: string, ...ns: ReadonlyArray<number>): Promise<Position> => {
  const execute = ledgerExecutor(store)
  for (const n of ns) right(await execute(stream, command(n), { commandId: `${stream} ${n}` })())
  return endOf(store)
}
const endOf = async (store: EventStore): Promise<Position> =>
  (await eventsOf(store.readAll())).at(-1)?.position ?? positionOf(0)

test('it catches up, then lives; who wrote reads its writes', async () => {
  const store = memoryEventStore({ pageSize: 2 })
  const first = await write(store, 'livre-a', 1, 2, 3)
  const projector = await open(store)
  expect(right(await projector.whenCaughtUp(first, longest)())).toBe(first)
  expect(projector.read()).toEqual(['livre-a 1 v1', 'livre-a 2 v1', 'livre-a 3 v1'])
  await until(() => projector.state().status === 'live')
  for (let n = 4; n < 20; n++) {
    const written = await write(store, 'livre-b', n)
    right(await projector.whenCaughtUp(written, longest)())
    expect(projector.read().at(-1)).toBe(`livre-b ${n} v1`)
  }
  await projector.stop()
  expect(projector.state()).toMatchObject({ status: 'stopped', version: 1, fault: null })
})

test('a position that does not come in time is a value, also when it was stopped', async () => {
  const store = memoryEventStore()
  const projector = await open(store, { sleep: async () => {} })
  const far = positionOf(99)
  expect(left(await projector.whenCaughtUp(far, 10)())).toMatchObject({
    _tag: 'TimedOut',
    position: far,
    retryable: true
  })
  await projector.stop()
  expect(left(await projector.whenCaughtUp(far, 10)())).toMatchObject({ _tag: 'Ended', retryable: false })
  const waited = await open(store, { sleep: patient })
  const waiting = waited.whenCaughtUp(far, longest)()
  await waited.stop()
  expect(left(await waiting)._tag).toBe('Ended')
})

test('only a category, if asked; what reactors record is passed over', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1)
  await taken(store.append('reaction-x', [event('r')], 'none'))
  const end = await write(store, 'autre-a', 2)
  for (const [category, seen] of [
    ['livre', 1],
    [undefined, 2]
  ] as const) {
    const projector = await open(store, category === undefined ? {} : { category })
    right(await projector.whenCaughtUp(end, longest)())
    expect(projector.read()).toHaveLength(seen)
    await projector.stop()
  }
})

test('the lag is measured against the journal itself: events, and the age of the oldest', async () => {
  let now = Date.UTC(2026, 0, 1)
  const clock = () => instantOfEpoch(now)
  const store = memoryEventStore({ clock })
  await write(store, 'livre-a', 1)
  // It follows a journal that tells it nothing more.
  const deaf: EventStore = {
    ...store,
    subscribe: async function* (options) {
      for await (const page of store.subscribe(options)) {
        yield page
        await new Promise<void>(resolve => options?.signal?.addEventListener('abort', () => resolve()))
      }
    }
  }
  const projector = await open(deaf, { clock })
  await until(() => projector.state().status === 'live')
  expect(right(await projector.lag()())).toEqual({ events: 0, more: false, seconds: 0 })
  now += 5_000
  await write(store, 'livre-a', 2)
  now += 2_500
  await write(store, 'livre-a', 3)
  expect(right(await projector.lag()())).toEqual({ events: 2, more: false, seconds: 2.5 })
  expect(right(await projector.lag(1)())).toEqual({ events: 1, more: true, seconds: 2.5 })
  await projector.stop()
})

test('another version is built beside the one in use, and takes its place without a step back', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  await write(store, 'livre-a', 1, 2, 3, 4, 5)
  const models = memoryReadModels<Lines>()
  const projector = await open(store, { models })
  const rebuilding = projector.rebuild(lines(2))()
  expect(left(await projector.rebuild(lines(3))())).toMatchObject({ cause: 'already-rebuilding' })
  const seen: number[] = []
  for (let n = 6; n < 12; n++) {
    right(await projector.whenCaughtUp(await write(store, 'livre-a', n), longest)())
    seen.push(projector.read().length)
    // Whoever has read a position reads no model that is before it.
    expect(projector.read()).toHaveLength(n)
  }
  right(await rebuilding)
  expect(projector.state()).toMatchObject({ version: 2, rebuilding: null, status: 'live' })
  expect(projector.read()).toEqual(Array.from({ length: 11 }, (_, n) => `livre-a ${n + 1} v2`))
  expect(left(await projector.rebuild(lines(2))())).toMatchObject({ cause: 'same-version' })
  await projector.stop()
  expect(left(await projector.rebuild(lines(3))())).toMatchObject({ cause: 'stopped' })
  expect(right(await models.open({ name: 'lignes', version: 1 }, () => [])()).current().checkpoint).toBeNull()
})

test('stopping ends a rebuild too, and one that fails leaves the version in use', async () => {
  const store = memoryEventStore()
  await write(store, 'livre-a', 1, 2)
  const projector = await open(store)
  expect(left(await projector.rebuild(lines(2, 2))())).toMatchObject({ _tag: 'ProjectionFault' })
  expect(projector.state()).toMatchObject({ version: 1, fault: null, rebuilding: null })
  const rebuilding = projector.rebuild(lines(3))()
  await projector.stop()
  await rebuilding
  expect(projector.state().rebuilding).toBeNull()
})

test('an event that it cannot take in stops it there, keeps what was before, and another version goes on', async () => {
  const store = memoryEventStore()
  const end = await write(store, 'livre-a', 1, 2, 3)
  const projector = await open(store, { projection: lines(1, 2) })
  expect(left(await projector.ended())).toMatchObject({
    _tag: 'ProjectionFault',
    recorded: { revision: 1 },
    fault: { _tag: 'Illegible' }
  })
  expect(projector.state()).toMatchObject({ status: 'failed', checkpoint: '1' })
  expect(projector.read()).toEqual(['livre-a 1 v1'])
  expect(left(await projector.whenCaughtUp(end, longest)())._tag).toBe('Ended')
  right(await projector.rebuild(lines(2))())
  right(await projector.whenCaughtUp(end, longest)())
  expect(projector.read()).toHaveLength(3)
  expect(projector.state()).toMatchObject({ version: 2, fault: null })
  await projector.stop()
})

test('what a projection throws, and an event that cannot be read, are its faults', async () => {
  const store = memoryEventStore()
  await taken(store.append('livre-a', [event('a')], 'none'))
  const unread = await open(store)
  expect(left(await unread.ended())).toMatchObject({ fault: { _tag: 'UnreadableEvent' } })
  const other = memoryEventStore()
  await write(other, 'livre-a', 1, 2)
  const inner = lines()
  const thrown = await open(other, {
    projection: {
      ...inner,
      apply: (state, recorded) => {
        if (recorded.revision === 1) throw new TypeError('défaut')
        return inner.apply(state, recorded)
      }
    }
  })
  expect(left(await thrown.ended())).toMatchObject({ fault: { _tag: 'Defect' }, recorded: { revision: 1 } })
  expect(thrown.read()).toEqual(['livre-a 1 v1'])
})

test('a journal that is away is followed again from where it was left', async () => {
  const store = memoryEventStore({ pageSize: 1 })
  const end = await write(store, 'livre-a', 1, 2, 3)
  const told: string[] = []
  const flaky: EventStore = {
    ...store,
    subscribe: async function* (options) {
      for await (const page of store.subscribe(options)) {
        yield page
        yield E.left(storeUnavailable('ECONNRESET', true, 'réessayez'))
        return
      }
    }
  }
  const projector = await open(flaky, { onInterrupted: ({ _tag }) => told.push(_tag) })
  right(await projector.whenCaughtUp(end, longest)())
  await projector.stop()
  expect(projector.read()).toHaveLength(3)
  expect(told.length).toBeGreaterThanOrEqual(2)
})

/** Both run through the journal, page after page; exactly one does it to the end. */
const oneOfTwo = async <State>(
  open: () => Promise<Projector<LedgerEvent, State, never>>,
  end: Position
): Promise<State> => {
  const both = [await open(), await open()]
  const gotThere = await Promise.all(
    both.map(async one =>
      E.isRight<unknown>(await Promise.race([one.ended(), one.whenCaughtUp(end, longest)()]))
    )
  )
  const [first, second] = [both[gotThere.indexOf(true)], both[gotThere.indexOf(false)]]
  if (first === undefined || second === undefined) throw new Error('not one of two')
  expect(left(await second.ended())).toMatchObject({ code: 'MOVED', retryable: false })
  expect(second.state().status).toBe('failed')
  await Promise.all(both.map(one => one.stop()))
  return first.read()
}

test('of two projectors that keep one model, the one that comes second is told and ends; no event is in it twice', async () => {
  const store = memoryEventStore({ pageSize: 2 })
  const end = await write(store, 'livre-a', 1, 2, 3, 4, 5)
  const models = memoryReadModels<string[]>()
  // It changes its state in place, as a projection may.
  const projection: ProjectionIn<LedgerEvent, string[], never> = {
    name: 'lignes',
    version: 1,
    initial: () => [],
    apply: (state, { revision }) => {
      state.push(String(revision))
      return E.right(state)
    }
  }
  const opened = async () =>
    right(await project({ store, codec: ledgerCodec, projection, models, sleep: turn })())
  expect(await oneOfTwo(opened, end)).toEqual(['0', '1', '2', '3', '4'])
  await write(store, 'livre-a', 6)
  expect(await oneOfTwo(opened, await endOf(store))).toEqual(['0', '1', '2', '3', '4', '5'])
})

describe('in SQLite', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  type Tables = { readonly put: (text: string) => void; readonly all: () => ReadonlyArray<unknown> }
  const tables = {
    open: (db: Database.Database, { version }: { readonly version: number }): Tables => {
      db.exec(`CREATE TABLE IF NOT EXISTS lines_${version} (n INTEGER PRIMARY KEY, text TEXT)`)
      const insert = db.prepare<[string]>(`INSERT INTO lines_${version} (text) VALUES (?)`)
      const select = db.prepare<[]>(`SELECT text FROM lines_${version} ORDER BY n`).pluck()
      return { put: text => void insert.run(text), all: () => select.all() }
    },
    drop: (db: Database.Database, { version }: { readonly version: number }): void => {
      db.exec(`DROP TABLE lines_${version}`)
    }
  }
  const projection = (
    version = 1,
    crashAt = { left: -1, code: '' }
  ): ProjectionIn<LedgerEvent, Tables, never> => ({
    name: 'lignes',
    version,
    initial: () => {
      throw new Error('the tables are opened')
    },
    apply: (state, { type, data }) => {
      if (type === 'LigneInscrite') state.put(`${data.n} v${version}`)
      // After the writing, before the checkpoint: as if the process ended there.
      if (--crashAt.left === 0) throw Object.assign(new Error('killed'), { code: crashAt.code })
      return E.right(state)
    }
  })

  test('model and checkpoint are kept together: each event is there once, whatever is cut, and live = rebuilt', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
        // A failure of the file is tried again; of the projection, it ends it, and the next start goes on.
        fc.array(
          fc.record({ left: fc.integer({ min: 1, max: 12 }), code: fc.constantFrom('', 'SQLITE_IOERR') }),
          {
            maxLength: 3
          }
        ),
        async (ns, crashes) => {
          const file = join(mkdtempSync(join(folder, 'run-')), 'models.db')
          const store = memoryEventStore({ pageSize: 3 })
          const execute = ledgerExecutor(store)
          for (const [index, n] of ns.entries())
            right(await execute('livre-a', command(n), { commandId: `c${index}` })())
          const end = await endOf(store)
          for (const crash of crashes) {
            const models = right(await sqliteModels({ file })())
            const projector = right(
              await project({
                ...{ store, codec: ledgerCodec, projection: projection(1, { ...crash }), sleep: turn },
                models: models.readModels(tables)
              })()
            )
            await Promise.race([projector.ended(), projector.whenCaughtUp(end, longest)()])
            await projector.stop()
            await models.close()
          }
          const models = right(await sqliteModels({ file })())
          const live = right(
            await project({
              ...{ store, codec: ledgerCodec, projection: projection(), sleep: turn },
              models: models.readModels(tables)
            })()
          )
          right(await live.whenCaughtUp(end, longest)())
          expect(live.read().all()).toEqual(ns.map(n => `${n} v1`))
          right(await live.rebuild(projection(2))())
          expect(live.read().all()).toEqual(ns.map(n => `${n} v2`))
          await live.stop()
          await models.close()
          const db = new Database(file)
          const left = db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'lines%'").pluck().all()
          expect(left).toEqual(['lines_2'])
          db.close()
        }
      ),
      { numRuns: 10 }
    )
  }, 30_000)

  test('it goes on from where it was kept, on a journal in SQLite too, and leaves nothing open', async () => {
    const store = right(await sqliteEventStore({ file: join(folder, 'journal.db'), pollInterval: 5 })())
    const file = join(folder, 'models.db')
    let applied = 0
    for (const upTo of [3, 5]) {
      const models = right(await sqliteModels({ file })())
      const inner = projection()
      const projector = right(
        await project({
          ...{ store, codec: ledgerCodec, models: models.readModels(tables) },
          projection: {
            ...inner,
            apply: (state: Tables, recorded: Recorded<LedgerEvent>) => {
              applied++
              return inner.apply(state, recorded)
            }
          }
        })()
      )
      right(
        await projector.whenCaughtUp(
          await write(store, 'livre-a', ...[1, 2, 3, 4, 5].slice(0, upTo)),
          5_000
        )()
      )
      expect(applied).toBe(upTo)
      expect(projector.read().all()).toHaveLength(upTo)
      await projector.stop()
      await models.close()
    }
    await store.close()
  })

  test('of two programs that keep one model, the one that comes second is told and ends; no event is in it twice', async () => {
    const store = memoryEventStore({ pageSize: 2 })
    const end = await write(store, 'livre-a', 1, 2, 3, 4, 5)
    const files: SqliteModels[] = []
    const opened = async () => {
      const models = right(await sqliteModels({ file: join(folder, 'models.db') })())
      files.push(models)
      return right(
        await project({
          ...{ store, codec: ledgerCodec, projection: projection(), sleep: turn },
          models: models.readModels(tables)
        })()
      )
    }
    expect((await oneOfTwo(opened, end)).all()).toEqual([1, 2, 3, 4, 5].map(n => `${n} v1`))
    for (const file of files) await file.close()
  })

  test('checkpoints of reactors are kept too; another program’s file is left as it is', async () => {
    const file = join(folder, 'models.db')
    const models = right(await sqliteModels({ file })())
    expect(right(await models.checkpoints.load('r')())).toBeNull()
    right(await models.checkpoints.save('r', positionOf(2n ** 60n), null)())
    for (const from of [null, positionOf(1)])
      expect(left(await models.checkpoints.save('r', positionOf(2n ** 61n), from)())).toMatchObject({
        code: 'MOVED'
      })
    expect(right(await models.checkpoints.load('r')())).toBe(String(2n ** 60n))
    await models.close()
    expect(left(await models.checkpoints.load('r')())).toMatchObject({
      _tag: 'ModelStoreFault',
      code: 'CLOSED'
    })
    const journal = join(folder, 'journal.db')
    await right(await sqliteEventStore({ file: journal })()).close()
    expect(left(await sqliteModels({ file: journal })())).toMatchObject({
      code: 'SQLITE_NOTADB',
      retryable: false
    })
    expect(left(await sqliteModels({ file: join(folder, 'none', 'models.db') })())._tag).toBe(
      'ModelStoreFault'
    )
  })
})
