import * as E from 'fp-ts/Either'
import { text } from '../codec'

/**
 * A legal date, without a zone: `YYYY-MM-DD`, years 1900 to 2999, so that no delay leaves four-digit years (G3).
 * Two dates compare as their texts do. It is never an instant: only {@link civilDateOf} turns one into the other, through a named zone.
 */
export type DateCivile = string & { readonly DateCivile: unique symbol }

/** `'2017-02-29'` is refused: the day must exist. */
export const parseDateCivile = (input: string): E.Either<string, DateCivile> => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input))
    return E.left(`attendu : une date AAAA-MM-JJ, reçu : ${JSON.stringify(input)}`)
  if (!/^(?:19|2\d)/.test(input)) return E.left(`attendu : une année de 1900 à 2999, reçu : ${input}`)
  const month = Number(input.slice(5, 7)) - 1
  const day = Number(input.slice(8, 10))
  // The calendar turns 30/02 into 02/03: a day that it leaves as it was exists, which proves the cast.
  const found = new Date(Date.UTC(Number(input.slice(0, 4)), month, day))
  return found.getUTCDate() === day && found.getUTCMonth() === month
    ? E.right(input as DateCivile)
    : E.left(`cette date n'existe pas : ${input}`)
}

export const DateCivile = text('DateCivile', parseDateCivile)

/** A date known to be good, in models and tests: throws on a bad one. */
export const dateCivile = (input: string): DateCivile => {
  const parsed = parseDateCivile(input)
  if (E.isLeft(parsed)) throw new RangeError(parsed.left)
  return parsed.right
}

/** The first date that can be written. */
export const firstDate = dateCivile('1900-01-01')

/** The last date that can be written. */
export const lastDate = dateCivile('2999-12-31')

const DAY = 86_400_000

/** Days since 1970-01-01; negative before. */
export const dayNumber = (date: DateCivile): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY

/** The inverse of {@link dayNumber}. */
export const dateOfDayNumber = (day: number): DateCivile => {
  const known = dates.get(day)
  if (known !== undefined) return known
  // An ISO text of a whole day starts with its date.
  const date = new Date(day * DAY).toISOString().slice(0, 10) as DateCivile
  if (dates.size < MOST_DATES) dates.set(day, date)
  return date
}

/** Those of a few decades are told again and again, and each of them is kept once. */
const dates = new Map<number, DateCivile>()
const MOST_DATES = 50_000

/** The date of a day, or null for one that no date can write: before 1900, after 2999, or no number. */
export const writtenDate = (day: number): DateCivile | null =>
  day >= dayNumber(firstDate) && day <= dayNumber(lastDate) ? dateOfDayNumber(day) : null

export const addDays = (date: DateCivile, days: number): DateCivile => dateOfDayNumber(dayNumber(date) + days)

/** Same day number, or the last day of the month when there is none (G5): 31/01 + 1 month = 28/02. */
export const addMonths = (date: DateCivile, months: number): DateCivile => {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months]
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month))
  return dateOfDayNumber(Date.UTC(year, month, day) / DAY)
}

export const yearOf = (date: DateCivile): number => Number(date.slice(0, 4))

/** `month` is 0 in January; 12 is January of the year after. */
export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month + 1, 0)).getUTCDate()

export const minDate = (a: DateCivile, b: DateCivile): DateCivile => (a < b ? a : b)
export const maxDate = (a: DateCivile, b: DateCivile): DateCivile => (a > b ? a : b)

/** As people write it: `23/02/2017`. */
export const frenchDate = (date: DateCivile): string =>
  `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`

/** `frenchMonths[0]` is « janvier ». */
export const frenchMonths: ReadonlyArray<string> = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet'],
  ...['août', 'septembre', 'octobre', 'novembre', 'décembre']
]

/** In full, for a title: `23 février 2017`, `1er septembre 2017`. */
export const frenchLongDate = (date: DateCivile): string => {
  const day = Number(date.slice(8, 10))
  return `${day === 1 ? '1er' : day} ${frenchMonths[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
}
