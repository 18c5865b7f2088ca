import * as E from 'fp-ts/Either'
import { storeUnavailable } from '../errors'
import type { SubscriptionPage } from '../event-store'
import { resuming } from './resuming'

type Given = E.Either<ReturnType<typeof storeUnavailable>, SubscriptionPage>

const cut = E.left(storeUnavailable('UNAVAILABLE', true, 'réessayez'))
const page = E.right({ events: [], checkpoint: null, caughtUp: true })

/** Gives, at each opening, what stands next; the clock stands where `at` says when it does. */
const scripted = (...script: ReadonlyArray<{ readonly at: number; readonly given: Given }>) => {
  const left = [...script]
  const clock = jest.spyOn(performance, 'now').mockReturnValue(0)
  const subscribe = async function* (): AsyncGenerator<Given, void> {
    const next = left.shift()
    if (next === undefined) return
    clock.mockReturnValue(next.at)
    yield next.given
  }
  return { subscribe, restore: () => clock.mockRestore() }
}

const first = async (resumeFor: number, subscribe: () => AsyncGenerator<Given, void>) => {
  const subscription = resuming({ subscribe, resumeFor, closing: new AbortController().signal })()
  return (await subscription[Symbol.asyncIterator]().next()).value
}

test('the time to come back counts from the cut, and not from the last event', async () => {
  const hour = 3_600_000
  const { subscribe, restore } = scripted({ at: hour, given: cut }, { at: hour + 50, given: page })
  expect(await first(100, subscribe)).toEqual(page)
  restore()
})

test('a server that stays away longer than that ends the subscription', async () => {
  const { subscribe, restore } = scripted(
    { at: 0, given: cut },
    { at: 101, given: cut },
    { at: 102, given: page }
  )
  expect(await first(100, subscribe)).toEqual(cut)
  restore()
})
