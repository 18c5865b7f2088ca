import { Readable } from 'node:stream'
import type { AllStreamSubscription, Position } from '@eventstore/db-client'
import { lookingAt } from './reading'

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

const listening = (silence = 1000) => {
  let checkpoint = (_: Position): void => {}
  const subscribed = subscription()
  const { next: look, open } = lookingAt(listener => {
    checkpoint = listener
    return subscribed.source
  }, silence)
  return {
    ...subscribed,
    look,
    open,
    checkpoint: (at: number) => checkpoint({ commit: BigInt(at), prepare: 0n })
  }
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

test('no more than the limit, whatever was told; the rest is the next page, of the same call', async () => {
  const { look, push, checkpoint, tell, ended, open } = listening()
  const looking = look(2)
  for (const position of [1, 2, 3]) push(position)
  checkpoint(3)
  tell('caughtUp')
  expect(await looking).toMatchObject({
    events: [{ position: 1n }, { position: 2n }],
    reached: null,
    end: false
  })
  expect([ended, open()]).toEqual([[], true])
  expect(await look(2)).toMatchObject({ events: [{ position: 3n }], reached: 3n, end: false })
  expect(await look(2)).toMatchObject({ events: [], end: true })
  expect([ended, open()]).toEqual([['unsubscribed'], false])
})

test('a call of which nobody asks the next page ends', async () => {
  const { look, push, ended, open, source } = listening(1)
  const looking = look(1)
  push(1)
  await looking
  const closed = new Promise<void>(resolve => {
    source.unsubscribe = async () => {
      ended.push('unsubscribed')
      resolve()
    }
  })
  await closed
  expect(open()).toBe(false)
})

test('a cut while nobody asks is told to who asks next', async () => {
  const { look, push, tell } = listening()
  const looking = look(1)
  push(1)
  await looking
  tell('error', new Error('cut'))
  await expect(look(1)).rejects.toThrow('cut')
})

test('an error that comes after the end ends nothing else', async () => {
  const { look, tell } = listening()
  const looking = look(2)
  tell('caughtUp')
  await looking
  expect(() => tell('error', new Error('late'))).not.toThrow()
})
