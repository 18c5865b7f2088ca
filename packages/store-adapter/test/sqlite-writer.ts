/** A process of its own that appends until it is killed: run name, then file. */
import { writeSync } from 'node:fs'
import { appendWithoutEnd } from '../src/contract/crash-writer'
import { right } from '../src/contract/harness'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'

/** Straight into the pipe: what was told is told, whatever happens to this process next. */
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const main = async (run = '', file = ''): Promise<void> => {
  say('opening')
  const store = right(await sqliteEventStore({ file })())
  await appendWithoutEnd(store, run, acknowledged => say(JSON.stringify(acknowledged)))
}

main(...process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exitCode = 1
})
