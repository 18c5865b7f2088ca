/** Journals of which a copy can be kept, and put in their place later: what a backup and its restoration do. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventsOf, right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { memoryEventStore } from '../src/memory/memory-event-store'
import { postgresModels } from '../src/postgres/models'
import { postgresEventStore } from '../src/postgres/postgres-event-store'
import { type Checkpoints, memoryCheckpoints } from '../src/runtime/checkpoints'
import { memoryReadModels, type ReadModelStore } from '../src/runtime/read-models'
import { sqliteModels } from '../src/runtime/sqlite-models'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'
import { type LineTable, linesIn, postgresLines, sqliteLines } from './line-tables'
import type { PostgresServer } from './postgres-server'
import { sqliteFile } from './sqlite-file'

export type Restorable = {
  readonly store: EventStore
  /** Keeps a copy of the journal as it is; gives what puts it back, and opens it. */
  readonly keep: () => Promise<() => Promise<EventStore>>
  /** Another journal, empty, of the same engine. */
  readonly another: () => Promise<EventStore>
  readonly models: ReadModelStore<LineTable>
  /** What a read model holds, as whoever reads its tables sees it. */
  readonly lines: (table: LineTable) => Promise<ReadonlyArray<unknown>>
  readonly checkpoints: Checkpoints
  readonly close: () => Promise<void>
}

export const restorableMemory = async (): Promise<Restorable> => {
  const store = memoryEventStore()
  return {
    store,
    keep: async () => {
      const events = await eventsOf(store.readAll())
      return async () => {
        const copy = memoryEventStore()
        right(await copy.restore(paged(events))())
        return copy
      }
    },
    another: async () => memoryEventStore(),
    models: memoryReadModels(),
    lines: async table => linesIn(table),
    checkpoints: memoryCheckpoints(),
    close: store.close
  }
}

async function* paged<A>(page: A) {
  yield { _tag: 'Right' as const, right: page }
}

export const restorableSqlite = async (): Promise<Restorable> => {
  const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  const file = join(folder, 'journal.db')
  const opened: EventStore[] = []
  const open = async (path: string) => {
    const store = right(await sqliteEventStore({ file: path, pollInterval: 5 })())
    opened.push(store)
    return store
  }
  const store = await open(file)
  const models = right(await sqliteModels({ file: join(folder, 'models.db') })())
  return {
    store,
    keep: async () => {
      right(await store.backup(join(folder, 'backup.db'))())
      return async () => {
        await store.close()
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
        copyFileSync(join(folder, 'backup.db'), file)
        return open(file)
      }
    },
    another: () => open(join(folder, 'another.db')),
    models: models.readModels<LineTable>(sqliteLines),
    lines: async () =>
      sqliteFile(join(folder, 'models.db')).prepare('SELECT text FROM lines ORDER BY n').pluck().all(),
    checkpoints: models.checkpoints,
    close: async () => {
      for (const one of opened) await one.close()
      await models.close()
      rmSync(folder, { recursive: true })
    }
  }
}

/** What a dump holds of a journal is put back as it does: into tables made anew, the sequence where it stood. */
export const restorablePostgres = (server: () => PostgresServer) => async (): Promise<Restorable> => {
  const { url, run, newSchema } = server()
  const [schema, dump] = [newSchema(), newSchema()]
  const opened: EventStore[] = []
  const open = async (of: string) => {
    const store = right(await postgresEventStore({ url, schema: of, pollInterval: 20 })())
    opened.push(store)
    return store
  }
  const store = await open(schema)
  const tables = newSchema()
  const models = right(await postgresModels({ url, schema: tables })())
  return {
    store,
    keep: async () => {
      await run(`CREATE SCHEMA ${dump};
        CREATE TABLE ${dump}.streams AS TABLE ${schema}.streams;
        CREATE TABLE ${dump}.events AS TABLE ${schema}.events;
        CREATE TABLE ${dump}.place AS SELECT last_value FROM ${schema}.positions`)
      return async () => {
        await store.close()
        await run(`DROP SCHEMA ${schema} CASCADE`)
        await (await open(schema)).close()
        await run(`INSERT INTO ${schema}.streams OVERRIDING SYSTEM VALUE SELECT * FROM ${dump}.streams;
          INSERT INTO ${schema}.events SELECT * FROM ${dump}.events;
          SELECT setval('${schema}.positions', (SELECT last_value FROM ${dump}.place));
          SELECT setval('${schema}.streams_id_seq', (SELECT max(id) FROM ${dump}.streams))`)
        return open(schema)
      }
    },
    another: () => open(newSchema()),
    models: models.readModels(postgresLines(tables)),
    lines: async () =>
      (await run(`SELECT text FROM ${tables}.lines ORDER BY n`)).map(row => Object(row).text),
    checkpoints: models.checkpoints,
    close: async () => {
      for (const one of opened) await one.close()
      await models.close()
      await server().dropSchemas()
    }
  }
}
