import type { Position } from '@avenant/domain'
import { type AnyFault, defect } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { healthOf } from './health'

const fault: AnyFault = defect('reaction', new Error('x'))
const lag = (events: number) => () => async () => E.right({ events, seconds: events, more: false })
const reading = (events = 0) => ({
  // An opaque position.
  state: () => ({ checkpoint: '1' as Position, fault: null }),
  lag: lag(events)
})
const running = (waiting: ReadonlyArray<{ readonly stream: string }>, stopped: AnyFault | null = null) => ({
  running: () => ({ state: () => ({ fault: stopped, waiting }) }),
  fault: () => null
})
const ended = (of: AnyFault | null) => ({ running: () => null, fault: () => of })

const told = async (...asked: Parameters<typeof healthOf>) => {
  const { status, reactions } = await healthOf(...asked)()
  return [status, reactions.where, reactions.fault, reactions.waiting]
}

test('reactions that have ended here are told, and answers are given all the same', async () => {
  expect(await told(reading(), ended(fault), null)).toEqual(['impaired', 'stopped', fault, []])
  // Another program has them.
  expect(await told(reading(), ended(null), null)).toEqual(['ok', 'elsewhere', null, []])
  expect(await told(reading(), null, null)).toEqual(['ok', 'off', null, []])
  expect(await healthOf(reading(), null, ended(fault))()).toMatchObject({
    status: 'impaired',
    reactions: { where: 'off' },
    deadlines: { where: 'stopped', fault }
  })
})

test('a dossier at which a reaction stopped waits for an operator, who is told', async () => {
  expect(await told(reading(), running([]), null)).toEqual(['ok', 'here', null, []])
  expect(await told(reading(), running([{ stream: 'convention-1' }]), null)).toEqual([
    'impaired',
    'here',
    null,
    ['convention-1']
  ])
  // Answers that are behind are told before.
  expect(await told(reading(3), ended(fault), null)).toEqual(['late', 'stopped', fault, []])
})
