/** The server that goes away, answers too late or not at all: typed errors in bounded time, and nothing lost. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { instantOfEpoch } from '@avenant/domain'
import { Client } from 'pg'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import type { PostgresLimits } from './options'
import { type PostgresEventStoreOptions, postgresEventStore } from './postgres-event-store'

let server: PostgresServer
let opened: EventStore[] = []
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server?.remove())
afterEach(async () => {
  await Promise.all(opened.map(store => store.close()))
  opened = []
  await server.dropSchemas()
})

const open = async (options: Partial<PostgresEventStoreOptions>): Promise<EventStore> => {
  const store = right(await postgresEventStore({ url: server.url, ...options })())
  opened.push(store)
  return store
}

/** The server's address with something changed. */
const url = (change: (address: URL) => void): string => {
  const address = new URL(server.url)
  change(address)
  return address.href
}

/** Asks again until it is so; each question is a round trip. */
const until = async (sql: string): Promise<void> => {
  while ((await server.run(sql))[0]?.so !== true);
}

/** Holds the writers up until the test lets them go. */
const holdWriters = async (schema: string): Promise<() => Promise<void>> => {
  const client = new Client(server.url)
  await client.connect()
  await client.query(`BEGIN; LOCK TABLE ${schema}.events IN EXCLUSIVE MODE`)
  return () => client.end()
}

const heldUp = (schema: string): string =>
  `SELECT EXISTS (SELECT FROM pg_locks WHERE relation = '${schema}.events'::regclass AND NOT granted) AS so`

/** A way to the server that can be made silent: it takes what is sent, and gives nothing back. */
const silencer = async () => {
  const sockets = new Set<Socket>()
  let silent: boolean | string = false
  const { hostname, port } = new URL(server.url)
  const proxy: Server = createServer(socket => {
    const there = dial(Number(port), hostname)
    for (const one of [socket, there]) {
      sockets.add(one)
      one.on('error', () => {})
    }
    socket.on('data', chunk => {
      if (typeof silent === 'string' && chunk.includes(silent)) silent = true
      there.write(chunk)
    })
    there.on('data', chunk => silent === true || socket.write(chunk))
    socket.on('close', () => there.destroy())
    there.on('close', () => socket.destroy())
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const at = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: url(there => {
      there.hostname = '127.0.0.1'
      there.port = String(at)
    }),
    /** From now on, or from when a text is sent. */
    silence: (wanted: boolean | string) => {
      silent = wanted
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => proxy.close(resolve))
    }
  }
}

test('34 what cannot be reached is told at opening, with what to do, and without the password', async () => {
  const cases: ReadonlyArray<[string, string, boolean]> = [
    [url(address => Object.assign(address, { hostname: '127.0.0.1', port: '1' })), 'ECONNREFUSED', true],
    [url(address => Object.assign(address, { password: 'un-secret' })), '28P01', false],
    [url(address => Object.assign(address, { username: 'personne' })), '28P01', false],
    [url(address => Object.assign(address, { pathname: '/absente' })), '3D000', false],
    ['mysql://owner:un-secret@127.0.0.1/base', 'ADDRESS', false],
    ['postgres//owner:un-secret@127.0.0.1', 'ADDRESS', false]
  ]
  for (const [address, code, retryable] of cases) {
    const error = left(await postgresEventStore({ url: address })())
    expect(error).toMatchObject({ _tag: 'CannotOpen', code, retryable })
    expect(JSON.stringify(error)).not.toMatch(/un-secret|:owner@|\\n/)
  }
})

test('34 a server that takes the call and says nothing, or no more: told in the time given', async () => {
  const way = await silencer()
  const opening = async (limits: PostgresLimits) => left(await postgresEventStore({ url: way.url, limits })())
  way.silence(true)
  expect(await opening({ connectTimeout: 100 })).toMatchObject({
    _tag: 'CannotOpen',
    code: 'CONNECTION_TIMEOUT',
    retryable: true
  })
  // Here the connection has to be made, on a machine that may be busy: only the answer is not waited for.
  way.silence('server_encoding')
  expect(await opening({ connectTimeout: 3000, statementTimeout: 100 })).toMatchObject({
    _tag: 'CannotOpen',
    code: 'CONNECTION_SILENT',
    retryable: true
  })
  await way.close()
})

test('34 a connection that is lost in mid-append: retryable, and the retry writes it once', async () => {
  const schema = server.newSchema()
  const store = await open({ schema })
  await taken(store.append('contrat-1', [event('a')], 'none'))
  const release = await holdWriters(schema)
  const lost = store.append('contrat-1', [event('b')], { exact: 0 })()
  await until(heldUp(schema))
  await server.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%${schema}%append(%'
    AND pid <> pg_backend_pid()`)
  expect(left(await lost)).toMatchObject({ _tag: 'StoreUnavailable', code: '57P01', retryable: true })
  await release()
  await taken(store.append('contrat-1', [event('b')], { exact: 0 }))
  expect((await eventsOf(store.readAll())).map(({ data }) => data)).toEqual(['a', 'b'])
})

test('34 a server that falls silent after the append: retryable, and the retry finds it written', async () => {
  const schema = server.newSchema()
  const way = await silencer()
  // The tables are made without haste.
  await open({ schema })
  const limits = { statementTimeout: 1000, connectTimeout: 2000 }
  const store = await open({ url: way.url, schema, limits })
  await taken(store.append('contrat-1', [event('a')], 'none'))
  way.silence(true)
  expect(left(await store.append('contrat-1', [event('b')], { exact: 0 })())).toMatchObject({
    _tag: 'StoreUnavailable',
    code: 'CONNECTION_SILENT',
    retryable: true
  })
  for await (const page of store.readAll())
    expect(left(page)).toMatchObject({ code: 'CONNECTION_TIMEOUT', retryable: true })
  way.silence(false)
  expect(await server.run(`SELECT revision FROM ${schema}.events`)).toHaveLength(2)
  expect((await taken(store.append('contrat-1', [event('b')], { exact: 0 }))).revision).toBe(1)
  expect(await eventsOf(store.readAll())).toHaveLength(2)
  await store.close()
  await way.close()
})

test('34 a server that falls silent in a retention: told in the time of one statement, and nothing is removed', async () => {
  const schema = server.newSchema()
  const way = await silencer()
  await open({ schema })
  const limits = { statementTimeout: 1000, connectTimeout: 2000 }
  const store = await open({ url: way.url, schema, limits })
  await taken(store.append('access-1', [event('a')], 'none'))
  way.silence('.retain(')
  const retained = store.retain({ category: 'access', olderThan: instantOfEpoch(4e12) })
  expect(left(await retained())).toMatchObject({ code: 'CONNECTION_SILENT', retryable: true })
  way.silence(false)
  await store.close()
  await way.close()
  expect(await server.run(`SELECT revision FROM ${schema}.events`)).toHaveLength(1)
})

test('34 who waits behind an append that the server does not take is told with it, not one after the other', async () => {
  const schema = server.newSchema()
  // The tables are made without haste.
  await open({ schema })
  const store = await open({ schema, limits: { statementTimeout: 500 } })
  const release = await holdWriters(schema)
  // One after the other they would take eight minutes, and no test has that.
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, turn) => store.append('contrat-1', [event(`a${turn}`)], 'any')())
  )
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ left: { _tag: 'StoreUnavailable', code: '57014', retryable: true } })
  await release()
  await taken(store.append('contrat-1', [event('a0')], 'none'))
})

test('27 what another program writes wakes a subscription at once, and a lost listener is opened again', async () => {
  const schema = server.newSchema()
  const store = await open({ schema, pollInterval: 50 })
  const other = await open({ schema })
  const listeners = `SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN "avenant_${schema}"'`
  const subscription = store.subscribe()[Symbol.asyncIterator]()
  await subscription.next()
  const waiting = subscription.next()
  await until(`SELECT count(*) = 1 AS so FROM (${listeners}) l`)
  const [first] = await server.run(listeners)
  await server.run(`SELECT pg_terminate_backend(${first?.pid})`)
  await until(`SELECT count(*) = 1 AS so FROM (${listeners} AND pid <> ${first?.pid}) l`)
  await taken(other.append('contrat-1', [event('a')], 'none'))
  expect(await waiting).toMatchObject({ value: { right: { events: [{ data: 'a' }] } } })
  // Nobody listens any more: the connection goes too.
  await subscription.return?.()
  await until(`SELECT count(*) = 0 AS so FROM (${listeners}) l`)
})

test('27 what another program writes is told without waiting for a turn', async () => {
  const schema = server.newSchema()
  const store = await open({ schema, pollInterval: 3_600_000 })
  const other = await open({ schema })
  const subscription = store.subscribe()[Symbol.asyncIterator]()
  await subscription.next()
  const waiting = subscription.next()
  await taken(other.append('contrat-1', [event('a')], 'none'))
  expect(await waiting).toMatchObject({ value: { right: { events: [{ data: 'a' }] } } })
})

test('27 what another program writes is seen without being told: the journal itself is looked at', async () => {
  const schema = server.newSchema()
  const store = await open({ schema, pollInterval: 10 })
  const other = await open({ schema })
  // As behind a pooler that does not pass notifications on.
  await server.run(
    `CREATE OR REPLACE FUNCTION ${schema}.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT'`
  )
  const [{ definition = '' } = {}] = await server.run(
    `SELECT replace(pg_get_functiondef(oid), 'PERFORM pg_notify', 'PERFORM ${schema}.pg_notify') AS definition
     FROM pg_proc WHERE proname = 'append' AND pronamespace = '${schema}'::regnamespace`
  )
  await server.run(String(definition))
  const subscription = store.subscribe()[Symbol.asyncIterator]()
  await subscription.next()
  const waiting = subscription.next()
  await taken(other.append('contrat-1', [event('a')], 'none'))
  expect(await waiting).toMatchObject({ value: { right: { events: [{ data: 'a' }] } } })
})

test('what the database answers badly is a value that tells it', async () => {
  const schema = server.newSchema()
  const store = await open({ schema })
  await server.run(`DROP TABLE ${schema}.events`)
  for await (const page of store.readAll())
    expect(left(page)).toMatchObject({
      _tag: 'StoreUnavailable',
      code: '42P01',
      retryable: false,
      message: expect.stringContaining('events')
    })
})

test('while a journal is taken in, an append here is answered busy, and reads see nothing of it', async () => {
  const store = await open({ schema: server.newSchema() })
  const source = await open({ schema: server.newSchema() })
  await taken(source.append('contrat-1', [event('a'), event('b')], 'none'))
  async function* slowly() {
    for await (const page of source.readAll()) {
      yield page
      expect(left(await store.append('contrat-2', [event('c')], 'any')())).toMatchObject({
        _tag: 'StoreBusy',
        code: 'RESTORING',
        retryable: true
      })
      expect(left(await store.restore(source.readAll())())).toMatchObject({ code: 'RESTORING' })
      expect(await eventsOf(store.readAll())).toEqual([])
    }
  }
  right(await store.restore(slowly())())
  expect(await eventsOf(store.readAll())).toEqual(await eventsOf(source.readAll()))
  await taken(store.append('contrat-2', [event('c')], 'any'))
})
