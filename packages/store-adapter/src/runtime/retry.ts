/** How often, and how far apart, something is tried again. */
export type RetryPolicy = {
  /** Attempts in all, at least 1. */
  readonly attempts: number
  /** The longest wait before the second attempt, in milliseconds; it doubles with each one. */
  readonly firstDelay: number
  readonly longestDelay: number
}

/** Of a command that is decided again. */
export const defaultRetryPolicy: RetryPolicy = { attempts: 5, firstDelay: 10, longestDelay: 250 }

/** Of what runs behind: it can wait longer. */
export const patientRetryPolicy: RetryPolicy = { attempts: 8, firstDelay: 50, longestDelay: 5_000 }

/**
 * Milliseconds to wait after a failed attempt, the first being 1. `random` in [0, 1) spreads over the whole delay
 * those who met in a conflict, so that they do not meet again.
 */
export const delayAfter = (attempt: number, random: number, policy: RetryPolicy): number =>
  // 2 ** 30 is beyond any delay, and what comes after it may not be a number any more.
  Math.floor(random * Math.min(policy.firstDelay * 2 ** Math.min(attempt - 1, 30), policy.longestDelay))

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>

/** The longest that a timer of Node can be set to; beyond, it would end at once. */
const longestTimer = 2 ** 31 - 1

/** Leaves neither a timer nor a listener behind. What lasts for ever (`Infinity`) is ended by the signal, and has none. */
export const timerSleep: Sleep = (milliseconds, signal) =>
  new Promise(resolve => {
    if (signal?.aborted === true) return resolve()
    let timer: NodeJS.Timeout | undefined
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const sleepFor = (left: number): void => {
      const next = left > longestTimer ? () => sleepFor(left - longestTimer) : done
      timer = setTimeout(next, Math.min(left, longestTimer))
    }
    if (milliseconds !== Number.POSITIVE_INFINITY) sleepFor(milliseconds)
    signal?.addEventListener('abort', done, { once: true })
  })
