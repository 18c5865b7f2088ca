import { Readable } from 'node:stream'
import type { AllStreamSubscription, Position } from '@eventstore/db-client'
import { lookOf } from './reading'

/**
 * A subscription of the client as far as it is looked at: a stream of events, and what the client tells beside it
 * as soon as the server's message comes.
 */
const subscription = () => {
  const source = new Readable({ objectMode: true, read: () => {} })
  const ended: string[] = []
  return {
    ended,
    push: (position: number) =>
      source.push({ event: { position: { commit: BigInt(position) }, streamId: 'a-1', revision: 0n } }),
    tell: (what: 'caughtUp' | 'error', detail?: Error) => source.emit(what, detail),
    // The client adds `unsubscribe` to a stream in the same way.
    source: Object.assign(source, {
      unsubscribe: async () => {
        ended.push('unsubscribed')
      }
    }) as unknown as AllStreamSubscription
  }
}

const listening = () => {
  let checkpoint = (_: Position): void => {}
  const subscribed = subscription()
  const look = (limit: number) =>
    lookOf(
      listener => {
        checkpoint = listener
        return subscribed.source
      },
      limit,
      1000
    )
  return { ...subscribed, look, checkpoint: (at: number) => checkpoint({ commit: BigInt(at), prepare: 0n }) }
}

test('30 a checkpoint that is told while events are still held counts only after them', async () => {
  const { look, push, checkpoint } = listening()
  const looking = look(10)
  push(1)
  push(2)
  // Told now, while the reader has not taken the two events yet.
  checkpoint(7)
  const { events, reached } = await looking
  expect(events.map(({ position }) => position)).toEqual([1n, 2n])
  expect(reached).toBe(7n)
})

test('being caught up that is told ahead counts only after the events before it', async () => {
  const { look, push, tell } = listening()
  const looking = look(10)
  push(1)
  push(2)
  tell('caughtUp')
  expect(await looking).toMatchObject({ events: [{ position: 1n }, { position: 2n }], end: true })
})

test('no more than the limit, whatever was told; then the call is ended', async () => {
  const { look, push, checkpoint, tell, ended } = listening()
  const looking = look(2)
  for (const position of [1, 2, 3]) push(position)
  checkpoint(3)
  tell('caughtUp')
  expect(await looking).toMatchObject({
    events: [{ position: 1n }, { position: 2n }],
    reached: null,
    end: false
  })
  expect(ended).toEqual(['unsubscribed'])
})

test('an error that comes after the end ends nothing else', async () => {
  const { look, tell } = listening()
  const looking = look(2)
  tell('caughtUp')
  await looking
  expect(() => tell('error', new Error('late'))).not.toThrow()
})
