import * as E from 'fp-ts/Either'
import type { Client } from 'pg'
import { cannotOpen, newerSchema, noJournal, notAJournal, type OpenError, storeBusy } from '../errors'
import { missingDriver } from '../missing-driver'
import { type Ask, asking, atMost } from './connections'
import { driver } from './driver'
import { failureOf } from './faults'
import type { Kind } from './schema'
import type { Settings } from './settings'
import { within } from './silence'
import { foreignOwner, foreignShape } from './verify'

/**
 * Finds the schema, or makes it, or brings it to this program's version. One that is up to date is only read, so
 * that a user without the right to create can open it. Before anything of it is read or called, the catalog says whose
 * it is; before it is used, that it is as the migrations left it.
 */
export const prepare = async (
  settings: Settings,
  kind: Kind,
  create = true
): Promise<E.Either<OpenError, void>> => {
  const missing = await missingDriver(driver)
  if (missing !== null) return E.left(cannotOpen(settings.shown, 'NO_DRIVER', missing))
  const client = new (driver().Client)(settings.client)
  client.on('error', () => {})
  const ask = asking(client, answer => within(settings.patience, answer))
  try {
    await client.connect()
    const refused = await unfit(ask, settings)
    if (refused !== null) return E.left(refused)
    const found = await versionOf(ask, settings, kind)
    if (E.isLeft(found)) return found
    if (found.right === 0 && !create) return E.left(noJournal(settings.shown))
    if (found.right < kind.migrations.length) return await migrate(client, settings, kind)
    return eitherOf(await foreignShape(ask, settings, kind))
  } catch (error) {
    return E.left(openErrorOf(settings, error))
  } finally {
    // What is not committed is undone.
    await atMost(settings.connectTimeout, client.end())
  }
}

const eitherOf = (refused: OpenError | null): E.Either<OpenError, void> =>
  refused === null ? E.right(undefined) : E.left(refused)

/** A database, or a way to it, on which no journal can be trusted. */
const unfit = async (ask: Ask, { shown, searchPath }: Settings): Promise<OpenError | null> => {
  const [[encoding, path] = []] = await ask(
    "SELECT current_setting('server_encoding'), current_setting('search_path')"
  )
  if (encoding !== 'UTF8') return cannotOpen(shown, 'ENCODING', `base en ${encoding} : créez-la en UTF8`)
  return path === searchPath
    ? null
    : cannotOpen(
        shown,
        'SESSION',
        'le serveur ou un relais écarte les réglages de la session (options) : passez par un relais qui les transmet'
      )
}

/** Under a lock: who gets it first makes the tables, the others find them. */
const migrate = async (
  client: Client,
  settings: Settings,
  kind: Kind
): Promise<E.Either<OpenError, void>> => {
  const { schema, schemaName, patience, shown, readOnly } = settings
  const ask = asking(client, answer => within(patience, answer))
  if (readOnly)
    return E.left(cannotOpen(shown, 'OLDER_SCHEMA', "ouvrez-le d'abord en écriture, qui le met à jour"))
  await ask('BEGIN')
  await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`avenant ${schema}`])
  const found = await versionOf(ask, settings, kind)
  if (E.isLeft(found)) return found
  if (found.right === kind.migrations.length) return eitherOf(await foreignShape(ask, settings, kind))
  // Asked first: `IF NOT EXISTS` wants the right to create also when there is nothing to create.
  const [exists] = await ask('SELECT oid FROM pg_namespace WHERE nspname = $1', [schemaName])
  if (exists === undefined) await ask(`CREATE SCHEMA ${schema}`)
  for (const migration of kind.migrations.slice(found.right))
    await within(patience, client.query(migration(schema)))
  await ask(
    `INSERT INTO ${schema}.mark (application, version) VALUES ($1, $2::integer)
     ON CONFLICT (application) DO UPDATE SET version = excluded.version`,
    [kind.application, kind.migrations.length]
  )
  const refused = (await foreignOwner(ask, settings)) ?? (await foreignShape(ask, settings, kind))
  if (refused !== null) return E.left(refused)
  await ask('COMMIT')
  return E.right(undefined)
}

/** 0: nothing there yet. By the catalog first, so that what is not ours is not even read. */
const versionOf = async (
  ask: Ask,
  settings: Settings,
  { application, migrations }: Kind
): Promise<E.Either<OpenError, number>> => {
  const { schema, schemaName, shown } = settings
  const [namespace] = await ask(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid)
              OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid),
            (SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
              WHERE c.relnamespace = n.oid AND c.relname = 'mark' AND c.relkind = 'r'
                AND (a.attname, a.atttypid) IN (('application', 'text'::regtype), ('version', 'integer'::regtype)))
       FROM pg_namespace n WHERE n.nspname = $1`,
    [schemaName]
  )
  if (namespace === undefined) return E.right(0)
  const [holdsSomething, marks] = namespace
  if (holdsSomething === 't' && marks !== '2') return E.left(notAJournal(shown, 'other-postgres'))
  const refused = await foreignOwner(ask, settings)
  if (refused !== null) return E.left(refused)
  if (holdsSomething !== 't') return E.right(0)
  const [[version] = []] = await ask(`SELECT version FROM ${schema}.mark WHERE application = $1`, [
    application
  ])
  const found = Number(version)
  if (!Number.isSafeInteger(found) || found < 1) return E.left(notAJournal(shown, 'other-postgres'))
  return found > migrations.length ? E.left(newerSchema(shown, found, migrations.length)) : E.right(found)
}

const openErrorOf = ({ shown }: Settings, error: unknown): OpenError => {
  const failure = failureOf(error)
  if (failure === null) throw error
  return failure.kind === 'busy'
    ? storeBusy(failure.code)
    : cannotOpen(shown, failure.code, failure.advice, failure.kind === 'passing')
}
