/** The other dossiers on which a decision rests: two streams cannot be locked together, so what was seen is recorded. */
import type { AnyEvent, Decider, Premise } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import { type Defect, defect } from './defect'
import { type ModelEdited, modelEditedIn } from './edited-model'
import { loader } from './load'

type PremiseError = ReadError | UnreadableEvent | Defect | ModelEdited
type Cache = { readonly maxStreams: number; readonly answersPerStream: number }

/** Folds the streams of one category; made by {@link foldedBy}. */
export type Folding = (
  store: EventStore,
  cache: Cache
) => (stream: string) => Promise<E.Either<PremiseError, Premise>>

/**
 * How the dossiers of a category are folded, for the decisions that rest on them.
 *
 * @example
 * const premises = { convention: foldedBy(journalCodec(conventionEvents), conventionDecider(models)) }
 */
export const foldedBy =
  <Event extends AnyEvent, State>(
    codec: JournalCodec<Event>,
    decider: Pick<Decider<State, never, Event, unknown>, 'initial' | 'evolve' | 'versions'>
  ): Folding =>
  (store, cache) => {
    const { load } = loader(store, codec, decider, cache)
    return async stream => {
      const loaded = await load(stream, '')
      if (E.isLeft(loaded)) return loaded
      const { folded } = loaded.right
      const edited = modelEditedIn(stream, folded, decider)
      return edited === null
        ? E.right({ revision: folded.last?.revision ?? null, state: folded.state })
        : E.left(edited)
    }
  }

/** Loads what a decision names, by the categories of the streams; those used last are kept folded. */
export const premisesOf = (
  store: EventStore,
  categories: Readonly<Record<string, Folding>>,
  cache: Cache
): ((streams: ReadonlyArray<string>) => Promise<E.Either<PremiseError, ReadonlyMap<string, Premise>>>) => {
  const foldings = new Map(
    Object.entries(categories).map(([category, folding]) => [category, folding(store, cache)])
  )
  return async streams => {
    const found = new Map<string, Premise>()
    for (const stream of streams) {
      const category = stream.slice(0, stream.indexOf('-'))
      const folding = foldings.get(category)
      if (folding === undefined) {
        const missing = `la décision se fonde sur ${stream} : donnez \`premises.${category}\` à l'exécution`
        return E.left(defect('premises', missing))
      }
      const premise = await folding(stream)
      if (E.isLeft(premise)) return premise
      found.set(stream, premise.right)
    }
    return E.right(found)
  }
}
