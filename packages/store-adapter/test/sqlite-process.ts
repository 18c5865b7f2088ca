/** A process of its own on a SQLite journal: what it does, then the file. It ends when its standard input does. */
import * as E from 'fp-ts/Either'
import { event, eventsOf, right } from '../src/contract/harness'
import { sqliteEventStore } from '../src/sqlite/sqlite-event-store'

let ended = false
process.stdin.resume().once('end', () => {
  ended = true
})

const say = (told: unknown): void => {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}

const open = async (file: string, readOnly = false) => right(await sqliteEventStore({ file, readOnly })())

/** Appends, and tells how many were taken and how many refused. */
const append = async (
  store: Awaited<ReturnType<typeof open>>,
  told: { taken: number; refused: string[] }
) => {
  const answer = await store.append(
    'contrat-1',
    [event(`p${process.pid}-${told.taken}`, 'x'.repeat(500))],
    'any'
  )()
  if (E.isRight(answer)) told.taken++
  else told.refused.push(answer.left.message)
}

const works: Record<string, (file: string) => Promise<void>> = {
  /** Reads it all once, read-only. */
  read: async file => {
    const store = await open(file, true)
    const events = await eventsOf(store.readAll())
    const refused = await store.append('contrat-1', [event('x')], 'any')()
    say({
      uid: process.getuid?.(),
      read: events.length,
      refused: E.isLeft(refused) ? refused.left._tag : null
    })
    await store.close()
  },
  /** Keeps it open, and appends without a pause. */
  write: async file => {
    const told = { taken: 0, refused: [] }
    const store = await open(file)
    say('ready')
    while (!ended) await append(store, told)
    await store.close()
    say(told)
  },
  /** Opens, appends and closes, again and again. */
  reopen: async file => {
    const told = { taken: 0, refused: [] }
    say('ready')
    while (!ended) {
      const store = await open(file)
      await append(store, told)
      await store.close()
    }
    say(told)
  },
  /** Opens and closes it once. */
  visit: async file => {
    const store = await open(file)
    await store.close()
    say('closed')
  }
}

const main = async (work = '', file = ''): Promise<void> => works[work]?.(file)

main(...process.argv.slice(2)).then(
  () => process.stdin.destroy(),
  error => {
    console.error(error)
    process.exitCode = 1
    process.stdin.destroy()
  }
)
