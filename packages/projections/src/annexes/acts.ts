/** The acts of a convention's stream as people name them. */
import { acteurNames, type ConventionEvent, frenchDate } from '@avenant/domain'
import type { Cause } from '../bitemporal'

type Act = { readonly nom: string; readonly genre: 'f' | 'm' }

const f = (nom: string): Act => ({ nom, genre: 'f' })
const m = (nom: string): Act => ({ nom, genre: 'm' })

const acts: Readonly<Record<ConventionEvent['type'], Act>> = {
  ConventionDrafted: f('Rédaction de la convention'),
  PersonneIdentified: f("Inscription ou mise à jour d'une personne"),
  ÉtablissementListed: f("Inscription ou mise à jour d'un établissement"),
  ÉtablissementDelisted: m("Retrait d'un établissement"),
  RôleAttributed: f("Attribution d'un rôle"),
  RôleWithdrawn: m("Retrait d'un rôle"),
  PartieAmended: m("Changement d'une partie"),
  FicheAmended: m('Changement de la fiche administrative'),
  NonRespectAgreed: m('Accord de la Caf sur le non-respect des conditions générales'),
  DérogationGranted: m("Octroi d'une dérogation"),
  DérogationAdjusted: m("Ajustement d'une dérogation"),
  SignatureRecorded: f("Signature d'une partie"),
  SignatureCorrected: f("Correction d'une signature"),
  ConventionSigned: f('Signature de la convention'),
  ModificationSignalled: m("Signalement d'une modification"),
  FormulaireReceived: f('Réception du formulaire'),
  AnnexeRevised: f("Révision de l'annexe"),
  AvenantSigned: f("Signature d'un avenant"),
  NoticeGiven: m('Préavis'),
  FurtherNoticeGiven: m("Préavis de l'autre partie"),
  ConventionTerminated: f('Résiliation de la convention'),
  ClauseAnnulled: f("Annulation d'une clause"),
  TransmissionRecorded: f('Transmission de la convention à la préfecture'),
  AvenantTransmitted: f("Transmission d'un avenant à la préfecture"),
  AnnexesCorrected: f('Correction des annexes'),
  ConventionCorrected: f("Correction d'un acte")
}

/** A type of a service's own is named as it is recorded. */
const actOf = (type: string): Act => (isNamed(type) ? acts[type] : m(`Acte « ${type} »`))

const isNamed = (type: string): type is ConventionEvent['type'] => Object.hasOwn(acts, type)

/** « Signature de la convention ». */
export const frenchAct = (type: string): string => actOf(type).nom

/** « Signature de la convention, enregistrée le 24/02/2017 par un agent de la Caf »; `on`: its day, in the model's zone. */
export const frenchCause = (
  { type, acteur }: Pick<Cause, 'type' | 'acteur'>,
  on: Parameters<typeof frenchDate>[0]
): string => {
  const { nom, genre } = actOf(type)
  const by = acteur === undefined ? '' : ` par ${acteurNames[acteur]}`
  return `${nom}, ${genre === 'f' ? 'enregistrée' : 'enregistré'} le ${frenchDate(on)}${by}`
}
