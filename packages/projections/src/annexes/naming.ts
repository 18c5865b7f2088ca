/** The names by which the sentences of the lines speak of persons, establishments, roles and parties. */
import {
  type ConventionModel,
  frenchNom,
  frenchÉtablissement,
  type Names,
  type Personne,
  type PersonneId
} from '@avenant/domain'
import type { Annexes } from './answer'
import { personnesOf } from './names'
import { partieLabel } from './parties'

/** Of several answers, the first that knows a name gives it; what none knows is called by its id. */
export const namesOf = (answers: readonly [Annexes, ...ReadonlyArray<Annexes>]): Names => {
  const personnes = answers.map(({ facts }) => personnesOf(facts))
  const etablissements = answers.map(
    ({ facts }) => new Map(facts.etablissement.map(({ id, value }) => [id, frenchÉtablissement(value)]))
  )
  const label = (listOf: (model: ConventionModel) => ReadonlyArray<Labelled>, id: string): string =>
    answers.flatMap(({ model }) => (model === null ? [] : listOf(model))).find(known => known.id === id)
      ?.label ?? id
  return {
    on: answers[0].on,
    personne: id => nameOf(id, firstOf(personnes, id)),
    etablissement: id => firstOf(etablissements, id) ?? `établissement ${id}`,
    role: id => label(({ roles }) => roles, id),
    partie: id => {
      const knowing = answers.find(({ facts }) => facts.partie.some(held => held.id === id)) ?? answers[0]
      return partieLabel(knowing.model, knowing.facts.partie, id)
    },
    nature: id => label(({ fiche }) => fiche?.natures ?? [], id)
  }
}

type Labelled = { readonly id: string; readonly label: string }

const firstOf = <A>(maps: ReadonlyArray<ReadonlyMap<string, A>>, id: string): A | undefined =>
  maps.find(map => map.has(id))?.get(id)

/** « Claire FONTAINE », or the identifier when the person's data are not there. */
export const nameOf = (
  id: PersonneId,
  personne: Pick<Personne, 'nom' | 'prenom'> | null | undefined
): string => (personne == null ? `personne ${id}` : frenchNom(personne))
