/** How annexes describe persons and establishments. */
import { type ConventionValues, frenchNom, type PersonneId, type ÉtablissementId } from '@avenant/domain'
import type { HeldFacts } from './answer'
import type { NamedPersonne, PersonneDescription, ÉtablissementDescription } from './description'

export type Personnes = ReadonlyMap<string, ConventionValues['personne']>

export const personnesOf = (facts: Pick<HeldFacts, 'personne'>): Personnes =>
  new Map(facts.personne.map(({ id, value }) => [id, value]))

export const describePersonne =
  (personnes: Personnes) =>
  (personneId: PersonneId): PersonneDescription => {
    const personne = personnes.get(personneId)
    return {
      personneId,
      nom: personne?.nom ?? null,
      prenom: personne?.prenom ?? null,
      fonction: personne?.fonction ?? null,
      mail: personne?.mail ?? null,
      telephone: personne?.telephone ?? null
    }
  }

export const namePersonne =
  (personnes: Personnes) =>
  (personneId: PersonneId): NamedPersonne => {
    const { nom, prenom } = describePersonne(personnes)(personneId)
    return { personneId, nom, prenom }
  }

export const describeÉtablissement = (
  etablissementId: ÉtablissementId,
  { numeroSias, nom, adresse, nature }: ConventionValues['etablissement']
): ÉtablissementDescription => ({ etablissementId, numeroSias, nom, adresse, nature })

/** « Claire FONTAINE », or the identifier when the person's data are not there. */
export const frenchPersonne = ({ personneId, nom, prenom }: NamedPersonne): string =>
  nom === null && prenom === null ? `personne ${personneId}` : frenchNom({ prenom, nom })

/** A natural person is named by her own name (G10). */
export const denominationOf = (
  personnes: Personnes,
  { denomination, representant }: ConventionValues['partie']
): string => denomination ?? frenchPersonne(namePersonne(personnes)(representant.personneId))
