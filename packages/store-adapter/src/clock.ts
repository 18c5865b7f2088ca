import { epochOf, type Instant, instantOfEpoch } from '@avenant/domain'

/** Says what time it is. The domain has none (G8): the store asks it when it records. */
export type Clock = () => Instant

export const systemClock: Clock = () => instantOfEpoch(Date.now())

/**
 * How far a clock may be from what is recorded already, in milliseconds; `'any'`: as far as it likes. Beyond, the clock is
 * taken to be wrong, and nothing is recorded (`ClockRefused`): what is once recorded in 2999 is told by no question of
 * today, and its stream would go on from there.
 */
export type ClockTolerance =
  | 'any'
  | {
      /** After the last recording of the journal; ten years by default. */
      readonly ahead?: number
      /** Before the last recording of the journal; ten years by default. */
      readonly behind?: number
      /** Before the last recording of the stream, at whose instant is then recorded; two days by default. */
      readonly behindStream?: number
      /**
       * How far from the clock of the machine that keeps the journal: the server's, or this one's for a file. A minute by
       * default for the system's clock. One that the program gives (`clock`) is its own, and is compared only when this is
       * given.
       */
      readonly difference?: number
      /** How far after the clock a journal that is taken in may have been recorded; a day by default. */
      readonly future?: number
    }

export type ClockOptions = {
  /** The system's by default. */
  readonly clock?: Clock
  readonly clockTolerance?: ClockTolerance
}

/** Seconds since an instant, 0 for one to come; null when the clock cannot tell: who only measures does not break on it. */
export const secondsSince = (clock: Clock, then: Instant): number | null => {
  try {
    const seconds = (epochOf(clock()) - epochOf(then)) / 1000
    return Number.isFinite(seconds) ? Math.max(0, seconds) : null
  } catch {
    return null
  }
}
