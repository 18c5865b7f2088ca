/**
 * A process of its own that follows a journal until its standard input ends, and has no handler for what its program does
 * not catch: connection, then a line for each event, after one for being caught up.
 */
import { writeSync } from 'node:fs'
import { right } from '../../src/contract/harness'
import { eventstoreDbEventStore } from '../../src/eventstoredb/eventstoredb-event-store'

const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const passOver = async (pages: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of pages);
}

const main = async (connection = ''): Promise<void> => {
  const limits = { callTimeout: 1000, retryFor: 2000, pollInterval: 500 }
  const store = right(await eventstoreDbEventStore({ connection, ...limits })())
  process.stdin.once('end', () => store.close()).resume()
  // As a service with several read models: the others only follow.
  for (const pages of [store.subscribe(), store.subscribe()]) passOver(pages)
  let caughtUp = false
  for await (const page of store.subscribe()) {
    for (const { data } of right(page).events) say(String(data))
    if (right(page).caughtUp && !caughtUp) say('caught up')
    caughtUp ||= right(page).caughtUp
  }
}

main(...process.argv.slice(2))
