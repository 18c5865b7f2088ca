/** How many persons hold a role in the whole convention, on whichever establishments (G11). */
import { groupOf } from '../dossier/dossier'
import type { Look } from '../dossier/look'
import type { StableId } from '../identity/ids'
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
import { adoptionDays, daysWithin, everyPlace, isLower, persons, roleOn, rolesEver } from './seats'
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
  countedRoles(look).flatMap(id => {
    const counted = movedDays(look, id)
    if (counted === null || isEmpty(counted.period)) return []
    const [before, after] = [holdersOf(look.others, id), holdersOf(look.after, id)]
    const days = [...after.days, ...adoptionDays(look)]
    const faults = daysWithin(counted.period, days).flatMap(day => {
      const [roleWas, role] = [roleOn(look.modelBefore(day), id), roleOn(look.modelAfter(day), id)]
      return role === undefined
        ? []
        : faultsOn(role, counted.path, { was: before.on(day, roleWas), is: after.on(day, role), day })
    })
    return faults.filter(({ code }, i) => faults.findIndex(other => other.code === code) === i)
  })

/** The roles that a version counts in the whole convention. */
const countedRoles = (look: Look<Ground>): ReadonlyArray<StableId> => [
  ...new Set(
    rolesEver(look).flatMap(({ id, capPerConvention, minPerConvention }) =>
      capPerConvention === null && minPerConvention === 0 ? [] : [id]
    )
  )
]

/** The days on which the holders of a role, or how many they may be, may be others than before, and where the act says so. */
const movedDays = (
  { others, after, moved, pathOf }: Look<Ground>,
  roleId: StableId
): { readonly period: Period; readonly path: string } | null => {
  const inForce = inForceOf(after.ground)
  const given = moved.filter(({ kind, id }) => kind === 'attribution' && attributionOf(id).role === roleId)
  const adopted = moved.filter(({ kind }) => kind === 'model')
  const days = [
    ...[...given, ...adopted].map(({ period }) => period),
    ...(inForce !== null && groundMoved(others.ground, after.ground) ? [inForce] : [])
  ]
  const [first, ...more] = days
  const named = given[0] ?? adopted[0]
  if (first === undefined) return null
  return { period: more.reduce(span, first), path: named === undefined ? '' : pathOf(named) }
}

const holdersOf = (dossier: ConventionState, roleId: StableId) => {
  const inForce = inForceOf(dossier.ground)
  const attributions = everyPlace(dossier).flatMap(etablissementId =>
    groupOf(dossier, seatGroup({ etablissementId, role: roleId })).map(id => ({
      personneId: attributionOf(id).personneId,
      line: lineOf(dossier, 'attribution', id)
    }))
  )
  return {
    days: [...attributions.flatMap(({ line }) => line.map(({ from }) => from)), inForce?.from ?? null],
    on: (day: DateCivile | null, role: Role | undefined) => {
      const held = attributions.filter(({ line }) => onDay(day)(line) !== null)
      const isInForce = inForce !== null && (day === null ? inForce.from === null : covers(inForce)(day))
      return {
        count: new Set(held.map(({ personneId }) => personneId)).size,
        cap: role?.capPerConvention ?? null,
        min: isInForce && role !== undefined ? role.minPerConvention : 0
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
    ...(cap !== null && count > cap && (count > was.count || isLower(cap, was.cap))
      ? [fullInConvention(path, { ...counted, cap }, article, `${persons(count)} > ${cap} au plus`)]
      : []),
    ...(count < min && was.count >= was.min
      ? [uncoveredInConvention(path, { ...counted, min }, article, `${persons(count)} < ${min} au moins`)]
      : [])
  ]
}
