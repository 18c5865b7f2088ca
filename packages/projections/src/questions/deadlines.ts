/** Every échéance that models and acts give rise to, in a range of days, on any knowledge (G6). */
import { civilDateOf, covers, type DateCivile, dateCivile, roleOfPartie } from '@avenant/domain'
import type { PendingQuestion } from '../annexes/annexes-index'
import { partiesOn } from '../annexes/parties'
import { ever } from './asked'
import type { Deadline, Deadlines, DeadlinesAsked, Found } from './deadlines/answer'
import { type Ground, Grounds } from './deadlines/ground'
import { ownDeadlines, pendingDeadlines } from './deadlines/own'
import { type Range, statedDeadlines } from './deadlines/stated'
import { conventionSays, type Lines, nameOfPartie } from './lines'
import type { ToldByStream } from './told'

/** Microseconds a convention, once each has been read. */
export const deadlines = (lines: Lines, pendingAt: PendingQuestion['pendingAt'], told: ToldByStream) => {
  const grounds = new Grounds(lines)

  const inRange = (ground: Ground, range: Range, on: DateCivile): ReadonlyArray<Found> =>
    [...datedOver(ground, range), ...pending(ground, on)].filter(
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
  const pending = (ground: Ground, on: DateCivile): ReadonlyArray<Found> => {
    if (!ground.linesOf('modification').some(({ span }) => covers(span)(on))) return []
    const kept = byDay.get(ground)
    if (kept?.on === on) return kept.found
    const { conventionId, knownAt } = ground
    const waiting = pendingDeadlines(ground, pendingAt(conventionId, { on, knownAt }))
    byDay.set(ground, { on, found: waiting })
    return waiting
  }
  const byDay = new WeakMap<Ground, { readonly on: DateCivile; readonly found: ReadonlyArray<Found> }>()

  const shown = (ground: Ground, found: Found, on: DateCivile): Deadline => {
    const { conventionId, knownAt, given, stream } = ground
    const { kind, subject, occurrence, nature, due, dossier = stream } = found
    const {
      label,
      who,
      parties,
      computation,
      article,
      reminders = [],
      remarque = null,
      event = null
    } = found.tell()
    const done = found.done != null && found.done.on <= on ? found.done : null
    const last = told.of(dossier).findLast(({ recordedAt }) => recordedAt <= knownAt)
    return {
      dossier,
      kind,
      subject,
      occurrence,
      conventionId,
      model: given,
      label,
      nature,
      who:
        parties?.map(one => ({
          ...one,
          denomination: nameOfPartie(lines, conventionId, one.partie, { on, knownAt })
        })) ??
        (who.length === 0
          ? []
          : partiesThen(ground, due ?? on, on)
              .filter(({ role }) => who.includes(role))
              .map(({ role: _, ...one }) => one)),
      due,
      computation,
      article,
      reminders,
      done: done === null ? null : { on: done.on, event: done.event() },
      late: nature === 'a-faire' && due !== null && due < (done?.on ?? on),
      remarque,
      event,
      known: { revision: last?.revision ?? 0, recordedAt: last?.recordedAt ?? knownAt }
    }
  }

  /** Who is party on the day of a deadline, under the names of the day asked. */
  const partiesThen = ({ conventionId, model, knownAt }: Ground, then: DateCivile, on: DateCivile) => {
    const said = (id: string, on: DateCivile) =>
      conventionSays(lines, conventionId, 'partie', id, { on, knownAt })?.value ?? null
    const held = lines.dossiers.convention.ids(conventionId, 'partie').flatMap(id => {
      const partie = said(id, then)
      return partie === null ? [] : [{ id, value: said(id, on) ?? partie }]
    })
    return partiesOn(model, held).map(({ id, label, partie }) => ({
      role: roleOfPartie(partie),
      partie: id,
      label,
      denomination:
        nameOfPartie(lines, conventionId, id, { on, knownAt }) ??
        nameOfPartie(lines, conventionId, id, { on: then, knownAt })
    }))
  }

  return ({ from, to, on = null, knownAt = null, conventionId = null }: DeadlinesAsked): Deadlines => {
    const all: Array<Deadline> = []
    for (const id of conventionId === null ? lines.directory.conventions : [conventionId]) {
      const ground = grounds.of(id, knownAt ?? ever)
      if (ground === null) continue
      const day = on ?? (knownAt === null ? to : civilDateOf(knownAt, ground.model.zone))
      for (const one of inRange(ground, { from, to }, day)) all.push(shown(ground, one, day))
    }
    return { from, to, on, knownAt, deadlines: all.sort(compareDeadlines) }
  }
}

const compareDeadlines = (a: Deadline, b: Deadline): number =>
  compareDue(a.due, b.due) ||
  compareTexts(a.conventionId, b.conventionId) ||
  compareTexts(a.dossier, b.dossier) ||
  compareTexts(a.kind, b.kind) ||
  compareTexts(a.subject, b.subject) ||
  compareTexts(a.occurrence, b.occurrence)

const compareDue = (a: DateCivile | null, b: DateCivile | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
