import type { ConventionEvent, Effet } from '../convention'
import type { HabilitationCommand } from '../habilitation'
import type { Acteur } from '../identity/acteur'
import { type HabilitationId, habilitationStream } from '../identity/ids'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'

/** A command for another aggregate, that an event asks for. */
export type Reaction<Command> = { readonly stream: string; readonly command: Command }

/**
 * The end of a convention is told to every habilitation under it: at its term (P27), by a notice (M19), at once (P22).
 * It reads what an event moved, not what act it was, so that corrections and avenants tell it too. An end that moves
 * replaces the earlier one; none any more lets them go on. The command that is given last holds.
 *
 * @param acteur the system that reacts
 * @param habilitations those of the event's convention, from a read model: one that is asked for later is told nothing, for the
 *   end is known by then; one that a correction places under the convention is told it; those already told change nothing
 */
export const endHabilitations =
  (acteur: Acteur, habilitations: ReadonlyArray<HabilitationId>) =>
  (event: ConventionEvent): ReadonlyArray<Reaction<HabilitationCommand>> => {
    const end = endOf(event)
    if (end === null) return []
    const command: HabilitationCommand =
      end.on === null
        ? { type: 'ResumeHabilitation', acteur, data: {} }
        : {
            type: 'EndHabilitation',
            acteur,
            data: { on: end.on, cause: 'convention-terminee', article: end.article }
          }
    return habilitations.map(id => ({ stream: habilitationStream(id), command }))
  }

/**
 * The end that an event tells: the first day on which the convention is no longer in force, or `on: null` when nothing ends
 * it any more. Null: the event says nothing of an end.
 */
type End = { readonly on: DateCivile; readonly article: Article } | { readonly on: null } | null

/**
 * The end moves with what ends it: its value names the day, so that a moved end is always among the moves. Where the line
 * now runs without an end, only what takes an act back may have ended it before; a first signature ends nothing.
 */
const endOf = ({ type, data: { moves } }: ConventionEvent): End => {
  const moved = moves.flatMap(({ kind, period, value }) =>
    // The codec of the kind has read the value, which is computed, and so written in the move.
    kind === 'effet' ? [{ period, value: value as Effet | null }] : []
  )
  for (const { period, value } of moved)
    if (value?.status === 'terminee' && period.from !== null)
      return { on: period.from, article: value.article }
  const takesBack = type === 'ConventionCorrected' || type === 'ConventionRestated'
  return takesBack && moved.at(-1)?.period.to === null ? { on: null } : null
}
