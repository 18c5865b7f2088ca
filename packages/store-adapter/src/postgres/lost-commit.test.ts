/** The answer of a commit is lost, and the commit ends while its work is already tried again. */
import { createServer, connect as dial, type Socket } from 'node:net'
import { comparePositions, positionOf } from '@avenant/domain'
import { Client } from 'pg'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { left, right } from '../contract/harness'
import type { Work } from '../runtime/read-models'
import { type PostgresTables, postgresModels } from './models'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server?.remove())
/** What was opened last is closed first. */
let closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  closing = []
  await server.dropSchemas()
})

/** A way to the server that is cut off once, when the text was passed on. */
const cutAfter = async (text: string) => {
  const sockets = new Set<Socket>()
  let armed = false
  const { hostname, port } = new URL(server.url)
  const proxy = createServer(socket => {
    const there = dial(Number(port), hostname)
    for (const one of [socket, there]) {
      sockets.add(one)
      one.on('error', () => {})
    }
    socket.on('data', chunk => {
      there.write(chunk)
      if (!armed || !chunk.includes(text)) return
      armed = false
      socket.destroy()
    })
    there.on('data', chunk => socket.destroyed || socket.write(chunk))
    there.on('close', () => socket.destroy())
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const at = proxy.address()
  const address = new URL(server.url)
  address.hostname = '127.0.0.1'
  address.port = String(typeof at === 'object' && at !== null ? at.port : 0)
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => proxy.close(resolve))
  })
  return {
    url: address.href,
    arm: () => {
      armed = true
    }
  }
}

/** Makes every commit of a model wait until it is let go. */
const holdCommits = async (schema: string) => {
  await server.run(`
    CREATE FUNCTION ${schema}.held() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('${schema}')); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER held AFTER INSERT OR UPDATE ON ${schema}.projection_checkpoint
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.held()`)
  const holder = new Client(server.url)
  await holder.connect()
  await holder.query(`SELECT pg_advisory_lock(hashtext('${schema}'))`)
  closing.push(() => holder.end())
  return () => holder.query(`SELECT pg_advisory_unlock(hashtext('${schema}'))`)
}

/** Asks the server until it is so, or until what it is asked about has ended otherwise. */
const untilSo = async (sql: string, asked: Promise<unknown>): Promise<void> => {
  let over = false
  void asked.finally(() => {
    over = true
  })
  while (!over && (await server.run(sql))[0]?.so !== true);
}

/** Keeps the positions of the events it was given, each as often as it was. */
type Gathered = ReadonlyArray<number>
const gathering = (schema: string): PostgresTables<Gathered> => ({
  open: async ask => {
    await ask(`CREATE TABLE IF NOT EXISTS ${schema}.seen (position bigint)`)
    return []
  },
  write: async (ask, gathered) => {
    await ask(`INSERT INTO ${schema}.seen SELECT unnest($1::bigint[])`, [gathered])
    return []
  },
  drop: async () => {}
})
const events = (...ns: ReadonlyArray<number>): Work<Gathered> =>
  function* ({ state, checkpoint }) {
    let gathered = state
    for (const n of ns) {
      if (checkpoint !== null && comparePositions(positionOf(n), checkpoint.position) <= 0) continue
      gathered = [...gathered, n]
      yield { state: gathered, checkpoint: { position: positionOf(n), event: null } }
    }
  }

test.each([
  ['the first', []],
  ['a later', [1, 2]]
])('%s commit that is found done only while it is tried again: it was our own', async (_, before) => {
  const schema = server.newSchema()
  const way = await cutAfter('COMMIT')
  const models = right(await postgresModels({ url: way.url, schema, limits: { statementTimeout: 60_000 } })())
  const model = right(
    await models.readModels(gathering(schema)).open({ name: 'vus', version: 1 }, () => [])()
  )
  right(await model.update(events(...before))())
  const letGo = await holdCommits(schema)
  way.arm()
  expect(left(await model.update(events(3, 4))())).toMatchObject({ retryable: true })
  // The page is read again, and holds more by now.
  const again = model.update(events(3, 4, 5))()
  const waiting =
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted) AS so"
  await untilSo(waiting, again)
  await letGo()
  right(await again)
  right(await model.update(events(6))())
  expect(model.current().checkpoint?.position).toBe('6')
  expect(await server.run(`SELECT position::int FROM ${schema}.seen ORDER BY position`)).toEqual(
    [...before, 3, 4, 5, 6].map(position => ({ position }))
  )
})
