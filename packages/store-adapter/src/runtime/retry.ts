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

/** Leaves neither a timer nor a listener behind. */
export const timerSleep: Sleep = (milliseconds, signal) =>
  new Promise(resolve => {
    if (signal?.aborted === true) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done, { once: true })
  })
