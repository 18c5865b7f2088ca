/**
 * A process of its own that works on a journal until its standard input ends, and has no handler for what its program does
 * not catch: `memory`, a file, or a server and the schema or journal of it.
 */
import { writeSync } from 'node:fs'
import { right } from '../src/contract/harness'
import { workUntilTold } from '../src/contract/working'
import type { EventStore } from '../src/event-store'
import { eventstoreDbEventStore } from '../src/eventstoredb/eventstoredb-event-store'
import { memoryEventStore } from '../src/memory/memory-event-store'
import { postgresEventStore } from '../src/postgres/postgres-event-store'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'

/** Short, where nothing else is tested than that the waiting ends. */
const open = async (address: string, name: string): Promise<EventStore> => {
  if (address === 'memory') return memoryEventStore()
  if (address.startsWith('postgres'))
    return right(await postgresEventStore({ url: address, schema: name, pollInterval: 50 })())
  if (address.startsWith('esdb')) {
    const limits = { callTimeout: 1000, retryFor: 2000, resumeFor: 2000, pollInterval: 100 }
    return right(await eventstoreDbEventStore({ connection: address, journal: name, ...limits })())
  }
  return right(await sqliteEventStore({ file: address, pollInterval: 5, busyTimeout: 300 })())
}

const main = async (address = '', name = ''): Promise<void> => {
  const told = new Promise<void>(resolve => process.stdin.resume().once('end', resolve))
  await workUntilTold(await open(address, name), line => writeSync(1, `${line}\n`), told)
}

main(...process.argv.slice(2))
