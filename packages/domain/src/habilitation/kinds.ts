/** The kinds of lines of an habilitation. Each condition of an access is a line of its own, with its own cause (G16). */
import * as t from 'io-ts'
import { attribute } from '../dossier/attribute'
import type { Dossier } from '../dossier/dossier'
import { typedLines } from '../dossier/typed-lines'
import { Personne } from '../identity/personne'
import type { HabilitationGround } from './request'
import {
  Anomalie,
  Blocage,
  Demande,
  Délivrance,
  Départ,
  Fermeture,
  FinDeConvention,
  Incident,
  Levée,
  MotDePasse,
  Motif,
  RequestedRole,
  RôleAnnexe,
  Suivi,
  Sujet
} from './values'

export const habilitationKinds = {
  sujet: { value: Sujet, label: "la personne et la convention de l'habilitation" },
  personne: { ...attribute<HabilitationGround>(), value: Personne, label: 'la personne habilitée' },
  roles: {
    ...attribute<HabilitationGround>(),
    value: t.readonlyArray(RequestedRole),
    label: 'les rôles demandés'
  },
  demande: { value: Demande, label: "l'avancement de la demande" },
  'motif-de-refus': { value: Motif, label: 'le motif du refus' },
  delivrance: { value: Délivrance, label: "la délivrance de l'accès" },
  blocage: { value: Blocage, label: "le blocage de l'accès" },
  'mot-de-passe': { value: MotDePasse, label: 'le mot de passe' },
  signalement: { value: Incident, label: ['incident signalé', 'incidents signalés'] },
  anomalie: { value: Anomalie, label: ['anomalie', 'anomalies'] },
  suivi: { value: Suivi, label: ["suivi d'une anomalie", "suivis d'anomalies"] },
  levee: { value: Levée, label: 'la dernière levée de blocage' },
  fermeture: { value: Fermeture, label: "la fermeture de l'accès" },
  depart: { value: Départ, label: 'le départ' },
  'fin-de-convention': { value: FinDeConvention, label: 'la fin de la convention' },
  'role-annexe': { value: RôleAnnexe, label: ["rôle à l'annexe", "rôles à l'annexe"] }
} as const

/** The values of each kind. */
export type HabilitationValues = {
  readonly [K in keyof typeof habilitationKinds]: t.TypeOf<(typeof habilitationKinds)[K]['value']>
}

export type HabilitationState = Dossier<HabilitationGround>

export const { assertedOn, lineOf, valueOn } = typedLines<HabilitationGround, HabilitationValues>()
