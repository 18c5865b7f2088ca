import { join } from 'node:path'
import { tellCrashFigures } from '../../test/crash-figures'
import { killMover } from '../../test/kill-mover'
import { killWriter } from '../../test/kill-writer'
import { type PostgresServer, postgresServer, usesOwnServer } from '../../test/postgres-server'
import { race } from '../../test/race'
import { working } from '../../test/working'
import { type DamagedPart, eventStoreContract, type Failure } from '../contract/event-store-contract'
import { right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { postgresEventStore } from './postgres-event-store'
import { journalKind } from './schema'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer({ alone: true })
})
afterAll(() => server?.remove())

const changes = (schema: string): Record<DamagedPart, string> => {
  const update = (set: string): string => `UPDATE ${schema}.events SET ${set}`
  return {
    data: update("data = replace(data, '{', '[')"),
    metadata: update('metadata = substr(metadata, 2)'),
    type: update("type = '\\u00'"),
    id: update('id = id'),
    schema: update('schema = 0'),
    recordedAt: update("recorded_at = replace(recorded_at, 'T', 'U')"),
    missing: `DELETE FROM ${schema}.events`
  }
}

const writer = join(__dirname, '..', '..', 'test', 'postgres-writer.ts')

/** What can become of a server under a program that uses it. */
const failures = (): ReadonlyArray<Failure> => {
  const { url, run } = server
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                 AND backend_type = 'client backend'`
  const on = (what: string, fail: ((schema: string) => Promise<unknown>) | null, end = async () => {}) => ({
    what,
    begin: async () => {
      const schema = server.newSchema()
      return {
        program: working(url, schema),
        fail: fail === null ? null : async () => void (await fail(schema)),
        end
      }
    }
  })
  return [
    on('closed, with calls at hand', null),
    on('connections cut', async () => {
      for (let times = 0; times < 5; times++) await run(cut)
    }),
    on('its schema dropped', schema => run(`DROP SCHEMA ${schema} CASCADE`)),
    ...(usesOwnServer ? [on('the server stopped', server.stop, server.start)] : [])
  ]
}

const uuids = 'the column takes in nothing but uuids'

eventStoreContract(
  'PostgreSQL',
  async options => {
    const { url } = server
    const schema = server.newSchema()
    const opened: EventStore[] = []
    const open = async (mode: { readOnly?: boolean; schema?: string } = {}): Promise<EventStore> => {
      const store = right(await postgresEventStore({ url, schema, pollInterval: 50, ...options, ...mode })())
      opened.push(store)
      return store
    }
    return {
      store: await open(),
      another: open,
      other: () => open({ schema: server.newSchema() }),
      readOnly: () => open({ readOnly: true }),
      race: race(url, schema),
      tamper: async () =>
        [
          `UPDATE ${schema}.events SET data = '0'`,
          `DELETE FROM ${schema}.events`,
          `TRUNCATE ${schema}.events, ${schema}.streams`,
          `UPDATE ${schema}.streams SET name = 'autre'`,
          `DELETE FROM ${schema}.streams`,
          `SET session_replication_role = replica; DELETE FROM ${schema}.events`,
          `CREATE OR REPLACE FUNCTION public.cardinality(text[]) RETURNS integer LANGUAGE plpgsql AS
             $$ BEGIN DELETE FROM ${schema}.events; RETURN 1; END $$`,
          `CREATE OR REPLACE FUNCTION public.nextval(text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`
        ].map(what => ({ what, attempt: () => server.run(what) })),
      cut: server.stop,
      restore: server.start,
      killWriter: (run, after) => killWriter(writer, [url, schema])(run, after),
      killMover: killMover(['postgres', url, schema]),
      damage: async (stream, revision, part) => {
        await server.run(
          `ALTER TABLE ${schema}.events DISABLE TRIGGER USER;
           ${changes(schema)[part]} WHERE revision = ${revision}
             AND stream_id = (SELECT id FROM ${schema}.streams WHERE name = '${stream}');
           DO $$ DECLARE guard name; BEGIN
             FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = '${schema}.events'::regclass LOOP
               EXECUTE format('ALTER TABLE ${schema}.events ENABLE ALWAYS TRIGGER %I', guard);
             END LOOP;
           END $$;`
        )
      },
      failures: failures(),
      notJournals: async () => {
        const foreign = server.newSchema()
        const foreignJournal = server.newSchema()
        const newer = server.newSchema()
        await server.run(`
          CREATE SCHEMA ${foreign}; CREATE TABLE ${foreign}.invoices (a int);
          CREATE SCHEMA ${foreignJournal}; CREATE TABLE ${foreignJournal}.mark (application text, version text);
          INSERT INTO ${foreignJournal}.mark VALUES ('ledger', '1');`)
        const first = right(await postgresEventStore({ url, schema: newer })())
        await first.close()
        await server.run(`UPDATE ${newer}.mark SET version = ${journalKind.migrations.length + 1}`)
        return Promise.all(
          [foreign, foreignJournal, newer].map(async other => {
            const before = await server.contents(other)
            return {
              what: other,
              open: postgresEventStore({ url, schema: other }),
              untouched: async () => (await server.contents(other)) === before
            }
          })
        )
      },
      close: async () => {
        await Promise.all(opened.map(store => store.close()))
        await server.dropSchemas()
      }
    }
  },
  {
    crashRounds: Number(process.env.CRASH_ROUNDS ?? 50),
    onCrashFigures: tellCrashFigures('PostgreSQL'),
    cannot: {
      '40 id of': uuids,
      '40 id in': uuids,
      44: 'the database server copies itself (pg_dump, pg_basebackup)',
      ...(usesOwnServer ? {} : { 34: 'the server that DATABASE_URL names is not for a test to stop' })
    }
  }
)
