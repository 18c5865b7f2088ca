/** Why a change of the annexes is refused, before any seat is counted. */

import type { Établissement } from '../identity/etablissement'
import type { ModificationId, PersonneId, ÉtablissementId } from '../identity/ids'
import type { ConventionModel, Role } from '../model/model'
import { because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { always, overlaps, type Period } from '../time/period'
import { timelineOf, timelinesOf, within } from '../timeline'
import type { ChangeOf } from './changes'
import { type ConventionRefusal, named } from './refusals'
import type { ConventionState } from './state'

/** Which establishments the convention may cover (M1, P29, P30). */
export const scopeRefusals = (
  model: ConventionModel,
  { etablissementId, etablissement }: ChangeOf<'list-etablissement'>,
  path: string
): ReadonlyArray<ConventionRefusal> => {
  const { natures, mustBeFinanced, numeroSias, article } = model.etablissements
  const { nature, financeParLaCaf } = etablissement
  const at = `${path}.etablissement`
  const refusals: ReadonlyArray<ConventionRefusal | false> = [
    !natures.includes(nature) &&
      because('etablissement-out-of-scope', `${at}.nature`, { nature, accepted: natures }, article),
    mustBeFinanced &&
      !financeParLaCaf &&
      because('etablissement-not-financed', `${at}.financeParLaCaf`, { etablissementId }, article),
    numeroSias === 'required' &&
      etablissement.numeroSias === null &&
      because('sias-missing', `${at}.numeroSias`, { etablissementId }, article)
  ]
  return refusals.filter(refusal => refusal !== false)
}

/** An establishment that a list of changes lists, and the change that does. */
export type Listed = { readonly id: ÉtablissementId; readonly path: string }

/**
 * On no day is one n° Sias that of two establishments (P30). Looked at once the whole list is made: two may exchange
 * their numbers, and one that comes back under another id takes its own again. Two of one list are told at the later.
 */
export const siasRefusals = (
  model: ConventionModel,
  state: ConventionState,
  listed: ReadonlyArray<Listed>
): ReadonlyArray<ConventionRefusal> => {
  if (listed.length === 0) return []
  const holdings = new Map<string, Array<{ readonly id: string; readonly period: Period }>>()
  for (const [id, timeline] of timelinesOf(state.timelines, 'etablissement'))
    for (const { period, value } of within(always)(timeline))
      if (value.numeroSias !== null)
        holdings.set(value.numeroSias, [...(holdings.get(value.numeroSias) ?? []), { id, period }])
  const position = new Map(listed.map(({ id }, i) => [id as string, i]))
  return listed.flatMap(({ id, path }, i) =>
    within(always)(timelineOf(state.timelines, 'etablissement', id)).flatMap(({ period, value }) => {
      const other = holdings
        .get(value.numeroSias ?? '')
        ?.find(held => held.id !== id && (position.get(held.id) ?? -1) < i && overlaps(held.period, period))
      return other === undefined || value.numeroSias === null
        ? []
        : [
            because(
              'sias-already-listed',
              `${path}.etablissement.numeroSias`,
              { numeroSias: value.numeroSias, listedAs: other.id },
              model.etablissements.article
            )
          ]
    })
  )
}

export const attributionRefusals = (
  model: ConventionModel,
  state: ConventionState,
  { personneId, role: id, etablissementId }: ChangeOf<'attribute-role'>,
  etablissement: Établissement | null,
  on: DateCivile | null,
  path: string
): ReadonlyArray<ConventionRefusal> => {
  const role: Role | undefined = model.roles.find(known => known.id === id)
  return [
    ...(role === undefined ? [unknownRole(model, id, `${path}.role`)] : []),
    ...(isKnown(state, personneId) ? [] : [unknownPersonne(personneId, `${path}.personneId`)]),
    ...(etablissement === null
      ? [unknownÉtablissement(model, etablissementId, on, `${path}.etablissementId`)]
      : []),
    ...(role?.natures != null && etablissement !== null && !role.natures.includes(etablissement.nature)
      ? [
          because(
            'role-not-for-nature',
            `${path}.role`,
            { role: named(role), nature: etablissement.nature, accepted: role.natures },
            role.article
          )
        ]
      : [])
  ]
}

/** Of a role that nobody holds there is nothing to withdraw (G13); who was never known is a mistake. */
export const withdrawalRefusals = (
  model: ConventionModel,
  state: ConventionState,
  { personneId, role, etablissementId }: ChangeOf<'withdraw-role'>,
  path: string
): ReadonlyArray<ConventionRefusal> => [
  ...(model.roles.some(({ id }) => id === role) ? [] : [unknownRole(model, role, `${path}.role`)]),
  ...(isKnown(state, personneId) ? [] : [unknownPersonne(personneId, `${path}.personneId`)]),
  ...(wasListed(state, etablissementId)
    ? []
    : [unknownÉtablissement(model, etablissementId, null, `${path}.etablissementId`)])
]

/** Whether an establishment was ever listed in this convention. */
export const wasListed = (state: ConventionState, etablissementId: ÉtablissementId): boolean =>
  timelinesOf(state.timelines, 'etablissement').has(etablissementId)

/** Whether a person was ever identified in this convention. */
export const isKnown = (state: ConventionState, personneId: PersonneId): boolean =>
  timelinesOf(state.timelines, 'personne').has(personneId)

export const unknownPersonne = (personneId: PersonneId, path: string): ConventionRefusal =>
  because('unknown-personne', path, { personneId })

export const unknownModification = (modificationId: ModificationId): ConventionRefusal =>
  because('modification-unknown', 'data.modificationId', { modificationId })

export const unknownÉtablissement = (
  model: ConventionModel,
  etablissementId: ÉtablissementId,
  on: DateCivile | null,
  path: string
): ConventionRefusal =>
  because('unknown-etablissement', path, { etablissementId, on }, model.etablissements.article)

const unknownRole = (model: ConventionModel, role: string, path: string): ConventionRefusal =>
  because('unknown-role', path, { role, known: model.roles.map(named) }, model.roles[0]?.article ?? null)
