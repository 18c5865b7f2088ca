import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Clock } from './clock'
import { cannotOpen, type OpenError } from './errors'
import type { EventStore } from './event-store'
import type { StoreLimits } from './store-of-engine'

/** What every engine takes; what is one engine's own is given to its own function. */
export type OpenEventStoreOptions = StoreLimits & { readonly clock?: Clock }

const sqliteAddress = /^sqlite:./

type Opening = TaskEither<OpenError, EventStore>

/**
 * Each engine, by what its addresses start with. It is loaded when it is asked for: a program on SQLite loads
 * neither `pg` nor the client of EventStoreDB.
 */
const engines: ReadonlyArray<
  readonly [start: RegExp, open: (address: string, options: OpenEventStoreOptions) => Opening]
> = [
  [
    /^memory:$/,
    (_, options) => {
      const engine: typeof import('./memory/memory-event-store') = require('./memory/memory-event-store')
      return async () => E.right(engine.memoryEventStore(options))
    }
  ],
  [
    sqliteAddress,
    (address, options) => {
      const engine: typeof import('./sqlite/sqlite-event-store') = require('./sqlite/sqlite-event-store')
      return engine.sqliteEventStore({ file: sqliteFileOf(address) ?? '', ...options })
    }
  ],
  [
    /^postgres(?:ql)?:\/\/./,
    (address, options) => {
      const engine: typeof import('./postgres/postgres-event-store') = require('./postgres/postgres-event-store')
      return engine.postgresEventStore({ url: address, ...options })
    }
  ],
  [
    /^esdb(?:\+discover)?:\/\/./,
    (address, options) => {
      const engine: typeof import('./eventstoredb/eventstoredb-event-store') = require('./eventstoredb/eventstoredb-event-store')
      return engine.eventstoreDbEventStore({ connection: address, ...options })
    }
  ]
]

/**
 * A store by its address, so that where a journal stands is a matter of configuration:
 *
 * - `sqlite:avenant.db`, `sqlite:/var/lib/avenant.db`: a file, made when it is missing
 * - `postgres://user:password@host:5432/database`
 * - `esdb://host:2113?tls=false`, `esdb+discover://…`
 * - `memory:`: gone with the process
 *
 * Anything else is `CannotOpen` with the code `ADDRESS`.
 *
 * @example openEventStore(process.env.AVENANT_STORE ?? 'sqlite:avenant.db')
 */
export const openEventStore = (address: string, options: OpenEventStoreOptions = {}): Opening => {
  const engine = engines.find(([start]) => start.test(address))
  return engine === undefined ? async () => E.left(unknownAddress(address)) : engine[1](address, options)
}

/**
 * The file that an address names, for a program that wants it to be there already; null when it names no file.
 * `sqlite:///var/x.db`, as others write it, is the same file as `sqlite:/var/x.db`.
 */
export const sqliteFileOf = (address: string): string | null =>
  sqliteAddress.test(address) ? address.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '') : null

const unknownAddress = (address: string): OpenError =>
  cannotOpen(
    // No password in a message.
    String(address).replace(/\/\/[^/]*@/, '//***@'),
    'ADDRESS',
    'attendu : sqlite:fichier.db, postgres://…, esdb://… ou memory:'
  )
