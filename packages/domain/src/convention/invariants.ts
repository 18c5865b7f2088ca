/**
 * What must hold of the lines of a convention, on any day, past or to come, whichever act would leave them so. Only what
 * is newly broken refuses: a late truth is not refused for what was broken before it.
 */
import type { Assertion } from '../dossier/assertion'
import { groupOf } from '../dossier/dossier'
import type { Look } from '../dossier/look'
import { type AnyRefusal, refusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { always, compareStarts, isEmpty, overlaps, type Period } from '../time/period'
import { within } from '../timeline'
import { type Ground, groundMoved, inForceOf } from './ground'
import { listedGroup } from './groups'
import { headcountRefusals } from './headcounts'
import { type ConventionState, lineOf, valueOn } from './lines'
import { partyCountRefusals } from './party-counts'
import { unknownÉtablissement } from './refusals'
import { seatRefusals } from './seats'
import { unprovidedRefusals } from './under-version'
import { attributionOf } from './values'

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
  ...seatRefusals(look),
  ...headcountRefusals(look),
  ...unprovidedRefusals(look),
  ...firstDay(look),
  ...partyCountRefusals(look)
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
    ...seatRefusals(tried).filter(({ code }) => code === 'role-not-for-nature')
  ]
}

/** A role is given on an establishment that is in the annexe that day (P2). */
const notListed = ({ modelAfter, after, places, pathOf }: Look<Ground>): ReadonlyArray<AnyRefusal> =>
  places.flatMap(place =>
    (after.asserted.get(place) ?? []).flatMap(({ kind, id, from, value }) => {
      if (kind !== 'attribution' || value === null) return []
      const { etablissementId } = attributionOf(id)
      if (etablissementId === null) return []
      const path = partOf(pathOf({ kind, id }), 'etablissementId')
      return valueOn(after, 'inscription', etablissementId, from) === null
        ? [
            unknownÉtablissement(
              path,
              { etablissementId, on: from },
              modelAfter(from).etablissements?.article ?? null
            )
          ]
        : []
    })
  )

/** The path of a part of a change; a form that makes a change effective does not list it, and is named whole. */
const partOf = (path: string, part: string): string =>
  path.startsWith('data.changes') ? `${path}.${part}` : path

/**
 * On no day is one n° Sias that of two establishments that are both in the annexe (P30). Two of one list are told at the
 * later: each is looked for among those that come before it.
 */
const sias = ({ modelAfter, others, after, moved, pathOf }: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const touched = new Set(
    moved.flatMap(({ kind, id }) => (kind === 'etablissement' || kind === 'inscription' ? [id] : []))
  )
  if (touched.size === 0) return []
  const holders = new Map<string, Array<{ readonly id: string; readonly period: Period }>>()
  const held = (
    id: string
  ): ReadonlyArray<
    readonly [numeroSias: string, met: { readonly listedAs: string; readonly on: DateCivile | null }]
  > =>
    numbered(after, id).flatMap(({ period, numeroSias }) => {
      const known = holders.get(numeroSias) ?? []
      holders.set(numeroSias, [...known, { id, period }])
      const other = known.find(holder => holder.id !== id && overlaps(holder.period, period))
      return other === undefined || wasShared(others, numeroSias, id, other.id)
        ? []
        : [[numeroSias, { listedAs: other.id, on: latestStart(other.period, period) }] as const]
    })
  for (const id of groupOf(after, listedGroup)) if (!touched.has(id)) held(id)
  return [...touched].flatMap(id => {
    const path = partOf(pathOf({ kind: 'etablissement', id }), 'etablissement.numeroSias')
    return [...new Map(held(id))].map(([numeroSias, { listedAs, on }]) =>
      siasListed(path, { numeroSias, listedAs }, modelAfter(on).etablissements?.article ?? null)
    )
  })
}

const latestStart = (a: Period, b: Period): DateCivile | null =>
  compareStarts(a.from, b.from) < 0 ? b.from : a.from

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

/** On the first day in force, the annexe counts an establishment (P2). */
const firstDay = ({ modelAfter, others, after }: Look<Ground>): ReadonlyArray<AnyRefusal> => {
  const inForce = inForceOf(after.ground)
  const counts = (dossier: ConventionState) =>
    groupOf(dossier, listedGroup).some(
      id => valueOn(dossier, 'inscription', id, inForce?.from ?? null) !== null
    )
  const { etablissements } = modelAfter(inForce?.from ?? null)
  if (etablissements === null) return []
  if (inForce === null || isEmpty(inForce) || counts(after)) return []
  const isNew =
    groundMoved(others.ground, after.ground) || (inForceOf(others.ground) !== null && counts(others))
  return isNew ? [noÉtablissement('', null, etablissements.article)] : []
}
