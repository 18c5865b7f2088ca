import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { Temporal } from 'temporal-polyfill'
import { text } from '../codec'
import { addDays, type DateCivile, parseDateCivile } from './date-civile'

/**
 * A moment of recording or connection, UTC, to the millisecond: `2017-02-24T09:30:00.000Z` (G3).
 * Two instants compare as their texts do.
 */
export type Instant = string & { readonly Instant: unique symbol }

/** Any RFC 3339 text with its offset, brought to UTC; finer than the millisecond is cut, not rounded. */
export const parseInstant = (input: string): E.Either<string, Instant> =>
  isCanonical(input)
    ? E.right(input)
    : pipe(
        E.tryCatch(
          () => Temporal.Instant.from(input).epochMilliseconds,
          () => `attendu : un instant AAAA-MM-JJThh:mm:ssZ, reçu : ${JSON.stringify(input)}`
        ),
        E.filterOrElse(
          ms => ms >= Date.UTC(1900, 0, 1) && ms < Date.UTC(3000, 0, 1),
          () => `instant hors des années 1900 à 2999 : ${input}`
        ),
        E.map(instantOfEpoch)
      )

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

/** A named time zone of the IANA data base; an offset (`+02:00`) is no zone, for it does not change its hour. */
export const Zone = text('Zone', (input: string): E.Either<string, string> => {
  const unknown = `fuseau horaire inconnu : ${input}`
  return /^[A-Za-z]/.test(input)
    ? E.tryCatch(
        () => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(input).timeZoneId,
        () => unknown
      )
    : E.left(unknown)
})

/** The civil date of an instant in a named zone: 23:30Z on 30 June is 1 July in Paris, 30 June in Guadeloupe (G3). */
export const civilDateOf = (at: Instant, zone: string): DateCivile =>
  // A PlainDate prints as AAAA-MM-JJ.
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString() as DateCivile

/** The first instant of a civil date in a named zone, also on the days when the hour changes. */
export const startOfDay = (date: DateCivile, zone: string): Instant =>
  instantOfEpoch(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)

/**
 * What a person means by "as known on": an instant, or a date, which takes in all that was recorded that day
 * in `zone`.
 */
export const parseKnowledge =
  (zone: string) =>
  (input: string): E.Either<string, Instant> =>
    pipe(
      parseDateCivile(input),
      E.map(date => instantOfEpoch(epochOf(startOfDay(addDays(date, 1), zone)) - 1)),
      E.alt(() => parseInstant(input)),
      E.mapLeft(
        () =>
          `attendu : une date AAAA-MM-JJ ou un instant AAAA-MM-JJThh:mm:ssZ, reçu : ${JSON.stringify(input)}`
      )
    )
