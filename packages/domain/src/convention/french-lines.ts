/** What several sentences about one kind of line of a convention have in common, in French. */
import type { Names, Told } from '../dossier/difference'
import { frenchPartie, representedBy } from '../identity/french-names'
import type { Partie } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import type { Article } from '../refusal'
import { addDays, type DateCivile, frenchDate } from '../time/date-civile'
import {
  type Adhésion,
  attributionOf,
  channelNames,
  type Dérogation,
  type NonRespect,
  type Signature
} from './values'

/** « partie depuis l'avenant m-2, du 10/05/2026 ». */
export const frenchAdhésion = (adhésion: Adhésion): string => {
  switch (adhésion.status) {
    case 'partie': {
      const { modificationId, agreedOn } = adhésion
      return modificationId === undefined || agreedOn === undefined
        ? 'partie depuis la signature'
        : `partie par l'avenant ${modificationId}, du ${frenchDate(agreedOn)}`
    }
    case 'retrait':
      return `s'est retirée par la modification ${adhésion.modificationId}`
    case 'preavis':
      return `sa part a pris fin : ${adhésion.computation}`
  }
}

export const representedPartie = ({ value }: Told<Partie>, { partie, personne }: Names): string => {
  const { id, representant } = value
  return `${frenchPartie(value, personne)}, ${representedBy(partie(id))} ${personne(representant.personneId)} (${representant.qualite})`
}

/** « le rôle « Approbateur » sur CHARAIRE (201500086) », or without a place, and who has it. */
export const frenchSeat = (
  id: string,
  { personne, role, etablissement }: Names
): { readonly who: string; readonly what: string } => {
  const seat = attributionOf(id)
  return {
    who: personne(seat.personneId),
    what: `le rôle « ${role(seat.role)} »${
      seat.etablissementId === null ? '' : ` sur ${etablissement(seat.etablissementId)}`
    }`
  }
}

/** Of an attribution, by its id. */
export const roleArticle = ({ roles }: ConventionModel, id: string): Article | null =>
  roles.find(role => role.id === attributionOf(id).role)?.article ?? null

export const frenchNonRespect = ({ agreedOn }: NonRespect): string =>
  `l'accord de la Caf sur le non-respect des conditions générales (formalisé le ${frenchDate(agreedOn)})`

/** « La dérogation « Congés » a pris fin le 31/08/2017 (accordée le 02/12/2016) ». */
export const frenchDérogation = ({ value: { objet, agreedOn } }: Told<Dérogation>, what: string): string =>
  `La dérogation « ${objet} » ${what} (accordée le ${frenchDate(agreedOn)})`

/** « jusqu'au 31/08/2017 inclus », from the first day on which it no longer holds. */
export const untilIncluded = (until: DateCivile | null): string =>
  until === null ? '' : ` jusqu'au ${frenchDate(addDays(until, -1))} inclus`

/** What is told of a signature that is changed, its signatories under their names of that day (G19). */
export const signatureFields = ({ value, personneOn }: Told<Signature>): Readonly<Record<string, string>> => {
  const { signataire, qualite, parDelegationDe, signedOn, channel } = value
  return {
    signataire: personneOn(signataire, signedOn),
    qualité: qualite,
    'par délégation': parDelegationDe === null ? 'aucune' : personneOn(parDelegationDe, signedOn),
    date: frenchDate(signedOn),
    forme: channelNames[channel].toLowerCase()
  }
}
