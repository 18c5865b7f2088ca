import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { decode, read } from '../codec'
import { addDays, type DateCivile, dateCivile, dateOfDayNumber, dayNumber } from '../time/date-civile'
import {
  Calendar,
  calendarIncoherences,
  calendarsOf,
  nearestWorkedDay,
  type WorkingDays,
  workedDay
} from './calendar'
import { easter } from './easter'
import { shippedCalendars } from './shipped-calendars'

const shipped = calendarsOf(shippedCalendars)
const opened = (id: string, calendars = shipped): WorkingDays => {
  const calendar = calendars(id)
  if (calendar === null) throw new Error(`no calendar ${id}`)
  return calendar
}
const isWorkingDay = (id: string) => opened(id).isWorked

/** Monday to Friday of a year that are not worked. */
const weekdaysOff = (year: number, region: string): ReadonlyArray<DateCivile> =>
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
  for (const { id: region } of shippedCalendars)
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
  const worked = (region: string, days: ReadonlyArray<number>) =>
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
    const next = nearestWorkedDay(opened('france'), date, 1) ?? dateCivile('1900-01-01')
    expect(isWorkingDay('france')(next)).toBe(true)
    for (let off = day; off < dayNumber(next); off++)
      expect(isWorkingDay('france')(dateOfDayNumber(off))).toBe(false)
  }
})

const own = (...calendars: ReadonlyArray<unknown>): ReadonlyArray<Calendar> =>
  read(t.readonlyArray(Calendar), calendars)
const withOwn = (...calendars: ReadonlyArray<unknown>) =>
  calendarsOf([...shippedCalendars, ...own(...calendars)])

test('G5 a model brings a calendar: a day of each year, one date, a day only in some years', () => {
  const { isWorked, lineage } = opened(
    'ville',
    withOwn({
      id: 'ville',
      label: 'jours de la mairie',
      extends: 'guadeloupe',
      days: [
        { rule: 'fixed', month: 8, day: 14, fromYear: 2020, toYear: 2023 },
        { rule: 'easter', days: -47 },
        { rule: 'date', date: '2020-05-22' }
      ]
    })
  )
  expect(lineage).toEqual(['ville', 'guadeloupe', 'france'])
  const off = ['2020-08-14', '2023-08-14', '2020-02-25', '2020-05-22', '2020-05-27', '2020-12-25']
  expect(off.map(dateCivile).filter(isWorked)).toEqual([])
  const worked = ['2019-08-14', '2024-08-14', '2024-05-22', '2020-02-24']
  expect(worked.map(dateCivile).filter(isWorked)).toEqual(worked)
})

test('G5 a calendar says which weekdays are worked, and passes it on to what extends it', () => {
  const calendars = withOwn(
    {
      id: 'ouvrables',
      label: 'jours ouvrables',
      extends: 'france',
      worked: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
      days: []
    },
    { id: 'fete', label: 'et la fête', extends: 'ouvrables', days: [{ rule: 'date', date: '2017-04-10' }] }
  )
  const week = Array.from({ length: 7 }, (_, i) => addDays(dateCivile('2017-04-08'), i))
  expect(week.filter(opened('ouvrables', calendars).isWorked)).toEqual([week[0], ...week.slice(2)])
  expect(week.filter(opened('fete', calendars).isWorked)).toEqual([week[0], ...week.slice(3)])
  expect(opened('fete', calendars).saturdays).toBe(true)
})

test('G5 a worked day is counted from a date that is not one of them; a count of 0 is the date', () => {
  const from = dateCivile('2017-04-14')
  const at = (count: number, sign: 1 | -1) => workedDay(opened('france'), { from, count, sign })
  expect([0, 1, 2].map(count => at(count, 1))).toEqual(['2017-04-14', '2017-04-18', '2017-04-19'])
  expect([1, 4].map(count => at(count, -1))).toEqual(['2017-04-13', '2017-04-10'])
})

test('G15 a calendar without a working day, and the end of the calendar, have no worked day', () => {
  const never = opened('jamais', withOwn({ id: 'jamais', label: 'jamais', worked: [], days: [] }))
  const [from, last] = [dateCivile('2017-01-01'), dateCivile('2999-12-31')]
  expect([1, -1].map(sign => nearestWorkedDay(never, from, sign === 1 ? 1 : -1))).toEqual([null, null])
  expect(workedDay(opened('france'), { from: last, count: 1, sign: 1 })).toBeNull()
  expect(workedDay(opened('france'), { from: dateCivile('1900-01-01'), count: 1, sign: -1 })).toBeNull()
})

test('G11 what contradicts itself in calendars is told with its path', () => {
  const day = { rule: 'fixed', month: 5, day: 2 }
  const faults = calendarIncoherences(shippedCalendars)(
    own(
      { id: 'france', label: 'une autre', days: [] },
      { id: 'a', label: 'a', extends: 'b', days: [] },
      { id: 'b', label: 'b', extends: 'a', days: [] },
      { id: 'c', label: 'c', extends: 'ailleurs', days: [] },
      { id: 'd', label: 'd', worked: [], days: [] },
      {
        id: 'e',
        label: 'e',
        days: [day, { rule: 'fixed', month: 2, day: 30 }, { ...day, fromYear: 2021, toYear: 2020 }]
      },
      { id: 'e', label: 'e', days: [{ rule: 'fixed', month: 2, day: 29 }] },
      {
        id: 'f',
        label: 'f',
        worked: ['monday'],
        days: Array.from({ length: 366 }, (_, i) => addDays(dateCivile('2000-01-01'), i)).map(date => ({
          rule: 'fixed',
          month: Number(date.slice(5, 7)),
          day: Number(date.slice(8))
        }))
      }
    )
  )
  expect(faults.map(({ path }) => path.join('.'))).toEqual([
    '0.id',
    '1.extends',
    '2.extends',
    '3.extends',
    '4.worked',
    '5.days.1.day',
    '5.days.2.toYear',
    '6.id',
    '7.days'
  ])
})

test('G15 a calendar as data lists every fault with its path', () => {
  const bad = {
    id: 'x',
    label: 'x',
    worked: ['lundi'],
    days: [{ rule: 'fixed', month: 13, day: 1 }, { rule: 'easter', days: 400 }, { rule: 'paques' }]
  }
  const decoded = decode(Calendar)(bad)
  expect(E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []).toEqual([
    'days[0].month',
    'days[1].days',
    'days[2].rule',
    'worked[0]'
  ])
})
