/** The deadlines of each convention: those of a range of days, and the one that comes next. */
import { addDays, type ConventionId, covers, type DateCivile, type Instant, lastDate } from '@avenant/domain'
import type { PendingQuestion } from '../../annexes/annexes-index'
import type { Point } from '../../bitemporal'
import type { Lines } from '../lines'
import type { ToldByStream } from '../told'
import { accessDeadlines } from './access'
import { compareFound, type Deadline, type Found, type NextDeadline } from './answer'
import { datedOver, decadeOf, isIn, ofDecade } from './dated'
import { type Ground, modificationOf } from './ground'
import { type Grounded, Grounds } from './grounds'
import { pendingDeadlines } from './own'
import { roleDeadlinesOver } from './roles'
import { dateIn, type Range } from './stated'
import { type NamedParties, tellingOf } from './telling'

/** What comes next on the day asked, and the last day on which it still does; null: nothing that is known. */
export type Next = {
  readonly echeance: NextDeadline | null
  readonly from: DateCivile
  readonly until: DateCivile
}

export type Agenda = ReturnType<typeof agendaOver>

export const agendaOver = (lines: Lines, pendingAt: PendingQuestion['pendingAt'], told: ToldByStream) => {
  const { convention } = lines.dossiers
  const grounds = new Grounds(lines)
  const telling = tellingOf(lines, told)
  const roleDeadlines = roleDeadlinesOver(lines)

  const foundIn = (ground: Ground, range: Range, waiting: ReadonlyArray<Found>): ReadonlyArray<Found> =>
    waiting.length === 0
      ? datedOver(ground, range).filter(isIn(range))
      : [...datedOver(ground, range).filter(isApartFrom(waiting)), ...waiting].filter(isIn(range))

  const waitingOn = (ground: Ground, point: Point): ReadonlyArray<Found> => {
    const { conventionId } = ground
    if (convention.at(conventionId, point, 'modification').length === 0) return NONE
    const known = kept.get(ground)
    if (known !== undefined && isStill(conventionId, known, point)) return known.found
    const found = pendingDeadlines(ground, pendingAt(conventionId, point), id =>
      modificationOf(lines, conventionId, id, point.knownAt)
    )
    const signatures = convention.at(conventionId, point, 'signature').map(({ value }) => value.signedOn)
    const adhesions = ground.linesOf('adhesion').flatMap(line => dateIn(line, 'agreedOn') ?? [])
    kept.set(ground, { point, found, days: [...signatures, ...adhesions] })
    return found
  }
  const kept = new WeakMap<Ground, Waiting>()
  /** What waits is told of who has signed and who was let in by the day, though these lines hold since before it. */
  const isStill = (conventionId: ConventionId, { point: before, days }: Waiting, point: Point): boolean =>
    convention.isSettled(conventionId, before, point) && days.every(day => day > before.on === day > point.on)

  return {
    groundOf: (conventionId: ConventionId, knownAt: Instant): Grounded => grounds.of(conventionId, knownAt),

    /** Those of a range, both ends included, in no order; what has no day of its own is in any range. */
    inRange: (ground: Ground, range: Range, point: Point): ReadonlyArray<Deadline> =>
      [
        ...foundIn(ground, range, waitingOn(ground, point)),
        ...roleDeadlines(ground, point.knownAt).filter(isIn(range))
      ].map(one => telling.shown(ground, one, point)),

    /** What is late of its accesses on the day asked. */
    late: (ground: Ground | null, point: Point): ReadonlyArray<Deadline> =>
      ground === null
        ? []
        : [...accessDeadlines(ground), ...roleDeadlines(ground, point.knownAt)]
            .filter(
              ({ due, done }) => due !== null && due < point.on && !(done != null && done.on <= point.on)
            )
            .map(one => telling.shown(ground, one, point)),

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
      const waiting = isStated ? waitingOn(ground, point) : NONE
      const dated = firstDated(ground, on, isApartFrom(waiting))
      const first = [...waiting, ...roleDeadlines(ground, point.knownAt)].reduce(
        (first, one) => (isAhead(one, on) && (first === null || compareFound(one, first) < 0) ? one : first),
        dated
      )
      return {
        echeance: first === null ? null : telling.next(ground, first, { point, parties }),
        from: on,
        until: isStated ? on : first === null ? lastDate : lastDayNext(first)
      }
    }
  }
}

const NONE: ReadonlyArray<Found> = []

/** What waits at a point, which is the same at others: most of it waits for long. */
type Waiting = {
  readonly point: Point
  readonly found: ReadonlyArray<Found>
  readonly days: ReadonlyArray<DateCivile>
}

/** A modification that waits for signatures, and takes effect on the day that it states, is told once. */
const isApartFrom =
  (waiting: ReadonlyArray<Found>) =>
  ({ kind, subject }: Found): boolean =>
    kind !== 'effet-de-modification' || !waiting.some(other => other.subject === subject)

const waitsForItsDay = (ground: Ground, on: DateCivile): boolean =>
  ground.statesDays &&
  ground.linesOf('modification').some(line => covers(line.span)(on) && dateIn(line, 'effectiveOn') !== null)

/** Most often something comes within the decade, or the next: further ahead is looked where nothing does. */
const firstDated = (ground: Ground, on: DateCivile, isTold: (found: Found) => boolean): Dated | null => {
  const decade = decadeOf(on)
  const isNext = (found: Found): found is Dated => isAhead(found, on) && isTold(found)
  for (const one of [decade, decade + 1].filter(one => one < lastDecade)) {
    const first = ofDecade(ground, one).find(isNext)
    if (first !== undefined) return first
  }
  return datedOver(ground, { from: on, to: lastDate }).filter(isNext).sort(compareFound)[0] ?? null
}

const lastDecade = decadeOf(lastDate)

type Dated = Found & { readonly due: DateCivile }

const isAhead = (found: Found, on: DateCivile): found is Dated =>
  found.due !== null && found.due >= on && (found.done == null || found.done.on > on)

/** It comes next until its day is over, or it is done. */
const lastDayNext = ({ due, done }: Dated): DateCivile =>
  done != null && done.on <= due ? addDays(done.on, -1) : due
