/** Where a journal is, in words that another process can be given. */
import { right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { eventstoreDbEventStore } from '../src/eventstoredb/eventstoredb-event-store'
import { postgresEventStore } from '../src/postgres/postgres-event-store'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'
import type { StoreLimits } from '../src/store-of-engine'

/** A file; an address and a schema; an address and the name of a journal, where it has one. */
export type Place =
  | readonly ['sqlite', string]
  | readonly ['postgres', string, string]
  | readonly ['esdb', string, string?]

export const openAt = async ([engine, where, name]: Place, limits: StoreLimits = {}): Promise<EventStore> => {
  switch (engine) {
    case 'sqlite':
      return right(await sqliteEventStore({ file: where, ...limits })())
    case 'postgres':
      return right(await postgresEventStore({ url: where, schema: name, ...limits })())
    case 'esdb':
      return right(
        await eventstoreDbEventStore({
          connection: where,
          ...(name === undefined ? {} : { journal: name }),
          ...limits
        })()
      )
  }
}
