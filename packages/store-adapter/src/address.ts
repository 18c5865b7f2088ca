import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import type { ClockOptions } from './clock'
import { eventstoreDbEventStore, postgresEventStore, sqliteEventStore } from './engine-openings'
import { cannotOpen, type OpenError, refusedAddress } from './errors'
import type { EventStore } from './event-store'
import { refusedLimits } from './limits'
import { schemeOf } from './shown-address'
import type { MayCreate, MayWrite, StoreLimits } from './store-of-engine'
import { observedEventStore } from './telemetry/observed-store'

/**
 * What every engine takes; what is one engine's own is given to its own function. `memory:` has nothing to make:
 * `create` changes nothing there.
 */
export type OpenEventStoreOptions = StoreLimits & MayCreate & MayWrite & ClockOptions

type Opening = TE.TaskEither<OpenError, EventStore>

/**
 * Each engine, by what its addresses start with, and as telemetry names it. It is loaded when it is asked for: a
 * program on SQLite loads neither `pg` nor the client of EventStoreDB.
 */
const engines: ReadonlyArray<
  readonly [start: RegExp, system: string, open: (address: string, options: OpenEventStoreOptions) => Opening]
> = [
  [
    /^memory:$/,
    'memory',
    (_, options) => {
      const engine: typeof import('./memory/memory-event-store') = require('./memory/memory-event-store')
      return async () => E.right(engine.memoryEventStore(options))
    }
  ],
  [
    /^sqlite:./,
    'sqlite',
    (address, options) => {
      const file = sqliteFileOf(address)
      const message = fileFault(file)
      return message === null
        ? sqliteEventStore({ file, ...options })
        : async () => E.left(refusedAddress('sqlite:', [{ path: '', message }]))
    }
  ],
  [
    /^postgres(?:ql)?:\/\/./,
    'postgresql',
    (address, options) => postgresEventStore({ url: address, ...options })
  ],
  [
    /^esdb(?:\+discover)?:\/\/./,
    'eventstoredb',
    (address, options) => eventstoreDbEventStore({ connection: address, ...options })
  ]
]

/**
 * A store by its address, so that where a journal stands is a matter of configuration:
 *
 * - `sqlite:avenant.db`, `sqlite:/var/lib/avenant.db`: a file, made when it is missing; `sqlite:///var/x.db`, as
 *   others write it, is the same as `sqlite:/var/x.db`. No options: a file whose name holds `?` or `#` is opened by
 *   `sqliteEventStore({ file })`
 * - `postgres://user:password@host:5432/database`: a schema, made when it is missing
 * - `esdb://host:2113?tls=false`, `esdb+discover://…`
 * - `memory:`: gone with the process
 *
 * Anything else is `CannotOpen` with the code `ADDRESS`. The store tells what it does (`observedEventStore`) to the
 * OpenTelemetry SDK that the program has registered; with none, it costs a look at a flag.
 *
 * @example openEventStore(process.env.AVENANT_STORE ?? 'sqlite:avenant.db')
 */
export const openEventStore = (address: string, options: OpenEventStoreOptions = {}): Opening => {
  const engine = engines.find(([start]) => start.test(address))
  if (engine === undefined) return async () => E.left(unknownAddress(address))
  const refused = refusedLimits(schemeOf(address), options)
  if (refused !== null) return async () => E.left(refused)
  const [, system, open] = engine
  return TE.map((store: EventStore) => observedEventStore(store, system))(open(address, options))
}

/** The file of an address that begins with `sqlite:`. */
export const sqliteFileOf = (address: string): string =>
  address.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')

/** What SQLite or its drivers would not take as the name of a file, but as options or as a journal in memory. */
const fileFault = (file: string): string | null =>
  /[?#]/.test(file)
    ? "une adresse sqlite: n'a pas d'option ; un fichier dont le nom contient ? ou # s'ouvre par sqliteEventStore({ file })"
    : file === ':memory:'
      ? 'ce journal disparaîtrait avec le programme ; écrivez memory: si tel est le but'
      : file.startsWith('//')
        ? 'écrivez sqlite:fichier.db, ou sqlite:/dossier/fichier.db'
        : file.startsWith('file:')
          ? 'écrivez le chemin du fichier sans file:'
          : file.trim() !== file
            ? "retirez l'espace au début ou à la fin du nom du fichier"
            : null

const unknownAddress = (address: string): OpenError =>
  cannotOpen(
    schemeOf(address) || 'cette adresse',
    'ADDRESS',
    'attendu : sqlite:fichier.db, postgres://…, esdb://… ou memory:'
  )
