import type { AnyEvent, Decider } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import { count } from '../telemetry/telemetry'
import type { Defect } from './defect'
import { type Folded, foldOn, type Loaded, nothingFolded, notTheSame } from './folded'
import { lru } from './lru'

type LoadError = ReadError | UnreadableEvent | Defect

export type Loader<Event, State> = {
  /** `seenAll`: when the command is not `already` executed, it never was; else only that it was not of late. */
  readonly load: (
    stream: string,
    commandId: string
  ) => Promise<E.Either<LoadError, Loaded<Event, State> & { readonly seenAll: boolean }>>
  /** The stream from its first event on, for what a command did to it: costs the whole stream. */
  readonly search: (stream: string, commandId: string) => Promise<E.Either<LoadError, Loaded<Event, State>>>
}

/**
 * Folded streams, kept in memory while they are in use. What is kept goes forward with events that were read, and
 * with nothing else: those that this program appended are read like the others by the next command, so that what is
 * kept is never ahead of the store, and holds no object of a caller.
 */
export const loader = <Event extends AnyEvent, State>(
  store: EventStore,
  codec: JournalCodec<Event>,
  { initial, evolve }: Pick<Decider<State, never, Event, unknown>, 'initial' | 'evolve'>,
  { maxStreams, answersPerStream }: { readonly maxStreams: number; readonly answersPerStream: number }
): Loader<Event, State> => {
  const kept = lru<Folded<Event, State>>(maxStreams)
  const foldFrom = foldOn(store, codec, evolve, answersPerStream)

  const fromStart = async (
    stream: string,
    commandId: string
  ): Promise<E.Either<LoadError, Loaded<Event, State>>> => {
    const loaded = await foldFrom(stream, commandId, nothingFolded(initial))
    if (E.isRight(loaded)) {
      kept.set(stream, loaded.right.folded)
      return loaded
    }
    // At the start there is nothing that could be another's.
    return loaded.left._tag === 'NotTheSame'
      ? E.right({ folded: nothingFolded(initial), already: null, isMissing: false })
      : E.left(loaded.left)
  }

  return {
    load: async (stream, commandId) => {
      const cached = kept.get(stream)
      count('avenant.execute.cache', '{lookup}', 1, { 'avenant.cache.hit': cached !== undefined })
      if (cached !== undefined) {
        const loaded = await foldFrom(stream, commandId, cached)
        if (E.isRight(loaded)) {
          kept.set(stream, loaded.right.folded)
          return E.right({ ...loaded.right, seenAll: !cached.forgot })
        }
        if (loaded.left._tag !== notTheSame._tag) return E.left(loaded.left)
        kept.delete(stream)
      }
      return E.map((loaded: Loaded<Event, State>) => ({ ...loaded, seenAll: true }))(
        await fromStart(stream, commandId)
      )
    },
    search: fromStart
  }
}
