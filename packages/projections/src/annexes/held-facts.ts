import { type Attribution, attributionOf, type ConventionFact, type PersonneId } from '@avenant/domain'
import type { FactIndex, Point } from '../bitemporal'
import type { HeldFacts } from './answer'

/** Every kind there is, in the order of the conventions' facts. */
const KINDS = [
  'model',
  'effet',
  'partie',
  'fiche',
  'documents',
  'signature',
  'personne',
  'etablissement',
  'attribution',
  'non-respect',
  'derogation',
  'modification',
  'transmission',
  'transmission-avenant',
  'clause',
  'warning'
] as const satisfies ReadonlyArray<ConventionFact['kind']>

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
      signature,
      personne,
      etablissement,
      attribution,
      nonRespect,
      derogation,
      modification,
      transmission,
      avenantTransmission,
      clause,
      warning
    ] = held(dossier, point)
    return {
      model,
      effet,
      partie,
      fiche,
      documents,
      signature,
      personne,
      etablissement,
      attribution,
      'non-respect': nonRespect,
      derogation,
      modification,
      transmission,
      'transmission-avenant': avenantTransmission,
      clause,
      warning
    }
  }
}

/** Who has which role where, as the attributions that hold say. */
export const attributionsOf = ({ attribution }: HeldFacts): ReadonlyArray<Attribution> =>
  attribution.map(({ id, value }) => attributionOf(id, value))

/** Roles on establishments that the convention does not cover that day are nobody's (P2). */
export const coveredAttributions = (facts: HeldFacts): ReadonlyArray<Attribution> => {
  const listed = new Set<string>(facts.etablissement.map(({ id }) => id))
  return attributionsOf(facts).filter(({ etablissementId }) => listed.has(etablissementId))
}

/** Whoever holds a role, each once (M12). */
export const personnesHabilitated = (facts: HeldFacts): ReadonlyArray<PersonneId> => [
  ...new Set(coveredAttributions(facts).map(({ personneId }) => personneId))
]
