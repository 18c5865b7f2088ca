import * as E from 'fp-ts/Either'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import { Connections } from './connections'
import { prepare } from './opening'
import { postgresEventStore } from './postgres-event-store'
import { journalKind, type Kind } from './schema'
import { settingsOf } from './settings'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server?.remove())
let users: string[] = []
afterEach(async () => {
  await server.dropSchemas()
  for (const user of users) await server.run(`DROP OWNED BY ${user}; DROP ROLE ${user}`)
  users = []
})

const as = (user: string): string =>
  Object.assign(new URL(server.url), { username: user, password: user }).href

/** An ordinary user, who owns nothing and may only connect. */
const ordinaryUser = async (user: string): Promise<string> => {
  await server.run(`CREATE ROLE ${user} LOGIN PASSWORD '${user}' NOSUPERUSER`)
  users.push(user)
  return as(user)
}

test('an ordinary user makes the journal in a schema that was made for him, and needs no more', async () => {
  const user = `u_${server.newSchema()}`
  const url = await ordinaryUser(user)
  const schema = server.newSchema()
  const refused = left(await postgresEventStore({ url, schema })())
  expect(refused).toMatchObject({ _tag: 'CannotOpen', code: '42501', retryable: false })
  expect(refused.message).toContain('les droits')

  await server.run(`CREATE SCHEMA ${schema} AUTHORIZATION ${user}`)
  const store = right(await postgresEventStore({ url, schema })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  for await (const page of store.subscribe()) {
    expect(right(page).events).toHaveLength(1)
    break
  }
  await store.close()
})

test('a user with no right to create opens a journal that is there; one without rights on it is told so', async () => {
  const schema = server.newSchema()
  const owner = right(await postgresEventStore({ url: server.url, schema })())
  await owner.close()
  const user = `u_${server.newSchema()}`
  const url = await ordinaryUser(user)
  expect(left(await postgresEventStore({ url, schema })())).toMatchObject({
    _tag: 'CannotOpen',
    code: '42501'
  })

  await server.run(`GRANT USAGE ON SCHEMA ${schema} TO ${user};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${user};
    GRANT EXECUTE ON FUNCTION ${schema}.append TO ${user}`)
  const store = right(await postgresEventStore({ url, schema })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  expect(await eventsOf(store.readAll())).toHaveLength(1)
  await store.close()
})

test('several connections may make one journal at once', async () => {
  const schema = server.newSchema()
  const stores = await Promise.all(
    Array.from({ length: 5 }, () => postgresEventStore({ url: server.url, schema })())
  )
  await taken(right(stores[0] ?? E.left('none')).append('contrat-1', [event('a')], 'none'))
  for (const store of stores) {
    expect(await eventsOf(right(store).readAll())).toHaveLength(1)
    await right(store).close()
  }
})

describe('migrations', () => {
  const next: Kind = {
    ...journalKind,
    migrations: [...journalKind.migrations, schema => `ALTER TABLE ${schema}.streams ADD COLUMN note text`],
    facts: [...journalKind.facts, 'column streams.note text']
  }
  const broken: Kind = {
    ...journalKind,
    migrations: [...next.migrations, schema => `CREATE TABLE ${schema}.more (a int); SELECT 1 / 0`]
  }
  const made = async () => {
    const schema = server.newSchema()
    const store = right(await postgresEventStore({ url: server.url, schema })())
    await taken(store.append('contrat-1', [event('a')], 'none'))
    await store.close()
    return { schema, settings: right(settingsOf({ url: server.url, schema })) }
  }

  test('a journal of an older schema is brought up to date, with its events; the older program then refuses it', async () => {
    const { schema, settings } = await made()
    const both = await Promise.all([prepare(settings, next), prepare(settings, next)])
    expect(both).toEqual([E.right(undefined), E.right(undefined)])
    expect(await server.run(`SELECT name, note FROM ${schema}.streams`)).toEqual([
      { name: 'contrat-1', note: null }
    ])
    expect(left(await postgresEventStore({ url: server.url, schema })())).toMatchObject({
      _tag: 'NewerSchema',
      found: 2,
      known: 1
    })
  })

  test('a migration that fails leaves the journal as it was', async () => {
    const { schema, settings } = await made()
    const before = await server.contents(schema)
    expect(left(await prepare(settings, broken))).toMatchObject({ _tag: 'CannotOpen', code: '22012' })
    expect(await server.contents(schema)).toBe(before)
    const store = right(await postgresEventStore({ url: server.url, schema })())
    expect(await eventsOf(store.readAll())).toHaveLength(1)
    await store.close()
  })
})

test('36 a schema with a view, a function or a mark of something else is refused, and untouched', async () => {
  const contents = [
    (schema: string) => `CREATE VIEW ${schema}.v AS SELECT 1`,
    (schema: string) => `CREATE FUNCTION ${schema}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    (schema: string) => `CREATE TABLE ${schema}.mark (application text, version int);
      INSERT INTO ${schema}.mark VALUES ('avenant-models', 1)`
  ]
  for (const make of contents) {
    const schema = server.newSchema()
    await server.run(`CREATE SCHEMA ${schema}; ${make(schema)}`)
    const before = await server.contents(schema)
    const error = left(await postgresEventStore({ url: server.url, schema })())
    expect(error).toMatchObject({ _tag: 'NotAJournal', found: 'other-postgres', retryable: false })
    expect(error.message).toContain("d'un autre programme")
    expect(await server.contents(schema)).toBe(before)
  }
})

test("a schema's name is a plain one", async () => {
  for (const schema of ['', 'pg_mine', 'Avenant', 'a"b', 'a-b', 'é', 'x'.repeat(41)])
    expect(left(await postgresEventStore({ url: server.url, schema })())).toMatchObject({
      _tag: 'CannotOpen',
      code: 'SCHEMA_NAME',
      retryable: false
    })
})

test('a database that cannot hold every text is refused', async () => {
  const database = `d_${server.newSchema()}`
  await server.run(`CREATE DATABASE ${database} ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'`)
  const url = Object.assign(new URL(server.url), { pathname: `/${database}` }).href
  expect(left(await postgresEventStore({ url })())).toMatchObject({ _tag: 'CannotOpen', code: 'ENCODING' })
  await server.run(`DROP DATABASE ${database}`)
})

test("the database's own defaults for isolation and durability do not weaken the journal", async () => {
  const user = `u_${server.newSchema()}`
  const url = await ordinaryUser(user)
  await server.run(`ALTER ROLE ${user} SET default_transaction_isolation = 'serializable';
    ALTER ROLE ${user} SET synchronous_commit = off`)
  const schema = server.newSchema()
  await server.run(`CREATE SCHEMA ${schema} AUTHORIZATION ${user}`)
  const stores = await Promise.all([1, 2].map(async () => right(await postgresEventStore({ url, schema })())))
  // Told by the very transaction of the append.
  await server.run(`CREATE TABLE ${schema}.told (isolation text, durable text);
    GRANT ALL ON ${schema}.told TO ${user};
    CREATE FUNCTION ${schema}.tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO ${schema}.told VALUES
        (current_setting('transaction_isolation'), current_setting('synchronous_commit'));
      RETURN NULL; END $$;
    CREATE TRIGGER tell AFTER INSERT ON ${schema}.streams FOR EACH ROW EXECUTE FUNCTION ${schema}.tell()`)
  await Promise.all(
    stores.flatMap((store, index) =>
      [1, 2, 3].map(turn => taken(store.append(`contrat-${index}-${turn}`, [event('a')], 'none')))
    )
  )
  expect(await server.run(`SELECT DISTINCT * FROM ${schema}.told`)).toEqual([
    { isolation: 'read committed', durable: 'on' }
  ])
  for (const store of stores) await store.close()
})

test('G1 the database itself refuses to change an event', async () => {
  const schema = server.newSchema()
  const store = right(await postgresEventStore({ url: server.url, schema })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  await expect(server.run(`UPDATE ${schema}.events SET data = '1'`)).rejects.toThrow('events are immutable')
  await store.close()
})

test('where none is to be made, a journal that is missing is told and no schema is left behind', async () => {
  const schema = server.newSchema()
  const asked = postgresEventStore({ url: server.url, schema, create: false })
  expect(left(await asked())).toMatchObject({ _tag: 'CannotOpen', code: 'NO_JOURNAL', retryable: false })
  expect(await server.run(`SELECT FROM pg_namespace WHERE nspname = '${schema}'`)).toEqual([])
  const made = right(await postgresEventStore({ url: server.url, schema })())
  await taken(made.append('contrat-1', [event('a')], 'none'))
  await made.close()
  const store = right(await asked())
  expect(await eventsOf(store.readAll())).toHaveLength(1)
  await store.close()
})

test('an address names its schema, and what is ours is not opened instead', async () => {
  const schema = server.newSchema()
  const url = `${server.url}?schema=${schema}&application_name=essai`
  const store = right(await postgresEventStore({ url })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  expect(await server.run(`SELECT count(*)::int AS n FROM ${schema}.events`)).toEqual([{ n: 1 }])
  expect(
    await server.run(`SELECT count(*) > 0 AS named FROM pg_stat_activity WHERE application_name = 'essai'`)
  ).toEqual([{ named: true }])
  await store.close()
})

test('42 an audit needs the right to read, and the server itself refuses its writing; nothing is made or migrated', async () => {
  const schema = server.newSchema()
  const owner = right(await postgresEventStore({ url: server.url, schema })())
  await taken(owner.append('contrat-1', [event('a')], 'none'))
  const user = `u_${server.newSchema()}`
  const url = await ordinaryUser(user)
  await server.run(`GRANT USAGE ON SCHEMA ${schema} TO ${user};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${user}`)
  const before = await server.contents(schema)
  const reader = right(await postgresEventStore({ url, schema, readOnly: true })())
  expect(await eventsOf(reader.readAll({ snapshot: true }))).toHaveLength(1)
  for await (const page of reader.subscribe()) {
    expect(right(page).events).toHaveLength(1)
    break
  }
  await reader.close()
  expect(await server.contents(schema)).toBe(before)

  // Also of who may write.
  const settings = right(settingsOf({ url: server.url, schema }, { readOnly: true }))
  const connections = new Connections(settings)
  await expect(connections.ask(`CREATE TABLE ${schema}.mine (a int)`)).rejects.toMatchObject({
    code: '25006'
  })
  await connections.close()
  const newer: Kind = {
    ...journalKind,
    migrations: [...journalKind.migrations, name => `ALTER TABLE ${name}.streams ADD COLUMN note text`]
  }
  expect(left(await prepare(settings, newer))).toMatchObject({ code: 'OLDER_SCHEMA', retryable: false })
  const missing = server.newSchema()
  expect(
    left(await postgresEventStore({ url: server.url, schema: missing, readOnly: true })())
  ).toMatchObject({
    code: 'NO_JOURNAL'
  })
  expect(await server.run(`SELECT FROM pg_namespace WHERE nspname = '${missing}'`)).toEqual([])
  await owner.close()
})
