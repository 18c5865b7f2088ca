import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { anyDate } from '../../test/dates'
import {
  addDays,
  addMonths,
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  frenchDate,
  frenchLongDate,
  maxDate,
  minDate,
  parseDateCivile
} from './date-civile'

test('G3 a legal date is a day that exists, written AAAA-MM-JJ, from 1900 to 2999', () => {
  for (const good of ['1900-01-01', '2016-02-29', '2000-02-29', '2999-12-31'])
    expect(parseDateCivile(good)).toEqual(E.right(good))
  expect(parseDateCivile('2017-02-29')).toEqual(E.left("cette date n'existe pas : 2017-02-29"))
  expect(parseDateCivile('2100-02-29')).toEqual(E.left("cette date n'existe pas : 2100-02-29"))
  expect(parseDateCivile('1899-12-31')).toEqual(
    E.left('attendu : une année de 1900 à 2999, reçu : 1899-12-31')
  )
  for (const bad of [
    '',
    '2017-1-1',
    '01/01/2017',
    '2017-01-01T00:00Z',
    ' 2017-01-01',
    '2017-13-01',
    '3000-01-01'
  ])
    expect(E.isLeft(parseDateCivile(bad))).toBe(true)
})

test('G3 a date known to be good throws on a bad one, a programmer’s error', () => {
  expect(() => dateCivile('2017-02-29')).toThrow(new RangeError("cette date n'existe pas : 2017-02-29"))
})

test('G3 a date read is a date written the same', () => {
  fc.assert(fc.property(anyDate, date => expect(parseDateCivile(date)).toEqual(E.right(date))))
})

test('G3 a date exists when the calendar gives it back as it was', () => {
  const two = fc.integer({ min: 0, max: 35 }).map(n => String(n).padStart(2, '0'))
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2999 }), two, two, (year, month, day) => {
      const text = `${year}-${month}-${day}`
      const at = Date.parse(`${text}T00:00:00.000Z`)
      const exists = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
      expect(E.isRight(parseDateCivile(text))).toBe(exists)
    })
  )
})

test('G3 day numbers count from 1970-01-01, both ways', () => {
  expect(dayNumber(dateCivile('1970-01-01'))).toBe(0)
  expect(dayNumber(dateCivile('1969-12-31'))).toBe(-1)
  expect(dayNumber(dateCivile('2017-02-23'))).toBe(17_220)
  fc.assert(fc.property(anyDate, date => expect(dateOfDayNumber(dayNumber(date))).toBe(date)))
})

test('G3 dates, their texts and their day numbers are in the same order', () => {
  fc.assert(
    fc.property(anyDate, anyDate, (a, b) => {
      expect(Math.sign(dayNumber(a) - dayNumber(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      expect([minDate(a, b), maxDate(a, b)]).toEqual([a, b].sort())
    })
  )
})

test('G5 days add up: a delay cut in two is the same delay', () => {
  const days = fc.integer({ min: -20_000, max: 20_000 })
  fc.assert(
    fc.property(anyDate, days, days, (date, a, b) => {
      expect(addDays(addDays(date, a), b)).toBe(addDays(date, a + b))
      expect(dayNumber(addDays(date, a))).toBe(dayNumber(date) + a)
    })
  )
})

test.each([
  ['2017-02-28', 1, '2017-03-01'],
  ['2016-02-28', 1, '2016-02-29'],
  ['2016-12-31', 1, '2017-01-01'],
  ['2017-02-23', 45, '2017-04-09'],
  ['2017-01-01', -1, '2016-12-31']
])('G5 %s and %i day(s) is %s', (date, days, reached) => {
  expect(addDays(dateCivile(date), days)).toBe(reached)
})

test.each([
  ['2017-01-31', 1, '2017-02-28'],
  ['2016-01-31', 1, '2016-02-29'],
  ['2017-01-15', 1, '2017-02-15'],
  ['2017-03-31', -1, '2017-02-28'],
  ['2016-02-29', 12, '2017-02-28'],
  ['2016-02-29', 48, '2020-02-29'],
  ['2024-07-26', -3, '2024-04-26'],
  ['2023-07-26', 84, '2030-07-26']
])('G5 %s and %i month(s) is %s: the same day number, or the last of the month', (date, months, reached) => {
  expect(addMonths(dateCivile(date), months)).toBe(reached)
})

test('G5 a number of months lands in the month it says, never in the one after', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -1200, max: 1200 }), (date, months) => {
      const monthsOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
      const reached = addMonths(date, months)
      expect(monthsOf(reached)).toBe(monthsOf(date) + months)
      const sameDay = reached.slice(8) === date.slice(8)
      const lastOfMonth = addDays(reached, 1).endsWith('-01')
      expect(sameDay || (lastOfMonth && reached.slice(8) < date.slice(8))).toBe(true)
    })
  )
})

test('G4 people read 23/02/2017, and in full 23 février 2017', () => {
  expect(frenchDate(dateCivile('2017-02-23'))).toBe('23/02/2017')
  expect(
    ['2017-02-23', '2017-09-01', '2017-08-31', '2018-12-02'].map(dateCivile).map(frenchLongDate)
  ).toEqual(['23 février 2017', '1er septembre 2017', '31 août 2017', '2 décembre 2018'])
})
