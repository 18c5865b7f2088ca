import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { type StandIn, standInServer } from './stand-in-server'

/** The client's own batch appends, which it uses by itself on a server that has them, against the stand-in. */
let standIn: StandIn
let client: EventStoreDBClient

beforeEach(async () => {
  standIn = await standInServer()
  standIn.switches.batches = true
  client = EventStoreDBClient.connectionString(standIn.connection)
})

afterEach(async () => {
  await client.dispose()
  await standIn.stop()
})

const one = (data: string) => jsonEvent({ type: 'Essai', data: { data } })

test('many at once down one call are written in the order in which they were given', async () => {
  // The client begins its call with the first append, which the others would overtake.
  await client.appendToStream('first', one('first'))
  const given = Array.from({ length: 300 }, (_, n) => n)
  const answers = await Promise.all(
    given.map(n =>
      client.appendToStream(`a-${n % 7}`, [one(`${n}`), one(`${n}`)], {
        expectedRevision: n < 7 ? 'no_stream' : BigInt(2 * Math.floor(n / 7) - 1)
      })
    )
  )
  expect(answers.map(({ nextExpectedRevision }) => Number(nextExpectedRevision))).toEqual(
    given.map(n => 2 * Math.floor(n / 7) + 1)
  )
  const written = standIn.log.events.map(({ data }) => JSON.parse(Buffer.from(data).toString('utf8')).data)
  expect(written.slice(1)).toEqual(given.flatMap(n => [`${n}`, `${n}`]))
  expect(standIn.asked.filter(call => call === 'batchAppend')).toHaveLength(301)
})

test('what is refused is told of one append, and the others of the call go on', async () => {
  await client.appendToStream('a-1', one('a'))
  standIn.log.tombstone('a-2', 'any')
  standIn.switches.maxAppendSize = 1000
  const refused = [
    client.appendToStream('a-1', one('b'), { expectedRevision: 'no_stream' }),
    client.appendToStream('a-1', one('x'.repeat(2000))),
    client.appendToStream('a-2', one('c'))
  ].map(append => append.catch((error: unknown) => error))
  const taken = client.appendToStream('a-1', one('d'), { expectedRevision: 0n })
  expect(await Promise.all(refused)).toMatchObject([
    { type: 'wrong-expected-version', actualVersion: 0n },
    { type: 'maximum-append-size-exceeded' },
    { type: 'stream-deleted' }
  ])
  expect((await taken).nextExpectedRevision).toBe(1n)
})
