import { positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { changesOf } from './changes'
import type { Scan } from './engine'
import { Subscription } from './subscription'

const at = (position: number): Scan => ({
  events: [],
  damage: null,
  checkpoint: positionOf(position),
  end: true,
  gapless: true
})

test('28 a change that comes while the journal is read is not slept through', async () => {
  const changes = changesOf()
  let head = 1
  const scan = async () => {
    const read = at(head)
    if (head === 1) {
      // Written after the reading, told before the reader knows that there is nothing to give.
      head = 2
      changes.notify()
    }
    return E.right(read)
  }
  const subscription = new Subscription({ scan, changes }, positionOf(1), undefined, () => {})
  expect(await subscription.next()).toMatchObject({ value: { right: { checkpoint: '1', caughtUp: true } } })
  head = 1
  expect(await subscription.next()).toMatchObject({ value: { right: { checkpoint: '2', caughtUp: true } } })
  await subscription.return()
})

test('33 calls of next() at once are answered in their order, one page each', async () => {
  const changes = changesOf()
  let head = 0
  const scan = async () => E.right(at(++head))
  const subscription = new Subscription({ scan, changes }, null, undefined, () => {})
  const pages = await Promise.all([subscription.next(), subscription.next(), subscription.next()])
  expect(pages).toMatchObject(['1', '2', '3'].map(checkpoint => ({ value: { right: { checkpoint } } })))
  await subscription.return()
  expect(head).toBe(3)
})

test('54 a next() whose reading never comes to an end is ended by return(), and by its signal', async () => {
  for (const stop of ['return', 'abort'] as const) {
    const aborting = new AbortController()
    const source = { changes: changesOf(), scan: () => new Promise<never>(() => {}) }
    const subscription = new Subscription(source, null, aborting.signal, () => {})
    const pending = subscription.next()
    await new Promise(setImmediate)
    if (stop === 'return') await subscription.return()
    else aborting.abort()
    expect(await pending).toEqual({ done: true, value: undefined })
  }
})
