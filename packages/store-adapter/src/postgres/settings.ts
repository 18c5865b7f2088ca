import * as E from 'fp-ts/Either'
import type { ClientConfig, PoolConfig } from 'pg'
import { type CannotOpen, cannotOpen, refusedAddress } from '../errors'
import { shownAddress } from '../shown-address'
import { parseAddress } from './address'
import type { PostgresAddress } from './options'

export type Settings = {
  /** The schema's name, quoted. */
  readonly schema: string
  readonly schemaName: string
  readonly owner: string | null
  readonly readOnly: boolean
  /** What every session has to say of itself: a pooler may drop what it is asked for. */
  readonly searchPath: string
  /** For people: no password in it. */
  readonly shown: string
  readonly connectTimeout: number
  /** How long an answer is waited for before the connection is given up. */
  readonly patience: number
  readonly client: ClientConfig
  readonly pool: PoolConfig
}

/** How a session is used. */
export type SessionUse = {
  /** Where neither the program nor the address names one. */
  readonly defaultSchema?: string
  /** What follows the name that the address, or the default, gives: a schema beside another's. */
  readonly suffix?: string
  /** Names without a schema are looked for in this one too, after those of PostgreSQL. */
  readonly ownNames?: boolean
  /** The server itself refuses to write. */
  readonly readOnly?: boolean
}

/** Short enough for the channel's name to fit in the 63 bytes of PostgreSQL's names. */
const schemaPattern = /^(?!pg_)[a-z][a-z0-9_]{0,39}$/

export const settingsOf = (
  { url, schema, owner, limits = {} }: PostgresAddress,
  { defaultSchema = 'avenant', suffix = '', ownNames = false, readOnly = false }: SessionUse = {}
): E.Either<CannotOpen, Settings> => {
  const parsed = parseAddress(url)
  if (E.isLeft(parsed)) return E.left(refusedAddress(shownAddress(url), parsed.left))
  const address = parsed.right
  const twice = [
    ['schema', schema, address.schema],
    ['owner', owner, address.owner],
    ['connect_timeout', limits.connectTimeout, address.connectTimeout],
    ['lock_timeout', limits.busyTimeout, address.busyTimeout],
    ['statement_timeout', limits.statementTimeout, address.statementTimeout]
  ].flatMap(([path, given, inAddress]) =>
    given === undefined || inAddress === undefined || given === inAddress
      ? []
      : [{ path: String(path), message: 'le programme en donne un autre' }]
  )
  if (twice.length > 0) return E.left(refusedAddress(shownAddress(url), twice))

  const schemaName = schema ?? `${address.schema ?? defaultSchema}${suffix}`
  const shown = `${shownAddress(url)}, schéma ${JSON.stringify(schemaName)}`
  if (!schemaPattern.test(schemaName))
    return E.left(
      cannotOpen(shown, 'SCHEMA_NAME', 'attendu : 1 à 40 minuscules ASCII, chiffres ou _, sans pg_ au début')
    )
  const {
    connections = 10,
    connectTimeout = 5000,
    busyTimeout = 5000,
    statementTimeout = 10_000
  } = { ...address, ...limits }
  const searchPath = ownNames ? `"${schemaName}",pg_temp` : 'pg_catalog,pg_temp'
  const session = [
    address.options ?? '',
    // Nothing of anybody else is found by a name of ours, be it a table, a function, an operator or a type.
    `-c search_path=${searchPath}`,
    // A stronger isolation would show an append what was there before it waited for its turn.
    '-c default_transaction_isolation=read\\ committed',
    // Plans are kept from when the tables were small; there is an index for everything that is asked.
    '-c enable_seqscan=off',
    readOnly ? '-c default_transaction_read_only=on' : ''
  ]
  const client: ClientConfig = {
    connectionString: address.url,
    application_name: address.applicationName ?? 'avenant',
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: statementTimeout,
    lock_timeout: busyTimeout,
    keepAlive: true,
    options: session.filter(setting => setting !== '').join(' ')
  }
  return E.right({
    schema: `"${schemaName}"`,
    schemaName,
    owner: owner ?? address.owner ?? null,
    readOnly,
    searchPath,
    shown,
    connectTimeout,
    // The server is the first to give up, and says why.
    patience: statementTimeout * 1.2,
    client,
    // A program that forgot to close the store can end.
    pool: { ...client, max: connections, allowExitOnIdle: true }
  })
}
