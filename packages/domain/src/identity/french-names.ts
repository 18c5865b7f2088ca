/** How persons, establishments and parties are named in French. */
import { frenchAdresse } from './adresse'
import type { PersonneId } from './ids'
import type { Partie } from './partie'

/** « Claire FONTAINE »; empty when neither is known. */
export const frenchNom = ({
  prenom,
  nom
}: {
  readonly prenom: string | null
  readonly nom: string | null
}): string => [prenom, nom].filter(part => part !== null).join(' ')

/** « CHARAIRE (201500086) »: two may share a name, the number tells them apart (P30); else the address does. */
export const frenchÉtablissement = ({
  nom,
  numeroSias
}: {
  readonly nom: string
  readonly numeroSias: string | null
}): string => (numeroSias === null ? nom : `${nom} (${numeroSias})`)

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
