import fc from 'fast-check'
import { anyDate } from '../../test/dates'
import { addMonths, type DateCivile, dateCivile } from '../time'
import { termOn, termsOf } from './term'
import type { Effect } from './values'

const effect = (from: string, anchor: string, months: number): Effect => ({
  period: { from: dateCivile(from), to: null },
  renewal: { anchor: dateCivile(anchor), months },
  cause: null,
  computation: 'test'
})
const on = (date: string): DateCivile => dateCivile(date)

test('M18 signed on 26/07/2023 for a year: 26/07/2030 is the first day of the seventh renewal', () => {
  const signed = effect('2023-07-26', '2023-07-26', 12)
  expect(termOn(signed, on('2024-07-25'))).toEqual({ renewal: 0, firstDay: '2023-07-26', next: '2024-07-26' })
  expect(termOn(signed, on('2030-07-26'))).toEqual({ renewal: 7, firstDay: '2030-07-26', next: '2031-07-26' })
})

test('M18 an échéance of a 29 February does not drift to the 28th', () => {
  const signed = effect('2024-02-29', '2024-02-29', 12)
  expect(termOn(signed, on('2025-02-28'))?.next).toBe('2026-02-28')
  expect(termOn(signed, on('2027-06-01'))?.next).toBe('2028-02-29')
})

test('G11 a declared first term keeps its own length, then renews by the year', () => {
  const declared = effect('2024-01-01', '2027-01-01', 12)
  expect(termOn(declared, on('2026-12-31'))).toEqual({
    renewal: 0,
    firstDay: '2024-01-01',
    next: '2027-01-01'
  })
  expect(termOn(declared, on('2027-01-01'))).toEqual({
    renewal: 1,
    firstDay: '2027-01-01',
    next: '2028-01-01'
  })
})

test('M18 a convention that does not renew itself has no terms', () => {
  expect([...termsOf({ ...effect('2017-01-01', '2021-01-01', 12), renewal: null })]).toEqual([])
})

test('M18 terms follow one another, and a date from the first day on is in its term', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 1, max: 60 }), fc.nat(400), (from, months, later) => {
      const date = addMonths(from, later)
      const term = termOn(
        {
          ...effect('2017-01-01', '2017-01-01', months),
          period: { from, to: null },
          renewal: { anchor: from, months }
        },
        date
      )
      expect(term !== null && term.firstDay <= date && date < term.next).toBe(true)
    })
  )
})
