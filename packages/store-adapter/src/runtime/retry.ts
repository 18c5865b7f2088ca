/** How often, and how far apart, a command is decided again. */
export type RetryPolicy = {
  /** Attempts in all, at least 1. */
  readonly attempts: number
  /** The longest wait before the second attempt, in milliseconds; it doubles with each one. */
  readonly firstDelay: number
  readonly longestDelay: number
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 5, firstDelay: 10, longestDelay: 250 }

/**
 * Milliseconds to wait after a failed attempt, the first being 1. `random` in [0, 1) spreads over the whole delay
 * those who met in a conflict, so that they do not meet again.
 */
export const delayAfter = (attempt: number, random: number, policy: RetryPolicy): number =>
  Math.floor(random * Math.min(policy.firstDelay * 2 ** (attempt - 1), policy.longestDelay))
