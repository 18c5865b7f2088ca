import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { text } from '../codec'
import { addDays, type DateCivile, dateOfDayNumber, dayNumber, parseDateCivile } from './date-civile'
import { offsetsOf } from './zone'

/**
 * A moment of recording or connection, UTC, to the millisecond: `2017-02-24T09:30:00.000Z` (G3).
 * Two instants compare as their texts do.
 */
export type Instant = string & { readonly Instant: unique symbol }

/** Any RFC 3339 text with its offset, brought to UTC; finer than the millisecond is cut, not rounded. */
export const parseInstant = (input: string): E.Either<string, Instant> => {
  if (isCanonical(input)) return E.right(input)
  const milliseconds = readRfc3339(input)
  if (milliseconds === null)
    return E.left(`attendu : un instant AAAA-MM-JJThh:mm:ssZ, reçu : ${JSON.stringify(input)}`)
  return milliseconds >= Date.UTC(1900, 0, 1) && milliseconds < Date.UTC(3000, 0, 1)
    ? E.right(instantOfEpoch(milliseconds))
    : E.left(`instant hors des années 1900 à 2999 : ${input}`)
}

const rfc3339 =
  /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/

/** Milliseconds since 1970; null when the text is no instant. The 61st second of a minute is counted as its 60th. */
const readRfc3339 = (input: string): number | null => {
  const parts = rfc3339.exec(input)
  if (parts === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map(part => Number(part ?? 0))
  const [fraction = '', sign = '+', offsetHours = '0', offsetMinutes = '0'] = parts.slice(7)
  const date = new Date(0)
  // Date.UTC would read the years 0 to 99 as those of the 20th century.
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  date.setUTCHours(hour, minute, Math.min(second, 59), Number(fraction.padEnd(3, '0').slice(0, 3)))
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  return date.getTime() - (sign === '-' ? -offset : offset)
}

/** In the one form that is kept: nearly all that is read is, and needs no more than this look. */
const isCanonical = (input: string): input is Instant =>
  /^.{10}T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/.test(input) &&
  E.isRight(parseDateCivile(input.slice(0, 10)))

export const Instant = text('Instant', parseInstant)

/** An instant known to be good, in models and tests: throws on a bad one. */
export const instant = (input: string): Instant => {
  const parsed = parseInstant(input)
  if (E.isLeft(parsed)) throw new RangeError(parsed.left)
  return parsed.right
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const epochOf = (at: Instant): number => Date.parse(at)

// An ISO text in UTC with milliseconds is the canonical form.
export const instantOfEpoch = (milliseconds: number): Instant =>
  new Date(milliseconds).toISOString() as Instant

/** The civil date of an instant in a named zone: 23:30Z on 30 June is 1 July in Paris, 30 June in Guadeloupe (G3). */
export const civilDateOf = (at: Instant, zone: string): DateCivile =>
  dateOfDayNumber(dayNumberIn(zone)(epochOf(at)))

/** The number of the civil day of a moment in a named zone, where many are counted: see {@link dayNumber}. */
export const dayNumberIn = (zone: string): ((milliseconds: number) => number) => {
  const offsetAt = offsetsOf(zone)
  return milliseconds => Math.floor((milliseconds + offsetAt(milliseconds)) / DAY)
}

/** The time of day of an instant in a named zone, to the millisecond: `01:30:00.000`, of which {@link civilDateOf} is the day. */
export const civilTimeOf = (at: Instant, zone: string): string => {
  const milliseconds = epochOf(at)
  // An ISO text has its time of day after the `T`, and ends with a `Z`.
  return new Date(milliseconds + offsetsOf(zone)(milliseconds)).toISOString().slice(-13, -1)
}

const DAY = 86_400_000

/** The first instant of a civil date in a named zone, also on the days when the hour changes. */
export const startOfDay = (date: DateCivile, zone: string): Instant => {
  const offsetAt = offsetsOf(zone)
  const midnight = dayNumber(date) * DAY
  const [before, after] = [midnight - offsetAt(midnight - DAY), midnight - offsetAt(midnight + DAY)]
  for (const start of [before, after]) if (start + offsetAt(start) === midnight) return instantOfEpoch(start)
  // Midnight is skipped: the day starts when the hour changes, between the two.
  let [low, high] = [Math.min(before, after), Math.max(before, after)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (middle + offsetAt(middle) < midnight) low = middle
    else high = middle
  }
  return instantOfEpoch(high)
}

/**
 * What a person means by "as known on": an instant, or a date, which takes in all that was recorded that day
 * in `zone`.
 */
export const parseKnowledge =
  (zone: string) =>
  (input: string): E.Either<string, Instant> =>
    /^\d{4}-\d{2}-\d{2}$/.test(input)
      ? pipe(
          parseDateCivile(input),
          // The last day of the calendar ends with it, also where it lasts until the next year in UTC.
          E.map(date =>
            instantOfEpoch(Math.min(epochOf(startOfDay(addDays(date, 1), zone)), Date.UTC(3000, 0, 1)) - 1)
          )
        )
      : pipe(
          parseInstant(input),
          E.mapLeft(
            () =>
              `attendu : une date AAAA-MM-JJ ou un instant AAAA-MM-JJThh:mm:ssZ, reçu : ${JSON.stringify(input)}`
          )
        )
