/** The read model that the reaction looks up: which habilitations were asked for under each convention. */
import {
  type ConventionEvent,
  conventionStream,
  type HabilitationEvent,
  type HabilitationId
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ProjectionIn } from '../runtime/projection'

export type DossierEvent = ConventionEvent | HabilitationEvent

/** By the stream of the convention. */
export type Dossiers = Map<string, ReadonlyArray<HabilitationId>>

export const dossiers: ProjectionIn<DossierEvent, Dossiers, never> = {
  name: 'habilitations-par-convention',
  version: 1,
  initial: () => new Map(),
  apply: (state, { type, data }) => {
    if (type !== 'HabilitationRequested') return E.right(state)
    const { conventionId, habilitationId } = data.says
    const stream = conventionStream(conventionId)
    return E.right(state.set(stream, [...(state.get(stream) ?? []), habilitationId]))
  }
}
