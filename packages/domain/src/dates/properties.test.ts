/** What an expression gives, against a judge that walks the days one by one with a calendar of its own. */
import Ajv from 'ajv/dist/2020'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { writtenFor } from '../../test/arbitrary'
import { anyDate } from '../../test/dates'
import { decode, read } from '../codec'
import { jsonSchema } from '../json-schema'
import { dateCivile } from '../time/date-civile'
import { Calendar, calendarsOf } from './calendar'
import { dateIncoherences } from './coherence'
import { computeDate, type DateGround } from './compute'
import { DateExpression } from './expression'
import { frenchDateExpression } from './french'
import { shippedCalendars } from './shipped-calendars'

type Day = readonly [year: number, month: number, day: number]

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const lengthOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const step = ([year, month, day]: Day, sign: number): Day => {
  if (sign > 0)
    return day < lengthOf(year, month)
      ? [year, month, day + 1]
      : month < 12
        ? [year, month + 1, 1]
        : [year + 1, 1, 1]
  if (day > 1) return [year, month, day - 1]
  return month > 1 ? [year, month - 1, lengthOf(year, month - 1)] : [year - 1, 12, 31]
}
const steps = (from: Day, count: number): Day => {
  let day = from
  for (let k = 0; k < Math.abs(count); k++) day = step(day, count)
  return day
}
const monthsOn = ([year, month, day]: Day, count: number): Day => {
  let [y, m] = [year, month]
  for (let k = 0; k < Math.abs(count); k++) {
    m += Math.sign(count)
    if (m === 13) [y, m] = [y + 1, 1]
    if (m === 0) [y, m] = [y - 1, 12]
  }
  return [y, m, Math.min(day, lengthOf(y, m))]
}
const written = ([year, month, day]: Day): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const calendars = calendarsOf(shippedCalendars)
const isWorked = (calendar: string, day: Day): boolean =>
  calendars(calendar)?.isWorked(dateCivile(written(day))) ?? false

type Moves = {
  readonly offset: {
    readonly unit: string
    readonly count: number
    readonly direction: string
    readonly calendar?: string
  } | null
  readonly to: {
    readonly day: number | 'last'
    readonly side: string
    readonly months?: ReadonlyArray<number>
  } | null
  readonly bound: string | null
  readonly shift: { readonly to: string; readonly calendar: string } | null
}

const judged = (start: Day, { offset, to, bound, shift }: Moves): string => {
  let day = start
  if (offset !== null) {
    const signed = offset.direction === 'after' ? offset.count : -offset.count
    if (offset.unit === 'day') day = steps(day, signed)
    if (offset.unit === 'week') day = steps(day, 7 * signed)
    if (offset.unit === 'month') day = monthsOn(day, signed)
    if (offset.unit === 'year') day = monthsOn(day, 12 * signed)
    if (offset.unit === 'working-day')
      for (let left = offset.count; left > 0; ) {
        day = step(day, signed)
        if (isWorked(offset.calendar ?? '', day)) left--
      }
  }
  if (to !== null) {
    const isOne = ([year, month, number]: Day) =>
      number === (to.day === 'last' ? lengthOf(year, month) : to.day) &&
      (to.months ?? [month]).includes(month)
    if (to.side === 'same') {
      // From the first day of the month, or of the year.
      day = to.months === undefined ? [day[0], day[1], 1] : [day[0], 1, 1]
      while (!isOne(day)) day = step(day, 1)
    } else {
      const sign = to.side.endsWith('after') ? 1 : -1
      if (!to.side.startsWith('on-or')) day = step(day, sign)
      while (!isOne(day)) day = step(day, sign)
    }
  }
  if (bound === 'exclusive') day = step(day, -1)
  if (shift !== null) while (!isWorked(shift.calendar, day)) day = step(day, shift.to === 'next' ? 1 : -1)
  return written(day)
}

const calendar = fc.constantFrom(...shippedCalendars.map(({ id }) => id))
const direction = fc.constantFrom('after', 'before')
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
const day = fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant('last' as const))
const side = fc.constantFrom('on-or-after', 'after', 'on-or-before', 'before')
const anyMoves: fc.Arbitrary<Moves> = fc.record({
  offset: fc.option(
    fc.oneof(
      fc.record({ unit: fc.constantFrom('day', 'week', 'month', 'year'), count: fc.nat(60), direction }),
      fc.record({ unit: fc.constant('working-day'), count: fc.nat(60), direction, calendar })
    )
  ),
  to: fc.option(
    fc.oneof(
      fc.record({ day, side, months }),
      fc.record({ day, side: fc.oneof(side, fc.constant('same')) }),
      fc.record({ day, side: fc.constant('same'), months: months.map(([one = 1]) => [one]) })
    )
  ),
  bound: fc.option(fc.constantFrom('inclusive', 'exclusive')),
  shift: fc.option(fc.record({ to: fc.constantFrom('next', 'previous'), calendar }))
})
const anyStart = fc
  .tuple(
    fc.integer({ min: 1970, max: 2899 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 })
  )
  .map(([year, month, number]): Day => [year, month, Math.min(number, lengthOf(year, month))])

const stated = (moves: Moves): unknown =>
  Object.fromEntries([['from', 'stated'], ...Object.entries(moves).filter(([, move]) => move !== null)])

const groundOf = (date: string): DateGround => ({
  dateOf: () => dateCivile(date),
  year: 2020,
  calendars,
  partyLabel: id => id
})

test('G5 G20 a date is the one that is found by walking the days, and never on the other side of its start', () => {
  fc.assert(
    fc.property(anyStart, anyMoves, (start, moves) => {
      const found = computeDate(groundOf(written(start)))(read(DateExpression, stated(moves)))
      const expected = judged(start, moves)
      const { offset } = moves
      const crosses =
        offset !== null &&
        (offset.direction === 'after' ? expected < written(start) : expected > written(start))
      if (crosses) expect(found).toMatchObject(E.left({ kind: 'impossible' }))
      else expect(E.isRight(found) && found.right.date).toBe(expected)
    }),
    { numRuns: 1_000 }
  )
})

test('G12 a computation starts with the anchor and its date, and ends with the date found', () => {
  fc.assert(
    fc.property(anyStart, anyMoves, (start, moves) => {
      const found = computeDate(groundOf(written(start)))(read(DateExpression, stated(moves)))
      if (E.isLeft(found)) return
      const french = (date: string) => date.split('-').reverse().join('/')
      expect(found.right.computation.startsWith(`date indiquée ${french(written(start))}`)).toBe(true)
      expect(found.right.computation.endsWith(french(found.right.date))).toBe(true)
    })
  )
})

test('G5 the latest is never before any of several dates, the earliest never after, in any order', () => {
  fc.assert(
    fc.property(fc.array(anyDate, { minLength: 1, maxLength: 5 }), dates => {
      const among = (from: string, list: ReadonlyArray<string>) =>
        computeDate(groundOf('2020-01-01'))(
          read(DateExpression, { from, of: list.map(date => ({ from: 'date', date })) })
        )
      const sorted = [...dates].sort()
      for (const list of [dates, dates.toReversed()]) {
        expect(among('latest', list)).toMatchObject(E.right({ date: sorted.at(-1) }))
        expect(among('earliest', list)).toMatchObject(E.right({ date: sorted[0] }))
      }
    })
  )
})

test('G15 whatever the codec reads is good by its JSON Schema, reads again, and is computed, said and checked without a throw', () => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(jsonSchema(DateExpression))
  const place = { calendars, parties: [], zone: 'Europe/Paris', use: 'deadline', isYearly: true } as const
  fc.assert(
    fc.property(writtenFor(DateExpression), anyDate, (input, date) => {
      const expression = read(DateExpression, input)
      const json: unknown = JSON.parse(JSON.stringify(DateExpression.encode(expression)))
      expect([validate(json), validate.errors]).toEqual([true, null])
      expect(decode(DateExpression)(json)).toEqual(E.right(expression))
      const found = computeDate(groundOf(date))(expression)
      if (E.isRight(found)) expect(dateCivile(found.right.date)).toBe(found.right.date)
      expect(frenchDateExpression({ calendars, partyLabel: id => id })(expression)).toMatch(/^\S/)
      dateIncoherences(place)(expression)
    })
  )
})

test('G15 any calendar is good by its JSON Schema, and says of any day whether it is worked', () => {
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(jsonSchema(Calendar))
  fc.assert(
    fc.property(writtenFor(t.readonlyArray(Calendar)), anyDate, (input, date) => {
      const own = read(t.readonlyArray(Calendar), input)
      for (const one of own) {
        expect(validate(Calendar.encode(one))).toBe(true)
        expect([true, false, undefined]).toContain(calendarsOf(own)(one.id)?.isWorked(date))
      }
    })
  )
})
