import {
  type Attribution,
  attributionOf,
  type ConventionValues,
  type PersonneId,
  type Rang
} from '@avenant/domain'
import type { FactIndex, Point } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import type { HeldFacts } from './answer'

/** Every kind there is. */
const KINDS = [
  'model',
  'effet',
  'partie',
  'fiche',
  'documents',
  'date-nommee',
  'signature',
  'personne',
  'inscription',
  'etablissement',
  'attribution',
  'rang',
  'non-respect',
  'derogation',
  'modification',
  'transmission',
  'clause',
  'manquement'
] as const satisfies ReadonlyArray<keyof ConventionValues>

/** What holds, by kind; within a kind, in the order in which it was recorded: so the annexes were written. */
export const heldFacts = (
  index: FactIndex<ConventionFact>
): ((dossier: string, point: Point) => HeldFacts) => {
  const held = index.byKind(KINDS, { etablissement: 'inscription', rang: 'attribution' })
  return (dossier, point) => {
    const [
      model,
      effet,
      partie,
      fiche,
      documents,
      namedDate,
      signature,
      personne,
      inscription,
      etablissement,
      attribution,
      rang,
      nonRespect,
      derogation,
      modification,
      transmission,
      clause,
      manquement
    ] = held(dossier, point)
    return {
      model,
      effet,
      partie,
      fiche,
      documents,
      'date-nommee': namedDate,
      signature,
      personne,
      inscription,
      etablissement,
      attribution,
      rang,
      'non-respect': nonRespect,
      derogation,
      modification,
      transmission,
      clause,
      manquement
    }
  }
}

/** Who has which role where, and at which rang. */
export type HeldAttribution = Attribution & { readonly rang: Rang }

export const attributionsOf = ({ attribution, rang }: HeldFacts): ReadonlyArray<HeldAttribution> => {
  const rangs = new Map(rang.map(({ id, value }) => [id, value]))
  return attribution.flatMap(({ id }) => {
    const value = rangs.get(id)
    return value === undefined ? [] : [{ ...attributionOf(id), rang: value }]
  })
}

/** Whoever holds a role, each once (M12). */
export const personnesHabilitated = ({
  attribution
}: Pick<HeldFacts, 'attribution'>): ReadonlyArray<PersonneId> => [
  ...new Set(attribution.map(({ id }) => attributionOf(id).personneId))
]
