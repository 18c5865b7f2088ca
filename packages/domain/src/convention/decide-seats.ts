/** The caps and coverages of the annexes (P7): how many persons hold a role on an establishment, on any day. */

import type { PersonneId } from '../identity/ids'
import type { ConventionModel, Role } from '../model/model'
import { because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { covers, intersect, isEmpty, type Period } from '../time/period'
import { timelineOf, timelinesOf, valueOn, within } from '../timeline'
import { attributionOf } from './facts'
import type { ConventionRefusal } from './refusals'
import { attributionsOf, type ConventionState, inForceOf } from './state'

/** A role on an establishment, to be counted over a period; `path` is the change that touched it. */
export type Seat = {
  readonly role: string
  readonly etablissementId: string
  readonly period: Period
  readonly path: string
}

/** Who holds a role on an establishment on a day; `null` is "since always". */
export const holdersOn = (
  state: ConventionState,
  role: string,
  etablissementId: string,
  date: DateCivile | null
): ReadonlyArray<PersonneId> =>
  [...attributionsOf(state)].flatMap(([id, timeline]) => {
    const value = valueOn(date)(timeline)
    if (value === null) return []
    const held = attributionOf(id, value)
    return held.role === role && held.etablissementId === etablissementId ? [held.personneId] : []
  })

/** At most `cap` at any time; at least `min` while the convention is in force and covers the establishment. */
export const seatRefusals = (
  model: ConventionModel,
  state: ConventionState,
  seats: ReadonlyArray<Seat>
): ReadonlyArray<ConventionRefusal> => {
  const inForce = inForceOf(state)
  const refusals = seats.flatMap(seat => {
    const role = model.roles.find(({ id }) => id === seat.role)
    return role === undefined
      ? []
      : [
          ...fullRefusal(state, role, seat),
          ...natureRefusal(state, role, seat),
          ...(inForce === null ? [] : uncoveredRefusal(state, role, seat, inForce))
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
  return listed.flatMap(([id]) =>
    model.roles.flatMap(role =>
      uncoveredRefusal(
        state,
        role,
        { role: role.id, etablissementId: id, period: inForce, path: '' },
        inForce
      )
    )
  )
}

const fullRefusal = (state: ConventionState, role: Role, seat: Seat): ReadonlyArray<ConventionRefusal> => {
  const { cap } = role
  if (cap === null) return []
  for (const from of changeDates(state, seat.period)) {
    const holders = holdersOn(state, role.id, seat.etablissementId, from)
    if (holders.length > cap)
      return [
        because(
          'role-full',
          seat.path,
          { role: role.id, etablissementId: seat.etablissementId, cap, holders, from },
          role.article,
          `${holders.length} personnes > ${cap} au plus`
        )
      ]
  }
  return []
}

/** Nobody holds a role on an establishment whose nature, on that day, does not have it (M2). */
const natureRefusal = (state: ConventionState, role: Role, seat: Seat): ReadonlyArray<ConventionRefusal> => {
  const { natures } = role
  if (natures === null) return []
  const listing = timelineOf(state.timelines, 'etablissement', seat.etablissementId)
  for (const from of changeDates(state, seat.period)) {
    const nature = valueOn(from)(listing)?.nature
    if (nature === undefined || natures.includes(nature)) continue
    if (holdersOn(state, role.id, seat.etablissementId, from).length > 0)
      return [
        because('role-not-for-nature', seat.path, { role: role.id, nature, accepted: natures }, role.article)
      ]
  }
  return []
}

const uncoveredRefusal = (
  state: ConventionState,
  role: Role,
  seat: Seat,
  inForce: Period
): ReadonlyArray<ConventionRefusal> => {
  if (role.min === 0) return []
  const listing = timelineOf(state.timelines, 'etablissement', seat.etablissementId)
  for (const from of changeDates(state, intersect(seat.period, inForce))) {
    if (valueOn(from)(listing) === null) continue
    const holders = holdersOn(state, role.id, seat.etablissementId, from)
    if (holders.length < role.min)
      return [
        because(
          'role-uncovered',
          seat.path,
          { role: role.id, etablissementId: seat.etablissementId, min: role.min, holders, from },
          role.article,
          `${holders.length} personne${holders.length > 1 ? 's' : ''} < ${role.min} au moins`
        )
      ]
  }
  return []
}

/** The start of a period, and each date within it on which an attribution or a listing changes. */
const changeDates = (state: ConventionState, period: Period): ReadonlyArray<DateCivile | null> => {
  if (isEmpty(period)) return []
  const dates = [
    ...attributionsOf(state).values(),
    ...timelinesOf(state.timelines, 'etablissement').values()
  ].flatMap(timeline => timeline.flatMap(({ from }) => (from !== null && covers(period)(from) ? [from] : [])))
  return [period.from, ...[...new Set(dates)].sort()]
}

const sameSeat = (a: ConventionRefusal, b: ConventionRefusal): boolean =>
  a === b ||
  ((a.code === 'role-full' || a.code === 'role-uncovered') &&
    a.code === b.code &&
    a.facts.role === b.facts.role &&
    a.facts.etablissementId === b.facts.etablissementId)
