import { connect } from 'node:http2'
import { type Instant, instantOfEpoch } from '@avenant/domain'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb'
import { AppendReq } from '@eventstore/db-client/generated/streams_pb'
import { unavailable } from '../../test/eventstoredb/messages'
import { onStandIn, short } from '../../test/eventstoredb/opened'
import { type StandIn, standInServer } from '../../test/eventstoredb/stand-in-server'
import { event, eventsOf, left, named, refusal, right, taken } from '../contract/harness'
import { eventstoreDbEventStore } from './eventstoredb-event-store'

/** But for that of the journal's mark. */
const appendsTo = ({ asked }: StandIn): number => asked.filter(what => what === 'append').length - 1

/** A second later each time it is asked. */
const ticking = (): (() => Instant) => {
  let seconds = 0
  return () => instantOfEpoch(Date.UTC(2026, 0, 1) + ++seconds * 1000)
}

test(
  'a server that stops answering: each call has a typed, retryable answer in its time; then all goes on',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', [event('a')], 'none'))
    standIn.switches.silent = true
    const tired = { _tag: 'StoreUnavailable', code: 'DEADLINE_EXCEEDED', retryable: true }
    const [appended, reads, journals] = await Promise.all([
      store.append('contrat-1', [event('b')], { exact: 0 })(),
      faultsOf(store.read('contrat-1')),
      faultsOf(store.readAll())
    ])
    expect(left(appended)).toMatchObject(tired)
    expect([...reads, ...journals]).toMatchObject([tired, tired])
    standIn.switches.silent = false
    expect((await taken(store.append('contrat-1', [event('b')], { exact: 0 }))).revision).toBe(1)
    expect(await eventsOf(store.readAll())).toHaveLength(2)
  }, short)
)

test(
  'an answer that is lost: the append is looked for, and not written again',
  onStandIn(
    async ({ standIn, store }) => {
      standIn.switches.loseAnswers = 1
      const appended = await taken(store.append('contrat-1', named('a', 3), 'any'))
      expect(standIn.events()).toHaveLength(3)
      expect(appendsTo(standIn)).toBe(1)
      expect((await eventsOf(store.read('contrat-1')))[2]).toMatchObject(appended)
    },
    { ...short, clock: ticking() }
  )
)

test(
  'an answer that is lost on a known stream: what was written is found, and is not left to the server to tell',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', [event('a')], 'none'))
    standIn.switches.loseAnswers = 1
    expect((await taken(store.append('contrat-1', [event('b')], { exact: 0 }))).revision).toBe(1)
    expect(appendsTo(standIn)).toBe(2)
  }, short)
)

test(
  'a server that refuses for a while: sent again with the same ids, at the same revision, at the same instant',
  onStandIn(
    async ({ standIn, store }) => {
      await taken(store.append('contrat-1', [event('a')], 'none'))
      standIn.switches.refuse = { failure: unavailable, times: 2 }
      const appended = await taken(store.append('contrat-1', [event('b')], 'any'))
      expect(appendsTo(standIn)).toBe(4)
      expect(appended).toMatchObject({ revision: 1, recordedAt: '2026-01-01T00:00:02.000Z' })
      expect(standIn.events().map(({ id }) => id)).toEqual([event('a').id, event('b').id])
    },
    { clock: ticking() }
  )
)

test(
  '500 appends at once are all answered, each call within its time',
  onStandIn(
    async ({ standIn, store }) => {
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, index) => store.append(`contrat-${index}`, [event('a')], 'none')())
      )
      expect(answers.filter(({ _tag }) => _tag === 'Left')).toHaveLength(0)
      expect(standIn.events()).toHaveLength(500)
    },
    { callTimeout: 1000, retryFor: 5000 }
  )
)

test(
  // One after the other would take a quarter of an hour, and no test has that.
  'of many appends to a server that went away, each is answered in the time of one',
  onStandIn(async ({ standIn, store }) => {
    await standIn.stop()
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => store.append(`contrat-${index}`, [event('a')], 'none')())
    )
    expect(answers.map(left)).toEqual(Array(1000).fill(expect.objectContaining({ retryable: true })))
  }, short)
)

test(
  'credentials that are refused are not tried again',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', [event('first')], 'none'))
    const before = appendsTo(standIn)
    standIn.switches.rights = () => 'unknown'
    expect(await refusal(store.append('contrat-1', [event('a')], { exact: 0 }))).toMatchObject({
      _tag: 'StoreUnavailable',
      code: 'ACCESS_DENIED',
      retryable: false
    })
    expect(appendsTo(standIn)).toBe(before + 1)
  })
)

test(
  'what is no JSON is refused before anything is sent',
  onStandIn(async ({ standIn, store }) => {
    const before = standIn.asked.length
    expect(await refusal(store.append('contrat-1', [event('a', { grand: 1n })], 'any'))).toMatchObject({
      _tag: 'InvalidEvents'
    })
    expect(standIn.asked).toHaveLength(before)
  })
)

test(
  "the server's own limit on an append is a typed error that says what to change",
  onStandIn(async ({ standIn, store }) => {
    standIn.switches.maxAppendSize = 10
    expect(await refusal(store.append('contrat-1', named('a', 5), 'any'))).toMatchObject({
      code: 'MAXIMUM_APPEND_SIZE',
      retryable: false,
      message: expect.stringContaining('MaxAppendSize')
    })
    expect(standIn.events()).toEqual([])
  })
)

test(
  'two identical appends at once, by two programs, have one answer and one effect',
  onStandIn(
    async ({ standIn, store, another }) => {
      const other = await another()
      for (const expected of ['none', { exact: 1 }, 'any', 'exists'] as const) {
        const events = named(JSON.stringify(expected), 2)
        const [one, two] = await Promise.all([
          taken(store.append('contrat-1', events, expected)),
          taken(other.append('contrat-1', events, expected))
        ])
        expect(one).toEqual(two)
      }
      expect(standIn.events()).toHaveLength(8)
    },
    { clock: ticking() }
  )
)

test(
  '35 of a request whose client dies in the middle, the stand-in writes nothing, as the server',
  onStandIn(async ({ standIn }) => {
    const before = standIn.asked.filter(what => what === 'append message').length
    const session = connect(`http://${standIn.address}`)
    session.on('error', () => {})
    const request = session.request({
      ':method': 'POST',
      ':path': '/event_store.client.streams.Streams/Append',
      'content-type': 'application/grpc',
      te: 'trailers'
    })
    request.on('error', () => {})
    const options = new AppendReq.Options()
      .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('contrat-1')))
      .setAny(new Empty())
    const first = new AppendReq.ProposedMessage().setId(new UUID().setString(event('a').id))
    for (const message of [new AppendReq().setOptions(options), new AppendReq().setProposedMessage(first)])
      await new Promise(resolve => request.write(framed(message.serializeBinary()), resolve))
    await standIn.whenAsked('append message', before + 2)
    session.destroy()
    await standIn.whenAsked('broken append', 1)
    expect(standIn.events()).toEqual([])
  })
)

test("the failure of another client of the process does not touch a store's appends", async () => {
  const theirs = await standInServer()
  const ours = await standInServer()
  theirs.switches.batches = true
  theirs.switches.silent = true
  ours.switches.batches = true
  const client = EventStoreDBClient.connectionString(theirs.connection)
  const store = right(await eventstoreDbEventStore({ connection: ours.connection, ...short })())
  const pending = client.appendToStream('a', jsonEvent({ type: 'A', data: {} })).catch(() => 'rejected')
  await theirs.whenAsked('batchAppend', 1)

  await taken(store.append('contrat-1', [event('first')], 'none'))
  const before = appendsTo(ours)
  ours.switches.silent = true
  const appending = store.append('contrat-1', [event('a')], { exact: 0 })()
  // The mark's was one too.
  await ours.whenAsked('append', before + 2)
  await theirs.stop()
  expect(await pending).toBe('rejected')
  ours.switches.silent = false
  expect((await appending)._tag).toBe('Right')
  expect(ours.asked).not.toContain('batchAppend')
  // Once until its own time was over, once again: the other's failure did not add to it.
  expect(appendsTo(ours)).toBe(before + 2)
  await store.close()
  await client.dispose()
  await ours.stop()
})

test(
  'beside ours, the metadata says what caused and what belongs together, as the server knows it',
  onStandIn(async ({ standIn, store }) => {
    const { metadata } = event('a')
    const caused = { ...event('b'), metadata: { ...metadata, causationId: event('a').id } }
    await taken(store.append('contrat-1', [event('a'), caused], 'none'))
    const kept = standIn.events().map(one => JSON.parse(Buffer.from(one.metadata).toString()))
    expect(kept).toMatchObject([
      { $correlationId: metadata.correlationId, avenant: { version: 1, schema: 1, metadata } },
      { $correlationId: metadata.correlationId, $causationId: event('a').id }
    ])
    expect(kept[0]).not.toHaveProperty('$causationId')
    expect(await eventsOf(store.readAll())).toMatchObject([event('a'), caused])
  })
)

test(
  'a server that comes back empty is believed, and not what was known of it',
  onStandIn(async ({ standIn, store }) => {
    await taken(store.append('contrat-1', named('a', 3), 'none'))
    standIn.log.wipe()
    expect(await refusal(store.append('contrat-1', [event('b')], { exact: 2 }))).toMatchObject({
      _tag: 'Conflict',
      actual: null
    })
    expect((await taken(store.append('contrat-1', named('a', 3), 'none'))).revision).toBe(2)
    expect(standIn.events()).toHaveLength(3)
  })
)

test(
  'a stream that was loaded is not read again to append to it',
  onStandIn(async ({ standIn, store, another }) => {
    await taken(store.append('contrat-1', named('a', 5), 'none'))
    const other = await another()
    // Its first append looks for the journal's last recording.
    await taken(other.append('contrat-2', [event('b')], 'none'))
    expect(await eventsOf(other.read('contrat-1'))).toHaveLength(5)
    const before = standIn.asked.length
    await taken(other.append('contrat-1', [event('b')], { exact: 4 }))
    // Written, and read back.
    expect(standIn.asked.slice(before).filter(what => what !== 'append message')).toEqual(['append', 'read'])
  })
)

test(
  'closing answers what was sent first; what was not is told so, and is not there',
  onStandIn(async ({ standIn, store }) => {
    const appending = Array.from({ length: 200 }, (_, index) =>
      store.append(`contrat-${index}`, [event('a')], 'none')()
    )
    await standIn.whenAsked('append', 1)
    await store.close()
    const answers = await Promise.all(appending)
    expect(new Set(answers.map(answer => ('left' in answer ? answer.left._tag : answer._tag)))).toEqual(
      new Set(['Right', 'StoreClosed'])
    )
    expect(answers.filter(({ _tag }) => _tag === 'Right')).toHaveLength(standIn.events().length)
  })
)

test(
  'an append that the server leaves without an answer when the store is closed may be given again',
  onStandIn(async ({ standIn, store, another }) => {
    const other = await another()
    standIn.switches.loseAnswers = 1
    const appending = store.append('contrat-1', [event('a')], 'none')()
    await standIn.whenAsked('append', 1)
    await store.close()
    expect(left(await appending)).toMatchObject({
      _tag: 'StoreUnavailable',
      code: 'CLOSED',
      retryable: true
    })
    expect((await taken(other.append('contrat-1', [event('a')], 'none'))).revision).toBe(0)
    expect(standIn.events()).toHaveLength(1)
  }, short)
)

/** As gRPC sends it: not compressed, its length, itself. */
const framed = (message: Uint8Array): Buffer => {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

const faultsOf = async (pages: AsyncIterable<{ readonly _tag: string }>): Promise<ReadonlyArray<unknown>> => {
  const faults: unknown[] = []
  for await (const page of pages) if ('left' in page) faults.push(page.left)
  return faults
}
