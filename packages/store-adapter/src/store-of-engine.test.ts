import { instantOfEpoch } from '@avenant/domain'
import { openEventStore } from './address'
import { event, eventsOf, left, right } from './contract/harness'

test('42 whatever the engine, a store that is opened read-only refuses each writing by one typed error', async () => {
  const store = right(await openEventStore('memory:', { readOnly: true })())
  const refusal = { _tag: 'ReadOnlyStore', retryable: false }
  expect(left(await store.append('contrat-1', [event('a')], 'none')())).toMatchObject(refusal)
  expect(left(await store.append('', [], 'none')())).toMatchObject(refusal)
  expect(left(await store.restore((async function* () {})())())).toMatchObject(refusal)
  expect(left(await store.retain({ category: 'contrat', olderThan: instantOfEpoch(0) })())).toMatchObject(
    refusal
  )
  expect(await eventsOf(store.readAll())).toEqual([])
  await store.close()
  expect(left(await store.append('contrat-1', [event('a')], 'none')())).toMatchObject({ _tag: 'StoreClosed' })
})
