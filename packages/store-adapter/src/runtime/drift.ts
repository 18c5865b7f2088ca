/** Whether a journal holds what today's rules would record: an audit asks it, and a change of rules. */
import type { AnyEvent, Decider, Move } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadAllError, ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnknownEventType, UnreadableEvent } from '../journal/codec'
import type { Pages } from '../pages'

/** A dossier of which some lines would be laid otherwise today: each with its days, and what it would say. */
export type DriftedDossier = { readonly stream: string; readonly moves: ReadonlyArray<Move> }

/**
 * Folds each dossier of a category, and gives those that have drifted; what is not given holds. Nothing is written: each
 * is mended by an act of its own, `RestateConvention` or `RestateHabilitation`.
 *
 * @example
 * for await (const page of driftedDossiers(store, 'convention', journalCodec(conventionEvents), conventionDecider(models)))
 */
export async function* driftedDossiers<State, Event extends AnyEvent>(
  store: EventStore,
  category: string,
  codec: JournalCodec<Event>,
  { initial, evolve, drift }: Pick<Decider<State, never, Event, unknown>, 'initial' | 'evolve' | 'drift'>
): Pages<ReadAllError | ReadError | UnreadableEvent | UnknownEventType, ReadonlyArray<DriftedDossier>> {
  for await (const names of store.streams({ category })) {
    if (E.isLeft(names)) {
      yield names
      return
    }
    const drifted: DriftedDossier[] = []
    for (const stream of names.right) {
      let state = initial
      for await (const page of store.read(stream)) {
        if (E.isLeft(page)) {
          yield page
          return
        }
        for (const recorded of page.right) {
          const event = codec.eventOf(recorded)
          if (E.isLeft(event)) {
            yield event
            return
          }
          state = evolve(state, event.right)
        }
      }
      const moves = drift?.(state) ?? []
      if (moves.length > 0) drifted.push({ stream, moves })
    }
    yield E.right(drifted)
  }
}
