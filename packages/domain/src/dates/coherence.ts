/** What contradicts itself in an expression of a date, or in what it names. */
import * as E from 'fp-ts/Either'
import type { Incoherence } from '../codec'
import { dateCivile, daysInMonth, yearOf } from '../time/date-civile'
import type { Calendars } from './calendar'
import { computeDate, frenchUndated } from './compute'
import type { DateExpression, DayOfMonth, Landing, Offset } from './expression'
import { overseasCalendars, shippedCalendars } from './shipped-calendars'

/** Where an expression stands. */
export type DatePlace = {
  readonly calendars: Calendars
  /** The ids of the parties. */
  readonly parties: ReadonlyArray<string>
  /** The zone of the model: overseas, a calendar is one from there. */
  readonly zone: string
  /** A last day is a `deadline`, which has a bound; what begins or happens on a day is an `event`, which has none. */
  readonly use: 'deadline' | 'event'
  /** It is asked for each year N. */
  readonly isYearly: boolean
}

/** Every contradiction, with the path to it in the expression. */
export const dateIncoherences =
  (place: DatePlace) =>
  (expression: DateExpression): ReadonlyArray<Incoherence> => {
    const faults = [
      ...anchor(place, expression),
      ...offset(place, expression),
      ...landing(expression),
      ...bound(place, expression),
      ...shift(place, expression)
    ]
    return faults.length > 0 ? faults : neverDated(place, expression)
  }

/** Days of a leap year on which what a date is counted from may have happened. */
const samples = [1, 4, 7, 10].flatMap(month =>
  ['01', '15', '28'].map(day => dateCivile(`2024-${String(month).padStart(2, '0')}-${day}`))
)

/** What its parts say one by one, but on no day together: a delay of no day, whose bound is the day before. */
const neverDated = ({ calendars }: DatePlace, expression: DateExpression): ReadonlyArray<Incoherence> => {
  let why = ''
  for (const sample of samples) {
    const ground = { dateOf: () => sample, year: yearOf(sample), calendars, partyLabel: (id: string) => id }
    const dated = computeDate(ground)(expression)
    if (E.isRight(dated)) return []
    why = frenchUndated(dated.left, ground.partyLabel)
  }
  return fault([], `aucun jour n'est cette date : ${why}`)
}

const fault = (path: Incoherence['path'], message: string): ReadonlyArray<Incoherence> => [{ path, message }]

const anchor = (place: DatePlace, expression: DateExpression): ReadonlyArray<Incoherence> => {
  switch (expression.from) {
    case 'party-signature':
      return place.parties.includes(expression.party)
        ? []
        : fault(['party'], `partie inconnue : ${JSON.stringify(expression.party)}`)
    case 'day':
      return [
        ...(place.isYearly
          ? []
          : fault(['from'], "aucune année n'est demandée ici : un jour d'année n'a pas de date")),
        ...missingDay(expression.day, [expression.month])
      ]
    case 'latest':
    case 'earliest':
      return expression.of.length < 2
        ? fault(['of'], 'moins de deux dates : rien à choisir')
        : expression.of.flatMap((one, i) =>
            dateIncoherences({ ...place, use: 'event' })(one).map(({ path, message }) => ({
              path: ['of', i, ...path],
              message
            }))
          )
    default:
      return []
  }
}

/** Each month must have the day in each year, or it would be skipped or clamped without a word. */
const missingDay = (day: DayOfMonth, months: ReadonlyArray<number>): ReadonlyArray<Incoherence> => {
  const lacking = day === 'last' ? [] : months.filter(month => day > daysInMonth(2001, month - 1))
  const days = lacking.map(month => `${day}/${month}`).join(', ')
  return lacking.length === 0
    ? []
    : fault(['day'], `ce jour n'existe pas chaque année : ${days} ; le dernier jour d'un mois s'écrit "last"`)
}

/** A century: a date and a delay stay within the calendar. */
const longest: Readonly<Record<Offset['unit'], number>> = {
  day: 36_525,
  'working-day': 36_525,
  week: 5_218,
  month: 1_200,
  year: 100
}

const offset = (place: DatePlace, { offset }: DateExpression): ReadonlyArray<Incoherence> => {
  if (offset === undefined) return []
  return [
    ...(offset.count > longest[offset.unit]
      ? fault(['offset', 'count'], `plus d'un siècle : ${offset.count}`)
      : []),
    ...(offset.unit === 'working-day' ? calendar(place, ['offset', 'calendar'], offset.calendar) : [])
  ]
}

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

const landing = ({ to }: DateExpression): ReadonlyArray<Incoherence> =>
  to === undefined
    ? []
    : [
        ...missingDay(to.day, to.months ?? everyMonth).map(({ message }) => ({
          path: ['to', 'day'],
          message
        })),
        ...monthsOf(to)
      ]

const monthsOf = ({ months, side }: Landing): ReadonlyArray<Incoherence> => {
  if (months === undefined) return []
  const twice = months.findIndex((month, i) => months.indexOf(month) < i)
  return [
    ...(months.length === 0 ? fault(['to', 'months'], 'aucun mois') : []),
    ...(twice >= 0 ? fault(['to', 'months', twice], `répété : ${months[twice]}`) : []),
    ...(side === 'same' && months.length > 1
      ? fault(['to', 'months'], `plusieurs jours de la même année : lequel ? "same" veut un seul mois`)
      : [])
  ]
}

const bound = ({ use }: DatePlace, { bound }: DateExpression): ReadonlyArray<Incoherence> =>
  bound !== undefined && use === 'event'
    ? fault(['bound'], "une borne n'a de sens que pour un délai : ici la date est celle d'un fait")
    : []

const shift = (place: DatePlace, { shift, offset }: DateExpression): ReadonlyArray<Incoherence> => {
  if (shift === undefined) return []
  const contradiction =
    offset !== undefined && offset.count > 0 && (offset.direction === 'before') === (shift.to === 'next')
  return [
    ...(contradiction
      ? fault(
          ['shift', 'to'],
          offset.direction === 'before'
            ? 'un délai compté à rebours se reporte au jour ouvré précédent : "previous"'
            : 'un délai compté en avant se reporte au jour ouvré suivant : "next"'
        )
      : []),
    ...calendar(place, ['shift', 'calendar'], shift.calendar)
  ]
}

const shippedIds: ReadonlySet<string> = new Set(shippedCalendars.map(({ id }) => id))

/** Overseas, a calendar of elsewhere would work on the public holiday of there. One that a model states whole is its own. */
const calendar = (
  { calendars, zone }: DatePlace,
  path: Incoherence['path'],
  id: string
): ReadonlyArray<Incoherence> => {
  const lineage = calendars(id)?.lineage
  if (lineage === undefined) return fault(path, `calendrier inconnu : ${JSON.stringify(id)}`)
  const ofThere = overseasCalendars[zone]
  return ofThere === undefined ||
    !lineage.some(ancestor => shippedIds.has(ancestor)) ||
    lineage.some(ancestor => ofThere.includes(ancestor))
    ? []
    : fault(
        path,
        `le calendrier ${JSON.stringify(id)} n'est pas celui du fuseau du modèle : ${ofThere.join(' ou ')}`
      )
}
