import { randomUUID } from 'node:crypto'
import { type StandIn, standInServer } from '../../test/eventstoredb/stand-in-server'
import { eventStoreContract } from '../contract/event-store-contract'
import { right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { eventstoreDbEventStore } from './eventstoredb-event-store'

const real = process.env.EVENTSTOREDB_URL

const noRestore = 'the server gives the positions itself: no journal can be taken in with its own'

eventStoreContract(
  'EventStoreDB',
  async options => {
    const standIn: StandIn | null = real === undefined ? await standInServer() : null
    const connection = real ?? standIn?.connection ?? ''
    // A real server is not emptied between two tests: each has a journal of its own.
    const journal = `t${randomUUID().replaceAll('-', '')}`
    const opened: EventStore[] = []
    const open = async (): Promise<EventStore> => {
      const store = right(await eventstoreDbEventStore({ connection, journal, retryFor: 500, ...options })())
      opened.push(store)
      return store
    }
    return {
      store: await open(),
      another: open,
      close: async () => {
        for (const store of opened) await store.close()
        await standIn?.stop()
      },
      ...(standIn === null ? {} : { cut: standIn.stop, restore: standIn.start })
    }
  },
  {
    oneProcess: 'x',
    cannot: {
      '24 positions stay exact': `${noRestore}; held on the stand-in by a test of its own`,
      35: 'x',
      36: 'x',
      37: 'x',
      '38 restore': noRestore,
      '38 a journal that was taken in': noRestore,
      '38 only an empty store': noRestore,
      '38 a fault among': noRestore
    }
  }
)
