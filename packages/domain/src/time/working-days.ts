import { addDays, type DateCivile, dateOfDayNumber, dayNumber } from './date-civile'

/** Where a public holiday is looked up: metropolitan France, and where there are others. */
export const holidayRegions = [
  'france',
  'alsace-moselle',
  'guadeloupe',
  'guyane',
  'martinique',
  'mayotte',
  'la-reunion',
  'saint-barthelemy',
  'saint-martin'
] as const
export type HolidayRegion = (typeof holidayRegions)[number]

/** The days that a calendar has more than metropolitan France: each `MM-JJ`, or so many days from Easter. */
type OwnDays = { readonly fixed: ReadonlyArray<string>; readonly fromEaster: ReadonlyArray<number> }

const abolitionOf = (day: string): OwnDays => ({ fixed: [day], fromEaster: [] })

/**
 * Alsace-Moselle has two more (art. L3134-13 code du travail); each territory overseas has its day of the abolition of
 * slavery (art. L3422-2).
 */
const ownDays: Readonly<Record<HolidayRegion, OwnDays>> = {
  france: { fixed: [], fromEaster: [] },
  'alsace-moselle': { fixed: ['12-26'], fromEaster: [-2] },
  guadeloupe: abolitionOf('05-27'),
  guyane: abolitionOf('06-10'),
  martinique: abolitionOf('05-22'),
  mayotte: abolitionOf('04-27'),
  'la-reunion': abolitionOf('12-20'),
  'saint-barthelemy': abolitionOf('10-09'),
  'saint-martin': abolitionOf('05-28')
}

/** The calendar of each zone that is not metropolitan; the Caf of Guadeloupe serves the two islands as well. */
export const overseasCalendars: Readonly<Record<string, ReadonlyArray<HolidayRegion>>> = {
  'America/Cayenne': ['guyane'],
  'America/Guadeloupe': ['guadeloupe', 'saint-barthelemy', 'saint-martin'],
  'America/Marigot': ['saint-martin'],
  'America/Martinique': ['martinique'],
  'America/St_Barthelemy': ['saint-barthelemy'],
  'Indian/Mayotte': ['mayotte'],
  'Indian/Reunion': ['la-reunion']
}

/** Art. L3133-1 code du travail. */
const everywhere: OwnDays = {
  fixed: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'],
  // Easter Monday, Ascension, Whit Monday.
  fromEaster: [1, 39, 50]
}

/** Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher: right for every year. */
export const easter = (year: number): DateCivile => {
  const golden = year % 19
  const [century, ofCentury] = [Math.floor(year / 100), year % 100]
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const exception = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  return dateOfDayNumber(Date.UTC(year, 2, 22 + epact + weekday - 7 * exception) / 86_400_000)
}

const cache = new Map<string, ReadonlySet<string>>()

const holidaysOf = (year: string, region: HolidayRegion): ReadonlySet<string> => {
  const key = `${region} ${year}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const sunday = easter(Number(year))
  const days = new Set(
    [everywhere, ownDays[region]].flatMap(({ fixed, fromEaster }) => [
      ...fixed.map(day => `${year}-${day}`),
      ...fromEaster.map(count => addDays(sunday, count))
    ])
  )
  cache.set(key, days)
  return days
}

/** Monday to Friday, but for the public holidays of today's law, in any year. */
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

/** The date itself when it is a working day, or the last one before it. */
export const previousWorkingDay =
  (region: HolidayRegion) =>
  (date: DateCivile): DateCivile =>
    isWorkingDay(region)(date) ? date : previousWorkingDay(region)(addDays(date, -1))
