import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/Either'
import { type StoreFault, storeClosed } from '../errors'
import { faultOf } from './faults'

/** Runs a call until it is answered, refused, or out of time; what it throws comes back as a value. */
export type Retrying = <A>(attempt: (isRetry: boolean) => Promise<A>) => Promise<E.Either<StoreFault, A>>

/**
 * The client retries nothing. A call that may be made again is made again, after 25, 50, 100… ms and at most a second.
 *
 * @param retryFor no attempt starts later than this, in milliseconds
 * @param closing ends the pauses
 */
export const retryingFor =
  (retryFor: number, closing: AbortSignal): Retrying =>
  async attempt => {
    const until = performance.now() + retryFor
    for (let tries = 0; ; tries++) {
      try {
        const answer = await attempt(tries > 0)
        return E.right(answer)
      } catch (error) {
        if (closing.aborted) return E.left(storeClosed)
        const fault = faultOf(error)
        const wait = backoff(tries)
        if (!fault.retryable || performance.now() + wait > until) return E.left(fault)
        await paused(wait, closing)
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
