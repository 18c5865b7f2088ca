/** How many hold a role on an establishment, or in the convention where it has no place (P7), and whether the role is for its nature (M2). */

import { groupOf } from '../dossier/dossier'
import type { Look } from '../dossier/look'
import { frenchCount } from '../french-count'
import type { PersonneId, StableId, ÉtablissementId } from '../identity/ids'
import type { Role } from '../model/etablissements'
import type { ConventionModel } from '../model/model'
import { isForNature, type Named, named, wrongNatureFor } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { covers, isEmpty, type Period, span } from '../time/period'
import { valueOn as onDay, sameValue } from '../timeline'
import { versionsIn } from './adoption'
import { type Ground, groundMoved, inForceOf } from './ground'
import { listedGroup, seatGroup } from './groups'
import { type ConventionState, lineOf } from './lines'
import { since } from './refusals'
import { attributionOf, Rang, rangNames, seatId } from './values'

type Seated = {
  readonly role: Named
  readonly etablissementId: string | null
  readonly holders: ReadonlyArray<PersonneId>
  readonly from: DateCivile | null
}

const rangs = Rang.values

const frenchSeat = ({ role, etablissementId }: Pick<Seated, 'role' | 'etablissementId'>): string =>
  `le rôle « ${role.label} »${etablissementId === null ? '' : ` de ${etablissementId}`}`

export const persons = (count: number): string => frenchCount(count, 'personne')

/** P7 */
const roleFull = refusal(
  'role-full',
  ({ cap, from, ...seat }: Seated & { readonly cap: number }) =>
    `${frenchSeat(seat)} est déjà tenu par ${persons(cap)}${since(from)}`
)
/** P7 */
const roleUncovered = refusal(
  'role-uncovered',
  ({ min, from, ...seat }: Seated & { readonly min: number }) =>
    `${frenchSeat(seat)} doit être tenu par au moins ${persons(min)}${since(from)}`
)

const rangFull = refusal(
  'rang-full',
  ({ rang, cap, from, ...seat }: Omit<Seated, 'holders'> & { readonly rang: Rang; readonly cap: number }) =>
    `${frenchSeat(seat)} n'admet que ${frenchCount(cap, rangNames[rang])}${since(from)}`
)

/** A role on an establishment, or without one (null), over the days that are to be counted again. */
type Seat = {
  readonly role: StableId
  readonly etablissementId: ÉtablissementId | null
  readonly period: Period
  readonly path: string
}

/** The role as the version of the model of a day has it; undefined: it has none, which `under-version.ts` tells. */
export const roleOn = ({ roles }: ConventionModel, id: StableId): Role | undefined =>
  roles.find(role => role.id === id)

/** The roles of every version under which a day is, before the act or with it. */
export const rolesEver = ({ opening, others, after }: Look<Ground>): ReadonlyArray<Role> =>
  [...new Set([others, after].flatMap(({ ground }) => versionsIn(ground, opening)))].flatMap(
    ({ roles }) => roles
  )

/** The days on which another version of the model comes to rule, before the act or with it. */
export const adoptionDays = ({ others, after }: Look<Ground>): ReadonlyArray<DateCivile> =>
  [others, after].flatMap(({ ground: { adoptions } }) => adoptions.map(({ from }) => from))

/**
 * A role on an establishment is held by `cap` persons at most on any day, and by `min` at least while the convention is in
 * force and the establishment, if there is one, is in its annexe (P7). A seat is told once, at the first day.
 */
export const seatRefusals = (look: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const adopted = adoptionDays(look)
  const ranked = new Set(rolesEver(look).flatMap(({ id, capByRang }) => (capByRang === null ? [] : [id])))
  return movedSeats(look).flatMap(seat => {
    const byRang = ranked.has(seat.role)
    const [before, after] = [linesOf(look.others, seat, byRang), linesOf(look.after, seat, byRang)]
    const faults = changeDays(after, seat.period, adopted).flatMap(day => {
      const [modelWas, model] = [look.modelBefore(day), look.modelAfter(day)]
      const [roleWas, role] = [roleOn(modelWas, seat.role), roleOn(model, seat.role)]
      return role === undefined
        ? []
        : faultsOn(seat, {
            model,
            was: holdingOn(before, roleWas, day),
            is: { ...holdingOn(after, role, day), role },
            from: day
          })
    })
    return faults.filter(({ code }, i) => faults.findIndex(other => other.code === code) === i)
  })
}

const movedSeats = (look: Look<Ground>): ReadonlyArray<Seat> => {
  const { others, after, moved, pathOf } = look
  const inForce = inForceOf(after.ground)
  const everyRole = rolesEver(look)
  const parts = moved.flatMap(({ kind, id, period }): ReadonlyArray<Seat> => {
    const path = pathOf({ kind, id })
    const given = kind === 'attribution' || kind === 'rang' ? attributionOf(id) : null
    if (kind === 'model')
      return everyRole.flatMap(role =>
        placesOf(after, role).map(etablissementId => ({ role: role.id, etablissementId, period, path }))
      )
    if (given === null && kind !== 'inscription' && kind !== 'etablissement') return []
    const roles = everyRole.filter(role => (given === null ? role.onEtablissement : role.id === given.role))
    const etablissementId = given === null ? (id as ÉtablissementId) : given.etablissementId
    return roles.map(({ id: role }) => ({ role, etablissementId, period, path }))
  })
  // Days on which the convention is in force, and was not, need their roles held.
  const newlyInForce =
    inForce === null || !groundMoved(others.ground, after.ground)
      ? []
      : everyRole
          .filter(({ min }) => min > 0)
          .flatMap(role =>
            placesOf(after, role).map(
              (etablissementId): Seat => ({ role: role.id, etablissementId, period: inForce, path: '' })
            )
          )
  const seats = new Map<string, Seat>()
  for (const part of [...parts, ...newlyInForce]) {
    const key = seatId(part)
    const seat = seats.get(key) ?? part
    seats.set(key, { ...seat, period: span(seat.period, part.period) })
  }
  return [...seats.values()]
}

/** Where a role may be held: on each establishment that was ever in the annexe, or on none. */
const placesOf = (
  dossier: ConventionState,
  { onEtablissement }: Role
): ReadonlyArray<ÉtablissementId | null> =>
  // The id of an inscription is that of its establishment.
  onEtablissement ? (groupOf(dossier, listedGroup) as ReadonlyArray<ÉtablissementId>) : [null]

/** Where any role may be held, whichever version has it. */
export const everyPlace = (dossier: ConventionState): ReadonlyArray<ÉtablissementId | null> => [
  null,
  ...(groupOf(dossier, listedGroup) as ReadonlyArray<ÉtablissementId>)
]

/** The lines of a seat: who holds it, when its establishment is in the annexe and what that is, when the convention is in force. */
const linesOf = (dossier: ConventionState, { role, etablissementId }: Seat, byRang: boolean) => ({
  attributions: groupOf(dossier, seatGroup({ etablissementId, role })).map(id => ({
    personneId: attributionOf(id).personneId,
    line: lineOf(dossier, 'attribution', id),
    // Most models count no rang.
    rang: byRang ? lineOf(dossier, 'rang', id) : []
  })),
  isPlaced: etablissementId !== null,
  inscription: etablissementId === null ? [] : lineOf(dossier, 'inscription', etablissementId),
  identity: etablissementId === null ? [] : lineOf(dossier, 'etablissement', etablissementId),
  inForce: inForceOf(dossier.ground)
})
type SeatLines = ReturnType<typeof linesOf>

/**
 * Who holds a seat on a day, of what nature its establishment is, and how many must hold it: none where the convention is
 * not in force, or the role is not for this nature (M2).
 */
const holdingOn = (
  { attributions, isPlaced, inscription, identity, inForce }: SeatLines,
  role: Role | undefined,
  day: DateCivile | null
) => {
  const nature = onDay(day)(identity)?.nature ?? null
  const isInForce = inForce !== null && (day === null ? inForce.from === null : covers(inForce)(day))
  const isListed = !isPlaced || onDay(day)(inscription) !== null
  const held = attributions.filter(({ line }) => onDay(day)(line) !== null)
  return {
    holders: held.map(({ personneId }) => personneId),
    atRang: (rang: Rang) => held.filter(({ rang: line }) => onDay(day)(line) === rang).length,
    nature,
    role,
    min: role !== undefined && isInForce && isListed && isForNature(role, nature) ? role.min : 0
  }
}
type Holding = ReturnType<typeof holdingOn>

const faultsOn = (
  { etablissementId, path }: Seat,
  {
    model,
    was,
    is,
    from
  }: {
    readonly model: ConventionModel
    readonly was: Holding
    readonly is: Holding & { readonly role: Role }
    readonly from: DateCivile | null
  }
): ReadonlyArray<AnyRefusal> => {
  const { role } = is
  const { cap, article } = role
  const { holders, min } = is
  const count = holders.length
  const seated = { role: named(role), etablissementId, holders, from }
  const isOther =
    was.nature !== is.nature ||
    !sameValue(was.holders, holders) ||
    !sameValue(was.role?.natures, role.natures)
  return [
    ...(cap !== null && count > cap && (count > was.holders.length || isLower(cap, was.role?.cap))
      ? [roleFull(path, { ...seated, cap }, article, `${persons(count)} > ${cap} au plus`)]
      : []),
    ...rangs.flatMap(rang => {
      const most = role.capByRang?.[rang] ?? null
      const number = is.atRang(rang)
      const isMore = number > was.atRang(rang) || isLower(most, was.role?.capByRang?.[rang])
      if (most === null || number <= most || !isMore) return []
      const facts = { role: named(role), etablissementId, rang, cap: most, from }
      return [rangFull(path, facts, article, `${frenchCount(number, rangNames[rang])} > ${most} au plus`)]
    }),
    ...(count > 0 && isOther ? wrongNatureFor(model, role, is.nature, path) : []),
    ...(count < min && was.holders.length >= was.min
      ? [roleUncovered(path, { ...seated, min }, article, `${persons(count)} < ${min} au moins`)]
      : [])
  ]
}

/** Whether a cap was another, or none: as many persons were within it. */
export const isLower = (cap: number | null, was: number | null | undefined): boolean =>
  cap !== null && (was == null || cap < was)

/** The start of a period, and each day within it on which something of the seat, or of the model, changes. */
const changeDays = (
  { attributions, inscription, identity, inForce }: SeatLines,
  period: Period,
  adopted: ReadonlyArray<DateCivile>
) => {
  if (isEmpty(period)) return []
  const lines = [inscription, identity, ...attributions.flatMap(({ line, rang }) => [line, rang])]
  return daysWithin(period, [
    ...lines.flatMap(line => line.map(({ from }) => from)),
    inForce?.from ?? null,
    ...adopted
  ])
}

/** The start of a period, then those of some days that are in it, in order. */
export const daysWithin = (
  period: Period,
  days: ReadonlyArray<DateCivile | null>
): ReadonlyArray<DateCivile | null> => {
  const inside = days.flatMap(day =>
    day !== null && day !== period.from && covers(period)(day) ? [day] : []
  )
  return [period.from, ...[...new Set(inside)].sort()]
}
