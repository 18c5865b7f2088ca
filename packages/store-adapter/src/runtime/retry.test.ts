import { positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { progress } from './progress'
import { delayAfter, patientRetryPolicy, timerSleep } from './retry'

const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length

test('a sleep that is cut short leaves neither a timer nor a listener', async () => {
  const before = timers()
  const cut = new AbortController()
  const sleeping = timerSleep(1e6, cut.signal)
  expect(timers()).toBe(before + 1)
  cut.abort()
  await sleeping
  await timerSleep(1e6, cut.signal)
  expect(timers()).toBe(before)
})

test('a sleep longer than any timer lasts as long as was asked', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] })
  try {
    let awake = false
    const sleeping = timerSleep(2 ** 32).then(() => {
      awake = true
    })
    jest.advanceTimersByTime(2 ** 32 - 1)
    await new Promise(setImmediate)
    expect(awake).toBe(false)
    jest.advanceTimersByTime(1)
    await sleeping
  } finally {
    jest.useRealTimers()
  }
})

test('who waits for ever keeps no timer, and is told', async () => {
  const before = timers()
  const along = progress(null, timerSleep)
  const waiting = along.whenReached(positionOf(1), Number.POSITIVE_INFINITY)()
  expect(timers()).toBe(before)
  along.advance(positionOf(1))
  expect(await waiting).toEqual(E.right(positionOf(1)))
})

test('the delay doubles up to the longest, also after more attempts than a number has bits', () => {
  const delays = [1, 2, 3, 8, 5_000].map(attempt => delayAfter(attempt, 0.5, patientRetryPolicy))
  expect(delays).toEqual([25, 50, 100, 2_500, 2_500])
})
