import type { ConventionEvent } from '../convention'
import type { HabilitationCommand } from '../habilitation'
import type { Acteur } from '../identity/acteur'
import { type HabilitationId, habilitationStream } from '../identity/ids'
import type { DateCivile } from '../time/date-civile'

/** A command for another aggregate, that an event asks for. */
export type Reaction<Command> = { readonly stream: string; readonly command: Command }

/**
 * The end of a convention ends every habilitation under it, that day: at its term (P27), by a notice (M19), at once
 * (P22). An end that moves replaces the earlier one: the command that is given last holds, so give those of the last
 * event that says an end, also when an earlier one comes again.
 *
 * @param acteur the system that reacts
 * @param habilitations those of the event's convention, from a read model; one that is asked for later is ended by the
 *   same, asked of its request, and those already ended change nothing
 */
export const endHabilitations =
  (acteur: Acteur, habilitations: ReadonlyArray<HabilitationId>) =>
  (event: ConventionEvent): ReadonlyArray<Reaction<HabilitationCommand>> => {
    const on = endOf(event)
    return on === null
      ? []
      : habilitations.map(id => ({
          stream: habilitationStream(id),
          command: { type: 'EndHabilitation', acteur, data: { on, cause: 'convention-terminee' } }
        }))
  }

/** The first day on which the convention is no longer in force, as the event says it; null when it says none. */
const endOf = (event: ConventionEvent): DateCivile | null => {
  switch (event.type) {
    case 'ConventionSigned':
      return event.data.effect.period.to
    case 'SignatureCorrected':
      return event.data.effect?.period.to ?? null
    case 'ConventionTerminated':
      return event.data.on
    case 'NoticeGiven':
      return event.data.echeance
    default:
      return null
  }
}
