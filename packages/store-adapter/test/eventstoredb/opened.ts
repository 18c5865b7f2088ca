/// <reference types="jest" />
import { right } from '../../src/contract/harness'
import type { EventStore } from '../../src/event-store'
import {
  type EventStoreDbEventStoreOptions,
  eventstoreDbEventStore
} from '../../src/eventstoredb/eventstoredb-event-store'
import { type StandIn, type StandInOptions, standInServer } from './stand-in-server'

export type Opened = {
  readonly standIn: StandIn
  readonly store: EventStore
  /** Another connection to the same journal, with the same options but those that are given. */
  readonly another: (own?: Partial<EventStoreDbEventStoreOptions>) => Promise<EventStore>
}

/** Where what is tested is no time limit: a busy machine must not come near one. */
export const patient = { callTimeout: 5000, retryFor: 15_000, pollInterval: 60_000 }

/** For a test that waits for a limit: not for long, and yet what a loaded machine answers is answered within it. */
export const short = { ...patient, callTimeout: 1000, retryFor: 4000 }

/** Runs the test on a stand-in and a store of its own, and closes both whatever happens. */
export const onStandIn =
  (
    work: (opened: Opened) => Promise<void>,
    options: Partial<EventStoreDbEventStoreOptions> = {},
    standInOptions: StandInOptions = {}
  ) =>
  async (): Promise<void> => {
    const standIn = await standInServer(standInOptions)
    const stores: EventStore[] = []
    const another: Opened['another'] = async (own = {}) => {
      // What the first call of a process costs more is no part of a limit that is tested.
      if (stores.length === 0 && options.callTimeout !== undefined)
        await right(await eventstoreDbEventStore({ connection: standIn.connection, ...patient })()).close()
      const store = right(
        await eventstoreDbEventStore({ connection: standIn.connection, ...patient, ...options, ...own })()
      )
      stores.push(store)
      return store
    }
    try {
      await work({ standIn, store: await another(), another })
    } finally {
      for (const store of stores) await store.close()
      await standIn.stop()
    }
  }
