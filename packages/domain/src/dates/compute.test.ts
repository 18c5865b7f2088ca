import * as E from 'fp-ts/Either'
import { decode, type Fault, read } from '../codec'
import { type DateCivile, dateCivile } from '../time/date-civile'
import { calendarsOf } from './calendar'
import { computeDate, type DateGround, frenchUndated } from './compute'
import { DateExpression } from './expression'
import { shippedCalendars } from './shipped-calendars'

const calendars = calendarsOf(shippedCalendars)

/** What happened, by the name of its anchor, or of the party that signed. */
type Happened = Readonly<Record<string, string>>

const groundOf = (happened: Happened, year: number | null = null): DateGround => ({
  dateOf: anchor => {
    const date = happened[anchor.from === 'party-signature' ? anchor.party : anchor.from]
    return date === undefined ? null : dateCivile(date)
  },
  year,
  calendars,
  partyLabel: id => (id === 'commune' ? 'la commune' : `le ${id}`)
})

const computed = (expression: unknown, happened: Happened = {}, year: number | null = null) =>
  computeDate(groundOf(happened, year))(read(DateExpression, expression))

const dateOf = (expression: unknown, happened: Happened = {}, year: number | null = null): DateCivile => {
  const found = computed(expression, happened, year)
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right.date
}

const back = (count: number, unit: string) => ({ count, unit, direction: 'before' })
const on = (count: number, unit: string) => ({ count, unit, direction: 'after' })
const previous = { to: 'previous', calendar: 'france' }
const next = { to: 'next', calendar: 'france' }

test('G5 a delay of days: asked on 1 April, fifteen days end on 16 April', () => {
  expect(
    computed(
      { from: 'notification', offset: on(15, 'day'), bound: 'inclusive' },
      { notification: '2017-04-01' }
    )
  ).toEqual(E.right({ date: '2017-04-16', computation: 'notification 01/04/2017 + 15 jours = 16/04/2017' }))
})

test('G12 a stated date is written as it stands', () => {
  const from = { from: 'date', date: '2017-04-01' }
  expect(computed({ ...from, offset: on(15, 'day'), shift: next })).toEqual(
    E.right({
      date: '2017-04-18',
      computation: '01/04/2017 + 15 jours = 16/04/2017, reporté au jour ouvré suivant : 18/04/2017'
    })
  )
  expect(computed(from)).toEqual(E.right({ date: '2017-04-01', computation: '01/04/2017' }))
})

test.each([
  [
    '2025-07-26',
    '2025-04-25',
    'échéance 26/07/2025 − 3 mois = 26/04/2025, reporté au jour ouvré précédent : 25/04/2025'
  ],
  [
    '2026-07-26',
    '2026-04-24',
    'échéance 26/07/2026 − 3 mois = 26/04/2026, reporté au jour ouvré précédent : 24/04/2026'
  ],
  ['2024-07-26', '2024-04-26', 'échéance 26/07/2024 − 3 mois = 26/04/2024']
])(
  'G20 three months before the échéance of %s, carried to the working day before',
  (echeance, date, computation) => {
    const notice = { from: 'echeance', offset: back(3, 'month'), shift: previous }
    expect(computed(notice, { echeance })).toEqual(E.right({ date, computation }))
  }
)

test.each([
  [
    'P24 31 March of the year after',
    { from: 'day', month: 3, day: 31, yearsAfter: 1, bound: 'inclusive' },
    '2021-03-31'
  ],
  ['P25 30 June of the year after', { from: 'day', month: 6, day: 30, yearsAfter: 1 }, '2021-06-30'],
  ['before 12 October', { from: 'day', month: 10, day: 12, bound: 'exclusive' }, '2020-10-11'],
  ['31 October of the year before', { from: 'day', month: 10, day: 31, yearsAfter: -1 }, '2019-10-31'],
  ['the last day of February', { from: 'day', month: 2, day: 'last' }, '2020-02-29'],
  [
    'the last day of February of the year after',
    { from: 'day', month: 2, day: 'last', yearsAfter: 1 },
    '2021-02-28'
  ]
])('G5 a day of the year 2020: %s', (_, expression, date) => {
  expect(dateOf(expression, {}, 2020)).toBe(date)
})

test.each([
  ['2020-06-15', 1, undefined, 'after', '2020-07-01'],
  ['2020-07-01', 1, undefined, 'after', '2020-08-01'],
  ['2020-07-01', 1, undefined, 'on-or-after', '2020-07-01'],
  ['2020-07-01', 1, undefined, 'before', '2020-06-01'],
  ['2020-07-01', 1, undefined, 'on-or-before', '2020-07-01'],
  ['2020-07-20', 15, undefined, 'same', '2020-07-15'],
  ['2020-02-01', 'last', undefined, 'same', '2020-02-29'],
  ['2020-12-31', 'last', undefined, 'after', '2021-01-31'],
  ['2020-06-15', 1, [9], 'on-or-after', '2020-09-01'],
  ['2020-09-02', 1, [9], 'on-or-after', '2021-09-01'],
  ['2020-11-15', 1, [9], 'same', '2020-09-01'],
  ['2020-05-11', 'last', [3, 6, 9, 12], 'on-or-after', '2020-06-30'],
  ['2020-05-11', 1, [1, 4, 7, 10], 'before', '2020-04-01'],
  ['2020-12-31', 'last', [12], 'same', '2020-12-31'],
  ['1996-03-01', 29, [2], 'after', '2000-02-29'],
  ['2096-03-01', 29, [2], 'after', '2104-02-29'],
  ['2104-02-28', 29, [2], 'before', '2096-02-29']
])('G5 from %s, day %s of months %j, %s, is %s', (stated, day, months, side, date) => {
  expect(dateOf({ from: 'stated', to: { day, side, ...(months && { months }) } }, { stated })).toBe(date)
})

test.each([
  ['2020-06-15', '2020-09-01'],
  ['2020-09-01', '2020-09-01'],
  ['2020-09-10', '2020-09-10']
])('M17 1 September, at the earliest at the last signature, here of %s', (lastSignature, date) => {
  const effect = { from: 'latest', of: [{ from: 'day', month: 9, day: 1 }, { from: 'last-signature' }] }
  const found = computed(effect, { 'last-signature': lastSignature }, 2020)
  expect(found).toEqual(
    E.right({
      date,
      computation: `la plus tardive de (01/09/2020 ; dernière signature ${lastSignature.split('-').reverse().join('/')}) : ${date.split('-').reverse().join('/')}`
    })
  )
})

test('G5 the first of the month after the signature, and the earliest of several dates', () => {
  expect(
    computed({ from: 'last-signature', to: { day: 1, side: 'after' } }, { 'last-signature': '2020-06-15' })
  ).toEqual(
    E.right({
      date: '2020-07-01',
      computation: 'dernière signature 15/06/2020, 1er du mois suivant ce jour : 01/07/2020'
    })
  )
  const earliest = {
    from: 'earliest',
    of: [
      { from: 'effect', offset: on(1, 'year') },
      { from: 'day', month: 12, day: 31 }
    ],
    offset: back(2, 'week')
  }
  expect(dateOf(earliest, { effect: '2019-06-30' }, 2020)).toBe('2020-06-16')
})

test.each([
  ['the first working day after Good Friday', '2017-04-14', on(1, 'working-day'), '2017-04-18'],
  ['five working days after a Sunday', '2017-04-02', on(5, 'working-day'), '2017-04-07'],
  ['ten working days before Ascension', '2017-05-25', back(10, 'working-day'), '2017-05-11'],
  ['two weeks after', '2017-02-20', on(2, 'week'), '2017-03-06'],
  ['a month after 31 January', '2017-01-31', on(1, 'month'), '2017-02-28'],
  ['a year after 29 February', '2020-02-29', on(1, 'year'), '2021-02-28'],
  ['a year before 29 February', '2020-02-29', back(1, 'year'), '2019-02-28']
])('G5 %s', (_, stated, offset, date) => {
  const expression = {
    from: 'stated',
    offset: offset.unit === 'working-day' ? { ...offset, calendar: 'france' } : offset
  }
  expect(dateOf(expression, { stated })).toBe(date)
})

test('G5 the signature of one party is asked by its id, and told by its label', () => {
  const expression = { from: 'party-signature', party: 'commune', offset: on(8, 'day') }
  expect(computed(expression, { commune: '2020-06-15' })).toEqual(
    E.right({ date: '2020-06-23', computation: 'signature de la commune 15/06/2020 + 8 jours = 23/06/2020' })
  )
})

test('G6 what has not happened yet is awaited, each anchor once, and is no error', () => {
  const expression = {
    from: 'latest',
    of: [
      { from: 'last-signature' },
      { from: 'receipt', offset: on(1, 'month') },
      { from: 'last-signature', to: { day: 1, side: 'after' } }
    ]
  }
  const undated = computed(expression)
  expect(undated).toMatchObject(
    E.left({
      kind: 'awaited',
      anchors: [{ from: 'last-signature' }, { from: 'receipt' }, { from: 'last-signature' }]
    })
  )
  expect(E.isLeft(undated) && frenchUndated(undated.left, id => id)).toBe(
    'date pas encore connue : attend la dernière signature, la réception'
  )
})

const never: ReadonlyArray<readonly [string, unknown, Happened, number | null]> = [
  ['31 February', { from: 'day', month: 2, day: 31 }, {}, 2020],
  ['no year', { from: 'day', month: 3, day: 31 }, {}, null],
  ['a year of two digits', { from: 'day', month: 3, day: 31 }, {}, 17],
  ['half a year', { from: 'day', month: 3, day: 31 }, {}, 2020.5],
  ['no number', { from: 'day', month: 3, day: 31 }, {}, Number.NaN],
  ['after 2999', { from: 'effect', offset: on(1, 'year') }, { effect: '2999-06-01' }, null],
  ['before 1900', { from: 'effect', offset: back(1, 'day') }, { effect: '1900-01-01' }, null],
  ['far before the year 100', { from: 'effect', offset: back(1850, 'year') }, { effect: '1900-01-01' }, null],
  [
    'beyond what a clock counts',
    { from: 'effect', offset: on(Number.MAX_SAFE_INTEGER, 'month') },
    { effect: '2017-01-01' },
    null
  ],
  [
    'days beyond it',
    { from: 'effect', offset: back(Number.MAX_SAFE_INTEGER, 'week') },
    { effect: '2017-01-01' },
    null
  ],
  [
    'working days beyond it',
    { from: 'effect', offset: { ...on(Number.MAX_SAFE_INTEGER, 'working-day'), calendar: 'france' } },
    { effect: '2017-01-01' },
    null
  ],
  ['before the first day', { from: 'date', date: '1900-01-01', bound: 'exclusive' }, {}, null],
  [
    'the next month of the last one',
    { from: 'date', date: '2999-12-31', to: { day: 1, side: 'after' } },
    {},
    null
  ],
  [
    '30 February',
    { from: 'effect', to: { day: 30, months: [2], side: 'after' } },
    { effect: '2017-01-01' },
    null
  ],
  [
    'two days of one year',
    { from: 'effect', to: { day: 1, months: [2, 3], side: 'same' } },
    { effect: '2017-01-01' },
    null
  ],
  ['no month', { from: 'effect', to: { day: 1, months: [], side: 'after' } }, { effect: '2017-01-01' }, null],
  ['none of none', { from: 'latest', of: [] }, {}, null],
  [
    'an unknown calendar',
    { from: 'effect', shift: { to: 'next', calendar: 'suisse' } },
    { effect: '2017-01-01' },
    null
  ],
  [
    'backwards, then after where it started',
    { from: 'effect', offset: back(1, 'day'), shift: next },
    { effect: '2017-01-01' },
    null
  ],
  [
    'over before it began',
    { from: 'effect', offset: on(1, 'day'), to: { day: 1, side: 'before' } },
    { effect: '2017-01-15' },
    null
  ],
  ['one of several', { from: 'latest', of: [{ from: 'end' }, { from: 'day', month: 2, day: 31 }] }, {}, 2020]
]

test.each(never)('G15 no date satisfies it, and it says so: %s', (_, expression, happened, year) => {
  const found = computed(expression, happened, year)
  expect(found).toEqual(E.left({ kind: 'impossible', sentence: expect.stringMatching(/^\S.*\S$/) }))
})

test('G20 backwards and carried, a delay ends at the latest on the day that it excludes', () => {
  const expression = { from: 'echeance', offset: back(1, 'day'), shift: next }
  expect(computed(expression, { echeance: '2017-01-02' })).toMatchObject(E.right({ date: '2017-01-02' }))
  expect(computed(expression, { echeance: '2017-01-01' })).toMatchObject(E.left({ kind: 'impossible' }))
})

test('G15 an expression lists every fault with its path, and one nested for ever is one', () => {
  const faults = (input: unknown): ReadonlyArray<Fault> => {
    const decoded = decode(DateExpression)(input)
    return E.isLeft(decoded) ? decoded.left : []
  }
  const bad = { from: 'day', month: 13, day: 0, yearsAfter: 200, offset: { unit: 'fortnight' }, until: 1 }
  expect(faults(bad).map(({ path }) => path)).toEqual(['month', 'day', 'yearsAfter', 'offset.unit', 'until'])
  expect(faults({ from: 'signature' }).map(({ path }) => path)).toEqual(['from'])
  let nested: unknown = { from: 'effect' }
  for (let i = 0; i < 100_000; i++) nested = { from: 'latest', of: [nested] }
  expect(faults(nested).map(({ message }) => message)).toEqual(['imbriqué plus de 8 fois'])
  expect(DateExpression.is(nested)).toBe(false)
})
