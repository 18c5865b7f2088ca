import joursFériés from '@socialgouv/jours-feries'
import { addDays, type DateCivile, dayNumber } from './date-civile'

/** Where a public holiday is looked up: Alsace-Moselle has two more. */
export type HolidayRegion = 'france' | 'alsace-moselle'

const cache = new Map<string, ReadonlySet<string>>()

const holidaysOf = (year: string, region: HolidayRegion): ReadonlySet<string> => {
  const key = `${region} ${year}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const dates = Object.values(joursFériés(Number(year), { alsace: region === 'alsace-moselle' }))
  // The library gives midnights of the machine's zone, an hour off when its clocks changed since Easter: half a day
  // later is the same holiday in any zone.
  const days = new Set(
    dates.map(midnight => {
      const d = new Date(midnight.getTime() + 43_200_000)
      return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`
    })
  )
  cache.set(key, days)
  return days
}

/** Monday to Friday, but for French public holidays. Easter is the library's: right until 2105. */
export const isWorkingDay =
  (region: HolidayRegion) =>
  (date: DateCivile): boolean => {
    const weekday = (((dayNumber(date) + 4) % 7) + 7) % 7
    return weekday !== 0 && weekday !== 6 && !holidaysOf(date.slice(0, 4), region).has(date)
  }

/** The date itself when it is a working day, or the first one after it. */
export const nextWorkingDay =
  (region: HolidayRegion) =>
  (date: DateCivile): DateCivile =>
    isWorkingDay(region)(date) ? date : nextWorkingDay(region)(addDays(date, 1))
