/** Why a change of the annexes is refused, before any seat is counted. */

import type { Établissement } from '../identity/etablissement'
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import type { ConventionModel, Role } from '../model/model'
import { because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { timelinesOf } from '../timeline'
import type { ChangeOf } from './changes'
import type { ConventionRefusal } from './refusals'
import type { ConventionState } from './state'

/** Which establishments the convention may cover (M1, P29, P30). */
export const scopeRefusals = (
  model: ConventionModel,
  state: ConventionState,
  { etablissementId, etablissement }: ChangeOf<'list-etablissement'>,
  path: string
): ReadonlyArray<ConventionRefusal> => {
  const { natures, mustBeFinanced, numeroSias, article } = model.etablissements
  const { nature, financeParLaCaf } = etablissement
  const at = `${path}.etablissement`
  const sameSias = [...timelinesOf(state.timelines, 'etablissement')].find(
    ([id, timeline]) =>
      id !== etablissementId &&
      etablissement.numeroSias !== null &&
      timeline.some(({ value }) => value?.numeroSias === etablissement.numeroSias)
  )
  const refusals: ReadonlyArray<ConventionRefusal | false> = [
    !natures.includes(nature) &&
      because('etablissement-out-of-scope', `${at}.nature`, { nature, accepted: natures }, article),
    mustBeFinanced &&
      !financeParLaCaf &&
      because('etablissement-not-financed', `${at}.financeParLaCaf`, { etablissementId }, article),
    numeroSias === 'required' &&
      etablissement.numeroSias === null &&
      because('sias-missing', `${at}.numeroSias`, { etablissementId }, article),
    sameSias !== undefined &&
      etablissement.numeroSias !== null &&
      because(
        'sias-already-listed',
        `${at}.numeroSias`,
        { numeroSias: etablissement.numeroSias, listedAs: sameSias[0] },
        article
      )
  ]
  return refusals.filter(refusal => refusal !== false)
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
            { role: id, nature: etablissement.nature, accepted: role.natures },
            role.article
          )
        ]
      : [])
  ]
}

/** Whether a person was ever identified in this convention. */
export const isKnown = (state: ConventionState, personneId: PersonneId): boolean =>
  timelinesOf(state.timelines, 'personne').has(personneId)

export const unknownPersonne = (personneId: PersonneId, path: string): ConventionRefusal =>
  because('unknown-personne', path, { personneId })

export const unknownÉtablissement = (
  model: ConventionModel,
  etablissementId: ÉtablissementId,
  on: DateCivile | null,
  path: string
): ConventionRefusal =>
  because('unknown-etablissement', path, { etablissementId, on }, model.etablissements.article)

export const unknownRole = (model: ConventionModel, role: string, path: string): ConventionRefusal =>
  because(
    'unknown-role',
    path,
    { role, known: model.roles.map(({ id }) => id) },
    model.roles[0]?.article ?? null
  )
