import type { AnyEvent, Position, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import type { Executed } from './execution'

/** A stream folded up to a revision, and what the command in question has done to it already, if anything. */
export type Folded<Event, State> = {
  readonly state: State
  readonly revision: number | null
  readonly position: Position | null
  readonly already: Executed<Event, State> | null
}

/**
 * Goes on folding from where `folded` stands. The place for a bounded cache of folded state: what it would keep is
 * the argument, and it would have to remember the last commands of a stream for `already`.
 */
export const foldOn =
  <Event extends AnyEvent, State>(
    store: EventStore,
    codec: JournalCodec<Event>,
    evolve: (state: State, event: Event) => State
  ) =>
  async (
    stream: string,
    commandId: string,
    folded: Folded<Event, State>
  ): Promise<E.Either<ReadError | UnreadableEvent, Folded<Event, State>>> => {
    let current = folded
    const from = folded.revision === null ? 0 : folded.revision + 1
    for await (const page of store.read(stream, { from })) {
      if (E.isLeft(page)) return page.left._tag === 'StreamNotFound' ? E.right(current) : page
      for (const recorded of page.right) {
        const event = codec.eventOf(recorded)
        if (E.isLeft(event)) return event
        const state = evolve(current.state, event.right)
        current = {
          state,
          revision: recorded.revision,
          position: recorded.position,
          already:
            recorded.metadata.commandId === commandId
              ? executedWith(current.already, recorded, event.right, state)
              : current.already
        }
      }
    }
    return E.right(current)
  }

const executedWith = <Event, State>(
  before: Executed<Event, State> | null,
  { stream, revision, position }: Recorded,
  event: Event,
  state: State
): Executed<Event, State> => ({
  stream,
  events: [...(before?.events ?? []), event],
  revision,
  position,
  state
})
