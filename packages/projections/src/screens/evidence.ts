/** The event behind what is shown: who, when, why, and its place in the journal. */
import { evidenceLine } from '../documents/evidence-line'
import type { Evidence } from '../questions/asked'
import { type Html, html, sentence } from './html'

export const evidenceHtml = (event: Evidence, zone: string): Html =>
  html`<p class="evidence">${sentence(`${evidenceLine(event, zone)}.`)} <span class="id">${`${dossierName(event.dossier)}, révision ${event.revision}, ${event.type}`}</span></p>`

/** « convention psu-1960-2017 »: how dossiers are kept is said to nobody. */
export const dossierName = (dossier: string): string =>
  dossier.replace(/^access-/, 'connexions-').replace('-', ' ')
