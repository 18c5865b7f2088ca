import { autresEvents } from '../../test/essai-events'
import { event, left, right, taken } from '../contract/harness'
import { memoryEventStore } from '../memory/memory-event-store'
import { journalCodec } from './codec'
import { decodedPages } from './decoded-pages'

const codec = journalCodec(autresEvents)

test('pages are decoded as they come; an event that cannot be read is the last thing given', async () => {
  const store = memoryEventStore({ pageSize: 2 })
  const good = (name: string) => ({ ...event(name, { n: 1 }), type: 'AutreEssayé' })
  await taken(store.append('autre-1', [good('a'), good('b'), good('c'), event('d'), good('e')], 'none'))
  const given = []
  for await (const page of decodedPages(store.readAll(), codec)) given.push(page)
  expect(given).toHaveLength(2)
  expect(given[0] && right(given[0])).toMatchObject([{ data: { n: 1 } }, { data: { n: 1 } }])
  expect(given[1] && left(given[1])).toMatchObject({ _tag: 'UnreadableEvent', revision: 3 })
})

test('a fault of the store goes through', async () => {
  for await (const page of decodedPages(memoryEventStore().read('autre-1'), codec))
    expect(left(page)).toMatchObject({ _tag: 'StreamNotFound' })
})
