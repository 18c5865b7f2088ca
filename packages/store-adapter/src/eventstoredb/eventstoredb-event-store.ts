import { setMaxListeners } from 'node:events'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ClockOptions } from '../clock'
import { cannotOpen, type OpenError, type StoreFault, storeClosed, storeUnavailable } from '../errors'
import type { EventStore } from '../event-store'
import { missingDriver } from '../missing-driver'
import { shownAddress } from '../shown-address'
import { type MayCreate, type MayWrite, mayCreate, type StoreLimits, storeOfEngine } from '../store-of-engine'
import { checkAddress } from './address'
import { eventstoreDbEngine } from './engine'
import { journalOn } from './mark'
import { placeOf } from './place'
import { resuming } from './resuming'
import { retryingFor } from './retrying'
import { connectTo, loadClient } from './server'
import { within } from './within'

export type EventStoreDbEventStoreOptions = StoreLimits &
  MayCreate &
  MayWrite &
  ClockOptions & {
    /** `esdb://user:password@host:2113?…`, as the client takes it: TLS, certificates, credentials, several nodes. */
    readonly connection: string
    /**
     * A journal of its own beside others on the same server: its streams are there under `journal.`. ASCII letters and
     * digits. By default the whole server is one journal.
     */
    readonly journal?: string
    /** How long one call to the server may be silent, in milliseconds. 5,000 by default. */
    readonly callTimeout?: number
    /** How long a call that may be made again is made again, in milliseconds. 15,000 by default. */
    readonly retryFor?: number
    /** How long a subscription waits for the server to come back, in milliseconds. 300,000 by default. */
    readonly resumeFor?: number
    /** How often a subscription looks for itself, in milliseconds, in case it was not told. 5,000 by default. */
    readonly pollInterval?: number
    /** Event ids kept in memory to tell a retry, over all streams in use. 100,000 by default. */
    readonly maxKnownIds?: number
  }

/** Told in `engine-openings.ts`, which reads this file when it is asked for. */
export const eventstoreDbEventStore =
  (options: EventStoreDbEventStoreOptions): TaskEither<OpenError, EventStore> =>
  async () => {
    const { connection, journal = null, callTimeout = 5000, retryFor = 15_000 } = options
    const address = checkAddress(connection)
    if (E.isLeft(address)) return address
    const shown = shownAddress(connection)
    if (journal !== null && !/^[A-Za-z0-9]{1,64}$/.test(journal))
      return E.left(cannotOpen(shown, 'JOURNAL', 'nommez le journal en lettres ASCII et chiffres'))

    const missing = await missingDriver(loadClient)
    if (missing !== null) return E.left(cannotOpen(shown, 'NO_DRIVER', missing))
    const server = await attempted(() => connectTo(connection, callTimeout))
    if (server === null) return E.left(cannotOpen(shown, 'ADDRESS', "vérifiez l'adresse et ses fichiers"))

    const closing = new AbortController()
    // Every subscription of the store listens to it.
    setMaxListeners(0, closing.signal)
    const retrying = { retryFor, closing: closing.signal, atOnce: 32 }
    const reading = retryingFor({ ...retrying, cutOff: storeClosed })
    const appending = retryingFor({ ...retrying, cutOff: perhapsWritten })
    const place = placeOf(journal)
    const create = mayCreate(options)
    const found = await journalOn({ server, place, shown, create, call: reading.call })
    const opened = E.isLeft(found) ? E.left(openErrorOf(shown, found.left)) : found.right
    if (E.isLeft(opened)) {
      await server.close()
      return opened
    }
    const { half } = opened.right
    const close = async (): Promise<void> => {
      // The appends that were sent are answered first, as far as the server answers.
      await within(callTimeout, appending.settled()).catch(() => {})
      await server.close()
      await appending.settled()
    }
    const calls = {
      ...{ server, place, reading: reading.call, appending: appending.call, close },
      ...{ half, retryFor, closing: closing.signal }
    }
    const store = storeOfEngine(eventstoreDbEngine(calls, options), options)
    return E.right({
      ...store,
      subscribe: resuming({
        subscribe: store.subscribe,
        resumeFor: options.resumeFor ?? 300_000,
        closing: closing.signal
      }),
      close: () => {
        closing.abort()
        return store.close()
      }
    })
  }

/** Of an append that the server had not answered when the store was closed. */
const perhapsWritten = storeUnavailable(
  'CLOSED',
  true,
  "fermé avant sa réponse, l'ajout a pu être écrit : rouvrez le journal et redonnez le même ajout"
)

const attempted = async <A>(work: () => Promise<A>): Promise<A | null> => {
  try {
    return await work()
  } catch {
    // The client tells a wrong address with the address in it, password included: not passed on.
    return null
  }
}

const openErrorOf = (shown: string, fault: StoreFault): OpenError =>
  cannotOpen(shown, 'code' in fault ? fault.code : fault._tag, adviceOf(fault), fault.retryable)

/** What to do, without what happened: `cannotOpen` says that itself. */
const adviceOf = ({ message }: StoreFault): string => message.slice(message.indexOf(' ; ') + 3)
