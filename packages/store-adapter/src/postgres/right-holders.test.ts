/** What others who have rights in the database may try: their code never runs as the journal's role, and no event goes. */
import { instantOfEpoch } from '@avenant/domain'
import { Client } from 'pg'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { event, eventsOf, left, metadata, right, taken } from '../contract/harness'
import { journalText } from '../journal/export'
import { clockReader } from '../recording-instant'
import { appendAll } from './append'
import { asking } from './connections'
import { postgresModels } from './models'
import { postgresEventStore } from './postgres-event-store'
import { statementsOf } from './statements'

let server: PostgresServer
let roles: string[] = []
beforeAll(async () => {
  server = await postgresServer({ alone: true })
})
afterAll(() => server?.remove())
afterEach(async () => {
  await server.dropSchemas()
  for (const role of roles.reverse()) await server.run(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
  roles = []
})

/** An ordinary user, by a name that nobody has. */
const newRole = async (): Promise<string> => {
  const role = `r_${server.newSchema()}`
  await server.run(`CREATE ROLE ${role} LOGIN PASSWORD '${role}' NOSUPERUSER`)
  roles.push(role)
  return role
}

const as = (role: string): string =>
  Object.assign(new URL(server.url), { username: role, password: role }).href

const runAs = async (role: string, sql: string): Promise<void> => {
  const client = new Client(as(role))
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

/** A journal of one event, in a schema that its own role owns. */
const journal = async () => {
  const schema = server.newSchema()
  const owner = await newRole()
  await server.run(`CREATE SCHEMA ${schema} AUTHORIZATION ${owner}`)
  const open = postgresEventStore({ url: as(owner), schema })
  const store = right(await open())
  await taken(store.append('access-1', [event('a')], 'none'))
  await store.close()
  return { schema, owner, open }
}

/** What an attacker's function does when it is run: tells as whom, and removes what it can. */
const loot = (schema: string): string => `
  INSERT INTO public.loot VALUES (current_user); DELETE FROM ${schema}.events; `

const traps = (schema: string): string => {
  const trap = (signature: string, returned: string, value: string) =>
    `CREATE FUNCTION public.${signature} RETURNS ${returned} LANGUAGE plpgsql AS
       $f$ BEGIN ${loot(schema)} RETURN ${value}; END $f$;`
  return `
    ${trap('cardinality(text[])', 'integer', 'array_length($1, 1)')}
    ${trap('cardinality(uuid[])', 'integer', 'array_length($1, 1)')}
    ${trap('array_fill(bigint, integer[])', 'bigint[]', 'NULL')}
    ${trap('nextval(text)', 'bigint', '1')}
    ${trap('setval(text, bigint)', 'bigint', '1')}
    ${trap('current_setting(varchar)', 'text', "'on'")}
    ${trap('hashtextextended(text, integer)', 'bigint', '1')}
    ${trap('pg_advisory_xact_lock(numeric)', 'integer', '1')}
    ${trap('pg_notify(text, varchar)', 'integer', '1')}
    ${trap('split_part(text, text, bigint)', 'text', "''")}
    ${trap('max(text)', 'text', 'NULL')}
    ${trap('equal(text, varchar)', 'boolean', 'true')}
    ${trap('differ(bigint, integer)', 'bigint', '0')}
    CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = varchar, FUNCTION = public.equal);
    CREATE OPERATOR public.- (LEFTARG = bigint, RIGHTARG = integer, FUNCTION = public.differ);
    CREATE TABLE public.streams (name text); CREATE TABLE public.events (data text);
    CREATE DOMAIN public.uuid AS text; CREATE TYPE public.text AS ENUM ('a');`
}

test('46 functions, operators, types and tables of who may create in public are never those that the journal uses', async () => {
  const { schema, open } = await journal()
  const mallory = await newRole()
  await server.run(`CREATE TABLE public.loot (role name); GRANT INSERT ON public.loot TO PUBLIC;
    GRANT CREATE ON SCHEMA public TO ${mallory}; GRANT USAGE ON SCHEMA public TO PUBLIC`)
  await runAs(mallory, traps(schema))
  try {
    const store = right(await open())
    await taken(store.append('access-1', [event('b')], { exact: 0 }))
    await taken(store.append('access-1', [event('b')], { exact: 0 }))
    await taken(store.append('contrat-1', [event('c'), event('d')], 'any'))
    expect((await eventsOf(store.readAll())).map(({ data }) => data)).toEqual(['a', 'b', 'c', 'd'])
    expect(await eventsOf(store.readAll({ category: 'contrat' }))).toHaveLength(2)
    right(await store.retain({ category: 'access', olderThan: instantOfEpoch(32_400_000_000_000) })())
    for await (const text of journalText(store)) expect(right(text).split('\n')).toHaveLength(3)
    const modelsOwner = await newRole()
    const models = server.newSchema()
    await server.run(`CREATE SCHEMA ${models} AUTHORIZATION ${modelsOwner}`)
    const kept = right(await postgresModels({ url: as(modelsOwner), schema: models })())
    expect(right(await kept.checkpoints.load('a')())).toBeNull()
    await kept.close()
    await store.close()
    expect(await server.run('SELECT * FROM public.loot')).toEqual([])
  } finally {
    await server.run(`DROP TABLE public.loot`)
  }
})

test('46 what stands in a session of the very same role is not taken for ours', async () => {
  const { schema, owner } = await journal()
  const client = new Client(as(owner))
  await client.connect()
  await client.query(`
    CREATE TEMP TABLE loot (role name); CREATE TEMP TABLE streams (name text); CREATE TEMP TABLE events (data text);
    CREATE TEMP TABLE retentions (category text);
    CREATE FUNCTION pg_temp.cardinality(text[]) RETURNS integer LANGUAGE plpgsql AS
      $f$ BEGIN INSERT INTO loot VALUES (current_user); RETURN 1; END $f$;
    SET search_path = pg_temp, pg_catalog`)
  const one = { ...event('b'), data: '"b"', metadata: JSON.stringify(metadata) }
  const append = { stream: 'access-1', events: [one], expected: 'any' } as const
  const [answer] = await appendAll(asking(client), statementsOf(`"${schema}"`), [
    { append, reading: clockReader({})(), readClock: clockReader({}) }
  ])
  expect(answer).toMatchObject({ _tag: 'Right', right: { revision: 1 } })
  expect((await client.query('SELECT * FROM pg_temp.loot')).rows).toEqual([])
  await client.end()
})

test('46 nothing is updated, deleted or truncated, not by the owner nor by a superuser who asks for no triggers', async () => {
  const { schema, owner, open } = await journal()
  const statements = [
    `UPDATE ${schema}.events SET data = '1'`,
    `UPDATE ${schema}.events SET data = '1' WHERE false`,
    `DELETE FROM ${schema}.events`,
    `TRUNCATE ${schema}.events`,
    `TRUNCATE ${schema}.events, ${schema}.streams CASCADE`,
    `MERGE INTO ${schema}.events USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE`,
    `INSERT INTO ${schema}.events SELECT * FROM ${schema}.events ON CONFLICT (position) DO UPDATE SET data = '1'`,
    `UPDATE ${schema}.streams SET name = 'autre'`,
    `UPDATE ${schema}.streams SET removed_revision = 7, removed_recorded_at = '0'`,
    `DELETE FROM ${schema}.streams`,
    `TRUNCATE ${schema}.streams`,
    `DELETE FROM ${schema}.mark`,
    `UPDATE ${schema}.mark SET version = 0`,
    `TRUNCATE ${schema}.mark`,
    `INSERT INTO ${schema}.retentions VALUES (default, default, default, 'access', '9999') ON CONFLICT DO NOTHING;
     DELETE FROM ${schema}.retentions`,
    `TRUNCATE ${schema}.retentions`,
    `SELECT ${schema}.retain('access', 'demain', -1)`
  ]
  const before = await server.contents(schema)
  for (const statement of statements) {
    await expect(runAs(owner, statement)).rejects.toThrow(/immutable|not removed|only goes up|by an instant/)
    await expect(server.run(`SET session_replication_role = replica; ${statement}`)).rejects.toThrow(
      /immutable|not removed|only goes up|by an instant/
    )
  }
  expect(await server.contents(schema)).toBe(before)
  // What was declared once is no leave for later.
  const store = right(await open())
  right(await store.retain({ category: 'access', olderThan: instantOfEpoch(1) })())
  await expect(runAs(owner, `DELETE FROM ${schema}.events WHERE recorded_at < '9'`)).rejects.toThrow(
    'not removed'
  )
  right(await store.retain({ category: 'access', olderThan: instantOfEpoch(32_400_000_000_000) })())
  expect(await eventsOf(store.readAll())).toEqual([])
  expect(
    await server.run(`SELECT category, older_than, declared_by FROM ${schema}.retentions ORDER BY older_than`)
  ).toEqual([
    { category: 'access', older_than: '1970-01-01T00:00:00.001Z', declared_by: owner },
    { category: 'access', older_than: '2996-09-18T00:00:00.000Z', declared_by: owner }
  ])
  await store.close()
})

describe('46 at opening, what is not as the journal made it, or is in the hands of others, is named', () => {
  type Deed = (given: { schema: string; owner: string; mallory: string }) => string
  const asSuperuser: ReadonlyArray<[string, Deed, string]> = [
    [
      'a right to create in the schema',
      ({ schema, mallory }) => `GRANT CREATE ON SCHEMA ${schema} TO ${mallory}`,
      'CREATE'
    ],
    ['a right to create for all', ({ schema }) => `GRANT CREATE ON SCHEMA ${schema} TO PUBLIC`, 'PUBLIC'],
    [
      'a right to add triggers',
      ({ schema, mallory }) => `GRANT TRIGGER ON ${schema}.events TO ${mallory}`,
      'TRIGGER'
    ],
    [
      'a right to refer',
      ({ schema, mallory }) => `GRANT REFERENCES ON ${schema}.streams TO ${mallory}`,
      'REFERENCES'
    ],
    ['appending for all', ({ schema }) => `GRANT EXECUTE ON FUNCTION ${schema}.append TO PUBLIC`, 'EXECUTE'],
    [
      'a table of another owner',
      ({ schema, mallory }) => `ALTER TABLE ${schema}.events OWNER TO ${mallory}`,
      'events'
    ],
    [
      'a function of another owner',
      ({ schema, mallory }) => `ALTER FUNCTION ${schema}.append OWNER TO ${mallory}`,
      'append'
    ],
    [
      'a sequence of another owner',
      ({ schema, mallory }) => `ALTER SEQUENCE ${schema}.positions OWNER TO ${mallory}`,
      'positions'
    ],
    [
      'a schema of another owner',
      ({ schema, mallory }) => `ALTER SCHEMA ${schema} OWNER TO ${mallory}`,
      'owner='
    ],
    [
      'a trigger more',
      ({
        schema
      }) => `CREATE FUNCTION public.spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER spy BEFORE INSERT ON ${schema}.events FOR EACH ROW EXECUTE FUNCTION public.spy()`,
      'trigger spy on events'
    ],
    [
      'a function by the same name',
      ({ schema }) => `CREATE FUNCTION ${schema}.append(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      'append(a integer)'
    ],
    [
      'a function more',
      ({ schema }) =>
        `CREATE FUNCTION ${schema}.cardinality(a text[]) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      'cardinality'
    ],
    [
      'a function of another body',
      ({ schema }) => `CREATE OR REPLACE FUNCTION ${schema}.events_stay() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN OLD; END'`,
      'events_stay'
    ],
    [
      'a function that is no more pinned',
      ({ schema }) => `ALTER FUNCTION ${schema}.append RESET search_path`,
      'append'
    ],
    [
      'a trigger that is off',
      ({ schema }) => `ALTER TABLE ${schema}.events DISABLE TRIGGER events_stay`,
      'events_stay'
    ],
    [
      'a trigger that can be passed by',
      ({ schema }) => `ALTER TABLE ${schema}.events ENABLE TRIGGER events_never_change`,
      'events_never_change'
    ],
    ['a trigger less', ({ schema }) => `DROP TRIGGER streams_stay ON ${schema}.streams`, 'streams_stay'],
    ['a rule', ({ schema }) => `CREATE RULE r AS ON INSERT TO ${schema}.events DO INSTEAD NOTHING`, 'events'],
    [
      'rows that are hidden',
      ({ schema }) => `ALTER TABLE ${schema}.events ENABLE ROW LEVEL SECURITY`,
      'events'
    ],
    [
      'a default',
      ({ schema }) => `ALTER TABLE ${schema}.events ALTER category SET DEFAULT 'x'`,
      'events.category'
    ],
    ['a check', ({ schema }) => `ALTER TABLE ${schema}.events ADD CHECK (revision < 9)`, 'events'],
    [
      'an index of an expression',
      ({ schema }) => `CREATE INDEX i ON ${schema}.events (lower(data))`,
      'index i on events'
    ],
    [
      'an index less',
      ({ schema }) => `ALTER TABLE ${schema}.events DROP CONSTRAINT events_stream_id_id_key`,
      'events_stream_id_id_key'
    ],
    ['a column more', ({ schema }) => `ALTER TABLE ${schema}.streams ADD note text`, 'streams.note'],
    ['a table more', ({ schema }) => `CREATE TABLE ${schema}.notes (a int)`, 'notes'],
    ['an heir', ({ schema }) => `CREATE TABLE public.heir () INHERITS (${schema}.events)`, 'events'],
    [
      'a view',
      ({ schema }) =>
        `ALTER TABLE ${schema}.events RENAME TO e; CREATE VIEW ${schema}.events AS SELECT * FROM ${schema}.e`,
      'events'
    ],
    ['a table less', ({ schema }) => `DROP TABLE ${schema}.retentions`, 'retentions']
  ]
  test.each(asSuperuser)('%s', async (what, deed, told) => {
    const { schema, owner, open } = await journal()
    const mallory = await newRole()
    await server.run(`${deed({ schema, owner, mallory })}`)
    const error = left(await open())
    await server.run('DROP TABLE IF EXISTS public.heir; DROP FUNCTION IF EXISTS public.spy() CASCADE')
    expect(error).toMatchObject({
      _tag: 'CannotOpen',
      code: what === 'a table less' ? 'OTHER_SHAPE' : 'FOREIGN_OBJECT',
      retryable: false
    })
    expect(error.message).toContain(told)
  })

  test('a schema that somebody made for us to use, with all that we need in it', async () => {
    const mallory = await newRole()
    const victim = await newRole()
    const schema = server.newSchema()
    await server.run(`CREATE SCHEMA ${schema} AUTHORIZATION ${mallory}`)
    right(await postgresEventStore({ url: as(mallory), schema })())
    await runAs(
      mallory,
      `GRANT USAGE ON SCHEMA ${schema} TO ${victim}; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${victim};
       GRANT ALL ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${victim}`
    )
    for (const url of [as(victim), server.url]) {
      const error = left(await postgresEventStore({ url, schema })())
      expect(error).toMatchObject({ _tag: 'CannotOpen', code: 'FOREIGN_OBJECT' })
      expect(error.message).toContain(mallory)
      // Who means it says so.
      for (const trusting of [
        { url, schema, owner: mallory },
        { url: `${url}?schema=${schema}&owner=${mallory}` }
      ])
        await right(await postgresEventStore(trusting)()).close()
    }
  })

  test('an empty schema in which others may create is not filled', async () => {
    const schema = server.newSchema()
    const owner = await newRole()
    const mallory = await newRole()
    await server.run(
      `CREATE SCHEMA ${schema} AUTHORIZATION ${owner}; GRANT CREATE ON SCHEMA ${schema} TO ${mallory}`
    )
    expect(left(await postgresEventStore({ url: as(owner), schema })())).toMatchObject({
      code: 'FOREIGN_OBJECT'
    })
    await server.run(`REVOKE CREATE ON SCHEMA ${schema} FROM ${mallory};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT ALL ON TABLES TO PUBLIC`)
    expect(left(await postgresEventStore({ url: as(owner), schema })())).toMatchObject({
      code: 'FOREIGN_OBJECT'
    })
    expect(await server.run(`SELECT FROM pg_class WHERE relnamespace = '${schema}'::regnamespace`)).toEqual(
      []
    )
  })

  test('the models are looked at in the same way, and the tables of projections are theirs', async () => {
    const schema = server.newSchema()
    const owner = await newRole()
    await server.run(`CREATE SCHEMA ${schema} AUTHORIZATION ${owner}`)
    const open = postgresModels({ url: as(owner), schema })
    await right(await open()).close()
    await runAs(
      owner,
      `CREATE TABLE ${schema}.contrats (a int); CREATE FUNCTION ${schema}.sum_up(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'`
    )
    await right(await open()).close()
    const mallory = await newRole()
    await server.run(`GRANT TRIGGER ON ${schema}.contrats TO ${mallory}`)
    expect(left(await open())).toMatchObject({ code: 'FOREIGN_OBJECT' })
    await server.run(`REVOKE TRIGGER ON ${schema}.contrats FROM ${mallory};
      ALTER TABLE ${schema}.reaction_checkpoint ADD note text`)
    expect(left(await open()).message).toContain('reaction_checkpoint.note')
  })
})

test('46 a service that owns nothing appends and reads, and can do nothing else', async () => {
  const { schema, owner, open } = await journal()
  const service = await newRole()
  await server.run(`GRANT USAGE ON SCHEMA ${schema} TO ${service};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${service};
    GRANT EXECUTE ON FUNCTION ${schema}.append TO ${service}`)
  const store = right(await postgresEventStore({ url: as(service), schema, owner })())
  await taken(store.append('access-1', [event('b')], { exact: 0 }))
  await taken(store.append('contrat-1', [event('c')], 'none'))
  expect(await eventsOf(store.readAll())).toHaveLength(3)
  const retention = { category: 'access', olderThan: instantOfEpoch(32_400_000_000_000) }
  expect(left(await store.retain(retention)())).toMatchObject({ code: '42501', retryable: false })
  for (const statement of [
    `INSERT INTO ${schema}.events SELECT * FROM ${schema}.events`,
    `DELETE FROM ${schema}.events`,
    `UPDATE ${schema}.events SET data = '1'`,
    `TRUNCATE ${schema}.events`,
    `INSERT INTO ${schema}.retentions SELECT * FROM ${schema}.retentions`,
    `SELECT setval('${schema}.positions', 1)`,
    `SELECT ${schema}.retain('access', '9999-01-01T00:00:00.000Z', -1)`,
    `CREATE TABLE ${schema}.mine (a int)`,
    `DROP TABLE ${schema}.events`
  ])
    await expect(runAs(service, statement)).rejects.toThrow(/permission denied|must be owner/)
  await server.run(`GRANT EXECUTE ON FUNCTION ${schema}.retain TO ${service}`)
  expect(right(await store.retain(retention)())).toEqual({ streams: 1, events: 2 })
  await store.close()
  const owned = right(await open())
  expect(await eventsOf(owned.readAll())).toHaveLength(1)
  await owned.close()
})
