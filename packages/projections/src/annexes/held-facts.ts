import {
  type Attribution,
  attributionOf,
  type ConventionFact,
  type ConventionFacts,
  type FactOf
} from '@avenant/domain'
import type { Held } from '../bitemporal'
import type { HeldFacts } from './answer'

type Groups = { readonly [K in keyof ConventionFacts]: Array<Held<FactOf<ConventionFact, K>>> }

/**
 * One pass, by kind. The index gives the latest recorded first: walked backwards, the annexes read in the order in
 * which they were written. A switch, because this is most of what a look-up does after the index.
 */
export const heldFacts = (held: ReadonlyArray<Held<ConventionFact>>): HeldFacts => {
  const groups: Groups = {
    model: [],
    effet: [],
    partie: [],
    fiche: [],
    documents: [],
    signature: [],
    personne: [],
    etablissement: [],
    attribution: [],
    'non-respect': [],
    derogation: [],
    modification: [],
    transmission: [],
    clause: [],
    warning: []
  }
  for (let i = held.length - 1; i >= 0; i--) {
    const fact = held[i]
    if (fact !== undefined) put(groups, fact)
  }
  return groups
}

/** Who has which role where, as the attributions that hold say. */
export const attributionsOf = ({ attribution }: HeldFacts): ReadonlyArray<Attribution> =>
  attribution.map(({ id, value }) => attributionOf(id, value))

const put = (groups: Groups, fact: Held<ConventionFact>): number => {
  switch (fact.kind) {
    case 'attribution':
      return groups.attribution.push(fact)
    case 'etablissement':
      return groups.etablissement.push(fact)
    case 'personne':
      return groups.personne.push(fact)
    case 'partie':
      return groups.partie.push(fact)
    case 'signature':
      return groups.signature.push(fact)
    case 'derogation':
      return groups.derogation.push(fact)
    case 'model':
      return groups.model.push(fact)
    case 'effet':
      return groups.effet.push(fact)
    case 'fiche':
      return groups.fiche.push(fact)
    case 'documents':
      return groups.documents.push(fact)
    case 'non-respect':
      return groups['non-respect'].push(fact)
    case 'modification':
      return groups.modification.push(fact)
    case 'transmission':
      return groups.transmission.push(fact)
    case 'clause':
      return groups.clause.push(fact)
    case 'warning':
      return groups.warning.push(fact)
  }
}
