/** The read model that the reaction looks up: which habilitations were asked for under each convention, and for whom. */
import {
  type ConventionEvent,
  type HabilitationEvent,
  type HabilitationsUnder,
  noHabilitations,
  place
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ProjectionIn } from '../runtime/projection'

export type DossierEvent = ConventionEvent | HabilitationEvent

export const dossiers: ProjectionIn<DossierEvent, HabilitationsUnder, never> = {
  name: 'habilitations-par-convention',
  version: 2,
  initial: noHabilitations,
  apply: (state, recorded) => E.right(place(state, recorded))
}
