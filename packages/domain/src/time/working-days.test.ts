import { addDays, type DateCivile, dateCivile, dateOfDayNumber, dayNumber } from './date-civile'
import { type HolidayRegion, isWorkingDay, nextWorkingDay } from './working-days'

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

/** Easter by Gauss's rule, written apart from the library's own. */
const easter = (year: number): DateCivile => {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const moon =
    (((19 * golden + 15 + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)) % 30) +
      30) %
    30
  const fullMoon =
    moon - Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11))
  const weekday = (year + Math.floor(year / 4) + fullMoon + 2 - century + Math.floor(century / 4)) % 7
  return addDays(dateCivile(`${year}-03-28`), fullMoon - weekday)
}

test('G5 the feasts that move with Easter, each year from 1900 to 2099, in whatever zone the machine stands', () => {
  expect([easter(2016), easter(2017), easter(2024)]).toEqual(['2016-03-27', '2017-04-16', '2024-03-31'])
  // The library's own Easter is right in these two centuries.
  const worked = Array.from({ length: 200 }, (_, i) => 1900 + i).flatMap(year =>
    [1, 39, 50].map(days => addDays(easter(year), days)).filter(isWorkingDay('france'))
  )
  expect(worked).toEqual([])
  const goodFridaysWorked = Array.from({ length: 200 }, (_, i) => addDays(easter(1900 + i), -2)).filter(
    isWorkingDay('alsace-moselle')
  )
  expect(goodFridaysWorked).toEqual([])
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
