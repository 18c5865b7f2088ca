/** The read model that the reaction looks up: which habilitations were asked for under each convention. */
import {
  type ConventionEvent,
  type HabilitationEvent,
  type HabilitationId,
  placedUnder
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ProjectionIn } from '../runtime/projection'

export type DossierEvent = ConventionEvent | HabilitationEvent

/** By the stream of the convention. */
export type HabilitationsUnder = Map<string, ReadonlyArray<HabilitationId>>

export const dossiers: ProjectionIn<DossierEvent, HabilitationsUnder, never> = {
  name: 'habilitations-par-convention',
  version: 1,
  initial: () => new Map(),
  apply: (state, { stream, data: { moves } }) => {
    const convention = placedUnder(moves)
    if (convention === null) return E.right(state)
    const id = habilitationOf(stream)
    // A correction may place it under another convention.
    for (const [other, ids] of state)
      if (ids.includes(id))
        state.set(
          other,
          ids.filter(one => one !== id)
        )
    return E.right(state.set(convention, [...(state.get(convention) ?? []), id]))
  }
}

/** What stands after the category in the name of its stream is its id. */
export const habilitationOf = (stream: string): HabilitationId =>
  stream.slice(stream.indexOf('-') + 1) as HabilitationId
