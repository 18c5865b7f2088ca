/** The contract itself: what an adapter may well get wrong makes the case fail that is there for it. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { storeClosed } from '../errors'
import type { Appended, EventStore, EventToAppend, SubscriptionPage } from '../event-store'
import type { Pages } from '../pages'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'
import { appendingContract } from './appending'
import { type ContractTest, type OpenStore, right, withStore } from './harness'
import { identifyingContract } from './identifying'
import { readingContract } from './reading'
import { subscribingContract } from './subscribing'

/** For a journal, what makes a connection to it wrong. */
type Defect = () => (connection: EventStore) => EventStore

/** Events that no retry is known by any more. */
const renamed = (events: ReadonlyArray<EventToAppend>): ReadonlyArray<EventToAppend> =>
  events.map(event => ({ ...event, id: randomUUID() }))

async function* mapPages<Fault>(
  pages: Pages<Fault, SubscriptionPage>,
  change: (page: SubscriptionPage) => SubscriptionPage
): Pages<Fault, SubscriptionPage> {
  for await (const page of pages) yield E.map(change)(page)
}

const forgetful: Defect = () => {
  const written = new Set<string>()
  return journal => {
    const own = new Set<string>()
    return {
      ...journal,
      append: (stream, events, expected) => {
        const forgotten = events.some(({ id }) => written.has(id) && !own.has(id))
        for (const { id } of events) {
          own.add(id)
          written.add(id)
        }
        return journal.append(stream, forgotten ? renamed(events) : events, expected)
      }
    }
  }
}

const notAtOnce: Defect = () => journal => {
  const atHand = new Set<string>()
  return {
    ...journal,
    append: (stream, events, expected) => async () => {
      const ids = events.map(({ id }) => id).join()
      const twin = atHand.has(ids)
      atHand.add(ids)
      const answer = await journal.append(stream, twin ? renamed(events) : events, expected)()
      atHand.delete(ids)
      return answer
    }
  }
}

/** Takes whatever comes under the ids of an append for its retry: the answer of the first time, of another content. */
const byIdsAlone: Defect = () => {
  const answers = new Map<string, E.Right<Appended>>()
  return journal => ({
    ...journal,
    append: (stream, events, expected) => async () => {
      const key = [stream, ...events.map(({ id }) => id)].join()
      const answer = await journal.append(stream, events, expected)()
      if (E.isRight(answer)) answers.set(key, answer)
      const refusedForContent =
        E.isLeft(answer) && answer.left._tag === 'Conflict' && answer.left.cause === 'content'
      return refusedForContent ? (answers.get(key) ?? answer) : answer
    }
  })
}

/** Looks through what the connection has appended itself. */
const findingOwn: Defect = () => journal => {
  const own = new Set<string>()
  return {
    ...journal,
    append: (stream, events, expected) => {
      for (const { id } of events) own.add(id)
      return journal.append(stream, events, expected)
    },
    find: (stream, id) => (own.has(id) ? journal.find(stream, id) : async () => E.right(null))
  }
}

const byPrefix: Defect = () => journal => ({
  ...journal,
  subscribe: ({ category = '', ...options } = {}) =>
    mapPages(journal.subscribe(options), page => ({
      ...page,
      events: page.events.filter(({ stream }) => stream.startsWith(category))
    }))
})

const deafOnceLive: Defect = () => journal => ({
  ...journal,
  subscribe: options => {
    let live = false
    return mapPages(journal.subscribe(options), page => {
      const events = live && options?.category !== undefined ? [] : page.events
      live ||= page.caughtUp
      return { ...page, events }
    })
  }
})

const sharingOut: Defect = () => journal => {
  const takenBy = new Map<string, object>()
  return {
    ...journal,
    subscribe: options => {
      const own = {}
      return mapPages(journal.subscribe(options), page => ({
        ...page,
        events: page.events.filter(({ position }) => {
          if (!takenBy.has(position)) takenBy.set(position, own)
          return takenBy.get(position) === own
        })
      }))
    }
  }
}

/** What an append that is at hand is answered when the store closes; null: nothing, ever. */
const closingWith =
  (answer: E.Either<typeof storeClosed, never> | null): Defect =>
  () =>
  journal => {
    let closed = false
    return {
      ...journal,
      append:
        (...append) =>
        () => {
          const appending = journal.append(...append)()
          if (closed) return appending
          return new Promise(resolve => {
            void appending.then(given => {
              if (!closed) resolve(given)
              else if (answer !== null) resolve(answer)
            })
          })
        },
      close: () => {
        closed = true
        return journal.close()
      }
    }
  }

const defects: ReadonlyArray<[what: string, number: number, defect: Defect]> = [
  ['a retry is known only to the connection that made it', 11, forgetful],
  ['a retry is known only to the connection that made it, after later appends', 12, forgetful],
  ['the identical append, twice at once, is written twice', 11, notAtOnce],
  ['another content under known ids is answered as their retry', 39, byIdsAlone],
  ['an event is found only by the connection that wrote it', 41, findingOwn],
  ["a subscription's category is a prefix", 25, byPrefix],
  ['a subscription to a category gives nothing once live', 28, deafOnceLive],
  ['subscriptions share the events', 28, sharingOut],
  ['an append at hand is never answered when the store closes', 33, closingWith(null)],
  ['an append that was written is told as refused', 33, closingWith(E.left(storeClosed))]
]

const folder = mkdtempSync(join(tmpdir(), 'avenant-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The titles of the tests of a case that fail, on journals that several connections may share. */
const failing = async (number: number, defect: Defect): Promise<ReadonlyArray<string>> => {
  const open: OpenStore = async options => {
    const file = join(folder, `${randomUUID()}.db`)
    const opened: EventStore[] = []
    const connect = defect()
    const another = async (): Promise<EventStore> => {
      const store = right(await sqliteEventStore({ file, pollInterval: 5, ...options })())
      opened.push(store)
      return connect(store)
    }
    const close = async (): Promise<void> => {
      for (const store of opened) await store.close()
    }
    return { store: await another(), another, close }
  }
  const cases: [title: string, work: () => Promise<void>][] = []
  const collect: ContractTest = (title, work) => {
    if (title.startsWith(`${number} `)) cases.push([title, work])
  }
  for (const contract of [appendingContract, identifyingContract, readingContract, subscribingContract])
    contract(withStore(open), collect)
  const failed: string[] = []
  for (const [title, work] of cases)
    await work().catch(() => {
      failed.push(title)
    })
  return failed
}

for (const [what, number, defect] of defects)
  test(`${number} fails when ${what}`, async () => {
    expect(await failing(number, defect)).not.toEqual([])
  })

test.each([...new Set(defects.map(([, number]) => number))])('%i fails for nothing else', async number => {
  expect(await failing(number, () => store => store)).toEqual([])
})
