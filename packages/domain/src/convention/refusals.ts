/** Refusals that several rules of a convention give; each other one stands beside its rule. */
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import { refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { frenchPeriod, type Period } from '../time/period'

export const since = (from: DateCivile | null): string => (from === null ? '' : ` au ${frenchDate(from)}`)

export const notDrafted = refusal('not-drafted', () => "cette convention n'existe pas encore")
export const alreadyDrafted = refusal(
  'already-drafted',
  () => 'cette convention existe déjà, avec un autre contenu'
)
export const notSigned = refusal(
  'not-signed',
  () => "cette convention n'est pas encore signée de toutes les parties"
)
export const unknownPersonne = refusal(
  'unknown-personne',
  ({ personneId }: { readonly personneId: PersonneId }) =>
    `personne inconnue dans cette convention : ${personneId}`
)
export const unknownÉtablissement = refusal(
  'unknown-etablissement',
  ({ etablissementId, on }: { readonly etablissementId: ÉtablissementId; readonly on: DateCivile | null }) =>
    `établissement absent de l'annexe : ${etablissementId}${since(on)}`
)
export const ficheMissing = refusal('fiche-missing', () => 'il manque la fiche administrative')
export const unknownModification = refusal(
  'modification-unknown',
  ({ modificationId }: { readonly modificationId: string }) => `modification inconnue : ${modificationId}`
)
export const périodeVide = refusal(
  'period-empty',
  ({ period }: { readonly period: Period }) => `période vide : ${frenchPeriod(period)}`
)
