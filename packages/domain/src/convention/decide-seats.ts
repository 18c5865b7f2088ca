/** The caps and coverages of the annexes (P7): how many persons hold a role on an establishment, on any day. */

import type { Établissement } from '../identity/etablissement'
import type { PersonneId } from '../identity/ids'
import type { ConventionModel, Role } from '../model/model'
import { because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { covers, intersect, isEmpty, type Period } from '../time/period'
import { type Timeline, timelineOf, timelinesOf, valueOn, within } from '../timeline'
import { attributionOf, type ConventionFacts } from './facts'
import { type ConventionRefusal, named } from './refusals'
import { attributionsOf, type ConventionState, inForceOf } from './state'

/** A role on an establishment, to be counted over a period; `path` is the change that touched it. */
export type Seat = {
  readonly role: string
  readonly etablissementId: string
  readonly period: Period
  readonly path: string
}

/** What is known of one role on one establishment: its attributions, and the listing of the establishment. */
type Known = {
  readonly attributions: ReadonlyArray<{
    readonly personneId: PersonneId
    readonly timeline: Timeline<ConventionFacts['attribution']>
  }>
  readonly listing: Timeline<Établissement>
}

/** Finds what is known of a seat; the attributions are gone through once, for all the seats of a list. */
const knownSeats = (state: ConventionState) => {
  const bySeat = new Map<string, Array<Known['attributions'][number]>>()
  for (const [id, timeline] of attributionsOf(state)) {
    const value = timeline.find(step => step.value !== null)?.value
    if (value == null) continue
    const { role, etablissementId, personneId } = attributionOf(id, value)
    const key = `${etablissementId}/${role}`
    const attributions = bySeat.get(key) ?? []
    attributions.push({ personneId, timeline })
    bySeat.set(key, attributions)
  }
  return (role: string, etablissementId: string): Known => ({
    attributions: bySeat.get(`${etablissementId}/${role}`) ?? [],
    listing: timelineOf(state.timelines, 'etablissement', etablissementId)
  })
}

/** Who holds a role on an establishment on a day; `null` is "since always". */
export const holdersOn = (
  state: ConventionState,
  role: string,
  etablissementId: string,
  date: DateCivile | null
): ReadonlyArray<PersonneId> => holdersAmong(knownSeats(state)(role, etablissementId), date)

const holdersAmong = ({ attributions }: Known, date: DateCivile | null): ReadonlyArray<PersonneId> =>
  attributions.flatMap(({ personneId, timeline }) => (valueOn(date)(timeline) === null ? [] : [personneId]))

/** At most `cap` at any time; at least `min` while the convention is in force and covers the establishment. */
export const seatRefusals = (
  model: ConventionModel,
  state: ConventionState,
  seats: ReadonlyArray<Seat>
): ReadonlyArray<ConventionRefusal> => {
  const inForce = inForceOf(state)
  const knownOf = knownSeats(state)
  const refusals = seats.flatMap(seat => {
    const role = model.roles.find(({ id }) => id === seat.role)
    const known = knownOf(seat.role, seat.etablissementId)
    return role === undefined
      ? []
      : [
          ...fullRefusal(known, role, seat),
          ...natureRefusal(known, role, seat),
          ...(inForce === null ? [] : uncoveredRefusal(known, role, seat, inForce))
        ]
  })
  // Several changes may touch one seat: it is told once, at the first.
  return refusals.filter((refusal, i) => refusals.findIndex(other => sameSeat(other, refusal)) === i)
}

/** At signature: at least one establishment during the effect (P2), and each seat that must be held is held (P7). */
export const completenessRefusals = (
  model: ConventionModel,
  state: ConventionState,
  inForce: Period
): ReadonlyArray<ConventionRefusal> => {
  const listed = [...timelinesOf(state.timelines, 'etablissement')].filter(
    ([, timeline]) => within(inForce)(timeline).length > 0
  )
  if (listed.length === 0) return [because('no-etablissement', '', null, model.etablissements.article)]
  const knownOf = knownSeats(state)
  return listed.flatMap(([id]) =>
    model.roles.flatMap(role =>
      uncoveredRefusal(
        knownOf(role.id, id),
        role,
        { role: role.id, etablissementId: id, period: inForce, path: '' },
        inForce
      )
    )
  )
}

const fullRefusal = (known: Known, role: Role, seat: Seat): ReadonlyArray<ConventionRefusal> => {
  const { cap } = role
  if (cap === null) return []
  for (const from of changeDates(known, seat.period)) {
    const holders = holdersAmong(known, from)
    if (holders.length > cap)
      return [
        because(
          'role-full',
          seat.path,
          { role: named(role), etablissementId: seat.etablissementId, cap, holders, from },
          role.article,
          `${holders.length} personnes > ${cap} au plus`
        )
      ]
  }
  return []
}

/** Nobody holds a role on an establishment whose nature, on that day, does not have it (M2). */
const natureRefusal = (known: Known, role: Role, seat: Seat): ReadonlyArray<ConventionRefusal> => {
  const { natures } = role
  if (natures === null) return []
  for (const from of changeDates(known, seat.period)) {
    const nature = valueOn(from)(known.listing)?.nature
    if (nature === undefined || natures.includes(nature)) continue
    if (holdersAmong(known, from).length > 0)
      return [
        because(
          'role-not-for-nature',
          seat.path,
          { role: named(role), nature, accepted: natures },
          role.article
        )
      ]
  }
  return []
}

const uncoveredRefusal = (
  known: Known,
  role: Role,
  seat: Seat,
  inForce: Period
): ReadonlyArray<ConventionRefusal> => {
  if (role.min === 0) return []
  for (const from of changeDates(known, intersect(seat.period, inForce))) {
    const listed = valueOn(from)(known.listing)
    // A role that is not for this nature has nobody to hold it (M2).
    if (listed === null || role.natures?.includes(listed.nature) === false) continue
    const holders = holdersAmong(known, from)
    if (holders.length < role.min)
      return [
        because(
          'role-uncovered',
          seat.path,
          { role: named(role), etablissementId: seat.etablissementId, min: role.min, holders, from },
          role.article,
          `${holders.length} personne${holders.length > 1 ? 's' : ''} < ${role.min} au moins`
        )
      ]
  }
  return []
}

/** The start of a period, and each date within it on which an attribution of the seat, or its listing, changes. */
const changeDates = ({ attributions, listing }: Known, period: Period): ReadonlyArray<DateCivile | null> => {
  if (isEmpty(period)) return []
  const dates = [listing, ...attributions.map(({ timeline }) => timeline)].flatMap(timeline =>
    timeline.flatMap(({ from }) => (from !== null && covers(period)(from) ? [from] : []))
  )
  return [period.from, ...[...new Set(dates)].sort()]
}

const sameSeat = (a: ConventionRefusal, b: ConventionRefusal): boolean =>
  a === b ||
  ((a.code === 'role-full' || a.code === 'role-uncovered') &&
    a.code === b.code &&
    a.facts.role.id === b.facts.role.id &&
    a.facts.etablissementId === b.facts.etablissementId)
