/** What a convention says of the habilitations under it is told to them when it moves: its end, and roles of the person. */
import {
  conventionEvents,
  conventionStream,
  type HabilitationCommand,
  type HabilitationsUnder,
  placedUnder,
  type Reaction,
  type TellConvention,
  tellingOf
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
import type { DossierEvent } from './dossiers'

const codec = journalCodec(conventionEvents)

type Asked = TE.TaskEither<AnyFault, ReadonlyArray<Reaction<HabilitationCommand>>>

/**
 * What is told is what the convention says by now, not what the event said: an event that comes again, after a line has
 * moved, does not bring the old one back. A journal that is away and a read model that is not there yet are faults that
 * may pass: the reactor asks again.
 *
 * @param projector keeps {@link HabilitationsUnder}, from the same journal
 */
export const telling =
  (
    store: EventStore,
    projector: Projector<DossierEvent, HabilitationsUnder, never>,
    tell: TellConvention
  ): Reactions<DossierEvent, HabilitationCommand> =>
  recorded => {
    const what = tellingOf(recorded)
    if (what === null) return TE.right([])
    return pipe(
      // The model holds at least those that were asked for before this event.
      projector.whenCaughtUp(recorded.position, 60_000),
      TE.flatMap((): Asked => {
        const told = placedUnder(projector.read(), recorded.stream)
        const [first] = told
        return first === undefined
          ? TE.right([])
          : pipe(
              collect(decodedPages(store.read(conventionStream(first.conventionId)), codec)),
              TE.map(events => tell(events, told, what)),
              // An habilitation may be asked for under a convention that is not drafted yet.
              TE.orElse((fault): Asked => (fault._tag === 'StreamNotFound' ? TE.right([]) : TE.left(fault)))
            )
      })
    )
  }
