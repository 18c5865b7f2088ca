/** How many hold a role on an establishment (P7), and whether the role is for its nature (M2). */
import type { Look } from '../dossier/look'
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { Role } from '../model/model'
import { isForNature, type Named, named, wrongNatureFor } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { covers, isEmpty, type Period, span } from '../time/period'
import { valueOn as onDay, sameValue } from '../timeline'
import { type Ground, groundMoved, inForceOf } from './ground'
import { groupOf, listedGroup, seatGroup } from './groups'
import { type ConventionState, lineOf } from './lines'
import { since } from './refusals'
import { attributionOf } from './values'

type Seated = {
  readonly role: Named
  readonly etablissementId: string
  readonly holders: ReadonlyArray<PersonneId>
  readonly from: DateCivile | null
}

/** P7 */
const roleFull = refusal(
  'role-full',
  ({ role, etablissementId, cap, from }: Seated & { readonly cap: number }) =>
    `le rôle « ${role.label} » de ${etablissementId} est déjà tenu par ${cap} personne${cap > 1 ? 's' : ''}${since(from)}`
)
/** P7 */
const roleUncovered = refusal(
  'role-uncovered',
  ({ role, etablissementId, min, from }: Seated & { readonly min: number }) =>
    `le rôle « ${role.label} » de ${etablissementId} doit être tenu par au moins ${min} personne${min > 1 ? 's' : ''}${since(from)}`
)
/** A role on an establishment, over the days that are to be counted again. */
type Seat = {
  readonly role: Role
  readonly etablissementId: ÉtablissementId
  readonly period: Period
  readonly path: string
}

/**
 * A role on an establishment is held by `cap` persons at most on any day, and by `min` at least while the convention is in
 * force and the establishment is in its annexe (P7).
 */
export const seatRefusals = (look: Look<Ground>): ReadonlyArray<AnyRefusal> =>
  movedSeats(look).flatMap(seat => {
    const before = seatOf(look.others, seat)
    const after = seatOf(look.after, seat)
    const faults: Array<AnyRefusal> = []
    const codes = new Set<string>()
    for (const day of changeDays(after, seat.period))
      for (const fault of faultsOn(seat, before, after, day)) {
        // A seat is told once, at the first day.
        if (codes.has(fault.code)) continue
        codes.add(fault.code)
        faults.push(fault)
      }
    return faults
  })

const movedSeats = (look: Look<Ground>): ReadonlyArray<Seat> => {
  const { model, others, after, moved, pathOf } = look
  const seats = new Map<string, Seat>()
  const add = (role: Role, etablissementId: ÉtablissementId, period: Period, path: string): void => {
    const key = `${etablissementId}/${role.id}`
    const earlier = seats.get(key)
    seats.set(
      key,
      earlier === undefined
        ? { role, etablissementId, period, path }
        : { ...earlier, period: span(earlier.period, period) }
    )
  }
  for (const { kind, id, period } of moved) {
    if (kind === 'attribution') {
      const { role: roleId, etablissementId } = attributionOf(id)
      const role = model.roles.find(({ id: other }) => other === roleId)
      if (role !== undefined) add(role, etablissementId, period, pathOf({ kind, id }))
    }
    if (kind === 'inscription' || kind === 'etablissement')
      for (const role of model.roles) add(role, id as ÉtablissementId, period, pathOf({ kind, id }))
  }
  const inForce = inForceOf(after.ground)
  // Days on which the convention is in force, and was not, need their roles held.
  if (inForce !== null && groundMoved(others.ground, after.ground))
    for (const id of groupOf(after, listedGroup))
      for (const role of model.roles) if (role.min > 0) add(role, id as ÉtablissementId, inForce, '')
  return [...seats.values()]
}

/** The lines of a seat: who holds it, when its establishment is in the annexe and what that is, when the convention is in force. */
const seatOf = (dossier: ConventionState, { role, etablissementId }: Seat) => ({
  attributions: groupOf(dossier, seatGroup(etablissementId, role.id)).map(id => ({
    personneId: attributionOf(id).personneId,
    line: lineOf(dossier, 'attribution', id)
  })),
  inscription: lineOf(dossier, 'inscription', etablissementId),
  identity: lineOf(dossier, 'etablissement', etablissementId),
  inForce: inForceOf(dossier.ground)
})
type SeatState = ReturnType<typeof seatOf>

const holdersOn = ({ attributions }: SeatState, day: DateCivile | null): ReadonlyArray<PersonneId> =>
  attributions.flatMap(({ personneId, line }) => (onDay(day)(line) === null ? [] : [personneId]))

/** How many must hold it that day: none where the convention is not in force, or the role is not for this nature (M2). */
const minimumOn = ({ inscription, identity, inForce }: SeatState, role: Role, day: DateCivile | null) => {
  const { min } = role
  if (min === 0 || inForce === null || onDay(day)(inscription) === null) return 0
  const isInForce = day === null ? inForce.from === null : covers(inForce)(day)
  const nature = onDay(day)(identity)?.nature
  return !isInForce || (nature !== undefined && !isForNature(role, nature)) ? 0 : min
}

const faultsOn = (
  { role, etablissementId, path }: Seat,
  before: SeatState,
  after: SeatState,
  from: DateCivile | null
): ReadonlyArray<AnyRefusal> => {
  const holders = holdersOn(after, from)
  const were = holdersOn(before, from)
  const seated = { role: named(role), etablissementId, holders, from }
  const { cap } = role
  const nature = onDay(from)(after.identity)?.nature ?? null
  const min = minimumOn(after, role, from)
  const wasCovered = were.length >= minimumOn(before, role, from)
  const isOther = (onDay(from)(before.identity)?.nature ?? null) !== nature || !sameValue(were, holders)
  return [
    ...(cap !== null && holders.length > cap && holders.length > were.length
      ? [roleFull(path, { ...seated, cap }, role.article, `${holders.length} personnes > ${cap} au plus`)]
      : []),
    ...(holders.length > 0 && isOther ? wrongNatureFor(role, nature, path) : []),
    ...(holders.length < min && wasCovered
      ? [
          roleUncovered(
            path,
            { ...seated, min },
            role.article,
            `${holders.length} personne${holders.length > 1 ? 's' : ''} < ${min} au moins`
          )
        ]
      : [])
  ]
}

/** The start of a period, and each day within it on which something of the seat changes. */
const changeDays = ({ attributions, inscription, identity, inForce }: SeatState, period: Period) => {
  if (isEmpty(period)) return []
  const lines = [inscription, identity, ...attributions.map(({ line }) => line)]
  const days = [...lines.flatMap(line => line.map(({ from }) => from)), inForce?.from ?? null].flatMap(day =>
    day !== null && day !== period.from && covers(period)(day) ? [day] : []
  )
  return [period.from, ...[...new Set(days)].sort()]
}
