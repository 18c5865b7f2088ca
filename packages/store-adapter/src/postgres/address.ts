/**
 * What an address of PostgreSQL says. Every option is used or refused: `pg` takes any, and passes over those that it does
 * not know. No value is ever shown, since what stands after a `?` may be the rest of a password.
 */
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Fault } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { optionsOf } from '../address-options'

export type ParsedAddress = {
  /** For `pg`: only what it uses is left in it. */
  readonly url: string
  readonly schema?: string
  readonly owner?: string
  readonly applicationName?: string
  /** As `-c name=value`, as PostgreSQL takes them at the start of a session. */
  readonly options?: string
  /** In milliseconds. */
  readonly connectTimeout?: number
  readonly statementTimeout?: number
  /** `lock_timeout`. */
  readonly busyTimeout?: number
}

/** `pg` verifies the certificate in all of them but the last; `allow` it does not know. */
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

const known = [
  ...[
    'schema',
    'owner',
    'application_name',
    'options',
    'connect_timeout',
    'statement_timeout',
    'lock_timeout'
  ],
  ...['host', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation']
]

/** Said before the `?`; here `pg` would take them instead. */
const elsewhere = ['user', 'password', 'port', 'database', 'dbname']

/** What the journal sets itself for each session. */
const ours = new Set([
  ...['search_path', 'default_transaction_isolation', 'default_transaction_read_only', 'enable_seqscan'],
  ...['statement_timeout', 'lock_timeout', 'client_encoding', 'application_name', 'session_replication_role']
])

export const parseAddress = (given: string): E.Either<ReadonlyArray<Fault>, ParsedAddress> => {
  if (!URL.canParse(given)) return E.left([addressFault])
  const url = new URL(given)
  if (!/^postgres(?:ql)?:$/.test(url.protocol) || !isDecodable(url)) return E.left([addressFault])
  const { values, faults } = optionsOf(url.search, url.hash, { known, elsewhere })

  const checks: Record<string, (value: string) => string | null> = {
    schema: () => null,
    owner: () => null,
    application_name: value => (/^[ -~]{1,63}$/.test(value) ? null : 'attendu : 1 à 63 caractères ASCII'),
    options: sessionFault,
    connect_timeout: value =>
      /^[1-9]\d{0,5}$/.test(value) ? null : 'attendu : un nombre de secondes, au moins 1',
    statement_timeout: millisecondsFault,
    lock_timeout: millisecondsFault,
    host: value =>
      !value.startsWith('/')
        ? "attendu : le dossier de la socket, comme /var/run/postgresql ; un serveur s'écrit avant le ?"
        : url.hostname === ''
          ? null
          : 'un autre serveur est donné avant le ?',
    sslmode: value => (sslModes.includes(value) ? null : `attendu : ${sslModes.join(', ')}`),
    sslrootcert: value => unreadable(value) ?? tlsFault({ ca: textOf(value) }),
    sslcert: value => unreadable(value) ?? (values.has('sslkey') ? null : 'donnez aussi sslkey'),
    sslkey: value => unreadable(value) ?? (values.has('sslcert') ? null : 'donnez aussi sslcert'),
    sslnegotiation: value => (/^(?:postgres|direct)$/.test(value) ? null : 'attendu : postgres ou direct')
  }
  const refused = [...values].flatMap(([path, value]): Fault[] => {
    const message = checks[path]?.(value) ?? null
    return message === null ? [] : [{ path, message }]
  })
  if (values.get('sslmode') === 'disable')
    for (const path of ['sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'])
      if (values.has(path)) refused.push({ path, message: "n'a pas d'effet avec sslmode=disable" })
  const [cert, key] = [values.get('sslcert'), values.get('sslkey')]
  if (refused.length === 0 && cert !== undefined && key !== undefined) {
    const message = tlsFault({ cert: textOf(cert), key: textOf(key) })
    if (message !== null) refused.push({ path: 'sslcert', message })
  }
  const all = [...faults, ...refused]
  return all.length > 0 ? E.left(all) : E.right(parsedOf(url, values))
}

const parsedOf = (url: URL, values: ReadonlyMap<string, string>): ParsedAddress => {
  const [schema, owner, applicationName, options] = ['schema', 'owner', 'application_name', 'options'].map(
    name => values.get(name)
  )
  const milliseconds = (name: string, unit: number): number | undefined =>
    values.has(name) ? Number(values.get(name)) * unit : undefined
  const connectTimeout = milliseconds('connect_timeout', 1000)
  const statementTimeout = milliseconds('statement_timeout', 1)
  const busyTimeout = milliseconds('lock_timeout', 1)
  for (const name of known.slice(0, 7)) url.searchParams.delete(name)
  // What `pg` makes of all of them today; it would say so in English, for each program once.
  if (/^(?:prefer|require|verify-ca)$/.test(values.get('sslmode') ?? ''))
    url.searchParams.set('sslmode', 'verify-full')
  return {
    url: url.href,
    ...(schema === undefined ? {} : { schema }),
    ...(owner === undefined ? {} : { owner }),
    ...(applicationName === undefined ? {} : { applicationName }),
    ...(options === undefined ? {} : { options }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
    ...(statementTimeout === undefined ? {} : { statementTimeout }),
    ...(busyTimeout === undefined ? {} : { busyTimeout })
  }
}

const addressFault: Fault = {
  path: '',
  message: 'attendu : postgres://utilisateur:motdepasse@serveur:port/base?schema=…'
}

/** `pg` would throw on a `%` that begins nothing. */
const isDecodable = ({ username, password, hostname, pathname }: URL): boolean => {
  try {
    for (const part of [username, password, hostname, pathname]) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

const millisecondsFault = (value: string): string | null =>
  /^[1-9]\d{0,8}$/.test(value) ? null : 'attendu : un nombre de millisecondes, au moins 1'

/** Of `-c name=value` one after the other; a blank in a value is written `\ `. */
const sessionFault = (value: string): string | null => {
  const setting = /\s*(?:-c\s*|--)([A-Za-z_][A-Za-z0-9_.]*)=(?:\\.|[^\s\\])*(?=\s|$)/gy
  let read = 0
  for (const match of value.matchAll(setting)) {
    const name = (match[1] ?? '').toLowerCase()
    if (ours.has(name)) return `${name} est réglé par le journal`
    read += match[0].length
  }
  return value.slice(read).trim() === '' ? null : 'attendu : -c nom=valeur, autant de fois que voulu'
}

const textOf = (file: string): string => readFileSync(file, 'utf8')

const unreadable = (file: string): string | null => {
  try {
    textOf(file)
    return null
  } catch {
    return 'fichier illisible'
  }
}

const tlsFault = (files: {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}): string | null => {
  if (files.ca !== undefined && !files.ca.includes('-----BEGIN'))
    return 'attendu : un certificat au format PEM'
  try {
    createSecureContext(files)
    return null
  } catch {
    return 'attendu : des fichiers PEM qui vont ensemble'
  }
}
