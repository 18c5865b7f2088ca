/** A deadline as it is told: who must act, why that day, whether it is done. */
import { type ConventionId, type ConventionModel, type DateCivile, roleOfPartie } from '@avenant/domain'
import { partiesOn } from '../../annexes/parties'
import type { Point } from '../../bitemporal'
import { conventionSays, type Lines, nameOfPartie } from '../lines'
import type { ToldByStream } from '../told'
import type { Deadline, DeadlineState, Found, NextDeadline } from './answer'
import type { Ground } from './ground'

/** The parties of a day, under its names, with their roles in the model. */
export type NamedParties = ReadonlyArray<Deadline['who'][number] & { readonly role: string }>

/** A day, and the version that gives what is told of it; null: one that the service does not know. */
type Ruled = { readonly day: DateCivile; readonly model: ConventionModel | null }

/** Who is party on a day, under the names of the day asked. */
export const namedPartiesOn = (
  lines: Lines,
  conventionId: ConventionId,
  { day: then, model }: Ruled,
  { on, knownAt }: Point
): NamedParties => {
  if (model === null) return []
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

/** Of some roles of the model. */
export const ofRoles = (parties: NamedParties, roles: ReadonlyArray<string>): Deadline['who'] =>
  parties
    .filter(({ role }) => roles.includes(role))
    .map(({ partie, label, denomination }) => ({ partie, label, denomination }))

/** What is told of a deadline: microseconds, so that it is told where it is shown alone. */
export const tellingOf = (lines: Lines, told: ToldByStream) => {
  /** They are read once for a day: many deadlines of a convention are told on one. */
  const partiesOnDay = (ground: Ground, { day: then, model }: Ruled, point: Point): NamedParties => {
    const day = ground.isPartyOnAnyDay ? point.on : then
    const kept = byDay.get(ground)
    if (kept?.day === day && kept.model === model && isStill(ground, kept.point, point)) return kept.parties
    const parties = namedPartiesOn(lines, ground.conventionId, { day, model }, point)
    byDay.set(ground, { day, model, point, parties })
    return parties
  }
  const byDay = new WeakMap<Ground, Ruled & { readonly point: Point; readonly parties: NamedParties }>()
  /** A natural person is named by a line of her own, which no ground reads. */
  const isStill = ({ conventionId }: Ground, before: Point, point: Point): boolean =>
    lines.dossiers.convention.isSettled(conventionId, before, point)

  const whoOf = (
    { conventionId }: Ground,
    { who, parties }: ReturnType<Found['tell']>,
    point: Point,
    partiesOnDay: () => NamedParties
  ): Deadline['who'] => {
    if (parties !== undefined)
      return parties.map(one => ({
        ...one,
        denomination: nameOfPartie(lines, conventionId, one.partie, point)
      }))
    return who.length === 0 ? [] : ofRoles(partiesOnDay(), who)
  }

  return {
    shown: (ground: Ground, found: Found, point: Point): Deadline => {
      const { on, knownAt } = point
      const { conventionId, stream } = ground
      const { kind, subject, occurrence, nature, due, dossier = stream, ruledOn = due ?? on } = found
      const { model, given } = ground.versionOn(ruledOn)
      const tell = found.tell()
      const { label, computation, article, reminders = [], remarque = null, event = null } = tell
      const done = found.done != null && found.done.on <= on ? found.done : null
      const late = isLate(found, done?.on ?? on)
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
        who: whoOf(ground, tell, point, () => partiesOnDay(ground, { day: due ?? on, model }, point)),
        due,
        computation,
        article,
        reminders,
        state: stateOf(due, { on, late, isDone: done !== null }),
        done: done === null ? null : { on: done.on, event: done.event() },
        late,
        remarque,
        event,
        known: { revision: last?.revision ?? 0, recordedAt: last?.recordedAt ?? knownAt }
      }
    },

    /** @param parties those of the day asked */
    next: (
      ground: Ground,
      found: Found & { readonly due: DateCivile },
      { point, parties }: { readonly point: Point; readonly parties: NamedParties }
    ): NextDeadline => {
      const { kind, subject, occurrence, nature, due, dossier = ground.stream, ruledOn = due } = found
      const { model } = ground.versionOn(ruledOn)
      const tell = found.tell()
      const { label, computation, article } = tell
      const who = whoOf(ground, tell, point, () =>
        ground.isPartyOnAnyDay || due === point.on
          ? parties
          : partiesOnDay(ground, { day: due, model }, point)
      )
      return { dossier, kind, subject, occurrence, label, nature, who, due, computation, article }
    }
  }
}

/** What nothing would ever say to be done is past once its day is over: it is not late. */
const isLate = ({ nature, due, isRecorded = true }: Found, on: DateCivile): boolean =>
  nature === 'a-faire' && isRecorded && due !== null && due < on

const stateOf = (
  due: DateCivile | null,
  { on, late, isDone }: { readonly on: DateCivile; readonly late: boolean; readonly isDone: boolean }
): DeadlineState => {
  if (isDone) return 'faite'
  if (due === null || due >= on) return 'a-venir'
  return late ? 'en-retard' : 'passee'
}
