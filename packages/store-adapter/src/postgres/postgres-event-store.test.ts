import { randomUUID } from 'node:crypto'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { eventStoreContract } from '../contract/event-store-contract'
import { right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { postgresEventStore } from './postgres-event-store'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer()
}, 60_000)
afterAll(() => server.remove())

eventStoreContract(
  'PostgreSQL',
  async options => {
    const schema = `t_${randomUUID().replaceAll('-', '')}`
    const opened: EventStore[] = []
    const open = async (): Promise<EventStore> => {
      const store = right(await postgresEventStore({ url: server.url, schema, ...options })())
      opened.push(store)
      return store
    }
    return {
      store: await open(),
      another: open,
      close: async () => {
        for (const store of opened) await store.close()
      }
    }
  },
  { oneProcess: 'x' }
)
