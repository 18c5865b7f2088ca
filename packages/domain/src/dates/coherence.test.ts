import * as t from 'io-ts'
import { read } from '../codec'
import { Calendar, calendarsOf } from './calendar'
import { type DatePlace, dateIncoherences } from './coherence'
import { DateExpression } from './expression'
import { shippedCalendars } from './shipped-calendars'

const own = read(t.readonlyArray(Calendar), [
  { id: 'ville', label: 'la ville', extends: 'guadeloupe', days: [] },
  { id: 'metropole', label: 'une ville de métropole', extends: 'france', days: [] },
  { id: 'entier', label: 'écrit en entier', days: [] }
])
const deadline: DatePlace = {
  calendars: calendarsOf([...shippedCalendars, ...own]),
  parties: ['caf', 'commune'],
  zone: 'Europe/Paris',
  use: 'deadline',
  isYearly: true
}
const paths = (expression: unknown, place: Partial<DatePlace> = {}): ReadonlyArray<string> =>
  dateIncoherences({ ...deadline, ...place })(read(DateExpression, expression)).map(({ path }) =>
    path.join('.')
  )

const before = (count: number, unit = 'day') => ({ count, unit, direction: 'before' })
const after = (count: number, unit = 'day') => ({ count, unit, direction: 'after' })
const shift = (to: string, calendar = 'france') => ({ to, calendar })

test.each<[string, unknown, Partial<DatePlace>]>([
  ['31 March', { from: 'day', month: 3, day: 31, yearsAfter: 1, bound: 'exclusive' }, {}],
  ['the last day of February', { from: 'day', month: 2, day: 'last' }, {}],
  ['a notice', { from: 'echeance', offset: before(3, 'month'), shift: shift('previous') }, {}],
  ['a delay', { from: 'notification', offset: after(36_525), shift: shift('next', 'ville') }, {}],
  ['a day carried back', { from: 'day', month: 3, day: 31, shift: shift('previous') }, {}],
  [
    'the first of the next month',
    { from: 'last-signature', to: { day: 1, side: 'after' } },
    { use: 'event' }
  ],
  ['the end of the quarter', { from: 'end', to: { day: 'last', months: [3, 6, 9, 12], side: 'after' } }, {}],
  ['a party', { from: 'party-signature', party: 'commune' }, {}],
  [
    'the calendar of there',
    { from: 'end', shift: shift('next', 'saint-martin') },
    { zone: 'America/Guadeloupe' }
  ],
  ['one that extends it', { from: 'end', shift: shift('next', 'ville') }, { zone: 'America/Guadeloupe' }],
  [
    'one that a model states whole',
    { from: 'end', shift: shift('next', 'entier') },
    { zone: 'America/Guadeloupe' }
  ]
])('G11 %s agrees with itself', (_, expression, place) => {
  expect(paths(expression, place)).toEqual([])
})

test.each<[string, unknown, Partial<DatePlace>, ReadonlyArray<string>]>([
  ['31 February', { from: 'day', month: 2, day: 31 }, {}, ['day']],
  ['29 February', { from: 'day', month: 2, day: 29 }, {}, ['day']],
  ['the 31st of any month', { from: 'end', to: { day: 31, side: 'after' } }, {}, ['to.day']],
  ['31 June among others', { from: 'end', to: { day: 31, months: [3, 6], side: 'after' } }, {}, ['to.day']],
  ['no month', { from: 'end', to: { day: 1, months: [], side: 'after' } }, {}, ['to.months']],
  ['a month twice', { from: 'end', to: { day: 1, months: [3, 3], side: 'after' } }, {}, ['to.months.1']],
  [
    'one of several of a year',
    { from: 'end', to: { day: 1, months: [3, 6], side: 'same' } },
    {},
    ['to.months']
  ],
  ['more than a century', { from: 'end', offset: after(1_201, 'month') }, {}, ['offset.count']],
  ['weeks beyond a century', { from: 'end', offset: before(5_219, 'week') }, {}, ['offset.count']],
  ['years beyond a century', { from: 'end', offset: after(101, 'year') }, {}, ['offset.count']],
  ['an unknown party', { from: 'party-signature', party: 'etat' }, {}, ['party']],
  ['an unknown calendar', { from: 'end', shift: shift('next', 'suisse') }, {}, ['shift.calendar']],
  ['backwards and next', { from: 'end', offset: before(3), shift: shift('next') }, {}, ['shift.to']],
  ['forwards and previous', { from: 'end', offset: after(3), shift: shift('previous') }, {}, ['shift.to']],
  ['« avant » of what begins', { from: 'last-signature', bound: 'exclusive' }, { use: 'event' }, ['bound']],
  ['a day of no year', { from: 'day', month: 9, day: 1 }, { isYearly: false }, ['from']],
  ['one of one', { from: 'latest', of: [{ from: 'end' }] }, {}, ['of']],
  [
    'several at once, inside too',
    {
      from: 'earliest',
      of: [
        { from: 'end', bound: 'inclusive' },
        {
          from: 'latest',
          of: [
            { from: 'day', month: 4, day: 31 },
            { from: 'party-signature', party: 'x' }
          ]
        }
      ],
      offset: { ...before(40_000, 'working-day'), calendar: 'lune' },
      shift: shift('next', 'mars')
    },
    {},
    [
      'of.0.bound',
      'of.1.of.0.day',
      'of.1.of.1.party',
      'offset.count',
      'offset.calendar',
      'shift.to',
      'shift.calendar'
    ]
  ],
  [
    'the metropolitan calendar overseas',
    { from: 'end', shift: shift('next') },
    { zone: 'Indian/Reunion' },
    ['shift.calendar']
  ],
  [
    'what extends it overseas, for working days too',
    { from: 'end', offset: { ...after(1, 'working-day'), calendar: 'metropole' } },
    { zone: 'Indian/Reunion' },
    ['offset.calendar']
  ]
])('G11 %s contradicts itself, told with its path', (_, expression, place, expected) => {
  expect(paths(expression, place)).toEqual(expected)
})
