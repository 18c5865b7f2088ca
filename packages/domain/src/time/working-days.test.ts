import { addDays, type DateCivile, dateCivile, dateOfDayNumber, dayNumber } from './date-civile'
import { easter, type HolidayRegion, holidayRegions, isWorkingDay, nextWorkingDay } from './working-days'

/** Monday to Friday of a year that are not worked. */
const weekdaysOff = (year: number, region: HolidayRegion): ReadonlyArray<DateCivile> =>
  Array.from({ length: 366 }, (_, day) => addDays(dateCivile(`${year}-01-01`), day)).filter(
    date => date.startsWith(`${year}`) && !isWeekend(date) && !isWorkingDay(region)(date)
  )
const isWeekend = (date: DateCivile): boolean => [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay())

test('G5 the public holidays of 2024, Easter Monday, Ascension and Whit Monday with them', () => {
  expect(weekdaysOff(2024, 'france')).toEqual([
    '2024-01-01',
    '2024-04-01',
    '2024-05-01',
    '2024-05-08',
    '2024-05-09',
    '2024-05-20',
    '2024-08-15',
    '2024-11-01',
    '2024-11-11',
    '2024-12-25'
  ])
})

test('G5 Alsace-Moselle has two more: Good Friday and 26 December', () => {
  const more = weekdaysOff(2024, 'alsace-moselle').filter(date => !weekdaysOff(2024, 'france').includes(date))
  expect(more).toEqual(['2024-03-29', '2024-12-26'])
})

test.each([
  ['guadeloupe', '2024-05-27'],
  ['guyane', '2024-06-10'],
  ['martinique', '2024-05-22'],
  ['mayotte', '2026-04-27'],
  ['la-reunion', '2024-12-20'],
  ['saint-barthelemy', '2024-10-09'],
  ['saint-martin', '2024-05-28']
] as const)('G5 the abolition of slavery is a public holiday in %s: %s', (region, day) => {
  const year = Number(day.slice(0, 4))
  expect(weekdaysOff(year, region)).toEqual([...weekdaysOff(year, 'france'), day].sort())
})

test('G5 every calendar has the days of metropolitan France', () => {
  for (const region of holidayRegions)
    for (const year of [1900, 2017, 2106, 2999])
      expect(weekdaysOff(year, region)).toEqual(expect.arrayContaining([...weekdaysOff(year, 'france')]))
})

/**
 * Easter by its definition, apart from the formula: the Sunday after the 14th day of the ecclesiastical moon, from the
 * golden number and the epact as the tables of Clavius lay them.
 */
const easterByTheMoon = (year: number): DateCivile => {
  const century = Math.floor(year / 100) + 1
  const solar = Math.floor((3 * century) / 4) - 12
  const lunar = Math.floor((8 * century + 5) / 25) - 5
  const golden = (year % 19) + 1
  const plain = (((11 * golden + 20 + lunar - solar) % 30) + 30) % 30
  const epact = plain === 24 || (plain === 25 && golden > 11) ? plain + 1 : plain
  const toFullMoon = 44 - epact < 21 ? 74 - epact : 44 - epact
  let sunday = addDays(dateCivile(`${year}-03-01`), toFullMoon)
  while (new Date(`${sunday}T12:00:00Z`).getUTCDay() !== 0) sunday = addDays(sunday, 1)
  return sunday
}

const years = Array.from({ length: 1100 }, (_, i) => 1900 + i)

test('G5 Easter is the Sunday after the full moon of spring, each year from 1900 to 2999', () => {
  expect([2016, 2017, 2024, 2106, 2285, 2999].map(easter)).toEqual([
    '2016-03-27',
    '2017-04-16',
    '2024-03-31',
    '2106-04-18',
    '2285-03-22',
    '2999-03-24'
  ])
  expect(years.filter(year => easter(year) !== easterByTheMoon(year))).toEqual([])
})

test('G5 the feasts that move with Easter are not worked, each year from 1900 to 2999', () => {
  const worked = (region: HolidayRegion, days: ReadonlyArray<number>) =>
    years
      .flatMap(year => days.map(count => addDays(easterByTheMoon(year), count)))
      .filter(isWorkingDay(region))
  expect(worked('france', [1, 39, 50])).toEqual([])
  expect(worked('alsace-moselle', [-2, 1, 39, 50])).toEqual([])
})

test('G5 a Saturday and a Sunday are not worked, a Monday without a feast is', () => {
  const saturday = dateCivile('2017-04-08')
  expect([0, 1, 2].map(days => isWorkingDay('france')(addDays(saturday, days)))).toEqual([false, false, true])
})

test('G5 the next working day is the first from the date, itself included', () => {
  const start = dayNumber(dateCivile('2016-01-01'))
  for (let day = start; day < start + 800; day++) {
    const date = dateOfDayNumber(day)
    const next = nextWorkingDay('france')(date)
    expect(isWorkingDay('france')(next)).toBe(true)
    for (let off = day; off < dayNumber(next); off++)
      expect(isWorkingDay('france')(dateOfDayNumber(off))).toBe(false)
  }
})
