import * as E from 'fp-ts/Either'
import type { Client } from 'pg'
import { cannotOpen, newerSchema, noJournal, notAJournal, type OpenError, storeBusy } from '../errors'
import { asking, atMost } from './connections'
import { driver } from './driver'
import { failureOf } from './faults'
import type { Kind } from './schema'
import type { Settings } from './settings'
import { within } from './silence'

/**
 * Finds the schema, or makes it, or brings it to this program's version. One that is up to date is only read, so
 * that a user without the right to create can open it.
 */
export const prepare = async (
  settings: Settings,
  kind: Kind,
  create = true
): Promise<E.Either<OpenError, void>> => {
  const client = new (driver().Client)(settings.client)
  client.on('error', () => {})
  try {
    await client.connect()
    const [[encoding] = []] = await asking(client, answer => within(settings.patience, answer))(
      'SHOW server_encoding'
    )
    if (encoding !== 'UTF8')
      return E.left(cannotOpen(settings.shown, 'ENCODING', `base en ${encoding} : créez-la en UTF8`))
    const found = await versionOf(client, settings, kind)
    if (E.isLeft(found)) return found
    if (found.right === 0 && !create) return E.left(noJournal(settings.shown))
    return found.right === kind.migrations.length ? E.right(undefined) : await migrate(client, settings, kind)
  } catch (error) {
    return E.left(openErrorOf(settings, error))
  } finally {
    // What is not committed is undone.
    await atMost(settings.connectTimeout, client.end())
  }
}

/** Under a lock: who gets it first makes the tables, the others find them. */
const migrate = async (
  client: Client,
  settings: Settings,
  kind: Kind
): Promise<E.Either<OpenError, void>> => {
  const { schema, patience } = settings
  const ask = asking(client, answer => within(patience, answer))
  await ask('BEGIN')
  await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`avenant ${schema}`])
  const found = await versionOf(client, settings, kind)
  if (E.isLeft(found)) return found
  if (found.right === kind.migrations.length) return E.right(undefined)
  // Asked first: `IF NOT EXISTS` wants the right to create also when there is nothing to create.
  const [exists] = await ask('SELECT oid FROM pg_namespace WHERE nspname = $1', [nameOf(schema)])
  if (exists === undefined) await ask(`CREATE SCHEMA ${schema}`)
  for (const migration of kind.migrations.slice(found.right))
    await within(patience, client.query(migration(schema)))
  await ask(
    `INSERT INTO ${schema}.mark (application, version) VALUES ($1, $2::integer)
     ON CONFLICT (application) DO UPDATE SET version = excluded.version`,
    [kind.application, kind.migrations.length]
  )
  await ask('COMMIT')
  return E.right(undefined)
}

/** 0: nothing there yet. By the catalog first, so that what is not ours is not even read. */
const versionOf = async (
  client: Client,
  { schema, shown, patience }: Settings,
  { application, migrations }: Kind
): Promise<E.Either<OpenError, number>> => {
  const ask = asking(client, answer => within(patience, answer))
  const [namespace] = await ask(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid)
              OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid),
            (SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
              WHERE c.relnamespace = n.oid AND c.relname = 'mark' AND c.relkind = 'r'
                AND a.attname IN ('application', 'version'))
       FROM pg_namespace n WHERE n.nspname = $1`,
    [nameOf(schema)]
  )
  const [holdsSomething, marks] = namespace ?? ['f', '0']
  if (holdsSomething !== 't') return E.right(0)
  const rows =
    marks === '2'
      ? await ask(`SELECT version FROM ${schema}.mark WHERE application::text = $1`, [application])
      : []
  const [version] = rows[0] ?? []
  const found = Number(version)
  if (!Number.isSafeInteger(found) || found < 1) return E.left(notAJournal(shown, 'other-postgres'))
  return found > migrations.length ? E.left(newerSchema(shown, found, migrations.length)) : E.right(found)
}

const nameOf = (schema: string): string => schema.slice(1, -1)

const openErrorOf = ({ shown }: Settings, error: unknown): OpenError => {
  const failure = failureOf(error)
  if (failure === null) throw error
  return failure.kind === 'busy'
    ? storeBusy(failure.code)
    : cannotOpen(shown, failure.code, failure.advice, failure.kind === 'passing')
}
