/** A process of its own that appends once, when told to go, and tells what it was answered. */
import * as E from 'fp-ts/Either'
import { event, idOf, right } from '../src/contract/harness'
import type { ExpectedRevision } from '../src/event-store'
import { eventstoreDbEventStore } from '../src/eventstoredb/eventstoredb-event-store'
import { postgresEventStore } from '../src/postgres/postgres-event-store'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'

export type Race = { readonly stream: string; readonly expected: ExpectedRevision }

/** A file, or a server and the schema or journal of it. */
const main = async (address = '', name = ''): Promise<void> => {
  const open = address.startsWith('postgres')
    ? postgresEventStore({ url: address, schema: name })
    : address.startsWith('esdb')
      ? eventstoreDbEventStore({ connection: address, journal: name })
      : sqliteEventStore({ file: address, busyTimeout: 5000 })
  const store = right(await open())
  process.once('message', async ({ stream, expected }: Race) => {
    const own = { ...event('race'), id: idOf(String(process.pid)) }
    const answer = await store.append(stream, [own], expected)()
    await store.close()
    process.send?.(E.isRight(answer) ? 'Appended' : answer.left._tag)
    process.disconnect()
  })
  process.send?.('ready')
}

main(...process.argv.slice(2))
