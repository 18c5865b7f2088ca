/** What a change of a signed convention needs, by the model: a form, a revised annexe, an avenant. */
import type { PersonneId } from '../identity/ids'
import type { Personne } from '../identity/personne'
import { type ChangeInstrument, type ConventionModel, heaviest } from '../model/model'
import type { Article } from '../refusal'
import type { AnnexeChange } from './changes'

export type Need = { readonly instrument: ChangeInstrument; readonly article: Article }

/** What is known of persons from the day on which a change takes effect. */
export type Persons = {
  readonly personneOn: (id: PersonneId) => Personne | null
  /** The roles that a person holds that day or later: those of before are no longer in the annexe. */
  readonly rolesFrom: (id: PersonneId) => ReadonlyArray<string>
}

/**
 * What a list of changes needs to take effect: the heaviest of what each needs. It may grow until it takes effect, when a
 * person whose name changes receives a role meanwhile. Null: nothing is changed.
 */
export const neededInstrument = (
  model: ConventionModel,
  changes: ReadonlyArray<AnnexeChange>,
  persons: Persons
): Need | null => heaviest(changes.flatMap(change => needsOf(model, change, persons)))

const needsOf = (model: ConventionModel, change: AnnexeChange, persons: Persons): ReadonlyArray<Need> => {
  switch (change.kind) {
    case 'attribute-role':
    case 'change-rang':
    case 'withdraw-role':
      return model.roles.filter(role => role.id === change.role).map(role => role.change)
    case 'identify-personne': {
      // A new name for who holds a role is a change of that role (P20, P21); a new telephone number is none.
      const known = persons.personneOn(change.personneId)
      const isSameName = known?.nom === change.personne.nom && known.prenom === change.personne.prenom
      const held = isSameName ? [] : persons.rolesFrom(change.personneId)
      return [
        model.personnes.change,
        ...model.roles.filter(role => held.includes(role.id)).map(role => role.change)
      ]
    }
    case 'list-etablissement':
    case 'amend-etablissement':
    case 'delist-etablissement':
      return [model.etablissements.change]
    case 'amend-partie':
    case 'amend-fiche':
      return [model.partieChange]
  }
}
