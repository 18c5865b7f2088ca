import type { ConventionEvent } from '../convention'
import type { HabilitationCommand } from '../habilitation'
import type { Acteur } from '../identity/acteur'
import { type HabilitationId, habilitationStream } from '../identity/ids'
import type { DateCivile } from '../time/date-civile'

/** A command for another aggregate, that an event asks for. */
export type Reaction<Command> = { readonly stream: string; readonly command: Command }

/**
 * The end of a convention ends every habilitation under it, that day (P22, M19).
 *
 * @param acteur the system that reacts
 * @param habilitations those of the event's convention, from a read model; those that are missing will be ended when
 *   the reaction is run again, and those already ended change nothing
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

/** The day from which the event ends the convention before its own term, or null. */
const endOf = (event: ConventionEvent): DateCivile | null => {
  switch (event.type) {
    case 'ConventionTerminated':
      return event.data.on
    case 'NoticeGiven':
      return event.data.echeance
    case 'SignatureCorrected':
      // The échéance of a notice moves with the signatures.
      return event.data.effect?.cause === 'preavis' ? event.data.effect.period.to : null
    default:
      return null
  }
}
