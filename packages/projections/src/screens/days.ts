/** Months and years around a day, within the days that can be written. */
import { addDays, type DateCivile, dateOfDayNumber, dayNumber, firstDate, lastDate } from '@avenant/domain'

/** The last day of the month of a day. */
export const monthEnd = (on: DateCivile): DateCivile => {
  const [year, month] = [Number(on.slice(0, 4)), Number(on.slice(5, 7))]
  // The day before the first of the next month, of which December has none in the last year.
  return dateOfDayNumber(Date.UTC(year, month, 1) / DAY - 1)
}

const DAY = 86_400_000

export const lastDayOfNextMonth = (on: DateCivile): DateCivile => {
  const end = monthEnd(on)
  return end === lastDate ? end : monthEnd(addDays(end, 1))
}

/** What may still be late on a day, and what comes next: two years before it, one after. */
export const yearsAround = (on: DateCivile): { readonly from: DateCivile; readonly to: DateCivile } => ({
  from: daysFrom(on, -2 * YEAR),
  to: daysFrom(on, YEAR)
})

const YEAR = 366

const daysFrom = (on: DateCivile, days: number): DateCivile =>
  dateOfDayNumber(Math.min(Math.max(dayNumber(on) + days, dayNumber(firstDate)), dayNumber(lastDate)))
