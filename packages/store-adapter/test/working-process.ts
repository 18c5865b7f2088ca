/**
 * A process of its own that works on a journal until its standard input ends, and has no handler for what its program does
 * not catch: `memory`, a file, or a server and the schema or journal of it. A file may be followed by `without-privilege`.
 */
import { chownSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
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
  const store = right(await sqliteEventStore({ file: address, pollInterval: 5, busyTimeout: 300 })())
  if (name === 'without-privilege') giveUpPrivilege(address)
  return store
}

/** The rights of a file are nothing to root: the work goes on as nobody, to whom the journal is given. */
const giveUpPrivilege = (file: string): void => {
  if (process.getuid?.() !== 0) return
  const nobody = 65_534
  for (const path of [dirname(file), file, `${file}-wal`, `${file}-shm`]) chownSync(path, nobody, nobody)
  process.setgid?.(nobody)
  process.setuid?.(nobody)
}

const main = async (address = '', name = ''): Promise<void> => {
  const told = new Promise<void>(resolve => process.stdin.resume().once('end', resolve))
  await workUntilTold(await open(address, name), line => writeSync(1, `${line}\n`), told)
}

main(...process.argv.slice(2))
