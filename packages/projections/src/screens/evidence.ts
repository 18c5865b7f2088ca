/** The event behind what is shown: who, when, why, and its place in the journal. */
import { acteurNames } from '@avenant/domain'
import { frenchInstant } from '../documents/french'
import { type Evidence, nameOf } from '../questions/asked'
import { type Html, html, sentence } from './html'

export const evidenceHtml = (
  { nom, acteur, recordedAt, reason, dossier, revision, type }: Evidence,
  zone: string
): Html =>
  html`<p class="evidence">${sentence(
    `${nom}, ${nameOf(type).genre === 'f' ? 'enregistrée' : 'enregistré'} le ${frenchInstant(recordedAt, zone)}${acteur === null ? '' : ` par ${acteurNames[acteur]}`}${
      reason === null ? '' : ` (motif : ${reason})`
    }.`
  )} <span class="id">${`${dossierName(dossier)}, révision ${revision}, ${type}`}</span></p>`

/** « convention psu-1960-2017 »: how dossiers are kept is said to nobody. */
export const dossierName = (dossier: string): string => dossier.replace('-', ' ')
