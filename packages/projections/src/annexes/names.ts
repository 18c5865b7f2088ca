/** How annexes name persons, establishments and articles, in French. */
import {
  type ConventionValues,
  frenchAdresse,
  type PersonneId,
  type Rang,
  type Signature,
  type ÉtablissementId
} from '@avenant/domain'
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
  nom === null && prenom === null
    ? `personne ${personneId}`
    : [prenom, nom].filter(part => part !== null).join(' ')

/** « CHARAIRE (201500086) »: two may share a name, the number tells them apart (P30); else the address does. */
export const frenchÉtablissement = ({
  nom,
  numeroSias
}: Pick<ÉtablissementDescription, 'nom' | 'numeroSias'>): string =>
  numeroSias === null ? nom : `${nom} (${numeroSias})`

type Partie = ConventionValues['partie']

/** A natural person is named by her own name (G10). */
export const denominationOf = (personnes: Personnes, { denomination, representant }: Partie): string =>
  denomination ?? frenchPersonne(namePersonne(personnes)(representant.personneId))

/** « VILLE D'ESSAI, 1 place de la Mairie, 92000 ESSAI »; a natural person by her name and home. */
export const frenchPartie = (
  { denomination, siege, domicile, representant }: Partie,
  personne: (id: PersonneId) => string
): string => {
  const adresse = siege ?? domicile
  return [
    denomination ?? personne(representant.personneId),
    ...(adresse === undefined ? [] : [frenchAdresse(adresse)])
  ].join(', ')
}

/** As in « comme titulaire ». */
export const rangNames: Readonly<Record<Rang, string>> = { titulaire: 'titulaire', suppleant: 'suppléant' }

export const frenchChannels: Readonly<Record<Signature['channel'], string>> = {
  papier: 'Papier',
  'signature-electronique': 'Signature électronique'
}

/** « de Claire FONTAINE », « d'Hélène MARCHAIS »: names take the elision before an h, and before a y that is a vowel. */
export const ofName = (name: string): string =>
  /^(?:[aeiouhœæ]|y[^aeiou])/i.test(name.normalize('NFD')) ? `d'${name}` : `de ${name}`

/** « représentée par » of la Caf, « représenté par » of le gestionnaire: it agrees with the party's name in the model. */
export const representedBy = (label: string): string => {
  if (/^la /i.test(label)) return 'représentée par'
  if (/^le /i.test(label)) return 'représenté par'
  // An elided article tells no gender, and a list of parties is a plural.
  return /^les /i.test(label) ? 'représentés par' : 'ayant pour représentation'
}
