import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '@avenant/domain'
import type * as E from 'fp-ts/Either'
import { onStandIn, patient, short } from '../../test/eventstoredb/opened'
import { type StandIn, standInServer } from '../../test/eventstoredb/stand-in-server'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import type { Pages } from '../pages'
import { eventstoreDbEventStore } from './eventstoredb-event-store'

/** Made for these tests, for `localhost`; it protects nothing. */
const tlsFolder = join(__dirname, '..', '..', 'test', 'eventstoredb', 'tls')
const certificate = join(tlsFolder, 'localhost.crt')
const tls = { certificate: readFileSync(certificate), key: readFileSync(join(tlsFolder, 'localhost.key')) }

const refusedOpening = async (connection: string, limits = patient) =>
  left(await eventstoreDbEventStore({ connection, ...limits })())

describe('TLS and credentials, from the address', () => {
  let standIn: StandIn
  beforeAll(async () => {
    standIn = await standInServer({ tls })
    standIn.switches.rights = asker =>
      asker?.user === 'ops' && asker.password === 'p@ss:é' ? true : 'unknown'
  })
  afterAll(() => standIn.stop())

  test('the right ones open it, and go with every call', async () => {
    const connection = `esdb://ops:p%40ss%3A%C3%A9@${standIn.address}?tls=true&tlsCAFile=${certificate}`
    const store = right(await eventstoreDbEventStore({ connection, ...patient })())
    await taken(store.append('contrat-1', [event('a')], 'none'))
    expect(await eventsOf(store.readAll())).toHaveLength(1)
    await store.close()
  })

  test('a wrong password says so, without the password', async () => {
    const error = await refusedOpening(`esdb://ops:secret@${standIn.address}?tlsCAFile=${certificate}`)
    expect(error).toMatchObject({
      _tag: 'CannotOpen',
      code: 'ACCESS_DENIED',
      file: `esdb://***@${standIn.address}`,
      retryable: false
    })
    expect(JSON.stringify(error)).not.toContain('secret')
  })

  test('a certificate that nobody vouches for says so, and is not tried again', async () => {
    expect(await refusedOpening(`esdb://ops:secret@${standIn.address}`)).toMatchObject({
      _tag: 'CannotOpen',
      code: 'TLS',
      retryable: false
    })
  })

  test('a certificate file that is not there says so', async () => {
    expect(await refusedOpening(`esdb://${standIn.address}?tlsCAFile=/nowhere.crt`)).toMatchObject({
      _tag: 'CannotOpen',
      code: 'ADDRESS'
    })
  })
})

test('a server that is not there: typed, in a bounded time, worth trying again', async () => {
  const standIn = await standInServer()
  await standIn.stop()
  expect(await refusedOpening(standIn.connection, short)).toMatchObject({
    _tag: 'CannotOpen',
    code: 'UNAVAILABLE',
    retryable: true
  })
})

test('a server that takes the call and does not answer it is not waited for', async () => {
  const standIn = await standInServer()
  standIn.switches.silent = true
  expect(await refusedOpening(standIn.connection, short)).toMatchObject({
    _tag: 'CannotOpen',
    code: 'DEADLINE_EXCEEDED',
    retryable: true
  })
  await standIn.stop()
})

test('an address that the client would take wrongly is refused, and nothing is printed', async () => {
  const printed = jest.spyOn(console, 'warn').mockImplementation(() => {})
  const wrong: ReadonlyArray<[string, string]> = [
    ['http://ops:secret@localhost:2113', 'esdb://'],
    ['esdb://ops:secret@localhost:2113?tsl=false', 'tsl'],
    ['esdb://ops:secret@localhost:2113?tls=false&throw-on-append-failure=false', 'throwOnAppendFailure'],
    ['esdb://ops:secret@localhost:2113?tlsVerifyCert=false', 'tlsCAFile'],
    ['esdb://ops:secret@localhost:port', 'adresse']
  ]
  for (const [connection, told] of wrong) {
    const error = await refusedOpening(connection)
    expect(error).toMatchObject({ _tag: 'CannotOpen', code: 'ADDRESS', retryable: false })
    expect(error.message).toContain(told)
    expect(JSON.stringify(error)).not.toContain('secret')
  }
  expect(
    left(await eventstoreDbEventStore({ connection: 'esdb://localhost:2113', journal: 'a.b' })())
  ).toMatchObject({ code: 'JOURNAL' })
  expect(printed).not.toHaveBeenCalled()
  printed.mockRestore()
})

test(
  'several nodes are asked for the one to talk to',
  onStandIn(async ({ standIn }) => {
    const connection = `esdb+discover://${standIn.address}?tls=false`
    const store = right(await eventstoreDbEventStore({ connection, ...patient })())
    await taken(store.append('contrat-1', [event('a')], 'none'))
    expect(standIn.asked).toContain('gossip')
    await store.close()
  })
)

test(
  'several journals on one server do not see one another',
  onStandIn(async ({ standIn, store }) => {
    const { connection } = standIn
    const essai = right(await eventstoreDbEventStore({ connection, journal: 'essai', ...patient })())
    const essais = right(await eventstoreDbEventStore({ connection, journal: 'essais', ...patient })())
    await taken(essais.append('contrat-1', [event('b')], 'none'))
    await taken(essai.append('contrat-1', [event('a')], 'none'))
    await taken(store.append('contrat-1', [event('c')], 'none'))
    const all = await Promise.all([essai, essais, store].map(one => eventsOf(one.readAll())))
    expect(all.map(events => events.map(({ data }) => data))).toEqual([['a'], ['b'], ['c']])
    expect(await eventsOf(essai.readAll({ category: 'contrat' }))).toEqual(all[0])
    await essai.close()
    await essais.close()
  })
)

test(
  "the server's own streams, and those that no journal can have, are passed over",
  onStandIn(async ({ standIn, store }) => {
    const theirs = { id: event('x').id, contentType: 'application/json', data: Buffer.from('{}') }
    const metadata = Buffer.from('{}')
    for (const [stream, type] of [
      ['$settings', '$UserCreated'],
      ['$ce-contrat', '$>'],
      ['contrat_1', 'Autre']
    ] as const)
      standIn.log.append(stream, [{ ...theirs, type, metadata }], 'any')
    await taken(store.append('contrat-1', [event('a')], 'none'))
    expect((await eventsOf(store.readAll())).map(({ stream }) => stream)).toEqual(['contrat-1'])
  })
)

test(
  "another program's event in a stream of ours is a typed error, and not a hole",
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', [event('a')], 'none'))
    const data = Buffer.from('{}')
    const foreign = {
      id: event('x').id,
      contentType: 'application/json',
      type: 'Autre',
      data,
      metadata: data
    }
    standIn.log.append('contrat-1', [foreign], 'any')
    const fault = { _tag: 'DamagedJournal', what: 'envelope', revision: 1, retryable: false }
    for (const pages of [store.read('contrat-1'), store.readAll()]) {
      const [own, ended, ...others] = await everyPage<unknown>(pages)
      expect(own).toMatchObject({ right: [{ revision: 0 }] })
      expect(ended).toMatchObject({ left: fault })
      expect(others).toEqual([])
    }
    expect(left(await store.append('contrat-1', [event('b')], { exact: 1 })())).toMatchObject(fault)
  })
)

test(
  '36 a journal of a newer program is told from the streams of another one',
  onStandIn(async ({ standIn }) => {
    const data = Buffer.from('{}')
    const written = { id: event('x').id, contentType: 'application/json', type: 'Autre', data }
    const newer = Buffer.from('{"avenant":{"version":2}}')
    standIn.log.wipe()
    standIn.log.append('contrat-1', [{ ...written, metadata: newer }], 'any')
    expect(await refusedOpening(standIn.connection)).toMatchObject({
      _tag: 'NewerSchema',
      found: 2,
      known: 1
    })
    standIn.log.wipe()
    standIn.log.append('contrat-1', [{ ...written, metadata: data }], 'any')
    expect(await refusedOpening(standIn.connection)).toMatchObject({
      _tag: 'NotAJournal',
      found: 'other-eventstoredb'
    })
  })
)

test(
  'retain answers that this engine has no such thing',
  onStandIn(async ({ store }) => {
    const retained = store.retain({ category: 'access', olderThan: await recordedAtOf(store) })
    expect(left(await retained())).toMatchObject({ code: 'NO_RETENTION', retryable: false })
  })
)

const recordedAtOf = async (store: Parameters<Parameters<typeof onStandIn>[0]>[0]['store']) =>
  (await taken(store.append('contrat-1', [event('a')], 'none'))).recordedAt

const everyPage = async <Fault>(
  pages: Pages<Fault, ReadonlyArray<Recorded>>
): Promise<ReadonlyArray<E.Either<Fault, ReadonlyArray<Recorded>>>> => {
  const all: E.Either<Fault, ReadonlyArray<Recorded>>[] = []
  for await (const page of pages) all.push(page)
  return all
}
test(
  '42 opened read-only, nothing is written into the log, not even where it is empty',
  onStandIn(async ({ standIn, store }) => {
    for (const events of [0, 1]) {
      if (events === 1) await taken(store.append('contrat-1', [event('a')], 'none'))
      const appends = () => standIn.asked.filter(call => /append/i.test(call)).length
      const before = appends()
      const reader = right(
        await eventstoreDbEventStore({ connection: standIn.connection, ...patient, readOnly: true })()
      )
      expect(await eventsOf(reader.readAll())).toHaveLength(events)
      expect(left(await reader.append('contrat-1', [event('b')], 'any')())._tag).toBe('ReadOnlyStore')
      await reader.close()
      expect(appends()).toBe(before)
      expect(await eventsOf(store.readAll())).toHaveLength(events)
    }
  })
)

test(
  '47 the head is of this journal, whatever others wrote after it',
  onStandIn(async ({ standIn, store }) => {
    const data = Buffer.from('{}')
    const theirs = {
      id: event('x').id,
      contentType: 'application/json',
      type: '$stats',
      data,
      metadata: data
    }
    for (let n = 0; n < 300; n++)
      standIn.log.append('$stats-0', [{ ...theirs, id: event(`s${n}`).id }], 'any')
    expect(right(await store.head()())).toBeNull()
    const { position } = await taken(store.append('contrat-1', [event('a')], 'none'))
    for (let n = 0; n < 600; n++)
      standIn.log.append('$stats-0', [{ ...theirs, id: event(`t${n}`).id }], 'any')
    expect(right(await store.head()())).toBe(position)
  })
)

test(
  '48 the list of streams is told to be missing',
  onStandIn(async ({ store }) => {
    for await (const page of store.streams())
      expect(left<unknown>(page)).toMatchObject({ code: 'NO_STREAM_LIST', retryable: false })
    expect.assertions(1)
  })
)
