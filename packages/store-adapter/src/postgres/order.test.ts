/** What a reader may rely on while several write, and a writer while others do. */
import { randomUUID } from 'node:crypto'
import { comparePositions, type Instant, instantOfEpoch, type Position, type Recorded } from '@avenant/domain'
import fc from 'fast-check'
import { Client, types } from 'pg'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import type { CheckedAppend } from '../checked-events'
import { event, eventsOf, left, metadata, named, right, taken } from '../contract/harness'
import type { EventStore, ExpectedRevision } from '../event-store'
import { journalText } from '../journal/export'
import { memoryEventStore } from '../memory/memory-event-store'
import { clockReader } from '../recording-instant'
import { appendAll } from './append'
import { asking } from './connections'
import { type PostgresEventStoreOptions, postgresEventStore } from './postgres-event-store'
import { statementsOf } from './statements'

let server: PostgresServer
let opened: EventStore[] = []
let clients: Client[] = []
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server?.remove())
afterEach(async () => {
  await Promise.all(clients.map(client => client.end()))
  await Promise.all(opened.map(store => store.close()))
  opened = []
  clients = []
  await server.dropSchemas()
})

const open = async (options: Omit<PostgresEventStoreOptions, 'url'>): Promise<EventStore> => {
  const store = right(await postgresEventStore({ url: server.url, ...options })())
  opened.push(store)
  return store
}

/** A writer of its own, which commits when the test says so. */
const slowWriter = async (schema: string) => {
  const client = new Client(server.url)
  clients.push(client)
  await client.connect()
  const reading = clockReader({})()
  return {
    append: async (stream: string, name: string): Promise<void> => {
      await client.query('BEGIN')
      const one = {
        ...event(name),
        data: JSON.stringify(name),
        metadata: JSON.stringify(metadata)
      }
      const append: CheckedAppend = { stream, events: [one], expected: 'any' }
      right(
        (
          await appendAll(asking(client), statementsOf(`"${schema}"`), [
            { append, reading, readClock: () => reading }
          ])
        )[0] ?? fail()
      )
    },
    commit: () => client.query('COMMIT')
  }
}

const fail = (): never => {
  throw new Error('no answer')
}

/** Asks again until it is so; each question is a round trip, so that the others get their turn. */
const until = async (sql: string): Promise<void> => {
  const client = new Client(server.url)
  await client.connect()
  try {
    while ((await client.query(sql)).rows[0]?.so !== true);
  } finally {
    await client.end()
  }
}

const somebodyWaits = `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted) AS so`

/** Until the last of `names` is there. */
const follow = async (store: EventStore, last: string): Promise<ReadonlyArray<Recorded>> => {
  const seen: Recorded[] = []
  for await (const page of store.subscribe()) {
    seen.push(...right(page).events)
    if (seen.some(({ data }) => data === last)) break
  }
  return seen
}

test('23 an event that commits late is not skipped: who comes after it waits for it', async () => {
  const schema = server.newSchema()
  const store = await open({ schema })
  await taken(store.append('contrat-1', [event('first')], 'none'))
  const late = await slowWriter(schema)
  await late.append('contrat-2', 'late')

  const following = follow(store, 'after')
  const after = taken(store.append('contrat-3', [event('after')], 'none'))
  await Promise.race([after, until(somebodyWaits)])
  // Whatever is seen now must not make a reader pass the late event.
  const before = await eventsOf(store.readAll())
  const checkpoint = before.at(-1)?.position ?? null
  await late.commit()
  await after

  expect(before.map(({ data }) => data)).toEqual(['first'])
  expect((await eventsOf(store.readAll({ after: checkpoint }))).map(({ data }) => data)).toEqual([
    'late',
    'after'
  ])
  expect((await following).map(({ data }) => data)).toEqual(['first', 'late', 'after'])
})

test('23 a filtered reader does not pass a late event either: its checkpoint stays before it', async () => {
  const schema = server.newSchema()
  const store = await open({ schema })
  const first = await taken(store.append('contrat-1', [event('first')], 'none'))
  const late = await slowWriter(schema)
  await late.append('autre-1', 'late')
  const subscription = store.subscribe({ category: 'autre' })[Symbol.asyncIterator]()
  expect((await subscription.next()).value).toMatchObject({
    right: { events: [], checkpoint: first.position, caughtUp: true }
  })
  const waiting = subscription.next()
  await late.commit()
  expect((await waiting).value).toMatchObject({ right: { events: [{ data: 'late' }] } })
  await subscription.return?.()
})

test('a write that another one holds up for too long is answered busy, and succeeds later', async () => {
  const schema = server.newSchema()
  const store = await open({ schema, limits: { busyTimeout: 20 } })
  const late = await slowWriter(schema)
  await late.append('contrat-1', 'late')
  expect(left(await store.append('contrat-1', [event('a')], 'any')())).toMatchObject({
    _tag: 'StoreBusy',
    code: '55P03',
    retryable: true
  })
  await late.commit()
  expect((await taken(store.append('contrat-1', [event('a')], 'any'))).revision).toBe(1)
})

test('23 many writers through many connections: readers see one order, and all of it', async () => {
  const schema = server.newSchema()
  const stores = await Promise.all([1, 2, 3, 4].map(() => open({ schema, pageSize: 16, pollInterval: 20 })))
  const reader = await open({ schema, pageSize: 5, pollInterval: 20 })
  const positions: Position[] = []
  const wanted = 4 * 8 * 10 * 2
  const following = (async () => {
    const seen: Recorded[] = []
    for await (const page of reader.subscribe()) {
      seen.push(...right(page).events)
      if (seen.length >= wanted) break
    }
    return seen
  })()
  await Promise.all(
    stores.flatMap((store, index) =>
      Array.from({ length: 8 }, async (_, caller) => {
        for (let turn = 0; turn < 10; turn++) {
          const own = named(`${index}-${caller}-${turn}-`, 2)
          // Half of them in streams that all write.
          const stream = turn % 2 === 0 ? `contrat-${index}-${caller}` : `commun-${caller}`
          positions.push((await taken(store.append(stream, own, 'any'))).position)
        }
      })
    )
  )
  const seen = await following
  const journal = await eventsOf(reader.readAll())
  expect(journal).toHaveLength(wanted)
  expect(seen).toEqual(journal)
  const order = journal.map(({ position }) => position)
  expect([...order].sort(comparePositions)).toEqual(order)
  expect(new Set(order).size).toBe(wanted)
  expect(positions.every(position => order.includes(position))).toBe(true)
})

test('appends to one stream keep the order of their arrival, also when nobody waits between them', async () => {
  const store = await open({ schema: server.newSchema() })
  const expected = (turn: number): ExpectedRevision => (turn === 0 ? 'none' : { exact: turn - 1 })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, turn) =>
      taken(store.append('contrat-1', [event(`a${turn}`)], expected(turn)))
    )
  )
  expect(answers.map(({ revision }) => revision)).toEqual(answers.map((_, turn) => turn))
})

test('conflicts and retries among appends that arrive together do no harm to their neighbours', async () => {
  const store = await open({ schema: server.newSchema() })
  const first = await taken(store.append('contrat-0', named('a', 2), 'none'))
  const answers = await Promise.all([
    store.append('contrat-1', named('b', 3), 'none')(),
    store.append('contrat-2', named('c', 2), 'exists')(),
    store.append('contrat-0', named('a', 2), 'none')(),
    store.append('contrat-3', named('d', 2), 'none')(),
    store.append('contrat-4', [event('e')], { exact: 7 })(),
    store.append('contrat-5', [event('f')], 'any')()
  ])
  expect(answers).toMatchObject([
    { right: { revision: 2 } },
    { left: { _tag: 'Conflict', actual: null } },
    { right: first },
    { right: { revision: 1 } },
    { left: { _tag: 'Conflict', actual: null } },
    { right: { revision: 0 } }
  ])
  const journal = await eventsOf(store.readAll())
  expect(journal.map(({ data }) => data)).toEqual(['a0', 'a1', 'b0', 'b1', 'b2', 'd0', 'd1', 'f'])
  expect(journal.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
})

test('what the database cannot take does no harm to what arrived with it', async () => {
  const schema = server.newSchema()
  const store = await open({ schema })
  await server.run(`ALTER TABLE ${schema}.events ADD CHECK (type <> 'Interdit')`)
  const answers = await Promise.all([
    store.append('contrat-1', [event('a')], 'none')(),
    store.append('contrat-2', [{ ...event('b'), type: 'Interdit' }], 'none')(),
    store.append('contrat-3', [event('c')], 'none')()
  ])
  expect(answers).toMatchObject([
    { right: { revision: 0 } },
    { left: { _tag: 'StoreUnavailable', code: '23514', retryable: false } },
    { right: { revision: 0 } }
  ])
  expect((await eventsOf(store.readAll())).map(({ data }) => data)).toEqual(['a', 'c'])
})

test('10,000 appends at once are all answered, and all there', async () => {
  const store = await open({ schema: server.newSchema() })
  const answers = await Promise.all(
    Array.from({ length: 10_000 }, (_, turn) =>
      taken(store.append(`contrat-${turn % 5000}`, [{ ...event('x', turn), id: randomUUID() }], 'any'))
    )
  )
  expect(new Set(answers.map(({ position }) => position)).size).toBe(10_000)
  const journal = await eventsOf(store.readAll())
  expect(new Set(journal.map(({ data }) => data)).size).toBe(10_000)
})

test("24 what the program sets for its own use of pg does not touch the store's numbers", async () => {
  const bigint = 20
  const before = types.getTypeParser(bigint)
  types.setTypeParser(bigint, Number)
  try {
    const schema = server.newSchema()
    const store = await open({ schema })
    await server.run(`SELECT setval('${schema}.positions', 9007199254740992)`)
    expect((await taken(store.append('contrat-1', [event('a')], 'none'))).position).toBe('9007199254740993')
    expect((await eventsOf(store.readAll())).map(({ position }) => position)).toEqual(['9007199254740993'])
  } finally {
    types.setTypeParser(bigint, before)
  }
})

describe('random histories', () => {
  const expected: fc.Arbitrary<ExpectedRevision> = fc.oneof(
    fc.constantFrom('none' as const, 'exists' as const, 'any' as const),
    fc.record({ exact: fc.integer({ min: 0, max: 6 }) })
  )
  const append = fc.record({
    stream: fc.constantFrom('contrat-1', 'contrat-2', 'autre-1'),
    names: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }),
    data: fc.jsonValue(),
    type: fc.string({ unit: 'grapheme', minLength: 1 }).filter(type => type.trim() !== ''),
    at: fc.nat(100),
    expected
  })
  const textOf = async (store: EventStore): Promise<string> => {
    let text = ''
    for await (const part of journalText(store)) text += right(part)
    return text
  }

  test('memory and PostgreSQL answer the same and hold the same journal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(append, { minLength: 4, maxLength: 12 }), async appends => {
        let now: Instant = instantOfEpoch(0)
        const options = { clock: () => now, pageSize: 3 }
        const memory = memoryEventStore(options)
        const postgres = await open({ schema: server.newSchema(), ...options })
        for (const { stream, names, data, type, at, expected } of appends) {
          now = instantOfEpoch(at * 1000)
          const events = names.map(name => ({ ...event(name, data), type }))
          expect(await postgres.append(stream, events, expected)()).toEqual(
            await memory.append(stream, events, expected)()
          )
        }
        expect(await textOf(postgres)).toBe(await textOf(memory))
        for (const some of [{}, { category: 'contrat' }, { category: 'autre', limit: 2 }])
          expect(await eventsOf(postgres.readAll(some))).toEqual(await eventsOf(memory.readAll(some)))
        await postgres.close()
      }),
      { numRuns: 30 }
    )
  })
})
