import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/Either'
import { type StoreFault, storeClosed } from '../errors'
import { faultOf, noAnswer } from './faults'
import { within } from './within'

/** Runs a call until it is answered, refused, or out of time; what it throws comes back as a value. */
export type Retrying = <A>(attempt: Attempt<A>) => Promise<E.Either<StoreFault, A>>

/** `isOver`: the time of the call has passed, and it was answered. Nothing more is sent for it. */
export type Attempt<A> = (isRetry: boolean, isOver: () => boolean) => Promise<A>

export type RetryingOptions = {
  /** A call that has its turn is answered by then, in milliseconds. */
  readonly retryFor: number
  /** How many calls go out at once; the others wait for their turn, and their time begins with it. */
  readonly atOnce: number
  /** Ends the pauses; nothing is sent again after that, and what waits for its turn is not sent at all. */
  readonly closing: AbortSignal
  /** The answer of a call that had begun, and that closing has cut off. */
  readonly cutOff: StoreFault
}

export type RetriedCalls = {
  readonly call: Retrying
  /** Once no call is at hand. */
  readonly settled: () => Promise<void>
}

/**
 * The client retries nothing. A call that may be made again is made again, after 25, 50, 100… ms and at most a second.
 * Nor does it wait: a server bears about a hundred calls on a connection, and the time of those that it holds back
 * would run out before they went. Who waits for a turn gives up when nobody was answered for as long as a call is tried.
 */
export const retryingFor = ({ retryFor, atOnce, closing, cutOff }: RetryingOptions): RetriedCalls => {
  const { inTurn, settled } = turnsOf(atOnce)
  let answeredAt = 0

  const call: Retrying = attempt => {
    const arrived = performance.now()
    return inTurn(async () => {
      if (closing.aborted) return E.left(storeClosed)
      const started = performance.now()
      if (started - Math.max(arrived, answeredAt) > retryFor) return E.left(faultOf(noAnswer(retryFor)))
      const end = started + retryFor
      for (let tries = 0; ; tries++) {
        try {
          const answer = await within(
            end - performance.now(),
            attempt(tries > 0, () => performance.now() > end)
          )
          answeredAt = performance.now()
          return E.right(answer)
        } catch (error) {
          const fault = faultOf(error)
          const wait = backoff(tries)
          if (!fault.retryable) return E.left(fault)
          if (closing.aborted) return E.left(cutOff)
          if (performance.now() + wait > end) return E.left(fault)
          await paused(wait, closing)
          if (closing.aborted) return E.left(cutOff)
        }
      }
    })
  }
  return { call, settled }
}

const turnsOf = (atOnce: number) => {
  const waiting: (() => void)[] = []
  let free = atOnce
  let whenSettled: (() => void)[] = []

  const inTurn = async <A>(work: () => Promise<A>): Promise<A> => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
      if (free === atOnce) for (const settled of whenSettled.splice(0)) settled()
    }
  }
  const settled = (): Promise<void> =>
    new Promise(resolve => {
      if (free === atOnce) resolve()
      else whenSettled = [...whenSettled, resolve]
    })
  return { inTurn, settled }
}

export const backoff = (tries: number): number => Math.min(1000, 25 * 2 ** Math.min(tries, 6))

/** Ends early, quietly, when the signal is aborted. */
export const paused = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  try {
    await pause(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
