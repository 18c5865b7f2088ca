/// <reference types="jest" />
import * as E from 'fp-ts/Either'
import type { ReadAllError } from '../errors'
import type { EventStore, SubscriptionPage } from '../event-store'
import { type ContractTest, event, eventsOf, left, named, right, taken, type WithStore } from './harness'

/** Case 42. */
export const readingOnlyContract = (run: WithStore, test: ContractTest): void => {
  test(
    '42 opened read-only, a journal is read and followed while another writes, and nothing is written into it',
    run(async ({ store, readOnly }) => {
      if (readOnly === undefined)
        throw new Error('the harness has no readOnly(); give it, or name case 42 in `cannot`')
      await taken(store.append('contrat-1', named('a', 3), 'none'))
      const reader = await readOnly()
      expect(await eventsOf(reader.read('contrat-1'))).toEqual(await eventsOf(store.read('contrat-1')))
      const pages = reader.subscribe()[Symbol.asyncIterator]()
      const seen = await dataUntil(pages, 3)
      await refusesToWrite(reader)

      // Who writes is not held up by who follows, and is followed.
      for (let turn = 0; turn < 20; turn++)
        await taken(store.append('contrat-1', [event(`b${turn}`)], { exact: 2 + turn }))
      seen.push(...(await dataUntil(pages, 20)))
      await pages.return?.()
      const written = await eventsOf(store.readAll())
      expect(written.map(recorded => recorded.data)).toEqual(seen)
      expect(await eventsOf(reader.readAll())).toEqual(written)
      await reader.close()
      expect(left(await reader.append('contrat-1', [event('c')], 'any')())._tag).toBe('StoreClosed')
    })
  )
}

const refusesToWrite = async (reader: EventStore): Promise<void> => {
  const refusal = { _tag: 'ReadOnlyStore', retryable: false, message: expect.stringMatching(/./) }
  let asked = false
  async function* pages() {
    asked = true
    yield E.right([])
  }
  expect(left(await reader.append('contrat-1', [event('refused')], 'any')())).toMatchObject(refusal)
  // A retry writes nothing, and yet is no reading.
  expect(left(await reader.append('contrat-1', named('a', 3), 'none')())).toMatchObject(refusal)
  expect(left(await reader.restore(pages())())).toMatchObject(refusal)
  expect(asked).toBe(false)
  const [last] = await eventsOf(reader.readAll({ limit: 1 }))
  if (last !== undefined)
    expect(left(await reader.retain({ category: 'contrat', olderThan: last.recordedAt })())).toMatchObject(
      refusal
    )
}

/** The data of the next `count` events of a subscription. */
const dataUntil = async (
  pages: AsyncIterator<E.Either<ReadAllError, SubscriptionPage>>,
  count: number
): Promise<unknown[]> => {
  const data: unknown[] = []
  while (data.length < count) {
    const page = await pages.next()
    if (page.done === true) throw new Error(`the subscription ended after ${data.length} events`)
    data.push(...right(page.value).events.map(recorded => recorded.data))
  }
  return data
}
