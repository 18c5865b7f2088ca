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
  const held = index.byKind(KINDS)
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
      etablissement: present(etablissement, inscription),
      attribution,
      rang: present(rang, attribution),
      'non-respect': nonRespect,
      derogation,
      modification,
      transmission,
      clause,
      manquement
    }
  }
}

type Identified = { readonly id: string }

/** A name outlives what it names: of those that hold, the ones of what is there that day. */
const present = <H extends Identified>(
  named: ReadonlyArray<H>,
  there: ReadonlyArray<Identified>
): ReadonlyArray<H> => {
  // As long as nothing has left, and nothing was named again, they are the same, in the same order.
  if (named.length === there.length && named.every(({ id }, i) => id === there[i]?.id)) return named
  const ids = new Set(there.map(({ id }) => id))
  return named.filter(({ id }) => ids.has(id))
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
export const personnesHabilitated = ({ attribution }: HeldFacts): ReadonlyArray<PersonneId> => [
  ...new Set(attribution.map(({ id }) => attributionOf(id).personneId))
]
