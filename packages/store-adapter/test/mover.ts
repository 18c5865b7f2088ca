/** A process of its own that takes an exported journal into a store: the file, the engine, then what opens it. */
import { writeSync } from 'node:fs'
import { right } from '../src/contract/harness'
import { moveInto } from '../src/contract/mover'
import type { EventStore } from '../src/event-store'
import { eventstoreDbEventStore } from '../src/eventstoredb/eventstoredb-event-store'
import { postgresEventStore } from '../src/postgres/postgres-event-store'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'

/** Straight into the pipe: what was told is told, whatever happens to this process next. */
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const open: Readonly<Record<string, (place: string, name: string) => Promise<EventStore>>> = {
  sqlite: async file => right(await sqliteEventStore({ file })()),
  postgres: async (url, schema) => right(await postgresEventStore({ url, schema })()),
  esdb: async (connection, journal) => right(await eventstoreDbEventStore({ connection, journal })())
}

const main = async (file = '', engine = '', place = '', name = ''): Promise<void> => {
  say('opening')
  const store = await open[engine]?.(place, name)
  if (store === undefined) throw new Error(`no engine ${engine}`)
  await moveInto(store, file, progress => say(JSON.stringify(progress)))
  // The signal comes, also to who was done before.
  setInterval(() => {}, 60_000)
}

main(...process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
