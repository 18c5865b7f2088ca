/** The date that an expression gives, and how it was found (G12). */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type DateCivile, dayNumber, frenchDate, writtenDate } from '../time/date-civile'
import { type Calendars, nearestWorkedDay, workedDay } from './calendar'
import type { AskedAnchor, Bound, DateExpression, Landing, Offset, Shift } from './expression'
import { dayInMonth, landingFrom, monthsFrom } from './landing'
import { frenchAnchor, frenchLanding, frenchLength, type PartyLabel } from './words'

/** A computed date, and how it was found, in French: « 01/04/2017 + 15 jours = 16/04/2017 » (G12). */
export type Computed = { readonly date: DateCivile; readonly computation: string }

/** How a date was found, where that says more than the date itself; null: it only repeats it. */
export const howComputed = ({ date, computation }: Computed): string | null =>
  computation === frenchDate(date) ? null : computation

/** Why an expression has no date: what it is counted from has not happened yet, or no date satisfies it. */
export type Undated =
  | { readonly kind: 'awaited'; readonly anchors: ReadonlyArray<AskedAnchor> }
  | { readonly kind: 'impossible'; readonly sentence: string }

/** What an expression is computed on. */
export type DateGround = {
  /** The date of what happened, or null as long as it has not. */
  readonly dateOf: (anchor: AskedAnchor) => DateCivile | null
  /** N, the year that the date is about; null where it is about none. */
  readonly year: number | null
  readonly calendars: Calendars
  readonly partyLabel: PartyLabel
}

/**
 * The date of an expression: for a deadline, the last day in time. It never throws, and always ends.
 *
 * @example
 * computeDate({ dateOf: () => dateCivile('2025-07-26'), year: null, calendars: calendarsOf(shippedCalendars), partyLabel: id => id })(
 *   { from: 'echeance', offset: { unit: 'month', count: 3, direction: 'before' } }
 * ) // E.right({ date: '2025-04-26', computation: 'échéance 26/07/2025 − 3 mois = 26/04/2025' })
 */
export const computeDate =
  (ground: DateGround) =>
  (expression: DateExpression): E.Either<Undated, Computed> =>
    pipe(
      startOf(ground, expression),
      E.chain(start =>
        pipe(
          E.right<Undated, Computed>(start),
          E.chain(ifThere(expression.offset, counted(ground.calendars))),
          E.chain(ifThere(expression.to, landed)),
          E.chain(ifThere(expression.bound, bounded)),
          E.chain(ifThere(expression.shift, shifted(ground.calendars))),
          E.chain(ifThere(expression.offset, inItsDirection(start.date)))
        )
      )
    )

/** Why there is no date, in French: « date pas encore connue : attend la dernière signature ». */
export const frenchUndated = (undated: Undated, partyLabel: PartyLabel): string =>
  undated.kind === 'impossible'
    ? undated.sentence
    : `date pas encore connue : attend ${[...new Set(undated.anchors.map(anchor => frenchAnchor(anchor, partyLabel)))].join(', ')}`

type Dated = E.Either<Undated, Computed>

const impossible = (sentence: string): Dated => E.left({ kind: 'impossible', sentence })

/** The date, told after what was computed before; or why there is none. */
const reached = (date: DateCivile | null, told: (date: DateCivile) => string, otherwise: string): Dated =>
  date === null ? impossible(otherwise) : E.right({ date, computation: told(date) })

/** A move that is not stated moves nothing. */
const ifThere =
  <M>(move: M | undefined, apply: (move: M) => (from: Computed) => Dated) =>
  (from: Computed): Dated =>
    move === undefined ? E.right(from) : apply(move)(from)

const startOf = (ground: DateGround, expression: DateExpression): Dated => {
  switch (expression.from) {
    case 'date':
      return E.right({ date: expression.date, computation: frenchDate(expression.date) })
    case 'day': {
      if (ground.year === null) return impossible("aucune année n'est donnée")
      const { month, day, yearsAfter = 0 } = expression
      const year = ground.year + yearsAfter
      return reached(dayInMonth(12 * year + month - 1, day), frenchDate, `aucun ${day}/${month} en ${year}`)
    }
    case 'latest':
    case 'earliest':
      return amongSeveral(ground, expression.from, expression.of)
    default: {
      const date = ground.dateOf(expression)
      if (date === null) return E.left({ kind: 'awaited', anchors: [expression] })
      const name = frenchAnchor(expression, ground.partyLabel).replace(/^(?:l[ea] |l')/, '')
      return E.right({ date, computation: `${name} ${frenchDate(date)}` })
    }
  }
}

/** What is impossible is said before what is awaited: waiting would not help. */
const amongSeveral = (
  ground: DateGround,
  which: 'latest' | 'earliest',
  of: ReadonlyArray<DateExpression>
): Dated => {
  const all = of.map(computeDate(ground))
  const never = all.find(dated => E.isLeft(dated) && dated.left.kind === 'impossible')
  if (never !== undefined) return never
  const anchors = all.flatMap(dated =>
    E.isLeft(dated) && dated.left.kind === 'awaited' ? dated.left.anchors : []
  )
  if (anchors.length > 0) return E.left({ kind: 'awaited', anchors })
  const found = all.flatMap(dated => (E.isRight(dated) ? [dated.right] : []))
  const dates = found.map(({ date }) => date).sort()
  const list = found.map(({ computation }) => computation).join(' ; ')
  const name = which === 'latest' ? 'la plus tardive' : 'la plus précoce'
  return reached(
    dates.at(which === 'latest' ? -1 : 0) ?? null,
    date => `${name} de (${list}) : ${frenchDate(date)}`,
    'aucune date parmi lesquelles choisir'
  )
}

const signOf = ({ direction }: Offset): 1 | -1 => (direction === 'after' ? 1 : -1)

const counted =
  (calendars: Calendars) =>
  (offset: Offset) =>
  ({ date: from, computation }: Computed): Dated => {
    const calendar = offset.unit === 'working-day' ? calendars(offset.calendar) : null
    if (offset.unit === 'working-day' && calendar === null) return unknownCalendar(offset.calendar)
    const sign = signOf(offset)
    const count = sign * offset.count
    const day = (days: number) => writtenDate(dayNumber(from) + days)
    const date =
      calendar !== null
        ? workedDay(calendar, { from, count: offset.count, sign })
        : offset.unit === 'month' || offset.unit === 'year'
          ? monthsFrom(from, offset.unit === 'month' ? count : 12 * count)
          : day(offset.unit === 'week' ? 7 * count : count)
    const length = `${sign === 1 ? '+' : '−'} ${frenchLength(offset, calendar?.saturdays ?? false)}`
    return reached(
      date,
      to => `${computation} ${length} = ${frenchDate(to)}`,
      `${frenchDate(from)} ${length} : aucune date`
    )
  }

const landed =
  (to: Landing) =>
  ({ date, computation }: Computed): Dated => {
    const name = frenchLanding(to, 'ce jour').replace(/^l[ea] /, '')
    return reached(
      landingFrom(to, date),
      landing => (landing === date ? computation : `${computation}, ${name} : ${frenchDate(landing)}`),
      `${frenchDate(date)}, ${name} : aucune date`
    )
  }

const bounded =
  (bound: Bound) =>
  (from: Computed): Dated =>
    bound === 'inclusive'
      ? E.right(from)
      : reached(
          writtenDate(dayNumber(from.date) - 1),
          date => `${from.computation}, exclu : au plus tard le ${frenchDate(date)}`,
          `avant le ${frenchDate(from.date)} : aucune date`
        )

const shifted =
  (calendars: Calendars) =>
  (shift: Shift) =>
  ({ date, computation }: Computed): Dated => {
    const calendar = calendars(shift.calendar)
    if (calendar === null) return unknownCalendar(shift.calendar)
    const name = `reporté au jour ${calendar.saturdays ? 'ouvrable' : 'ouvré'} ${shift.to === 'next' ? 'suivant' : 'précédent'}`
    return reached(
      nearestWorkedDay(calendar, date, shift.to === 'next' ? 1 : -1),
      worked => (worked === date ? computation : `${computation}, ${name} : ${frenchDate(worked)}`),
      `${frenchDate(date)}, ${name} : aucun jour n'est ouvré`
    )
  }

const unknownCalendar = (id: string): Dated => impossible(`calendrier inconnu : ${JSON.stringify(id)}`)

/** A delay never ends on the wrong side of the day from which it is counted (G20). */
const inItsDirection =
  (start: DateCivile) =>
  (offset: Offset) =>
  (end: Computed): Dated =>
    signOf(offset) * (dayNumber(end.date) - dayNumber(start)) < 0
      ? impossible(
          `${end.computation} : compté ${offset.direction === 'after' ? 'après' : 'avant'} le ${frenchDate(start)}, ce délai finirait de l'autre côté`
        )
      : E.right(end)
