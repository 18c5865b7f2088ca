import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/Either'
import { type StoreFault, storeClosed } from '../errors'
import { faultOf, noAnswer } from './faults'

/** Runs a call until it is answered, refused, or out of time; what it throws comes back as a value. */
export type Retrying = <A>(attempt: (isRetry: boolean) => Promise<A>) => Promise<E.Either<StoreFault, A>>

export type RetryingOptions = {
  /** No attempt starts later than this after the first, in milliseconds. */
  readonly retryFor: number
  /** How many calls go out at once; the others wait for their turn, and their time begins with it. */
  readonly atOnce: number
  /** Ends the pauses. */
  readonly closing: AbortSignal
}

/**
 * The client retries nothing. A call that may be made again is made again, after 25, 50, 100… ms and at most a second.
 * Nor does it wait: a server bears about a hundred calls on a connection, and the time of those that it holds back
 * would run out before they went. Who waits for a turn gives up when nobody was answered for as long as a call is tried.
 */
export const retryingFor = ({ retryFor, atOnce, closing }: RetryingOptions): Retrying => {
  const inTurn = turnsOf(atOnce)
  let answeredAt = 0

  return attempt => {
    const arrived = performance.now()
    return inTurn(async () => {
      const started = performance.now()
      if (started - Math.max(arrived, answeredAt) > retryFor) return E.left(faultOf(noAnswer(retryFor)))
      for (let tries = 0; ; tries++) {
        try {
          const answer = await attempt(tries > 0)
          answeredAt = performance.now()
          return E.right(answer)
        } catch (error) {
          if (closing.aborted) return E.left(storeClosed)
          const fault = faultOf(error)
          const wait = backoff(tries)
          if (!fault.retryable || performance.now() + wait > started + retryFor) return E.left(fault)
          await paused(wait, closing)
        }
      }
    })
  }
}

const turnsOf = (atOnce: number) => {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async <A>(work: () => Promise<A>): Promise<A> => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
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
