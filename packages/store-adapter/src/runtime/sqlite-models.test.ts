import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { positionOf, type Recorded } from '@avenant/domain'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  command,
  type LedgerEvent,
  ledgerCodec,
  ledgerExecutor,
  longest,
  noSleep,
  turn
} from '../../test/ledger'
import { endOf, oneOfTwo, write } from '../../test/projector'
import { sqliteFile } from '../../test/sqlite-file'
import { left, right } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import type { SqliteDatabase } from '../sqlite/database'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'
import { steppedOn } from './checkpoint'
import { project } from './project'
import type { ProjectionIn } from './projection'
import { type SqliteModels, sqliteModels } from './sqlite-models'

const trail = (n: bigint) => steppedOn(null, { position: positionOf(n), event: null }, null)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

type Tables = { readonly put: (text: string) => void; readonly all: () => ReadonlyArray<unknown> }
const tables = {
  open: (db: SqliteDatabase, { version }: { readonly version: number }): Tables => {
    db.exec(`CREATE TABLE IF NOT EXISTS lines_${version} (n INTEGER PRIMARY KEY, text TEXT)`)
    const insert = db.prepare<[string]>(`INSERT INTO lines_${version} (text) VALUES (?)`)
    const select = db.prepare<[]>(`SELECT text FROM lines_${version} ORDER BY n`).pluck()
    return { put: text => void insert.run(text), all: () => select.all() }
  },
  drop: (db: SqliteDatabase, { version }: { readonly version: number }): void => {
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
        const db = sqliteFile(file)
        const left = db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'lines%'").pluck().all()
        expect(left).toEqual(['lines_2'])
        db.close()
      }
    ),
    { numRuns: 10 }
  )
})

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
        longest
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
  right(await models.checkpoints.save('r', trail(2n ** 60n), null)())
  for (const from of [null, positionOf(1)])
    expect(left(await models.checkpoints.save('r', trail(2n ** 61n), from)())).toMatchObject({
      code: 'MOVED'
    })
  expect(right(await models.checkpoints.load('r')())).toEqual(trail(2n ** 60n))
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
  expect(left(await sqliteModels({ file: join(folder, 'none', 'models.db') })())._tag).toBe('ModelStoreFault')
})

test('while another program holds the file, the event loop goes on, and what was asked is done after', async () => {
  const file = join(folder, 'models.db')
  right(await sqliteModels({ file })())
  const other = sqliteFile(file)
  const afterLock = async <A>(asked: () => Promise<A>): Promise<A> => {
    other.exec('BEGIN IMMEDIATE')
    const answer = asked()
    await noSleep()
    other.exec('COMMIT')
    return answer
  }
  const models = right(await afterLock(sqliteModels({ file, busyTimeout: 20_000 })))
  const store = models.readModels(tables)
  const key = { name: 'lignes', version: 1 }
  const model = right(
    await afterLock(
      store.open(key, () => {
        throw new Error('the tables are opened')
      })
    )
  )
  right(
    await afterLock(
      model.update(function* ({ state }) {
        state.put('a')
        yield { state, checkpoint: { position: positionOf(1), event: null } }
      })
    )
  )
  right(await afterLock(models.checkpoints.save('r', trail(1n), null)))
  expect(model.current().state.all()).toEqual(['a'])
  right(await afterLock(store.remove(key)))
  other.close()
  await models.close()
})
