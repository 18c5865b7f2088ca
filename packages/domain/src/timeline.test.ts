import * as fc from 'fast-check'
import { anyPeriod, window } from '../test/dates'
import { covers, type DateCivile, dateCivile, isEmpty, type Period } from './time'
import { assertOver, emptyTimeline, sameValue, type Timeline, valueOn, within } from './timeline'

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
