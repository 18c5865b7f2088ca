/** The kinds of lines of an habilitation. Each condition of an access is a line of its own, with its own cause (G16). */
import * as t from 'io-ts'
import { attribute } from '../dossier/attribute'
import type { Dossier } from '../dossier/dossier'
import { typedLines } from '../dossier/typed-lines'
import { Personne } from '../identity/personne'
import type { HabilitationGround } from './request'
import {
  Blocage,
  Demande,
  Délivrance,
  Départ,
  Fermeture,
  FinDeConvention,
  Motif,
  RequestedRole,
  Sujet
} from './values'

const roles = t.readonlyArray(RequestedRole)

export const habilitationKinds = {
  sujet: { value: Sujet },
  personne: { ...attribute<HabilitationGround>(Personne), value: Personne },
  roles: { ...attribute<HabilitationGround>(roles), value: roles },
  demande: { value: Demande },
  'motif-de-refus': { value: Motif },
  delivrance: { value: Délivrance },
  blocage: { value: Blocage },
  fermeture: { value: Fermeture },
  depart: { value: Départ },
  'fin-de-convention': { value: FinDeConvention }
} as const

/** The values of each kind. */
export type HabilitationValues = {
  readonly [K in keyof typeof habilitationKinds]: t.TypeOf<(typeof habilitationKinds)[K]['value']>
}

export type HabilitationState = Dossier<HabilitationGround>

export const { assertedOn, lineOf, valueOn } = typedLines<HabilitationGround, HabilitationValues>()
