import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEventStore } from './address'
import { left, right } from './contract/harness'
import { checkAddress } from './eventstoredb/address'
import { settingsOf } from './postgres/settings'

/** Stands in each refused address, and in no answer. */
const secret = 'S3cr3t'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const refused = async (address: string): Promise<ReadonlyArray<string>> => {
  const error = left(await openEventStore(address)())
  expect(error).toMatchObject({ _tag: 'CannotOpen', code: 'ADDRESS', retryable: false })
  expect(JSON.stringify(error)).not.toContain(secret)
  expect(error.message).not.toContain('\n')
  if (error._tag !== 'CannotOpen') throw new Error(error._tag)
  for (const { path, message } of error.faults) {
    expect(error.message).toContain(message)
    expect(error.message).toContain(path)
  }
  return error.faults.map(({ path }) => path)
}

const postgres = `postgres://bob:${secret}@ici.example/base`

test.each<[string, ReadonlyArray<string>]>([
  ['?schma=a', ['schma']],
  ['?Schema=a', ['Schema']],
  ['?applicationName=a', ['applicationName']],
  ['?schema=', ['schema']],
  ['?schema', ['schema']],
  ['?schema=a&schema=a', ['schema']],
  ['?schema=a&schema=b&sslmode=allow&x=1', ['schema', 'x', 'sslmode']],
  ['?sslmode=require&sslrootcert=/nowhere.pem', ['sslrootcert']],
  ['?sslmode=disable&sslrootcert=/dev/null', ['sslrootcert', 'sslrootcert']],
  ['?sslcert=/dev/null', ['sslcert']],
  [
    '?ssl=true&uselibpqcompat=true&keepalives=1&target_session_attrs=any',
    ['ssl', 'uselibpqcompat', 'keepalives', 'target_session_attrs']
  ],
  ['?user=eve&password=x&port=1&dbname=autre', ['user', 'password', 'port', 'dbname']],
  ['?connect_timeout=5s', ['connect_timeout']],
  ['?connect_timeout=0', ['connect_timeout']],
  ['?statement_timeout=-1&lock_timeout=1e3', ['statement_timeout', 'lock_timeout']],
  ['?host=/var/run/postgresql', ['host']],
  ['?options=-c%20search_path%3Dpublic', ['options']],
  ['?options=--search_path%3Dpublic', ['options']],
  ['?options=-csearch_path%3Dpublic', ['options']],
  ['?options=-c%20a%3D1%20-c%20Default_Transaction_Isolation%3Dserializable', ['options']],
  ['?options=geqo%3Doff', ['options']],
  ['?application_name=%C3%A9', ['application_name']],
  ['?client_encoding=LATIN1&replication=1&binary=true', ['client_encoding', 'replication', 'binary']],
  ['?schema=a#fragment', ['#']],
  [`?schema=a&${secret}@x=1`, ['?']]
])('PostgreSQL: %s is refused, each fault by its option', async (options, paths) => {
  expect(await refused(`${postgres}${options}`)).toEqual(paths)
})

test('PostgreSQL: each option that is taken reaches the driver, or the session', () => {
  const address = `${postgres}?schema=autre&owner=proprio&application_name=audit&connect_timeout=7&statement_timeout=2000&lock_timeout=300&sslmode=require&options=-c%20geqo%3Doff%20-c%20a.b%3Dx%5C%20y`
  const { client, schema, owner, connectTimeout, patience } = right(settingsOf({ url: address }))
  expect({ schema, owner, connectTimeout, patience }).toEqual({
    schema: '"autre"',
    owner: 'proprio',
    connectTimeout: 7000,
    patience: 2400
  })
  expect(client).toMatchObject({
    connectionString: `${postgres}?sslmode=verify-full`,
    application_name: 'audit',
    connectionTimeoutMillis: 7000,
    statement_timeout: 2000,
    lock_timeout: 300
  })
  expect(client.options).toContain('-c geqo=off -c a.b=x\\ y -c search_path=pg_catalog,pg_temp')
  expect(
    right(settingsOf({ url: 'postgres:///base?host=/var/run/postgresql' })).client.connectionString
  ).toBe('postgres:///base?host=%2Fvar%2Frun%2Fpostgresql')
})

test('PostgreSQL: what the program and the address both say has to be the same', () => {
  const url = `${postgres}?schema=autre&lock_timeout=300`
  expect(left(settingsOf({ url, schema: 'avenant', limits: { busyTimeout: 5 } }))).toMatchObject({
    code: 'ADDRESS',
    faults: [{ path: 'schema' }, { path: 'lock_timeout' }]
  })
  right(settingsOf({ url, schema: 'autre', limits: { busyTimeout: 300 } }))
})

const server = `esdb://bob:${secret}@ici.example:2113`

test.each<[string, ReadonlyArray<string>]>([
  [`${server}?tls=no`, ['tls']],
  [`${server}?tls=`, ['tls']],
  [`${server}?tls=true&TLS=false`, ['tls']],
  [`${server}?tsl=false&x=1`, ['tsl', 'x']],
  [`${server}?defaultDeadline=5s&keepAliveInterval=x`, ['defaultDeadline', 'keepAliveInterval']],
  [`${server}?maxDiscoverAttempts=3`, ['maxDiscoverAttempts']],
  [`esdb+discover://ici.example?nodePreference=maître`, ['nodePreference']],
  [`esdb+discover://a.example,b.example`, ['adresse']],
  [`${server}?tls=false&tlsCAFile=/dev/null`, ['tlsCAFile']],
  [`${server}?tlsCAFile=/nowhere.crt&userCertFile=/dev/null`, ['tlsCAFile', 'userCertFile']],
  [`${server}?tlsVerifyCert=false&throwOnAppendFailure=false`, ['tlsVerifyCert', 'throwOnAppendFailure']],
  [`${server}/journal?tls=false`, ['adresse']],
  [`esdb://ici.example:2113a?tls=false`, ['adresse']],
  [`esdb://bob@ici.example`, ['adresse']],
  [`esdb://bob:a:${secret}@ici.example`, ['adresse']],
  [`esdb://bob:a@${secret}@ici.example`, ['adresse']],
  [`${server}?tls=false#x`, ['#']]
])('EventStoreDB: %s is refused, each fault by its option', async (address, paths) => {
  expect(await refused(address)).toEqual(paths)
})

test('EventStoreDB: what its client uses is taken, however its name is written', () => {
  const file = join(folder, 'ca+1.crt')
  writeFileSync(file, '')
  for (const address of [
    `${server}?tls=true&tls-ca-file=${file}&Default_Deadline=5000&connectionName=x`,
    `esdb+discover://ici.example?nodePreference=read_only_replica&maxDiscoverAttempts=3`,
    'esdb://a.example:2113,b.example:2113/?tls=false&gossipTimeout=5'
  ])
    expect(checkAddress(address)).toMatchObject({ _tag: 'Right' })
})

test('SQLite: an address is a file and nothing else', async () => {
  for (const file of [
    'a.db?mode=ro',
    'a.db#x',
    '?',
    ':memory:',
    'file:a.db',
    '//a.db',
    ' a.db',
    'a.db ',
    ' '
  ])
    expect(await refused(`sqlite:${file}`)).toEqual([''])
})

test('memory has no options', async () => {
  for (const address of ['memory:?x', 'memory:?x=1', 'memory:#', 'MEMORY:', 'SQLITE:a.db', 'Postgres://a/b'])
    await refused(address)
})
