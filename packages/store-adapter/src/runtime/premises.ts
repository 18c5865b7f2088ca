/** The other dossiers on which a decision rests: two streams cannot be locked together, so what was seen is recorded. */
import type { AnyEvent, Decider, Premise } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import { type Defect, defect } from './defect'
import { type Loader, loader } from './load'

/** How the dossiers of one category are folded: the codec of their events, and their decider. */
export type Premises<Event extends AnyEvent = AnyEvent, State = unknown> = {
  readonly codec: JournalCodec<Event>
  readonly decider: Pick<Decider<State, never, Event, unknown>, 'initial' | 'evolve'>
}

type Loaded = E.Either<ReadError | UnreadableEvent | Defect, ReadonlyMap<string, Premise>>

/** Loads what a decision names, by the categories of the streams; those used last are kept folded. */
export const premisesOf = (
  store: EventStore,
  categories: Readonly<Record<string, Premises>>,
  cache: { readonly maxStreams: number; readonly answersPerStream: number }
) => {
  const loaders = new Map<string, Loader<AnyEvent, unknown>>(
    Object.entries(categories).map(([category, { codec, decider }]) => [
      category,
      loader(store, codec, decider, cache)
    ])
  )
  return async (streams: ReadonlyArray<string>): Promise<Loaded> => {
    const found = new Map<string, Premise>()
    for (const stream of streams) {
      const category = stream.slice(0, stream.indexOf('-'))
      const known = loaders.get(category)
      if (known === undefined)
        return E.left(
          defect(
            'premises',
            `la décision se fonde sur ${stream} : donnez \`premises.${category}\` à l'exécution`
          )
        )
      const loaded = await known.load(stream, '')
      if (E.isLeft(loaded)) return loaded
      const { last, state } = loaded.right.folded
      found.set(stream, { revision: last?.revision ?? null, state })
    }
    return E.right(found)
  }
}
