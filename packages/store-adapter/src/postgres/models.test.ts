import { type Position, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { leaseTests } from '../../test/leases'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { left, right } from '../contract/harness'
import { steppedOn } from '../runtime/checkpoint'
import { isAtLeast } from '../runtime/progress'
import type { Work } from '../runtime/read-models'
import { type PostgresModels, type PostgresTables, postgresModels } from './models'
import { postgresEventStore } from './postgres-event-store'

let server: PostgresServer
let opened: PostgresModels[] = []
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server?.remove())
afterEach(async () => {
  await Promise.all(opened.map(models => models.close()))
  opened = []
  await server.dropSchemas()
})

const open = async (schema: string): Promise<PostgresModels> => {
  const models = right(await postgresModels({ url: server.url, schema })())
  opened.push(models)
  return models
}

const at = (n: number): Position => positionOf(n)
const trail = (position: Position) => steppedOn(null, { position, event: null }, null)
const key = { name: 'contrats', version: 1 }

/** Counts events by a name; gathers what is to be added. */
type Counts = ReadonlyMap<string, number>

const counting = (schema: string): PostgresTables<Counts> => ({
  open: async ask => {
    await ask(
      `CREATE TABLE IF NOT EXISTS ${schema}.counts (name text PRIMARY KEY, n bigint NOT NULL CHECK (n < 100))`
    )
    return new Map()
  },
  write: async (ask, counts) => {
    await ask(
      `INSERT INTO ${schema}.counts AS c SELECT * FROM unnest($1::text[], $2::bigint[])
       ON CONFLICT (name) DO UPDATE SET n = c.n + excluded.n`,
      [[...counts.keys()], [...counts.values()]]
    )
    return new Map()
  },
  drop: async ask => {
    await ask(`DROP TABLE IF EXISTS ${schema}.counts`)
  }
})

const add = (name: string, n: number, checkpoint: number): Work<Counts> =>
  function* (kept) {
    if (isAtLeast(kept.checkpoint?.position ?? null, at(checkpoint))) return
    const { state } = kept
    yield {
      state: new Map([...state, [name, (state.get(name) ?? 0) + n]]),
      checkpoint: { position: at(checkpoint), event: null }
    }
  }

const countsOf = (schema: string) => server.run(`SELECT name, n::int FROM ${schema}.counts ORDER BY name`)

test('a read model and its checkpoint are written together, and found together', async () => {
  const schema = server.newSchema()
  const model = right(await (await open(schema)).readModels(counting(schema)).open(key, () => new Map())())
  expect(model.current().checkpoint).toBeNull()
  right(await model.update(add('a', 2, 5))())
  right(await model.update(add('a', 3, 9))())
  expect(model.current()).toEqual({ state: new Map(), checkpoint: { position: '9', event: null } })
  const again = right(await (await open(schema)).readModels(counting(schema)).open(key, () => new Map())())
  expect(again.current().checkpoint?.position).toBe('9')
  expect(await countsOf(schema)).toEqual([{ name: 'a', n: 5 }])
})

test('what cannot be written leaves the checkpoint where it was, and is not written with the next', async () => {
  const schema = server.newSchema()
  const models = await open(schema)
  const model = right(await models.readModels(counting(schema)).open(key, () => new Map())())
  right(await model.update(add('a', 2, 5))())
  expect(left(await model.update(add('a', 200, 9))())).toMatchObject({
    _tag: 'ModelStoreFault',
    code: '23514',
    retryable: false
  })
  expect(model.current().checkpoint?.position).toBe('5')
  right(await model.update(add('b', 1, 9))())
  expect(await countsOf(schema)).toEqual([
    { name: 'a', n: 2 },
    { name: 'b', n: 1 }
  ])
})

test('what a projection throws is its own; nothing of its page is written', async () => {
  const schema = server.newSchema()
  const model = right(await (await open(schema)).readModels(counting(schema)).open(key, () => new Map())())
  const failing = model.update(() => {
    throw new Error('a defect of the projection')
  })
  await expect(failing()).rejects.toThrow('a defect of the projection')
  right(await model.update(add('a', 1, 5))())
  expect(await countsOf(schema)).toEqual([{ name: 'a', n: 1 }])
})

test('a statement that failed and was passed over does not become half a commit', async () => {
  const schema = server.newSchema()
  const tables: PostgresTables<Counts> = {
    ...counting(schema),
    write: async (ask, counts) => {
      await counting(schema).write(ask, counts, key)
      await ask('SELECT 1 / 0').catch(() => {})
      return new Map()
    }
  }
  const model = right(await (await open(schema)).readModels(tables).open(key, () => new Map())())
  expect(left(await model.update(add('a', 1, 5))())).toMatchObject({ code: '25P02' })
  expect(await countsOf(schema)).toEqual([])
})

test('of two programs that keep one model, one is told; nothing is counted twice', async () => {
  const schema = server.newSchema()
  const two = await Promise.all(
    [1, 2].map(async () =>
      right(await (await open(schema)).readModels(counting(schema)).open(key, () => new Map())())
    )
  )
  for (const checkpoint of [5, 9]) {
    const answers = await Promise.all(two.map(model => model.update(add('a', 1, checkpoint))()))
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.find(E.isLeft)).toMatchObject({ left: { code: 'MOVED', retryable: false } })
  }
  expect(await countsOf(schema)).toEqual([{ name: 'a', n: 2 }])
})

test('a commit whose answer is lost is not done twice', async () => {
  const schema = server.newSchema()
  const models = await open(schema)
  let lose = true
  const tables: PostgresTables<Counts> = {
    ...counting(schema),
    write: async (ask, counts) => {
      const next = await counting(schema).write(ask, counts, key)
      if (!lose) return next
      lose = false
      // Its own commit is the next thing that the connection is asked: done here, and then cut off.
      await ask('COMMIT')
      await ask('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => {})
      return next
    }
  }
  const model = right(await models.readModels(tables).open(key, () => new Map())())
  expect(left(await model.update(add('a', 1, 5))())).toMatchObject({ retryable: true })
  right(await model.update(add('a', 1, 5))())
  right(await model.update(add('a', 1, 9))())
  expect(await countsOf(schema)).toEqual([{ name: 'a', n: 2 }])
})

test('a version that is removed is gone with its checkpoint; another one is not touched', async () => {
  const schema = server.newSchema()
  const models = (await open(schema)).readModels(counting(schema))
  const model = right(await models.open(key, () => new Map())())
  right(await model.update(add('a', 1, 5))())
  const other = { ...key, version: 2 }
  right(await right(await models.open(other, () => new Map())()).update(add('a', 1, 7))())
  right(await models.remove(key)())
  expect(right(await models.open(key, () => new Map())()).current().checkpoint).toBeNull()
  expect(right(await models.open(other, () => new Map())()).current().checkpoint?.position).toBe('7')
})

test('the checkpoints of reactors are kept by name, beyond 2^53 too', async () => {
  const { checkpoints } = await open(server.newSchema())
  expect(right(await checkpoints.load('relance')())).toBeNull()
  let from: Position | null = null
  for (const position of [at(3), positionOf(2n ** 53n + 1n)]) {
    right(await checkpoints.save('relance', trail(position), from)())
    // A second reactor of this name, which still stands where the first one was.
    expect(left(await checkpoints.save('relance', trail(at(9)), from)())).toMatchObject({ code: 'MOVED' })
    expect(right(await checkpoints.load('relance')())).toEqual(trail(position))
    from = position
  }
  expect(right(await checkpoints.load('autre')())).toBeNull()
})

test("read models do not go into a journal's schema, nor a journal into theirs", async () => {
  const schema = server.newSchema()
  await open(schema)
  expect(left(await postgresEventStore({ url: server.url, schema })())).toMatchObject({ _tag: 'NotAJournal' })
  const journal = server.newSchema()
  await right(await postgresEventStore({ url: server.url, schema: journal })()).close()
  expect(left(await postgresModels({ url: server.url, schema: journal })())).toMatchObject({
    _tag: 'NotAJournal'
  })
})

describe('leases in a schema', () => {
  leaseTests(async () => {
    const schema = server.newSchema()
    const [here, there] = [await open(schema), await open(schema)]
    return [here.leases, there.leases]
  })
})
