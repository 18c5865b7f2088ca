import * as E from 'fp-ts/Either'
import type { ClientConfig, PoolConfig } from 'pg'
import { type CannotOpen, cannotOpen } from '../errors'
import { shownAddress } from '../shown-address'

/** How to reach a journal in PostgreSQL. */
export type PostgresAddress = {
  /** `postgres://user:password@host:port/database`, with `?sslmode=…` where wanted. */
  readonly url: string
  /** The PostgreSQL schema that holds the journal, made when it is missing: `avenant` by default. */
  readonly schema?: string
  readonly limits?: PostgresLimits
}

/** All times are in milliseconds. */
export type PostgresLimits = {
  /** Connections at most, not counting the one that listens while somebody subscribes. 10 by default. */
  readonly connections?: number
  /** How long to wait for a connection. 5,000 by default. */
  readonly connectTimeout?: number
  /** How long a write waits for another one's; then the answer is `StoreBusy`. 5,000 by default. */
  readonly busyTimeout?: number
  /** How long the server may work on one statement; a fifth more, and the connection is given up. 10,000 by default. */
  readonly statementTimeout?: number
}

export type Settings = {
  /** The schema's name, quoted. */
  readonly schema: string
  /** For people: no password in it. */
  readonly shown: string
  readonly connectTimeout: number
  /** How long an answer is waited for before the connection is given up. */
  readonly patience: number
  readonly client: ClientConfig
  readonly pool: PoolConfig
}

/** Short enough for the channel's name to fit in the 63 bytes of PostgreSQL's names. */
const schemaName = /^(?!pg_)[a-z][a-z0-9_]{0,39}$/

export const settingsOf = ({
  url,
  schema = 'avenant',
  limits = {}
}: PostgresAddress): E.Either<CannotOpen, Settings> => {
  const { connections = 10, connectTimeout = 5000, busyTimeout = 5000, statementTimeout = 10_000 } = limits
  const address = addressOf(url)
  if (address === null)
    return E.left(
      cannotOpen('PostgreSQL', 'ADDRESS', 'attendu : postgres://utilisateur:motdepasse@serveur:port/base')
    )
  const shown = `${shownAddress(url)}, schéma ${JSON.stringify(schema)}`
  if (!schemaName.test(schema))
    return E.left(
      cannotOpen(shown, 'SCHEMA_NAME', 'attendu : 1 à 40 minuscules ASCII, chiffres ou _, sans pg_ au début')
    )
  // A stronger isolation would show an append what was there before it waited for its turn.
  const isolation = '-c default_transaction_isolation=read\\ committed'
  // Plans are kept from when the tables were small; there is an index for everything that is asked.
  const plans = '-c enable_seqscan=off'
  const options = `${address.searchParams.get('options') ?? ''} ${isolation} ${plans}`.trim()
  address.searchParams.delete('options')
  const client: ClientConfig = {
    connectionString: address.href,
    application_name: 'avenant',
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: statementTimeout,
    lock_timeout: busyTimeout,
    keepAlive: true,
    options
  }
  return E.right({
    schema: `"${schema}"`,
    shown,
    connectTimeout,
    // The server is the first to give up, and says why.
    patience: statementTimeout * 1.2,
    client,
    // A program that forgot to close the store can end.
    pool: { ...client, max: connections, allowExitOnIdle: true }
  })
}

const addressOf = (url: string): URL | null => {
  if (!URL.canParse(url)) return null
  const address = new URL(url)
  return /^postgres(?:ql)?:$/.test(address.protocol) ? address : null
}
