/**
 * What must hold of the lines of a convention, on any day, past or to come, whichever act would leave them so. Only what
 * is newly broken refuses: a late truth is not refused for what was broken before it.
 */
import type { Assertion } from '../dossier/assertion'
import type { Look } from '../dossier/look'
import { type NatureÉtablissement, natureNames } from '../identity/etablissement'
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { Role } from '../model/model'
import { type AnyRefusal, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { always, covers, isEmpty, overlaps, type Period, span } from '../time/period'
import { valueOn as onDay, sameValue, within } from '../timeline'
import { natures } from './change-refusals'
import { type Ground, groundMoved, inForceOf } from './ground'
import { groupOf, listedGroup, seatGroup } from './groups'
import { type ConventionState, lineOf, valueOn } from './lines'
import { type Named, named, since, unknownÉtablissement } from './refusals'
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
/** M2 */
const roleNotForNature = refusal(
  'role-not-for-nature',
  ({
    role,
    nature,
    accepted
  }: {
    readonly role: Named
    readonly nature: NatureÉtablissement
    readonly accepted: ReadonlyArray<NatureÉtablissement>
  }) =>
    `le rôle « ${role.label} » n'existe pas pour la nature « ${natureNames[nature]} », mais pour : ${natures(accepted)}`
)
/** P30 */
const siasListed = refusal(
  'sias-already-listed',
  ({ numeroSias, listedAs }: { readonly numeroSias: string; readonly listedAs: string }) =>
    `le n° Sias ${numeroSias} est déjà celui de ${listedAs}`
)
/** P2 */
const noÉtablissement = refusal('no-etablissement', () => "l'annexe ne compte aucun établissement")

export const brokenInvariants = (look: Look<Ground>): ReadonlyArray<AnyRefusal> => [
  ...notListed(look),
  ...sias(look),
  ...seats(look),
  ...firstDay(look)
]

/**
 * The invariants of changes that would take effect on a day: all but the seats, which are counted when they do.
 */
export const triedRefusals = (
  look: Look<Ground>,
  assertions: ReadonlyArray<Assertion>
): ReadonlyArray<AnyRefusal> => {
  const tried = look.supposing(assertions)
  return [
    ...notListed(tried),
    ...sias(tried),
    ...seats(tried).filter(({ code }) => code === 'role-not-for-nature')
  ]
}

/** A role is given on an establishment that is in the annexe that day (P2). */
const notListed = ({ model, after, places, pathOf }: Look<Ground>): ReadonlyArray<AnyRefusal> =>
  places.flatMap(place =>
    (after.asserted.get(place) ?? []).flatMap(({ kind, id, from, value }) => {
      if (kind !== 'attribution' || value === null) return []
      const { etablissementId } = attributionOf(id)
      const path = partOf(pathOf({ kind, id }), 'etablissementId')
      return valueOn(after, 'inscription', etablissementId, from) === null
        ? [unknownÉtablissement(path, { etablissementId, on: from }, model.etablissements.article)]
        : []
    })
  )

/** A part of a change, where the command lists it; the change took effect elsewhere in the command otherwise. */
const partOf = (path: string, part: string): string =>
  path.startsWith('data.changes') ? `${path}.${part}` : path

/** On no day is one n° Sias that of two establishments that are both in the annexe (P30). */
const sias = (look: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const { model, others, after, moved, pathOf } = look
  const touched = new Set(
    moved.flatMap(({ kind, id }) => (kind === 'etablissement' || kind === 'inscription' ? [id] : []))
  )
  if (touched.size === 0) return []
  const holdings = new Map<string, Array<{ readonly id: string; readonly period: Period }>>()
  for (const id of groupOf(after, listedGroup))
    for (const { period, numeroSias } of numbered(after, id))
      holdings.set(numeroSias, [...(holdings.get(numeroSias) ?? []), { id, period }])
  const told = new Set<string>()
  return [...touched].flatMap(id =>
    numbered(after, id).flatMap(({ period, numeroSias }) => {
      const other = holdings.get(numeroSias)?.find(held => held.id !== id && overlaps(held.period, period))
      if (other === undefined || wasShared(others, numeroSias, id, other.id)) return []
      const pair = [id, other.id].sort().join()
      if (told.has(pair)) return []
      told.add(pair)
      // Two of one list are told at the later.
      const [at, listedAs] =
        touched.has(other.id) && isAfter(look, other.id, id) ? [other.id, id] : [id, other.id]
      const path = partOf(pathOf({ kind: 'etablissement', id: at }), 'etablissement.numeroSias')
      return [siasListed(path, { numeroSias, listedAs }, model.etablissements.article)]
    })
  )
}

/** The n° Sias of an establishment, over the days on which it is in the annexe. */
const numbered = (dossier: ConventionState, id: string) =>
  within(always)(lineOf(dossier, 'inscription', id)).flatMap(listed =>
    within(listed.period)(lineOf(dossier, 'etablissement', id)).flatMap(
      ({ period, value: { numeroSias } }) => (numeroSias === null ? [] : [{ period, numeroSias }])
    )
  )

const wasShared = (dossier: ConventionState, numeroSias: string, ...ids: ReadonlyArray<string>): boolean => {
  const [a = [], b = []] = ids.map(id => numbered(dossier, id).filter(held => held.numeroSias === numeroSias))
  return a.some(held => b.some(other => overlaps(held.period, other.period)))
}

/** Whether the act lists the one after the other. */
const isAfter = ({ after, places }: Look<Ground>, one: string, other: string): boolean => {
  const listed = places.flatMap(place =>
    (after.asserted.get(place) ?? []).flatMap(({ kind, id }) => (kind === 'etablissement' ? [id] : []))
  )
  return listed.indexOf(one) > listed.indexOf(other)
}

/** A role on an establishment, over the days that are to be counted again. */
type Seat = {
  readonly role: Role
  readonly etablissementId: ÉtablissementId
  readonly period: Period
  readonly path: string
}

/** At most `cap` at any time; at least `min` while the convention is in force and covers the establishment. */
const seats = (look: Look<Ground>): ReadonlyArray<AnyRefusal> =>
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
  const found = new Map<string, Seat>()
  const add = (role: Role, etablissementId: ÉtablissementId, period: Period, path: string): void => {
    const key = `${etablissementId}/${role.id}`
    const known = found.get(key)
    found.set(
      key,
      known === undefined
        ? { role, etablissementId, period, path }
        : { ...known, period: span(known.period, period) }
    )
  }
  for (const { kind, id, period } of moved) {
    if (kind === 'attribution') {
      const { role: roleId, etablissementId } = attributionOf(id)
      const role = model.roles.find(known => known.id === roleId)
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
  return [...found.values()]
}

/** What is known of one seat: who has it, the inscription of its establishment and what that is, and when it counts. */
const seatOf = (dossier: ConventionState, { role, etablissementId }: Seat) => ({
  attributions: groupOf(dossier, seatGroup(etablissementId, role.id)).map(id => ({
    personneId: attributionOf(id).personneId,
    line: lineOf(dossier, 'attribution', id)
  })),
  inscription: lineOf(dossier, 'inscription', etablissementId),
  identity: lineOf(dossier, 'etablissement', etablissementId),
  inForce: inForceOf(dossier.ground)
})
type Known = ReturnType<typeof seatOf>

const holdersOn = ({ attributions }: Known, day: DateCivile | null): ReadonlyArray<PersonneId> =>
  attributions.flatMap(({ personneId, line }) => (onDay(day)(line) === null ? [] : [personneId]))

/** How many must hold it that day: none where the convention is not in force, or the role is not for this nature (M2). */
const minimumOn = (
  { inscription, identity, inForce }: Known,
  { min, natures: accepted }: Role,
  day: DateCivile | null
) => {
  if (min === 0 || inForce === null || onDay(day)(inscription) === null) return 0
  const isInForce = day === null ? inForce.from === null : covers(inForce)(day)
  const nature = onDay(day)(identity)?.nature
  return !isInForce || (accepted !== null && nature !== undefined && !accepted.includes(nature)) ? 0 : min
}

const faultsOn = (
  { role, etablissementId, path }: Seat,
  before: Known,
  after: Known,
  from: DateCivile | null
): ReadonlyArray<AnyRefusal> => {
  const holders = holdersOn(after, from)
  const were = holdersOn(before, from)
  const seated = { role: named(role), etablissementId, holders, from }
  const { cap, natures: accepted } = role
  const nature = onDay(from)(after.identity)?.nature
  const min = minimumOn(after, role, from)
  const wasCovered = were.length >= minimumOn(before, role, from)
  const isOther = onDay(from)(before.identity)?.nature !== nature || !sameValue(were, holders)
  return [
    ...(cap !== null && holders.length > cap && holders.length > were.length
      ? [roleFull(path, { ...seated, cap }, role.article, `${holders.length} personnes > ${cap} au plus`)]
      : []),
    ...(accepted !== null &&
    nature !== undefined &&
    !accepted.includes(nature) &&
    holders.length > 0 &&
    isOther
      ? [roleNotForNature(path, { role: named(role), nature, accepted }, role.article)]
      : []),
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
const changeDays = ({ attributions, inscription, identity, inForce }: Known, period: Period) => {
  if (isEmpty(period)) return []
  const lines = [inscription, identity, ...attributions.map(({ line }) => line)]
  const days = [...lines.flatMap(line => line.map(({ from }) => from)), inForce?.from ?? null].flatMap(day =>
    day !== null && day !== period.from && covers(period)(day) ? [day] : []
  )
  return [period.from, ...[...new Set(days)].sort()]
}

/** On the first day in force, the annexe counts an establishment (P2). */
const firstDay = ({ model, others, after }: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const inForce = inForceOf(after.ground)
  if (inForce === null || isEmpty(inForce)) return []
  const counts = (dossier: ConventionState) =>
    groupOf(dossier, listedGroup).some(id => valueOn(dossier, 'inscription', id, inForce.from) !== null)
  const wasInForce = inForceOf(others.ground)
  if (!groundMoved(others.ground, after.ground) && (wasInForce === null || !counts(others))) return []
  return counts(after) ? [] : [noÉtablissement('', null, model.etablissements.article)]
}
