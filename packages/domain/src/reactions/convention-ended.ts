import type { ConventionEvent } from '../convention'
import type { HabilitationCommand } from '../habilitation'
import type { Acteur } from '../identity/acteur'
import { type HabilitationId, habilitationStream } from '../identity/ids'

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
    const on =
      event.type === 'ConventionTerminated'
        ? event.data.on
        : event.type === 'NoticeGiven'
          ? event.data.echeance
          : null
    return on === null
      ? []
      : habilitations.map(id => ({
          stream: habilitationStream(id),
          command: { type: 'EndHabilitation', acteur, data: { on, cause: 'convention-terminee' } }
        }))
  }
