/** What a change of a signed convention needs, by the model: a form, a revised annexe, an avenant. */
import type { PersonneId } from '../identity/ids'
import { type ChangeInstrument, type ConventionModel, heaviest } from '../model/model'
import type { Article } from '../refusal'
import type { AnnexeChange } from './changes'
import { attributionOf } from './facts'
import { attributionsOf, type ConventionState } from './state'

/** What a change of a signed convention needs to take effect: the heaviest of what each of its changes needs. */
export const neededInstrument = (
  model: ConventionModel,
  state: ConventionState,
  changes: ReadonlyArray<AnnexeChange>
): Need | null => heaviest(changes.flatMap(change => needsOf(model, state, change)))

type Need = { readonly instrument: ChangeInstrument; readonly article: Article }

const needsOf = (
  model: ConventionModel,
  state: ConventionState,
  change: AnnexeChange
): ReadonlyArray<Need> => {
  switch (change.kind) {
    case 'attribute-role':
    case 'withdraw-role':
      return model.roles.filter(role => role.id === change.role).map(role => role.change)
    case 'identify-personne': {
      // A new name for who holds a role is a change of that role (P20, P21).
      const held = rolesEverHeld(state, change.personneId)
      return [
        model.personnes.change,
        ...model.roles.filter(role => held.has(role.id)).map(role => role.change)
      ]
    }
    case 'list-etablissement':
    case 'delist-etablissement':
      return [model.etablissements.change]
    case 'amend-partie':
      return [model.partieChange]
  }
}

const rolesEverHeld = (state: ConventionState, personneId: PersonneId): ReadonlySet<string> =>
  new Set(
    [...attributionsOf(state)].flatMap(([id, timeline]) =>
      timeline.flatMap(({ value }) => {
        if (value === null) return []
        const held = attributionOf(id, value)
        return held.personneId === personneId ? [held.role] : []
      })
    )
  )
