/**
 * How the stores and read models of each engine are opened. An engine is two dozen files and a driver: they are read when
 * it is asked for.
 */
import type * as EventStoreDb from './eventstoredb/eventstoredb-event-store'
import type * as PostgresModels from './postgres/models'
import type * as Postgres from './postgres/postgres-event-store'
import type * as Sqlite from './sqlite/sqlite-event-store'

/**
 * A journal in one SQLite file (WAL, `synchronous=FULL`): what was answered survives a crash. Appends that arrive
 * together share one commit. Several stores and several processes may use one file on one machine. A file that is
 * not a journal, or a newer one, is refused and left as it is.
 */
export const sqliteEventStore: typeof Sqlite.sqliteEventStore = options => {
  const engine: typeof Sqlite = require('./sqlite/sqlite-event-store')
  return engine.sqliteEventStore(options)
}

/**
 * A journal in a schema of a PostgreSQL database, made at the first opening unless `create` is false. Any number of
 * programs may use it at once. Needs no extension and no more rights than to create that schema, or to use it once it is
 * there. A schema that holds something else, or a newer journal, is refused and left as it is.
 */
export const postgresEventStore: typeof Postgres.postgresEventStore = options => {
  const engine: typeof Postgres = require('./postgres/postgres-event-store')
  return engine.postgresEventStore(options)
}

/**
 * A journal on EventStoreDB 23.10 or later. The server gives the positions, also of a journal that is taken in
 * (`restore`); one of which that was cut off is opened, and nothing but its restoration goes on (`HalfRestored`).
 * Opening asks the server first, so that a wrong address, certificate or password is told here, and marks a journal that
 * has no mark yet, unless `create` is false or `readOnly` is true.
 */
export const eventstoreDbEventStore: typeof EventStoreDb.eventstoreDbEventStore = options => {
  const engine: typeof EventStoreDb = require('./eventstoredb/eventstoredb-event-store')
  return engine.eventstoreDbEventStore(options)
}

/**
 * Opens the schema, or makes it; `avenant_models` by default. What a projection asks finds the tables of this schema and
 * of PostgreSQL by their bare names, and no others. It may be thrown away at any time: it is built again
 * from the journal.
 */
export const postgresModels: typeof PostgresModels.postgresModels = options => {
  const engine: typeof PostgresModels = require('./postgres/models')
  return engine.postgresModels(options)
}

/** The same, in the schema that is named after that of the journal with this address: `avenant_models` of `avenant`. */
export const postgresModelsBeside: typeof PostgresModels.postgresModelsBeside = url => {
  const engine: typeof PostgresModels = require('./postgres/models')
  return engine.postgresModelsBeside(url)
}
