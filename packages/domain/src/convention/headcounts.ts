/** How many persons hold a role in the whole convention, on whichever establishments (G11). */
import { groupOf } from '../dossier/dossier'
import type { Look } from '../dossier/look'
import type { Role } from '../model/etablissements'
import { type Named, named } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { covers, isEmpty, type Period, span } from '../time/period'
import { valueOn as onDay } from '../timeline'
import { type Ground, groundMoved, inForceOf } from './ground'
import { seatGroup } from './groups'
import { type ConventionState, lineOf } from './lines'
import { since } from './refusals'
import { daysWithin, persons, placesOf } from './seats'
import { attributionOf } from './values'

type Counted = { readonly role: Named; readonly from: DateCivile | null }

const fullInConvention = refusal(
  'role-full-in-convention',
  ({ role, cap, from }: Counted & { readonly cap: number }) =>
    `le rôle « ${role.label} » est déjà tenu par ${persons(cap)} dans la convention${since(from)}`
)
const uncoveredInConvention = refusal(
  'role-uncovered-in-convention',
  ({ role, min, from }: Counted & { readonly min: number }) =>
    `le rôle « ${role.label} » doit être tenu par au moins ${persons(min)} dans la convention${since(from)}`
)

/** On any day at most so many persons hold a role, and at least so many while the convention is in force. */
export const headcountRefusals = (look: Look<Ground>): ReadonlyArray<AnyRefusal> =>
  look.model.roles.flatMap(role => {
    if (role.capPerConvention === null && role.minPerConvention === 0) return []
    const counted = movedDays(look, role)
    if (counted === null || isEmpty(counted.period)) return []
    const [before, after] = [holdersOf(look.others, role), holdersOf(look.after, role)]
    const faults = daysWithin(counted.period, after.days).flatMap(day =>
      faultsOn(role, counted.path, { was: before.on(day), is: after.on(day), day })
    )
    return faults.filter(({ code }, i) => faults.findIndex(other => other.code === code) === i)
  })

/** The days on which the holders of a role may be others than before, and where the act says so. */
const movedDays = (
  { others, after, moved, pathOf }: Look<Ground>,
  { id: roleId, minPerConvention }: Role
): { readonly period: Period; readonly path: string } | null => {
  const inForce = inForceOf(after.ground)
  const given = moved.filter(({ kind, id }) => kind === 'attribution' && attributionOf(id).role === roleId)
  const days = [
    ...given.map(({ period }) => period),
    ...(inForce !== null && minPerConvention > 0 && groundMoved(others.ground, after.ground) ? [inForce] : [])
  ]
  const [first, ...more] = days
  if (first === undefined) return null
  return { period: more.reduce(span, first), path: given[0] === undefined ? '' : pathOf(given[0]) }
}

const holdersOf = (dossier: ConventionState, role: Role) => {
  const { minPerConvention } = role
  const inForce = inForceOf(dossier.ground)
  const attributions = placesOf(dossier, role).flatMap(etablissementId =>
    groupOf(dossier, seatGroup({ etablissementId, role: role.id })).map(id => ({
      personneId: attributionOf(id).personneId,
      line: lineOf(dossier, 'attribution', id)
    }))
  )
  return {
    days: [...attributions.flatMap(({ line }) => line.map(({ from }) => from)), inForce?.from ?? null],
    on: (day: DateCivile | null) => {
      const held = attributions.filter(({ line }) => onDay(day)(line) !== null)
      const isInForce = inForce !== null && (day === null ? inForce.from === null : covers(inForce)(day))
      return {
        count: new Set(held.map(({ personneId }) => personneId)).size,
        min: isInForce ? minPerConvention : 0
      }
    }
  }
}
type Holding = ReturnType<ReturnType<typeof holdersOf>['on']>

const faultsOn = (
  role: Role,
  path: string,
  { was, is, day: from }: { readonly was: Holding; readonly is: Holding; readonly day: DateCivile | null }
): ReadonlyArray<AnyRefusal> => {
  const { capPerConvention: cap, article } = role
  const { count, min } = is
  const counted = { role: named(role), from }
  return [
    ...(cap !== null && count > cap && count > was.count
      ? [fullInConvention(path, { ...counted, cap }, article, `${persons(count)} > ${cap} au plus`)]
      : []),
    ...(count < min && was.count >= was.min
      ? [uncoveredInConvention(path, { ...counted, min }, article, `${persons(count)} < ${min} au moins`)]
      : [])
  ]
}
