import type { ConventionEvent } from '../convention'
import type { HabilitationCommand } from '../habilitation'
import type { Acteur } from '../identity/acteur'
import { type HabilitationId, habilitationStream } from '../identity/ids'
import type { DateCivile } from '../time/date-civile'

/** A command for another aggregate, that an event asks for. */
export type Reaction<Command> = { readonly stream: string; readonly command: Command }

/**
 * The end of a convention ends every habilitation under it, that day: at its term (P27), by a notice (M19), at once
 * (P22). An end that moves replaces the earlier one; one that was a mistake, and none in its place, lets them go on. The
 * command that is given last holds: give those of the last event that says an end, also when an earlier one comes again.
 *
 * @param acteur the system that reacts
 * @param habilitations those of the event's convention, from a read model; one that is asked for later is ended by the
 *   same, asked of its request, and those already ended change nothing
 */
export const endHabilitations =
  (acteur: Acteur, habilitations: ReadonlyArray<HabilitationId>) =>
  (event: ConventionEvent): ReadonlyArray<Reaction<HabilitationCommand>> => {
    const end = endOf(event)
    if (end === null) return []
    const command: HabilitationCommand =
      end.on === null
        ? { type: 'ResumeHabilitation', acteur, data: {} }
        : { type: 'EndHabilitation', acteur, data: { on: end.on, cause: 'convention-terminee' } }
    return habilitations.map(id => ({ stream: habilitationStream(id), command }))
  }

/** The first day on which the convention is no longer in force, none (`on: null`) any more; null: nothing is said of it. */
type End = { readonly on: DateCivile | null } | null

const endOf = (event: ConventionEvent): End => {
  switch (event.type) {
    case 'ConventionSigned':
      return known(event.data.effect.period.to)
    case 'SignatureCorrected':
      return known(event.data.effect?.period.to ?? null)
    case 'ConventionTerminated':
      return known(event.data.on)
    case 'NoticeGiven':
      return known(event.data.echeance)
    case 'ConventionCorrected': {
      const line = event.data.facts.flatMap(fact => (fact.kind === 'effet' ? [fact] : []))
      const end = line.findLast(({ value }) => value?.status === 'terminee')
      return line.length === 0 ? null : { on: end?.period.from ?? null }
    }
    default:
      return null
  }
}

const known = (on: DateCivile | null): End => (on === null ? null : { on })
