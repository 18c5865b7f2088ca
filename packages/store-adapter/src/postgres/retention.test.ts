import { instantOfEpoch } from '@avenant/domain'
import { type PostgresServer, postgresServer } from '../../test/postgres-server'
import { event, eventsOf, named, right, taken } from '../contract/harness'
import { postgresEventStore } from './postgres-event-store'

let server: PostgresServer
beforeAll(async () => {
  server = await postgresServer()
})
afterAll(() => server?.remove())

test('37 a retention of several batches is one: each stream counted once, and what is kept is kept', async () => {
  let now = instantOfEpoch(0)
  const store = right(
    await postgresEventStore({ url: server.url, schema: server.newSchema(), clock: () => now })()
  )
  // Each stream has events in every batch, and young ones stand between the old.
  for (let turn = 0; turn < 5; turn++)
    for (const stream of ['access-1', 'access-2', 'contrat-1'])
      await taken(store.append(stream, named(`${stream}-${turn}-`, 500), 'any'))
  now = instantOfEpoch(2000)
  await taken(store.append('access-1', [event('kept')], 'any'))
  now = instantOfEpoch(0)
  await taken(store.append('access-3', named('late', 2), 'none'))
  const journal = await eventsOf(store.readAll())
  expect(right(await store.retain({ category: 'access', olderThan: instantOfEpoch(1000) })())).toEqual({
    streams: 3,
    events: 5002
  })
  expect(await eventsOf(store.readAll())).toEqual(
    journal.filter(({ stream, data }) => stream === 'contrat-1' || data === 'kept')
  )
  expect((await taken(store.append('access-2', [event('next')], 'any'))).revision).toBe(2500)
  await store.close()
})
