import type { Move } from '../dossier/move'
import type { HabilitationValues } from '../habilitation'
import { conventionStream } from '../identity/ids'

/**
 * The stream of the convention under which an event places its habilitation: its request does, and a correction of the
 * request may place it under another. Null for an event that says nothing of it.
 */
export const placedUnder = (moves: ReadonlyArray<Move>): string | null => {
  const moved = moves.find(({ kind, value }) => kind === 'sujet' && value != null)
  // The codec of the kind has read the value, which is computed, and so written in the move.
  return moved === undefined
    ? null
    : conventionStream((moved.value as HabilitationValues['sujet']).conventionId)
}

/**
 * Whether an event begins its habilitation. The end of the convention is known by then: it is told of no act that came after it,
 * and the convention's own line says it (G16). So a dossier begins with its request, whose revision stays the last.
 */
export const beginsHabilitation = ({ revision }: { readonly revision: number }): boolean => revision === 0
