/** At which instant an append is recorded: what the clock says, unless it is far from what is recorded already. */
import { epochOf, type Instant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type Clock, type ClockOptions, type ClockTolerance, systemClock } from './clock'
import { messageOf } from './error-code'
import { type ClockRefused, clockRefused } from './errors'
import { isKeptInstant } from './recorded-text'

/**
 * What the clock said, and between which texts the last recordings have to be for it to be believed: instants compare as
 * their texts do, in a database too. `now` is null when the clock did not say an instant.
 */
export type ClockReading = {
  readonly now: Instant | null
  /** For people. */
  readonly said: string
  readonly earliest: string
  readonly latest: string
  readonly latestOfStream: string
  /** How far it may be from the clock of who keeps the journal, in milliseconds; null when the two are not compared. */
  readonly difference: number | null
}

/** When the journal's last event was recorded, and the stream's; null without one. */
export type LastRecordings = { readonly journal: Instant | null; readonly stream: Instant | null }

const day = 86_400_000
/** The ten years hold two or three leap days. */
const byDefault = { ahead: 3653 * day, behind: 3653 * day, behindStream: 2 * day, future: day }

export type Tolerances = Readonly<typeof byDefault>

export const tolerancesOf = (tolerance: ClockTolerance = {}): Tolerances => {
  if (tolerance !== 'any') return { ...byDefault, ...tolerance }
  const all = Number.POSITIVE_INFINITY
  return { ahead: all, behind: all, behindStream: all, future: all }
}

/** Never throws, whatever the clock is. What one millisecond needs is made once. */
export const clockReader = ({ clock = systemClock, clockTolerance }: ClockOptions): (() => ClockReading) => {
  const { ahead, behind, behindStream } = tolerancesOf(clockTolerance)
  const difference = differenceOf(clock, clockTolerance)
  let last: ClockReading | null = null
  return () => {
    const said = saidBy(clock)
    if (last !== null && last.now === said) return last
    if (!isKeptInstant(said))
      return {
        now: null,
        said: shown(said),
        earliest: never.from,
        latest: never.to,
        latestOfStream: never.to,
        difference
      }
    const now = epochOf(said)
    last = {
      now: said,
      said,
      earliest: lowest(now - ahead),
      latest: highest(now + behind),
      latestOfStream: highest(now + behindStream),
      difference
    }
    return last
  }
}

/** Both machines' clocks are set by somebody: a minute is more than those who do it well leave, and less than a wrong zone. */
const usualDifference = 60_000

const differenceOf = (clock: Clock, tolerance: ClockTolerance | undefined): number | null => {
  const given = tolerance === 'any' ? Number.POSITIVE_INFINITY : tolerance?.difference
  const difference = given ?? (clock === systemClock ? usualDifference : Number.POSITIVE_INFINITY)
  return difference === Number.POSITIVE_INFINITY ? null : difference
}

/** Why a clock is not believed that is far from the one of who keeps the journal; null when it is near. */
export const farFromKeeper = (
  { now, difference }: ClockReading,
  stream: string,
  keeper: Instant
): ClockRefused | null =>
  now === null || difference === null || Math.abs(epochOf(now) - epochOf(keeper)) <= difference
    ? null
    : clockRefused({ reason: 'keeper', stream, now, last: keeper })

/** The rule where this machine keeps the journal. */
export const recordingInstantHere = (
  reading: ClockReading,
  stream: string,
  last: LastRecordings
): E.Either<ClockRefused, Instant> => {
  const far = reading.difference === null ? null : farFromKeeper(reading, stream, systemClock())
  return far === null ? recordingInstant(reading, stream, last) : E.left(far)
}

/** Never below the stream's last recording. */
export const recordingInstant = (
  { now, said, earliest, latest, latestOfStream }: ClockReading,
  stream: string | null,
  last: LastRecordings
): E.Either<ClockRefused, Instant> => {
  if (now === null) return E.left(clockRefused({ reason: 'instant', stream, now: said, last: null }))
  if (last.stream !== null && last.stream > latestOfStream)
    return E.left(clockRefused({ reason: 'stream', stream, now, last: last.stream }))
  // What was damaged in another stream tells nothing about the clock.
  if (
    last.journal !== null &&
    (last.journal < earliest || last.journal > latest) &&
    isKeptInstant(last.journal)
  )
    return E.left(clockRefused({ reason: 'journal', stream, now, last: last.journal }))
  return E.right(last.stream !== null && last.stream > now ? last.stream : now)
}

const saidBy = (clock: () => unknown): unknown => {
  try {
    const said = clock()
    // Nobody else would hear of what it rejects.
    if (said instanceof Promise) said.catch(() => {})
    return said
  } catch (error) {
    return `erreur : ${messageOf(error)}`
  }
}

/** In one line. What an object would say of itself is not asked. */
const shown = (said: unknown): string => {
  if (typeof said === 'string') return JSON.stringify(said).slice(0, 60)
  return (typeof said === 'object' && said !== null) || typeof said === 'function'
    ? typeof said
    : String(said)
}

const [first, end] = [Date.parse('0000-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Bounds that no text is within: of a tolerance that is no number. */
const never = { from: '~', to: '' }

const lowest = (milliseconds: number): string =>
  milliseconds < first ? '' : milliseconds <= end ? new Date(milliseconds).toISOString() : never.from

const highest = (milliseconds: number): string =>
  milliseconds > end ? '~' : milliseconds >= first ? new Date(milliseconds).toISOString() : never.to
