/** The deadlines of each convention: those of a range of days, and the one that comes next. */
import {
  addDays,
  type ConventionId,
  covers,
  type DateCivile,
  dateCivile,
  type Instant,
  lastDate
} from '@avenant/domain'
import type { PendingQuestion } from '../../annexes/annexes-index'
import type { Point } from '../../bitemporal'
import type { Lines } from '../lines'
import type { ToldByStream } from '../told'
import { compareFound, type Deadline, type Found, type NextDeadline } from './answer'
import { type Ground, Grounds } from './ground'
import { ownDeadlines, pendingDeadlines } from './own'
import { dateIn, type Range, statedDeadlines } from './stated'
import { type NamedParties, tellingOf } from './telling'

/** What comes next on the day asked, and the last day on which it still does; null: nothing that is known. */
export type Next = {
  readonly echeance: NextDeadline | null
  readonly from: DateCivile
  readonly until: DateCivile
}

export type Agenda = ReturnType<typeof agendaOver>

export const agendaOver = (lines: Lines, pendingAt: PendingQuestion['pendingAt'], told: ToldByStream) => {
  const grounds = new Grounds(lines)
  const telling = tellingOf(lines, told)

  const foundIn = (ground: Ground, range: Range, waiting: ReadonlyArray<Found>): ReadonlyArray<Found> =>
    [...datedOver(ground, range).filter(isApartFrom(waiting)), ...waiting].filter(
      ({ due }) => due === null || (range.from <= due && due <= range.to)
    )

  /** What falls in a civil year is found once, as long as nothing more is known: ranges of a month follow each other. */
  const datedOver = (ground: Ground, range: Range): ReadonlyArray<Found> => {
    const year = range.from.slice(0, 4)
    if (year !== range.to.slice(0, 4)) return found(ground, range)
    const kept = byYear.get(ground)
    if (kept?.year === year) return kept.found
    const whole = { from: dateCivile(`${year}-01-01`), to: dateCivile(`${year}-12-31`) }
    const ofYear = found(ground, whole).filter(
      ({ due }) => due === null || (whole.from <= due && due <= whole.to)
    )
    byYear.set(ground, { year, found: ofYear })
    return ofYear
  }
  const byYear = new WeakMap<Ground, { readonly year: string; readonly found: ReadonlyArray<Found> }>()
  const found = (ground: Ground, range: Range): ReadonlyArray<Found> => [
    ...statedDeadlines(ground, range),
    ...ownDeadlines(ground, range)
  ]

  /** What waits on a day is found once, too: many ranges are asked on one day. */
  const waitingOn = (ground: Ground, on: DateCivile): ReadonlyArray<Found> => {
    if (!ground.linesOf('modification').some(({ span }) => covers(span)(on))) return NONE
    const kept = byDay.get(ground)
    if (kept?.on === on) return kept.found
    const { conventionId, knownAt } = ground
    const waiting = pendingDeadlines(ground, pendingAt(conventionId, { on, knownAt }))
    byDay.set(ground, { on, found: waiting })
    return waiting
  }
  const byDay = new WeakMap<Ground, { readonly on: DateCivile; readonly found: ReadonlyArray<Found> }>()

  return {
    /** Null: nothing is known of it, or nobody gave this service its model. */
    groundOf: (conventionId: ConventionId, knownAt: Instant): Ground | null =>
      grounds.of(conventionId, knownAt),

    /** Those of a range, both ends included, in no order; what has no day of its own is in any range. */
    inRange: (ground: Ground, range: Range, point: Point): ReadonlyArray<Deadline> =>
      foundIn(ground, range, waitingOn(ground, point.on)).map(one => telling.shown(ground, one, point)),

    /**
     * The first whose day is not over, and that is not done by then.
     *
     * @param parties those of the day asked
     */
    next: (ground: Ground | null, point: Point, parties: NamedParties): Next => {
      const { on } = point
      if (ground === null) return { echeance: null, from: on, until: lastDate }
      // Of what waits, only what states its day may come next; and no line tells on which day it was signed.
      const isStated = waitsForItsDay(ground, on)
      const waiting = isStated ? waitingOn(ground, on) : NONE
      const first = firstAhead(on, to => foundIn(ground, { from: on, to }, waiting))
      return {
        echeance: first === null ? null : telling.next(ground, first, { point, parties }),
        from: on,
        until: isStated ? on : first === null ? lastDate : lastDayNext(first)
      }
    }
  }
}

const NONE: ReadonlyArray<Found> = []

/** A modification that waits for signatures, and takes effect on the day that it states, is told once. */
const isApartFrom =
  (waiting: ReadonlyArray<Found>) =>
  ({ kind, subject }: Found): boolean =>
    kind !== 'effet-de-modification' || !waiting.some(other => other.subject === subject)

const waitsForItsDay = (ground: Ground, on: DateCivile): boolean =>
  ground.statesDays &&
  ground.linesOf('modification').some(line => covers(line.span)(on) && dateIn(line, 'effectiveOn') !== null)

/** Most often something comes within the year: further ahead is looked where nothing does. */
const firstAhead = (on: DateCivile, foundUntil: (to: DateCivile) => ReadonlyArray<Found>): Dated | null => {
  for (const years of [0, 10, Number.POSITIVE_INFINITY]) {
    const year = Number(on.slice(0, 4)) + years
    let first: Dated | null = null
    for (const one of foundUntil(year > lastYear ? lastDate : dateCivile(`${year}-12-31`)))
      if (isAhead(one, on) && (first === null || compareFound(one, first) < 0)) first = one
    if (first !== null) return first
  }
  return null
}

type Dated = Found & { readonly due: DateCivile }

const lastYear = Number(lastDate.slice(0, 4))

const isAhead = (found: Found, on: DateCivile): found is Dated =>
  found.due !== null && (found.done == null || found.done.on > on)

/** It comes next until its day is over, or it is done. */
const lastDayNext = ({ due, done }: Dated): DateCivile =>
  done != null && done.on <= due ? addDays(done.on, -1) : due
