import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { anyPeriod, window } from '../../test/dates'
import { decode } from '../codec'
import { addDays, type DateCivile, dateCivile } from './date-civile'
import {
  always,
  covers,
  earliestEnd,
  frenchPeriod,
  inclusive,
  intersect,
  isEmpty,
  lastDay,
  overlaps,
  Period
} from './period'

const period = (from: string | null, to: string | null): Period => ({
  from: from === null ? null : dateCivile(from),
  to: to === null ? null : dateCivile(to)
})
const daysOf = (p: Period): ReadonlyArray<DateCivile> => window.filter(covers(p))

test('G4 « du 01/01/2017 au 31/12/2020 » is [2017-01-01, 2021-01-01)', () => {
  const convention = inclusive(dateCivile('2017-01-01'), dateCivile('2020-12-31'))
  expect(convention).toEqual(period('2017-01-01', '2021-01-01'))
  const held = ['2016-12-31', '2017-01-01', '2020-12-31', '2021-01-01'].map(d =>
    covers(convention)(dateCivile(d))
  )
  expect(held).toEqual([false, true, true, false])
})

test('G4 « jusqu’au 31 août 2017 » ends before 2017-09-01', () => {
  const dérogation = period(null, '2017-09-01')
  expect(covers(dérogation)(dateCivile('2017-08-31'))).toBe(true)
  expect(covers(dérogation)(dateCivile('2017-09-01'))).toBe(false)
  expect(lastDay(dérogation)).toBe('2017-08-31')
})

test.each([
  ['2017-01-01', '2021-01-01', 'du 01/01/2017 au 31/12/2020'],
  ['2017-01-01', null, 'à partir du 01/01/2017'],
  [null, '2017-09-01', "jusqu'au 31/08/2017"],
  [null, null, 'sans limite']
])('G4 people read the last day included: [%s, %s) is « %s »', (from, to, text) => {
  expect(frenchPeriod(period(from, to))).toBe(text)
})

test('G4 without end there is no last day, and "always" covers every day', () => {
  expect(lastDay(always)).toBeNull()
  expect(daysOf(always)).toEqual(window)
})

test('G4 a period that ends when it starts has no day', () => {
  expect(isEmpty(period('2017-01-01', '2017-01-01'))).toBe(true)
  expect(isEmpty(period('2017-01-02', '2017-01-01'))).toBe(true)
  expect(isEmpty(period('2017-01-01', '2017-01-02'))).toBe(false)
  expect(isEmpty(always)).toBe(false)
})

test('G4 a period is empty exactly when it covers no day', () => {
  fc.assert(fc.property(anyPeriod, p => expect(isEmpty(p)).toBe(daysOf(p).length === 0)))
})

test('G4 first and last day, both included, are the only ends of a period', () => {
  fc.assert(
    fc.property(fc.constantFrom(...window), fc.nat(20), (first, days) => {
      const last = addDays(first, days)
      const p = inclusive(first, last)
      expect(lastDay(p)).toBe(last)
      expect([addDays(first, -1), first, last, addDays(last, 1)].map(covers(p))).toEqual([
        false,
        true,
        true,
        false
      ])
    })
  )
})

test('G4 the days of an intersection are the days in both', () => {
  fc.assert(
    fc.property(anyPeriod, anyPeriod, (a, b) => {
      const both = window.filter(date => covers(a)(date) && covers(b)(date))
      expect(daysOf(intersect(a, b))).toEqual(both)
      expect(overlaps(a, b)).toBe(both.length > 0)
    })
  )
})

test('G4 an intersection does not depend on the order, nor on the grouping', () => {
  fc.assert(
    fc.property(anyPeriod, anyPeriod, anyPeriod, (a, b, c) => {
      expect(intersect(a, b)).toEqual(intersect(b, a))
      expect(intersect(intersect(a, b), c)).toEqual(intersect(a, intersect(b, c)))
      expect(intersect(a, always)).toEqual(a)
      expect(intersect(a, a)).toEqual(a)
    })
  )
})

test('G4 no end is later than any end', () => {
  const end = dateCivile('2017-09-01')
  expect([earliestEnd(null, end), earliestEnd(end, null), earliestEnd(null, null)]).toEqual([end, end, null])
  expect(earliestEnd(end, addDays(end, 1))).toBe(end)
})

test('G15 a period says which of its ends is wrong, and refuses a third', () => {
  expect(decode(Period)({ from: '2017-02-29', to: 3, au: '2017-12-31' })).toEqual(
    E.left([
      { path: 'from', message: "cette date n'existe pas : 2017-02-29" },
      { path: 'to', message: 'attendu : DateCivile, reçu : 3' },
      { path: 'au', message: 'clé inconnue ; clés admises : from, to' }
    ])
  )
})
