/** No command is decided on a stream with a hole, whatever of it this program remembers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { standInServer } from '../../test/eventstoredb/stand-in-server'
import { command, ledgerExecutor } from '../../test/ledger'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { sqliteFile } from '../../test/sqlite-file'
import { eventsOf, left, right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { eventstoreDbEventStore } from '../eventstoredb/eventstoredb-event-store'
import { postgresEventStore } from '../postgres/postgres-event-store'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'

let server: PostgresServer
const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server?.dropSchemas()
  await server?.remove()
})

type Opened = {
  readonly store: EventStore
  /** Takes revision 25 of `livre-1` out. */
  readonly remove: () => Promise<void>
  readonly close: () => Promise<void>
}

const onSqlite = async (): Promise<Opened> => {
  const file = join(folder, 'journal.db')
  const store = right(await sqliteEventStore({ file })())
  const remove = async (): Promise<void> => {
    const db = sqliteFile(file)
    db.exec('DROP TRIGGER events_stay; DELETE FROM events WHERE revision = 25')
    db.close()
  }
  return { store, remove, close: store.close }
}

const onPostgres = async (): Promise<Opened> => {
  const schema = server.newSchema()
  const store = right(await postgresEventStore({ url: server.url, schema })())
  const remove = () =>
    server.run(
      `ALTER TABLE ${schema}.events DISABLE TRIGGER USER; DELETE FROM ${schema}.events WHERE revision = 25`
    )
  return { store, remove: async () => void (await remove()), close: store.close }
}

const onEventStoreDb = async (): Promise<Opened> => {
  const standIn = await standInServer()
  const store = right(await eventstoreDbEventStore({ connection: standIn.connection })())
  return {
    store,
    remove: async () => standIn.log.damage('livre-1', 25, null),
    close: async () => {
      await store.close()
      await standIn.stop()
    }
  }
}

test.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
  ['EventStoreDB (stand-in)', onEventStoreDb]
])('40 %s: event 25 of 50 is gone, and the next command is refused', async (_, open) => {
  const { store, remove, close } = await open()
  try {
    const execute = ledgerExecutor(store)
    for (let n = 0; n < 50; n++) right(await execute('livre-1', command(n), { commandId: `c${n}` })())
    await remove()
    const refused = left(await ledgerExecutor(store)('livre-1', command(50), { commandId: 'c50' })())
    expect(refused).toMatchObject({
      _tag: 'DamagedJournal',
      stream: 'livre-1',
      revision: 25,
      what: 'missing',
      retryable: false
    })
    expect(await eventsOf(store.read('livre-1', { from: 26 }))).toHaveLength(24)
  } finally {
    await close()
  }
})
