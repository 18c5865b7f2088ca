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
  type AnyFault,
  collect,
  decodedPages,
  type EventStore,
  journalCodec,
  type Projector,
  type Reactions
} from '@avenant/store-adapter'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { DossierEvent, Dossiers } from './dossiers'

const codec = journalCodec(conventionEvents)

type Asked = TE.TaskEither<AnyFault, ReadonlyArray<Reaction<HabilitationCommand>>>

/**
 * What is asked is the end as it stands by now, not as the event said it: an event that comes again, after the end
 * has moved, does not bring the old one back. A journal that is away and a read model that is not there yet are faults
 * that may pass: the reactor asks again.
 *
 * @param projector keeps {@link Dossiers}, from the same journal
 * @param acteur the system, in whose name habilitations are ended
 */
export const endings = (
  store: EventStore,
  projector: Projector<DossierEvent, Dossiers, never>,
  acteur: Acteur
): Reactions<DossierEvent, HabilitationCommand> => {
  const ending = (convention: string, habilitations: ReadonlyArray<HabilitationId>): Asked =>
    pipe(
      collect(decodedPages(store.read(convention), codec)),
      TE.map(
        events =>
          events.map(endHabilitations(acteur, habilitations)).findLast(commands => commands.length > 0) ?? []
      ),
      TE.orElse((fault): Asked => (fault._tag === 'StreamNotFound' ? TE.right([]) : TE.left(fault)))
    )

  return recorded => {
    switch (recorded.type) {
      case 'ConventionSigned':
      case 'SignatureCorrected':
      case 'NoticeGiven':
      case 'ConventionTerminated':
      case 'ConventionCorrected':
        return pipe(
          // The model holds at least those that were asked for before this event; one that comes later asks by itself.
          projector.whenCaughtUp(recorded.position, 60_000),
          TE.flatMap(() => ending(recorded.stream, projector.read().get(recorded.stream) ?? []))
        )
      case 'HabilitationRequested':
        return ending(conventionStream(recorded.data.conventionId), [recorded.data.habilitationId])
      default:
        return TE.right([])
    }
  }
}
