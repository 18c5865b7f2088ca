import { randomUUID } from 'node:crypto'
import {
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  EventStoreDBClient,
  type ResolvedEvent,
  type StreamingRead
} from '@eventstore/db-client'
import { type StandIn, standInServer } from './stand-in-server'

/**
 * What a real EventStoreDB 23.10.2 answered to the raw client, call by call: the stand-in answers the same. The client
 * is one of the test's own, so that nothing of the adapter stands between.
 */
let standIn: StandIn
let client: EventStoreDBClient

beforeEach(async () => {
  standIn = await standInServer()
  client = EventStoreDBClient.connectionString(standIn.connection)
})

afterEach(async () => {
  await client.dispose()
  await standIn.stop()
})

const one = (over: Readonly<Record<string, unknown>> = {}) => ({
  contentType: 'application/json' as const,
  id: randomUUID(),
  type: 'Essai',
  data: {},
  metadata: {},
  ...over
})

const append = (stream: string, count: number, expectedRevision: AppendExpectedRevision = 'any') =>
  client.appendToStream(
    stream,
    Array.from({ length: count }, () => one()),
    { expectedRevision }
  )

const failureOf = async (call: Promise<unknown>) => {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('it was answered')
}

type Read = StreamingRead<ResolvedEvent | AllStreamResolvedEvent>

const eventsOf = async (read: Read) => {
  const events = []
  for await (const { event } of read) if (event !== undefined) events.push(event)
  return events
}

const revisionsOf = async (read: Read) => (await eventsOf(read)).map(({ revision }) => Number(revision))
const at = (commit: bigint, prepare = commit) => ({ commit, prepare })
const positions = () => standIn.log.events.map(({ position }) => position)
const unexpected = (what: string) => ({
  code: 2,
  message: expect.stringContaining(`Unexpected ${what}: Error`)
})
const thrown = { code: 2, message: expect.stringContaining('Exception was thrown by handler.') }

/** The first thing that a subscription tells, of what ends it or lets it go on. */
const toldBy = (fromPosition: 'start' | 'end' | ReturnType<typeof at>, regex = '^[^$]') =>
  new Promise<unknown>(resolve => {
    const subscription = client.subscribeToAll({
      fromPosition,
      filter: { filterOn: 'streamName', regex, checkpointInterval: 1 }
    })
    const told = (what: unknown): void => {
      resolve(what)
      subscription.unsubscribe().catch(() => {})
    }
    subscription.on('caughtUp', () => told('caught up'))
    subscription.on('data', ({ event }) => told(Number(event?.revision)))
    subscription.on('error', told)
  })

describe('reading a stream', () => {
  test.each(['present', 'missing'])('%s, asked for no event: an error of the server', async stream => {
    await append('present', 3)
    expect(await failureOf(eventsOf(client.readStream(stream, { maxCount: 0 })))).toMatchObject(
      unexpected('ReadStreamResult')
    )
  })

  test('forwards from its end: the same error', async () => {
    await append('s-1', 3)
    expect(
      await failureOf(eventsOf(client.readStream('s-1', { fromRevision: 'end', maxCount: 5 })))
    ).toMatchObject(unexpected('ReadStreamResult'))
  })

  test('backwards from its start: its first event', async () => {
    await append('s-1', 3)
    expect(
      await revisionsOf(client.readStream('s-1', { direction: 'backwards', fromRevision: 'start' }))
    ).toEqual([0])
  })

  test('forwards and backwards from a revision, which is given too; past the end nothing', async () => {
    await append('s-1', 4)
    expect(await revisionsOf(client.readStream('s-1', { fromRevision: 2n }))).toEqual([2, 3])
    expect(await revisionsOf(client.readStream('s-1', { direction: 'backwards', fromRevision: 2n }))).toEqual(
      [2, 1, 0]
    )
    expect(
      await revisionsOf(client.readStream('s-1', { direction: 'backwards', fromRevision: 'end' }))
    ).toEqual([3, 2, 1, 0])
    expect(await revisionsOf(client.readStream('s-1', { fromRevision: 9n }))).toEqual([])
  })

  test('missing: not found', async () => {
    expect(await failureOf(eventsOf(client.readStream('s-1')))).toMatchObject({ type: 'stream-not-found' })
  })
})

describe('reading the whole log', () => {
  test('asked for no event: it never ends', async () => {
    await append('s-1', 3)
    const read = client.readAll({ maxCount: 0 })
    let ended = false
    read.on('end', () => {
      ended = true
    })
    read.on('error', () => {})
    read.resume()
    await standIn.whenOpenReads(1)
    // What is asked after it is answered, and it is open still.
    expect(await revisionsOf(client.readStream('s-1'))).toHaveLength(3)
    expect(ended).toBe(false)
    expect(standIn.openReads()).toBe(1)
    await read.cancel()
  })

  test("from a position that is no record's: an error of the server", async () => {
    await append('s-1', 3)
    const between = (positions()[1] ?? 0n) + 1n
    expect(await failureOf(eventsOf(client.readAll({ fromPosition: at(between) })))).toMatchObject(
      unexpected('ReadAllResult')
    )
  })

  test('from a commit before its prepare: an exception of the server', async () => {
    await append('s-1', 3)
    const [first = 0n, second = 0n] = positions()
    expect(await failureOf(eventsOf(client.readAll({ fromPosition: at(first, second) })))).toMatchObject(
      thrown
    )
  })

  test('forwards from a position, with it; backwards, without it', async () => {
    await append('s-1', 3)
    const second = at(positions()[1] ?? 0n)
    expect(await revisionsOf(client.readAll({ fromPosition: second }))).toEqual([1, 2])
    expect(await revisionsOf(client.readAll({ fromPosition: second, direction: 'backwards' }))).toEqual([0])
  })

  test('from beyond its end: nothing', async () => {
    await append('s-1', 3)
    expect(await eventsOf(client.readAll({ fromPosition: at(10n ** 9n) }))).toEqual([])
  })
})

describe('subscribing to the whole log', () => {
  test('from a record: what follows it; from beyond the end: caught up at once', async () => {
    await append('s-1', 3)
    expect(await toldBy(at(positions()[1] ?? 0n))).toBe(2)
    expect(await toldBy(at(10n ** 9n))).toBe('caught up')
  })

  test("from a position that is no record's, or by a pattern that is none: an exception of the server", async () => {
    await append('s-1', 3)
    expect(await toldBy(at((positions()[1] ?? 0n) + 1n))).toMatchObject(thrown)
    expect(await toldBy('start', '(')).toMatchObject(thrown)
  })
})

describe('appending', () => {
  test('no event, to a new stream: taken, the next revision is 0', async () => {
    expect(await append('s-1', 0, 'no_stream')).toMatchObject({ success: true, nextExpectedRevision: 0n })
    expect(standIn.log.events).toEqual([])
  })

  test.each([
    ['the nil uuid', 's-1', { id: '00000000-0000-0000-0000-000000000000' }],
    ['an empty type', 's-1', { type: '' }],
    ['an empty name of the stream', '', {}]
  ])('%s: an exception of the server', async (_, stream, over) => {
    expect(await failureOf(client.appendToStream(stream, [one(over)]))).toMatchObject(thrown)
  })

  test('above the limit, of which the data alone is counted', async () => {
    const data = (bytes: number) =>
      one({ data: 'x'.repeat(bytes - 2), metadata: { beside: 'x'.repeat(1000) } })
    const limit = 1024 * 1024
    expect(await client.appendToStream('s-1', [data(limit)])).toMatchObject({ success: true })
    expect(await failureOf(client.appendToStream('s-1', [data(limit - 9), data(10)]))).toMatchObject({
      type: 'maximum-append-size-exceeded',
      code: 3,
      message: expect.stringContaining(`Maximum Append Size of ${limit} Exceeded.`)
    })
  })

  test("a message above gRPC's own limit", async () => {
    standIn.switches.maxAppendSize = 64 * 1024 * 1024
    const large = one({ data: 'x'.repeat(16 * 1024 * 1024) })
    expect(await failureOf(client.appendToStream('s-1', [large]))).toMatchObject({
      code: 8,
      message: expect.stringContaining('Received message exceeds the maximum configured message size.')
    })
  })

  test('at another revision: both are told; the same again: its first answer', async () => {
    const events = [one(), one()]
    const options = { expectedRevision: 'no_stream' } as const
    const first = await client.appendToStream('s-1', events, options)
    expect(first.nextExpectedRevision).toBe(1n)
    await append('s-1', 1)
    expect(await client.appendToStream('s-1', events, options)).toMatchObject({
      nextExpectedRevision: 1n,
      position: first.position
    })
    expect(await failureOf(append('s-1', 1, 0n))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 2n
    })
    expect(await failureOf(append('s-2', 1, 'stream_exists'))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 'no_stream'
    })
  })
})

describe('what an operator may do to a stream', () => {
  test('a soft deletion: not found; it begins again at the next revision, and is read from there', async () => {
    await append('s-1', 3)
    await client.deleteStream('s-1')
    expect(await failureOf(eventsOf(client.readStream('s-1')))).toMatchObject({ type: 'stream-not-found' })
    expect(await append('s-1', 1, 'no_stream')).toMatchObject({ nextExpectedRevision: 3n })
    expect(await revisionsOf(client.readStream('s-1'))).toEqual([3])
    // The whole log has it all until a scavenge.
    const ofStream = async () =>
      (await eventsOf(client.readAll())).filter(({ streamId }) => streamId === 's-1')
    expect(await ofStream()).toHaveLength(4)
    standIn.log.scavenge()
    expect((await ofStream()).map(({ revision }) => revision)).toEqual([3n])
  })

  test('a tombstone: deleted, for readers and writers; the whole log shows it at the last of all revisions', async () => {
    await append('s-1', 3)
    await client.tombstoneStream('s-1')
    const deleted = { type: 'stream-deleted', code: 9 }
    expect(await failureOf(eventsOf(client.readStream('s-1')))).toMatchObject(deleted)
    expect(await failureOf(append('s-1', 1))).toMatchObject(deleted)
    const all = async () => (await eventsOf(client.readAll())).filter(({ streamId }) => streamId === 's-1')
    expect((await all()).at(-1)).toMatchObject({ type: '$streamDeleted', revision: 2n ** 63n - 1n })
    expect(await all()).toHaveLength(4)
    standIn.log.scavenge()
    expect(await all()).toHaveLength(1)
  })

  test.each([
    ['$tb', { truncateBefore: 2 }, [2, 3, 4]],
    ['$maxCount', { maxCount: 2 }, [3, 4]],
    ['$maxAge', { maxAge: 0 }, []]
  ])(
    '%s: the stream is read from later on, both ways; the whole log has all until a scavenge',
    async (_, cut, kept) => {
      await append('s-1', 5)
      // Older than what an age of nothing lets pass.
      while (Date.now() <= (standIn.log.events[4]?.created.getTime() ?? 0)) await new Promise(setImmediate)
      await client.setStreamMetadata('s-1', cut)
      expect(await revisionsOf(client.readStream('s-1'))).toEqual(kept)
      expect(
        await revisionsOf(client.readStream('s-1', { direction: 'backwards', fromRevision: 'end' }))
      ).toEqual([...kept].reverse())
      const all = async () =>
        (await eventsOf(client.readAll())).filter(({ streamId }) => streamId === 's-1').length
      expect(await all()).toBe(5)
      standIn.log.scavenge()
      // The last event of a stream stays, also where no reader is given it.
      expect(await all()).toBe(Math.max(1, kept.length))
      expect(await append('s-1', 1, 4n)).toMatchObject({ nextExpectedRevision: 5n })
    }
  )
})

describe('who may do what', () => {
  test('nobody known, and nobody allowed, by the right that is asked for', async () => {
    await append('s-1', 1)
    standIn.switches.rights = () => 'unknown'
    expect(await failureOf(append('s-1', 1))).toMatchObject({ code: 16 })
    standIn.switches.rights = (_, right) => right === 'write'
    expect(await append('s-1', 1)).toMatchObject({ nextExpectedRevision: 1n })
    expect(await failureOf(eventsOf(client.readStream('s-1')))).toMatchObject({ type: 'access-denied' })
    expect(await failureOf(eventsOf(client.readAll()))).toMatchObject({ type: 'access-denied' })
  })
})
