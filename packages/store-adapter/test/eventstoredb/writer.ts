/** A process of its own that appends until it is killed: run name, then server, then journal. */
import { writeSync } from 'node:fs'
import { appendWithoutEnd } from '../../src/contract/crash-writer'
import { right } from '../../src/contract/harness'
import { eventstoreDbEventStore } from '../../src/eventstoredb/eventstoredb-event-store'

/** Straight into the pipe: what was told is told, whatever happens to this process next. */
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const main = async (run = '', connection = '', journal = ''): Promise<void> => {
  say('opening')
  const store = right(await eventstoreDbEventStore({ connection, journal })())
  await appendWithoutEnd(store, run, acknowledged => say(JSON.stringify(acknowledged)))
}

main(...process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
