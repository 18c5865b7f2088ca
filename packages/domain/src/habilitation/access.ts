/** What an habilitation alone allows on a day: whether its access is delivered, blocked or closed. */

import type { StableId } from '../identity/ids'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { type HabilitationState, valueOn } from './kinds'

export type Closure = {
  readonly cause: 'fin-de-mission' | 'retrait' | 'convention-terminee'
  readonly article: Article
}

export type Accès =
  | { readonly status: 'jamais-ouvert' }
  | { readonly status: 'ouvert' }
  | { readonly status: 'bloque'; readonly cause: StableId; readonly article: Article }
  | ({ readonly status: 'ferme' } & Closure)

/** Why the access is closed that day, if it is: a departure, a closing by the Caf, the end of the convention as told. */
export const closureOn = (dossier: HabilitationState, on: DateCivile): Closure | null => {
  const départ = valueOn(dossier, 'depart', '', on)
  if (départ !== null) return { cause: 'fin-de-mission', article: départ.article }
  const fermeture = valueOn(dossier, 'fermeture', '', on)
  if (fermeture !== null) return { cause: 'retrait', article: fermeture.article }
  const fin = valueOn(dossier, 'fin-de-convention', '', null)
  return fin?.on != null && fin.on <= on ? { cause: 'convention-terminee', article: fin.article } : null
}

/** Null before the request. */
export const accèsOn = (dossier: HabilitationState, on: DateCivile): Accès | null => {
  if (dossier.ground === null) return null
  const closure = closureOn(dossier, on)
  if (closure !== null) return { status: 'ferme', ...closure }
  if (valueOn(dossier, 'delivrance', '', on) === null) return { status: 'jamais-ouvert' }
  const blocage = valueOn(dossier, 'blocage', '', on)
  return blocage === null ? { status: 'ouvert' } : { status: 'bloque', ...blocage }
}
