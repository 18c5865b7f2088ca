/** What a change of a signed convention needs, by the model: a form, a revised annexe, an avenant. */
import type { PersonneId } from '../identity/ids'
import { type ChangeInstrument, type ConventionModel, heaviest } from '../model/model'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { timelineOf, valueOn, within } from '../timeline'
import type { AnnexeChange, ChangeOf } from './changes'
import { attributionOf } from './facts'
import { attributionsOf, type ConventionState } from './state'

/**
 * What a change of a signed convention needs to take effect on a day: the heaviest of what each of its changes needs.
 * It may grow until it takes effect, when a person whose name changes receives a role meanwhile.
 */
export const neededInstrument = (
  model: ConventionModel,
  state: ConventionState,
  changes: ReadonlyArray<AnnexeChange>,
  on: DateCivile
): Need | null => heaviest(changes.flatMap(change => needsOf(model, state, change, on)))

export type Need = { readonly instrument: ChangeInstrument; readonly article: Article }

const needsOf = (
  model: ConventionModel,
  state: ConventionState,
  change: AnnexeChange,
  on: DateCivile
): ReadonlyArray<Need> => {
  switch (change.kind) {
    case 'attribute-role':
    case 'withdraw-role':
      return model.roles.filter(role => role.id === change.role).map(role => role.change)
    case 'identify-personne': {
      // A new name for who holds a role is a change of that role (P20, P21); a new telephone number is none.
      const held = hasOtherName(state, change, on) ? rolesHeldFrom(state, change.personneId, on) : noRole
      return [
        model.personnes.change,
        ...model.roles.filter(role => held.has(role.id)).map(role => role.change)
      ]
    }
    case 'list-etablissement':
    case 'delist-etablissement':
      return [model.etablissements.change]
    case 'amend-partie':
    case 'amend-fiche':
      return [model.partieChange]
  }
}

const noRole: ReadonlySet<string> = new Set()

const hasOtherName = (
  state: ConventionState,
  { personneId, personne }: ChangeOf<'identify-personne'>,
  on: DateCivile
): boolean => {
  const known = valueOn(on)(timelineOf(state.timelines, 'personne', personneId))
  return known?.nom !== personne.nom || known.prenom !== personne.prenom
}

/** The roles that a person holds on a day or later: those of before are no longer in the annexe. */
const rolesHeldFrom = (state: ConventionState, personneId: PersonneId, on: DateCivile): ReadonlySet<string> =>
  new Set(
    [...attributionsOf(state)].flatMap(([id, timeline]) =>
      within({ from: on, to: null })(timeline).flatMap(({ value }) => {
        const held = attributionOf(id, value)
        return held.personneId === personneId ? [held.role] : []
      })
    )
  )
