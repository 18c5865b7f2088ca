import { delayAfter, patientRetryPolicy, timerSleep } from './retry'

test('a sleep that is cut short leaves neither a timer nor a listener', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
  const before = timers()
  const cut = new AbortController()
  const sleeping = timerSleep(1e6, cut.signal)
  expect(timers()).toBe(before + 1)
  cut.abort()
  await sleeping
  await timerSleep(1e6, cut.signal)
  expect(timers()).toBe(before)
})

test('the delay doubles up to the longest, also after more attempts than a number has bits', () => {
  const delays = [1, 2, 3, 8, 5_000].map(attempt => delayAfter(attempt, 0.5, patientRetryPolicy))
  expect(delays).toEqual([25, 50, 100, 2_500, 2_500])
})
