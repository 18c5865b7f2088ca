import * as fc from 'fast-check'
import { anyPeriod, window } from '../test/dates'
import { addDays, covers, type DateCivile, dateCivile, isEmpty, type Period } from './time'
import {
  assertFacts,
  assertOver,
  emptyTimeline,
  nextChange,
  nextReturn,
  sameValue,
  type Timeline,
  timelineOf,
  timelinesOf,
  valueOn,
  within
} from './timeline'

type Assertion = { readonly period: Period; readonly value: string | null }
const assertions: fc.Arbitrary<ReadonlyArray<Assertion>> = fc.array(
  fc.record({ period: anyPeriod, value: fc.constantFrom('a', 'b', null) }),
  { maxLength: 8 }
)
const laid = (list: ReadonlyArray<Assertion>): Timeline<string> =>
  list.reduce<Timeline<string>>(
    (timeline, { period, value }) => assertOver<string>(period, value)(timeline),
    emptyTimeline
  )

/** Day by day: the last recorded assertion that covers the day. */
const naive = (list: ReadonlyArray<Assertion>, date: DateCivile): string | null =>
  list.findLast(({ period }) => covers(period)(date))?.value ?? null

const on = (text: string): DateCivile => dateCivile(text)

test('G2 the next return is to a value after an absence; another value is no return', () => {
  const timeline = laid([
    { period: { from: on('2018-01-01'), to: null }, value: 'a' },
    { period: { from: on('2018-06-01'), to: null }, value: 'b' },
    { period: { from: on('2018-09-01'), to: on('2019-01-01') }, value: null }
  ])
  const days = ['2017-12-31', '2018-01-01', '2018-10-01', '2019-01-01'].map(on)
  expect([null, ...days].map(day => nextReturn(day)(timeline))).toEqual([
    '2018-01-01',
    '2018-01-01',
    '2019-01-01',
    '2019-01-01',
    null
  ])
})

test('G2 the latest recorded wins over its own period, and only there', () => {
  const timeline = laid([
    { period: { from: on('2017-01-01'), to: null }, value: 'a' },
    { period: { from: on('2017-02-01'), to: on('2017-03-01') }, value: 'b' }
  ])
  expect(timeline).toEqual([
    { from: null, value: null },
    { from: '2017-01-01', value: 'a' },
    { from: '2017-02-01', value: 'b' },
    { from: '2017-03-01', value: 'a' }
  ])
})

test('G2 a timeline says each day what the last recorded assertion of that day said', () => {
  fc.assert(
    fc.property(assertions, list => {
      const timeline = laid(list)
      expect(window.map(date => valueOn(date)(timeline))).toEqual(window.map(date => naive(list, date)))
    })
  )
})

test('G4 steps follow one another and no two neighbours are the same, whatever was laid', () => {
  fc.assert(
    fc.property(assertions, list => {
      const [first, ...others] = laid(list)
      expect(first?.from).toBeNull()
      let last = first
      for (const step of others) {
        expect(
          last?.from === null || (step.from !== null && last !== undefined && last.from < step.from)
        ).toBe(true)
        expect(step.from).not.toBeNull()
        expect(step.value).not.toBe(last?.value)
        last = step
      }
    })
  )
})

test('G4 an empty period changes nothing', () => {
  const known = laid([{ period: { from: on('2017-01-01'), to: on('2018-01-01') }, value: 'a' }])
  for (const to of ['2017-06-01', '2017-03-01'])
    expect(assertOver<string>({ from: on('2017-06-01'), to: on(to) }, 'b')(known)).toEqual(known)
})

test('G2 the next change is the first day whose value differs from the day before', () => {
  fc.assert(
    fc.property(assertions, fc.constantFrom(null, ...window), (list, from) => {
      const differs = window.find(
        date => (from === null || date > from) && naive(list, date) !== naive(list, addDays(date, -1))
      )
      expect(nextChange(from)(laid(list))).toBe(differs ?? null)
    })
  )
})

test('G4 what holds within a period is cut to it, without gaps or overlaps', () => {
  fc.assert(
    fc.property(assertions, anyPeriod, (list, period) => {
      const parts = within(period)(laid(list))
      for (const date of window)
        expect(parts.filter(part => covers(part.period)(date)).map(part => part.value)).toEqual(
          covers(period)(date) && naive(list, date) !== null ? [naive(list, date)] : []
        )
      expect(parts.some(part => isEmpty(part.period))).toBe(false)
    })
  )
})

test('G2 "since always" asks for what holds before every known change', () => {
  const timeline = laid([{ period: { from: null, to: on('2017-01-01') }, value: 'a' }])
  expect([
    valueOn(null)(timeline),
    valueOn(on('2016-12-31'))(timeline),
    valueOn(on('2017-01-01'))(timeline)
  ]).toEqual(['a', 'a', null])
  expect(valueOn(null)(emptyTimeline)).toBeNull()
})

test('G2 facts replace one another within their kind and id, and nowhere else', () => {
  type Values = { readonly nom: string; readonly places: number }
  const period = { from: on('2017-01-01'), to: null }
  const known = assertFacts<Values>({}, [
    { kind: 'nom', id: 'e-1', value: 'LES MOUSSAILLONS', period },
    { kind: 'nom', id: 'e-2', value: 'LES MOUSSAILLONS', period },
    { kind: 'places', id: 'e-1', value: 20, period },
    { kind: 'nom', id: 'e-1', value: 'HG LES MOUSSAILLONS', period: { ...period, from: on('2018-01-01') } }
  ])
  const date = on('2018-06-01')
  expect([...timelinesOf(known, 'nom').keys()]).toEqual(['e-1', 'e-2'])
  expect(valueOn(date)(timelineOf(known, 'nom', 'e-1'))).toBe('HG LES MOUSSAILLONS')
  expect(valueOn(date)(timelineOf(known, 'nom', 'e-2'))).toBe('LES MOUSSAILLONS')
  expect(valueOn(date)(timelineOf(known, 'places', 'e-1'))).toBe(20)
  expect(timelineOf(known, 'places', 'e-2')).toEqual(emptyTimeline)
})

test('G1 laying a fact leaves the timelines that were there as they were', () => {
  const before = assertFacts<{ readonly nom: string }>({}, [])
  assertFacts(before, [{ kind: 'nom', id: 'e-1', value: 'CHARAIRE', period: { from: null, to: null } }])
  expect(before).toEqual({})
})

test('G9 two values are the same when their texts are', () => {
  expect(sameValue({ a: [1, null] }, { a: [1, null] })).toBe(true)
  expect(sameValue(null, 0)).toBe(false)
  expect(sameValue('001', 1)).toBe(false)
  for (const [less, more] of [
    [{ a: 1 }, { a: 1, b: null }],
    [{ a: 1 }, JSON.parse('{"a":1,"__proto__":{}}')],
    [[1], [1, 2]]
  ])
    expect([sameValue(less, more), sameValue(more, less)]).toEqual([false, false])
  const absent = { a: 1, b: undefined }
  expect([sameValue({ a: 1 }, absent), sameValue(absent, { a: 1 })]).toEqual([true, true])
})
