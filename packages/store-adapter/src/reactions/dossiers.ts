/** The read model that the reaction looks up: which habilitations were asked for under each convention. */
import {
  type ConventionEvent,
  conventionStream,
  type HabilitationEvent,
  type HabilitationId,
  type HabilitationValues,
  type Move
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
  apply: (state, { stream, data: { moves } }) => {
    const subject = subjectIn(moves)
    if (subject === null) return E.right(state)
    const id = habilitationOf(stream)
    // A correction may place it under another convention.
    for (const [convention, ids] of state)
      if (ids.includes(id))
        state.set(
          convention,
          ids.filter(other => other !== id)
        )
    return E.right(state.set(subject, [...(state.get(subject) ?? []), id]))
  }
}

/** The stream of the convention under which an event places its habilitation; null when it says nothing of it. */
export const subjectIn = (moves: ReadonlyArray<Move>): string | null => {
  const moved = moves.find(({ kind, value }) => kind === 'sujet' && value != null)
  // The codec of the kind has read the value, which is computed, and so written in the move.
  return moved === undefined
    ? null
    : conventionStream((moved.value as HabilitationValues['sujet']).conventionId)
}

/** What stands after the category in the name of its stream is its id. */
export const habilitationOf = (stream: string): HabilitationId =>
  stream.slice(stream.indexOf('-') + 1) as HabilitationId
