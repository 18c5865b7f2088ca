/** The end of a convention is told to the habilitations that were asked for under it before (P22, M19, P27). */
import {
  type Acteur,
  beginsHabilitation,
  conventionEvents,
  endHabilitations,
  type HabilitationCommand,
  type HabilitationId,
  placedUnder,
  type Reaction
} from '@avenant/domain'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { EventStore } from '../event-store'
import { journalCodec } from '../journal/codec'
import { decodedPages } from '../journal/decoded-pages'
import { collect } from '../pages'
import type { AnyFault } from '../runtime/defect'
import type { Projector } from '../runtime/project'
import type { Reactions } from '../runtime/reaction'
import { type DossierEvent, type HabilitationsUnder, habilitationOf } from './dossiers'

const codec = journalCodec(conventionEvents)

type Asked = TE.TaskEither<AnyFault, ReadonlyArray<Reaction<HabilitationCommand>>>

/**
 * What is asked is the end as it stands by now, not as the event said it: an event that comes again, after the end
 * has moved, does not bring the old one back. A journal that is away and a read model that is not there yet are faults
 * that may pass: the reactor asks again.
 *
 * @param projector keeps {@link HabilitationsUnder}, from the same journal
 * @param acteur the system, in whose name habilitations are ended
 */
export const endings = (
  store: EventStore,
  projector: Projector<DossierEvent, HabilitationsUnder, never>,
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
    // What an event moved is looked at, not which act it was: corrections and avenants move lines too.
    const convention = placedUnder(recorded.data.moves)
    if (convention !== null)
      return beginsHabilitation(recorded)
        ? TE.right([])
        : ending(convention, [habilitationOf(recorded.stream)])
    return recorded.data.moves.some(({ kind }) => kind === 'effet')
      ? pipe(
          // The model holds at least those that were asked for before this event; one that comes later knows its end.
          projector.whenCaughtUp(recorded.position, 60_000),
          TE.flatMap(() => ending(recorded.stream, projector.read().get(recorded.stream) ?? []))
        )
      : TE.right([])
  }
}
