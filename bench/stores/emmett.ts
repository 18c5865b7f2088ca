import { getSQLiteEventStore, sqliteConnection } from '@event-driven-io/emmett-sqlite'
import Database from 'better-sqlite3'

/**
 * Emmett on one connection, its fastest way: by itself it opens a connection for each call. The durability is the
 * same as ours (WAL, `synchronous=FULL`), and looked at. Calls at once on its one connection would share a
 * transaction by accident and be answered before its commit, so callers queue for it.
 */
export const emmettStore = async (file: string) => {
  // The file keeps it: Emmett's own asking for it is not waited for, and may come after the first look.
  const made = new Database(file)
  made.pragma('journal_mode = WAL')
  made.close()
  const connection = sqliteConnection({ fileName: file })
  await connection.command('PRAGMA synchronous = FULL')
  const mode = await connection.querySingle<{ journal_mode: string }>('PRAGMA journal_mode')
  const flush = await connection.querySingle<{ synchronous: number }>('PRAGMA synchronous')
  if (mode?.journal_mode !== 'wal' || flush?.synchronous !== 2)
    throw new Error(`not the same durability: ${JSON.stringify([mode, flush])}`)
  const store = getSQLiteEventStore({
    fileName: file,
    connectionOptions: { singleton: true, connection },
    schema: { autoMigration: 'CreateOrUpdate' }
  })
  await store.schema.migrate()
  let turn: Promise<unknown> = Promise.resolve()
  return {
    store,
    inTurn: <A>(work: () => Promise<A>): Promise<A> => {
      const done = turn.then(work)
      turn = done.catch(() => undefined)
      return done
    },
    close: () => connection.close()
  }
}

/** As Emmett takes it: a type of its own for each event. */
export type EmmettSample = {
  readonly type: 'AccessCounted'
  readonly data: {
    readonly personne: string
    readonly service: string
    readonly le: string
    readonly n: number
  }
  readonly metadata: Record<string, unknown>
}
