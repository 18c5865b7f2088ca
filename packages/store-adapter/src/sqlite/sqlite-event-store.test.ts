import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { race } from '../../test/race'
import { eventStoreContract } from '../contract/event-store-contract'
import { right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { sqliteEventStore } from './sqlite-event-store'

eventStoreContract('SQLite', async options => {
  const folder = await mkdtemp(join(tmpdir(), 'avenant-'))
  const file = join(folder, 'journal.db')
  const opened: EventStore[] = []
  const open = async (): Promise<EventStore> => {
    const store = right(await sqliteEventStore({ file, pollInterval: 5, ...options })())
    opened.push(store)
    return store
  }
  return {
    store: await open(),
    another: open,
    race: race(file),
    close: async () => {
      for (const store of opened) await store.close()
      await rm(folder, { recursive: true })
    }
  }
})
