import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { anyDate } from '../../test/dates'
import { read } from '../codec'
import { addDays, addMonths, type DateCivile, dateCivile } from '../time/date-civile'
import { calendarsOf } from './calendar'
import { type Computed, computeDate } from './compute'
import { DateExpression } from './expression'
import { shippedCalendars } from './shipped-calendars'

type Delay = {
  readonly count: number
  readonly unit: 'day' | 'month'
  readonly bound?: 'inclusive' | 'exclusive'
  readonly shift?: string
}
const delay = (count: number, unit: Delay['unit'], more: Omit<Delay, 'count' | 'unit'> = {}): Delay => ({
  count,
  unit,
  ...more
})

/** The last day of a delay as the one grammar counts it, in a direction; null where no date can be written. */
const counted =
  (direction: 'after' | 'before') =>
  ({ count, unit, bound = 'inclusive', shift = 'none' }: Delay) =>
  (date: DateCivile): Computed | null => {
    const expression = read(DateExpression, {
      from: 'date',
      date,
      offset: { unit, count, direction },
      bound,
      ...(shift === 'none'
        ? {}
        : { shift: { to: direction === 'after' ? 'next' : 'previous', calendar: shift } })
    })
    const ground = {
      dateOf: () => null,
      year: null,
      calendars: calendarsOf(shippedCalendars),
      partyLabel: (id: string) => id
    }
    return E.getOrElseW(() => null)(computeDate(ground)(expression))
  }
const there = (computed: Computed | null): Computed => {
  if (computed === null) throw new Error('no date')
  return computed
}
const lastDayAfter = (d: Delay) => (start: DateCivile) => there(counted('after')(d)(start))
const lastDayBefore = (d: Delay) => (end: DateCivile) => there(counted('before')(d)(end))

const ids = shippedCalendars.map(({ id }): string => id)
const isWorkingDay = (id: string) => calendarsOf(shippedCalendars)(id)?.isWorked ?? (() => false)

test('G5 1 April + 15 days: done on 16 April is in time, on 17 April is late', () => {
  const last = lastDayAfter(delay(15, 'day'))(dateCivile('2017-04-01')).date
  expect(dateCivile('2017-04-16') <= last).toBe(true)
  expect(dateCivile('2017-04-17') <= last).toBe(false)
})

test('G5 « avant » is exclusive: 1 April + 15 days is late on 16 April already', () => {
  const { date, computation } = lastDayAfter(delay(15, 'day', { bound: 'exclusive' }))(
    dateCivile('2017-04-01')
  )
  expect(date).toBe('2017-04-15')
  expect(computation).toBe('01/04/2017 + 15 jours = 16/04/2017, exclu : au plus tard le 15/04/2017')
})

test('G5 G12 a delay says how it was counted', () => {
  const said = (d: Delay, start: string) => lastDayAfter(d)(dateCivile(start)).computation
  expect(said(delay(45, 'day'), '2017-02-23')).toBe('23/02/2017 + 45 jours = 09/04/2017')
  expect(said(delay(1, 'day'), '2017-12-31')).toBe('31/12/2017 + 1 jour = 01/01/2018')
  expect(said(delay(1, 'month'), '2017-01-31')).toBe('31/01/2017 + 1 mois = 28/02/2017')
})

test('G5 three months before 26/07/2024 is 26/04/2024, the last day of a notice', () => {
  expect(lastDayBefore(delay(3, 'month'))(dateCivile('2024-07-26'))).toEqual({
    date: '2024-04-26',
    computation: '26/07/2024 − 3 mois = 26/04/2024'
  })
  expect(lastDayBefore(delay(3, 'month', { bound: 'exclusive' }))(dateCivile('2024-07-26')).date).toBe(
    '2024-04-25'
  )
})

test.each([
  ['a Saturday', '2017-03-31', 15, 'france', '2017-04-18'],
  ['a working day', '2017-04-03', 15, 'france', '2017-04-18'],
  ['Easter Monday', '2017-04-02', 15, 'france', '2017-04-18'],
  ['Ascension, and its Friday worked', '2017-05-10', 15, 'france', '2017-05-26'],
  ['Good Friday, which is worked', '2017-03-30', 15, 'france', '2017-04-14'],
  ['Good Friday in Alsace-Moselle', '2017-03-30', 15, 'alsace-moselle', '2017-04-18'],
  ['26 December, which is worked', '2017-12-11', 15, 'france', '2017-12-26'],
  ['26 December in Alsace-Moselle', '2017-12-11', 15, 'alsace-moselle', '2017-12-27'],
  ['1 January, a Sunday', '2016-12-17', 15, 'france', '2017-01-02'],
  ['Easter Monday of 2106', '2106-04-04', 15, 'france', '2106-04-20'],
  ['27 May in Guadeloupe', '2019-05-12', 15, 'guadeloupe', '2019-05-28'],
  ['27 May, which is worked in France', '2019-05-12', 15, 'france', '2019-05-27']
] as const)(
  'G5 a delay shifted to the next working day, when it ends on %s',
  (_, start, days, shift, last) => {
    expect(lastDayAfter(delay(days, 'day', { shift }))(dateCivile(start)).date).toBe(last)
  }
)

test('G5 G12 a shift is told, and is off by default', () => {
  const start = dateCivile('2017-03-31')
  expect(lastDayAfter(delay(15, 'day'))(start).date).toBe('2017-04-15')
  expect(lastDayAfter(delay(15, 'day', { shift: 'france' }))(start).computation).toBe(
    '31/03/2017 + 15 jours = 15/04/2017, reporté au jour ouvré suivant : 18/04/2017'
  )
})

test.each([
  ['a Saturday', '2025-07-26', 3, 'month', 'france', '2025-04-25'],
  ['a Sunday', '2026-07-26', 3, 'month', 'france', '2026-04-24'],
  ['a working day', '2024-07-26', 3, 'month', 'france', '2024-04-26'],
  ['Easter Monday', '2017-05-02', 15, 'day', 'france', '2017-04-14'],
  [
    'Easter Monday, after the Good Friday of Alsace-Moselle',
    '2017-05-02',
    15,
    'day',
    'alsace-moselle',
    '2017-04-13'
  ],
  ['Ascension', '2017-06-09', 15, 'day', 'france', '2017-05-24'],
  ['1 January, a Sunday', '2017-04-01', 3, 'month', 'france', '2016-12-30'],
  ['the last day of February, a Sunday', '2021-05-31', 3, 'month', 'france', '2021-02-26'],
  ['27 May in Guadeloupe', '2019-08-27', 3, 'month', 'guadeloupe', '2019-05-24'],
  ['20 December in La Réunion', '2023-01-04', 15, 'day', 'la-reunion', '2022-12-19'],
  ['20 December, which is worked in France', '2023-01-04', 15, 'day', 'france', '2022-12-20']
] as const)(
  'G20 a delay counted backwards is carried backwards from %s',
  (_, end, count, unit, shift, last) => {
    expect(lastDayBefore(delay(count, unit, { shift }))(dateCivile(end)).date).toBe(last)
  }
)

test('G20 fifteen days from 01/04/2017 are carried forwards, over Easter, to 18/04/2017', () => {
  expect(lastDayAfter(delay(15, 'day', { shift: 'france' }))(dateCivile('2017-04-01'))).toEqual({
    date: '2017-04-18',
    computation: '01/04/2017 + 15 jours = 16/04/2017, reporté au jour ouvré suivant : 18/04/2017'
  })
})

test('G20 G12 a shift backwards is told, also after « avant »', () => {
  const notice = delay(3, 'month', { shift: 'france' })
  expect(lastDayBefore(notice)(dateCivile('2026-07-26')).computation).toBe(
    '26/07/2026 − 3 mois = 26/04/2026, reporté au jour ouvré précédent : 24/04/2026'
  )
  expect(lastDayBefore({ ...notice, bound: 'exclusive' })(dateCivile('2026-07-27'))).toEqual({
    date: '2026-04-24',
    computation:
      '27/07/2026 − 3 mois = 27/04/2026, exclu : au plus tard le 26/04/2026, reporté au jour ouvré précédent : 24/04/2026'
  })
})

// A delay of a few days may be carried to the other side of the day from which it is counted, and is then none.
const anyDelay = fc.record({
  count: fc.integer({ min: 10, max: 400 }),
  unit: fc.constantFrom('day' as const, 'month' as const),
  bound: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  shift: fc.constantFrom('none', ...ids)
})
/** A delay from there stays within the days that can be written. */
const midDate = anyDate.filter(date => date > '1940' && date < '2960')

test('G5 « avant » and a shift: the day before, carried to a working day', () => {
  const { date, computation } = lastDayAfter(delay(15, 'day', { bound: 'exclusive', shift: 'france' }))(
    dateCivile('2024-03-16')
  )
  expect(date).toBe('2024-04-02')
  expect(computation).toBe(
    '16/03/2024 + 15 jours = 31/03/2024, exclu : au plus tard le 30/03/2024, reporté au jour ouvré suivant : 02/04/2024'
  )
})

test('G5 the last day is the reached day, less one when exclusive, carried to a working day', () => {
  fc.assert(
    fc.property(anyDelay, midDate, (d, start) => {
      const reached = d.unit === 'day' ? addDays(start, d.count) : addMonths(start, d.count)
      const bounded = addDays(reached, d.bound === 'exclusive' ? -1 : 0)
      const last = lastDayAfter(d)(start).date
      if (d.shift === 'none') return expect(last).toBe(bounded)
      expect(isWorkingDay(d.shift)(last)).toBe(true)
      for (let day = bounded; day < last; day = addDays(day, 1))
        expect(isWorkingDay(d.shift)(day)).toBe(false)
      expect(last >= bounded).toBe(true)
    })
  )
})

test('G20 a delay counted backwards never becomes later by a shift, and passes over no working day', () => {
  fc.assert(
    fc.property(anyDelay, midDate, (d, end) => {
      const last = lastDayBefore(d)(end).date
      const bounded = lastDayBefore({ ...d, shift: 'none' })(end).date
      if (d.shift === 'none') return expect(last).toBe(bounded)
      expect(isWorkingDay(d.shift)(last)).toBe(true)
      for (let day = bounded; day > last; day = addDays(day, -1))
        expect(isWorkingDay(d.shift)(day)).toBe(false)
      expect(last <= bounded).toBe(true)
    })
  )
})

test('G6 a delay is late from the day after its last day, and not before', () => {
  fc.assert(
    fc.property(anyDelay, midDate, fc.integer({ min: -3, max: 3 }), (d, start, shift) => {
      const due = lastDayAfter(d)(start).date
      const today = addDays(due, shift)
      expect(due < today).toBe(shift > 0)
    })
  )
})
