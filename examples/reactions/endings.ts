/** The end of a convention ends the habilitations under it (P22, M19, P27), whichever of the two came first. */
import {
  type Acteur,
  conventionEvents,
  conventionStream,
  endHabilitations,
  type HabilitationCommand,
  type HabilitationId,
  type Reaction
} from '@avenant/domain'
import {
  collect,
  decodedPages,
  type EventStore,
  journalCodec,
  type Projector,
  type Reactions
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { DossierEvent, Dossiers } from './dossiers'

const codec = journalCodec(conventionEvents)

/**
 * What is asked is the end as it stands by now, not as the event said it: an event that comes again, after the end
 * has moved, does not bring the old one back. What is thrown stops the stream, until somebody has it tried again.
 *
 * @param projector keeps {@link Dossiers}, from the same journal
 * @param acteur the system, in whose name habilitations are ended
 */
export const endings = (
  store: EventStore,
  projector: Projector<DossierEvent, Dossiers, never>,
  acteur: Acteur
): Reactions<DossierEvent, HabilitationCommand> => {
  const ending = async (
    convention: string,
    habilitations: ReadonlyArray<HabilitationId>
  ): Promise<ReadonlyArray<Reaction<HabilitationCommand>>> => {
    const events = await collect(decodedPages(store.read(convention), codec))()
    if (E.isLeft(events) && events.left._tag === 'StreamNotFound') return []
    if (E.isLeft(events)) throw new Error(events.left.message)
    const asked = events.right.map(endHabilitations(acteur, habilitations))
    return asked.findLast(commands => commands.length > 0) ?? []
  }

  return async recorded => {
    switch (recorded.type) {
      case 'ConventionSigned':
      case 'SignatureCorrected':
      case 'NoticeGiven':
      case 'ConventionTerminated':
      case 'ConventionCorrected': {
        // The model holds at least those that were asked for before this event; one that comes later asks by itself.
        const reached = await projector.whenCaughtUp(recorded.position, 30_000)()
        if (E.isLeft(reached)) throw new Error(reached.left.message)
        return ending(recorded.stream, projector.read().get(recorded.stream) ?? [])
      }
      case 'HabilitationRequested':
        return ending(conventionStream(recorded.data.conventionId), [recorded.data.habilitationId])
      default:
        return []
    }
  }
}
