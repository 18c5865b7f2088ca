/** Days of the calendar: months counted from a date, and the nearest day that recurs. Each gives null where no date is. */
import { type DateCivile, dayNumber, daysInMonth, writtenDate } from '../time/date-civile'
import type { DayOfMonth, Landing } from './expression'

const DAY = 86_400_000

/** Months as one count, from January of the year 0. */
const monthOf = (date: DateCivile): number => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1

/** The day of a month, counted as {@link monthOf} does; null where that month lacks it, or no date can write it. */
export const dayInMonth = (month: number, day: DayOfMonth): DateCivile | null => {
  const year = Math.floor(month / 12)
  // A year of two digits would be read as one of the 20th century.
  if (!Number.isInteger(month) || year < 1000 || year > 9999) return null
  const last = daysInMonth(year, month % 12)
  const number = day === 'last' ? last : day
  return number > last ? null : writtenDate(Date.UTC(year, month % 12, number) / DAY)
}

/** Same day number, or the last day of the month when there is none (G5). */
export const monthsFrom = (date: DateCivile, months: number): DateCivile | null =>
  dayInMonth(monthOf(date) + months, Number(date.slice(8, 10))) ?? dayInMonth(monthOf(date) + months, 'last')

/** 29 February recurs within eight years, over a century that is no leap year. */
const longestSearch = 12 * 8

/** The day on which a landing is reached from a date. */
export const landingFrom = ({ day, months, side }: Landing, date: DateCivile): DateCivile | null => {
  const here = monthOf(date)
  if (side === 'same') {
    if (months === undefined) return dayInMonth(here, day)
    const [month] = months
    return month === undefined || months.length > 1 ? null : dayInMonth(here - (here % 12) + month - 1, day)
  }
  const isForwards = side === 'after' || side === 'on-or-after'
  const isStrict = side === 'after' || side === 'before'
  for (let k = 0; k <= longestSearch; k++) {
    const month = isForwards ? here + k : here - k
    if (months !== undefined && !months.includes((month % 12) + 1)) continue
    const found = dayInMonth(month, day)
    if (found === null) continue
    const distance = (isForwards ? 1 : -1) * (dayNumber(found) - dayNumber(date))
    if (distance > 0 || (distance === 0 && !isStrict)) return found
  }
  return null
}
