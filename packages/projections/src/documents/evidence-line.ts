/** The event behind what is told, in a line: which act, when it was recorded, by whom, why. */
import { acteurNames } from '@avenant/domain'
import { type Evidence, nameOf } from '../questions/asked'
import { frenchInstant } from './french'

/** « Signature de la convention, enregistrée le 24/02/2017 à 09:31:00 (heure de Paris) par un agent de la Caf ». */
export const evidenceLine = (
  {
    nom,
    type,
    acteur,
    recordedAt,
    reason
  }: Pick<Evidence, 'nom' | 'type' | 'acteur' | 'recordedAt' | 'reason'>,
  zone: string
): string =>
  `${nom}, ${nameOf(type).genre === 'f' ? 'enregistrée' : 'enregistré'} le ${frenchInstant(recordedAt, zone)}${acteur === null ? '' : ` par ${acteurNames[acteur]}`}${
    reason === null ? '' : ` (motif : ${reason})`
  }`
