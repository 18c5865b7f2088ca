/** What an act says, as people read it: the labels of its fields in French, last days included. */
import { addDays, DateCivile, frenchDate, frenchPeriod, Period } from '@avenant/domain'
import { type Html, html, nothing, sentence } from './html'

/** A modification of five thousand persons is long: its beginning is shown, and the journal has it whole. */
const MOST = 50

export const contentHtml = (says: unknown): Html =>
  says === null || typeof says !== 'object' ? nothing : fields(Object.entries(says))

const fields = (entries: ReadonlyArray<readonly [string, unknown]>): Html =>
  html`<ul class="content">${entries.map(([key, value]) =>
    value === null || value === undefined
      ? nothing
      : html`<li>${sentence(`${contentLabels[key] ?? key} : `)}${valueHtml(key, value)}</li>`
  )}</ul>`

const valueHtml = (key: string, value: unknown): Html => {
  if (Array.isArray(value)) return listHtml(key, value)
  if (Period.is(value)) return html`${frenchPeriod(value)}`
  return typeof value === 'object' && value !== null
    ? fields(Object.entries(value))
    : html`${textIn(key, value)}`
}

const listHtml = (key: string, values: ReadonlyArray<unknown>): Html => {
  if (values.length === 0) return html`aucun`
  const left = values.length - MOST
  return html`<ol>${values.slice(0, MOST).map(value => html`<li>${valueHtml(key, value)}</li>`)}${
    left > 0 ? html`<li>${sentence(`… et ${left} autres, que le journal contient`)}</li>` : nothing
  }</ol>`
}

/** An end is kept as the first day after; people are told the last day. */
const textIn = (key: string, value: unknown): string => {
  if (DateCivile.is(value))
    return key === 'to' ? `${frenchDate(addDays(value, -1))} inclus` : frenchDate(value)
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return contentValues[`${key}/${String(value)}`] ?? String(value)
}

/** Every field of every act, which its own test looks through. */
export const contentLabels: Readonly<Record<string, string>> = {
  acte: 'Acte',
  adresse: 'Adresse',
  agreedOn: "Date de l'accord",
  article: 'Article',
  asWritten: "Telle qu'elle est écrite",
  caf: 'Caf',
  cause: 'Cause',
  changes: 'Ce qui change',
  channel: 'Support',
  clause: 'Clause',
  code: 'Code',
  codeCaf: 'Code de la Caf',
  codeInsee: 'Code Insee',
  codePostal: 'Code postal',
  commune: 'Commune',
  conditions: 'Conditions',
  conventionId: 'Convention',
  decision: 'Décision',
  demandeur: 'Demandeur',
  denomination: 'Dénomination',
  departedOn: 'Date du départ',
  departement: 'Département',
  derogationId: 'Dérogation',
  dispatchedOn: "Date d'envoi",
  documents: 'Documents',
  domicile: 'Domicile',
  effectiveOn: "Date d'effet",
  establishedOn: "Date d'établissement",
  etablissement: 'Établissement',
  etablissementId: 'Établissement',
  etablissementIds: 'Établissements',
  fiche: 'Fiche administrative',
  financeParLaCaf: 'Financé par la Caf',
  fonction: 'Fonction',
  from: 'À partir du',
  habilitationId: 'Habilitation',
  id: 'Identifiant',
  kind: 'Nature du changement',
  mail: 'Adresse électronique',
  manquement: 'Manquement',
  model: 'Modèle',
  modificationId: 'Modification',
  motif: 'Motif',
  namedDate: 'Date nommée par la convention',
  nature: 'Nature',
  nom: 'Nom',
  normalised: 'Sous sa forme postale',
  numeroGestionnaire: 'Numéro de gestionnaire',
  numeroSias: 'Numéro Sias',
  objet: 'Objet',
  on: 'Date',
  parDelegationDe: 'Par délégation de',
  partie: 'Partie',
  partieId: 'Partie',
  parties: 'Parties',
  period: 'Période',
  personne: 'Personne',
  personneId: 'Personne',
  personnes: 'Personnes',
  prenom: 'Prénom',
  qualite: 'Qualité',
  rang: 'Rang',
  receivedOn: 'Date de réception',
  reportedOn: 'Date du signalement',
  representant: 'Représentant',
  representantLegal: 'Représentant légal',
  requestedOn: 'Date de la demande',
  role: 'Rôle',
  roles: 'Rôles',
  siege: 'Siège',
  signalledOn: 'Date du signalement',
  signataire: 'Signataire',
  signedOn: 'Date de signature',
  siret: 'Siret',
  source: 'Texte',
  telephone: 'Téléphone',
  titre: 'Titre',
  to: "Jusqu'au",
  transmittedOn: 'Date de transmission',
  version: 'Version',
  voie: 'Voie'
}

/** Values that are kept as words of the program, by their field. */
const contentValues: Readonly<Record<string, string>> = {
  'kind/identify-personne': "identité d'une personne",
  'kind/list-etablissement': "ajout d'un établissement",
  'kind/amend-etablissement': "changement d'un établissement",
  'kind/delist-etablissement': "retrait d'un établissement",
  'kind/attribute-role': "attribution d'un rôle",
  'kind/change-rang': 'changement de rang',
  'kind/withdraw-role': "retrait d'un rôle",
  'kind/amend-partie': "changement d'une partie",
  'kind/amend-fiche': 'changement de la fiche administrative',
  'kind/prolong': 'prolongation',
  'kind/renew': 'renouvellement',
  'kind/join-partie': "adhésion d'une partie",
  'kind/leave-partie': "retrait d'une partie",
  'kind/adopt-model': "adoption d'une version du modèle",
  'rang/suppleant': 'suppléant',
  'channel/signature-electronique': 'signature électronique',
  'cause/convention-terminee': 'convention terminée'
}
