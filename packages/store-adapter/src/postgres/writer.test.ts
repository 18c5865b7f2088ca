import { instantOfEpoch, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { CheckedAppend } from '../checked-events'
import { event, left, right } from '../contract/harness'
import { clockReader } from '../recording-instant'
import type { TimedAppend } from './append'
import { Writer } from './writer'

const mebibyte = 'x'.repeat(1024 * 1024)

const append = (stream: string, data = '0'): CheckedAppend => ({
  stream,
  expected: 'any',
  events: [{ ...event(stream), data, metadata: '{}' }]
})

/** A writer whose database answers when the test says so. */
const heldWriter = () => {
  const batches: (readonly string[])[] = []
  let answer = (): void => {}
  const answered = new Promise<void>(resolve => {
    answer = resolve
  })
  const send = async (appends: ReadonlyArray<TimedAppend>) => {
    batches.push(appends.map(({ append: one }) => one.stream))
    await answered
    return appends.map(() => E.right({ revision: 0, position: positionOf(1), recordedAt: instantOfEpoch(0) }))
  }
  const writer = new Writer(send, clockReader({}), () => {})
  return { writer, batches, answer: () => answer() }
}

test('what waits is bounded: beyond it the answer is busy at once, and the others are not harmed', async () => {
  const { writer, answer } = heldWriter()
  const waiting = Array.from({ length: 256 }, (_, n) =>
    writer.append(append(`contrat-${n}`, mebibyte.slice(2)))
  )
  expect(left(await writer.append(append('contrat-x', mebibyte)))).toMatchObject({
    _tag: 'StoreBusy',
    code: 'QUEUE_FULL',
    retryable: true
  })
  answer()
  for (const one of await Promise.all(waiting)) right(one)
  await writer.settled()
})

test('a batch is bounded in events and in size, and has each stream once, in the order of arrival', async () => {
  const { writer, batches, answer } = heldWriter()
  answer()
  await Promise.all([
    writer.append(append('a')),
    writer.append(append('b')),
    writer.append(append('a')),
    writer.append(append('c')),
    writer.append(append('a')),
    ...Array.from({ length: 5 }, (_, n) => writer.append(append(`large-${n}`, mebibyte))),
    writer.append(append('b'))
  ])
  expect(batches).toEqual([
    ['a', 'b', 'c', 'large-0', 'large-1', 'large-2'],
    ['a', 'large-3', 'large-4', 'b'],
    ['a']
  ])
})
