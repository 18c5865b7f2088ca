import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Checkpoint } from './checkpoint'
import { type ModelStoreFault, movedElsewhere } from './checkpoints'

/** A version of a projection: what was built under another is not this one's. */
export type ModelKey = { readonly name: string; readonly version: number }

/** What was built, and up to where: they are kept together or not at all. */
export type Advanced<State> = { readonly state: State; readonly checkpoint: Checkpoint | null }

/**
 * Takes events into a model, and gives it as it is after each of them. What `kept` holds already is passed over, so
 * that the same work may be done again on a model that is further on. Synchronous.
 */
export type Work<State> = (kept: Advanced<State>) => Iterable<Advanced<State>>

/** The model once all of the work is done: the very one that was kept when there is nothing to do. */
export const afterWork = <State>(work: Work<State>, kept: Advanced<State>): Advanced<State> => {
  let last = kept
  for (const next of work(kept)) last = next
  return last
}

export type ReadModel<State> = {
  /** As it was kept last. */
  readonly current: () => Advanced<State>
  /**
   * Keeps what the work makes of the model: state and checkpoint become so together, or neither does. What `work`
   * throws goes on, unless it is the store's own failure, which is a Left; it undoes the work, or all of it but the
   * events before. Nobody sees half of an event that is kept. When another program has advanced the same model
   * meanwhile, nothing is done, and the answer is `MOVED`. A store that writes asynchronously gives a state that
   * gathers what is to be written, and writes it with the checkpoint in one transaction.
   */
  readonly update: (work: Work<State>) => TaskEither<ModelStoreFault, void>
}

/** Where read models are kept, under the name and version of their projection. */
export type ReadModelStore<State> = {
  /** The model as it was kept, or an empty one: `initial` for a store that has no other way to make it. */
  readonly open: (key: ModelKey, initial: () => State) => TaskEither<ModelStoreFault, ReadModel<State>>
  /** Forgets a version, once another one has taken its place. */
  readonly remove: (key: ModelKey) => TaskEither<ModelStoreFault, void>
}

/**
 * Read models that live as long as the program: each start builds them from the journal. A change that was made in
 * place cannot be undone: each event counts as soon as it is in, and a model that an event was thrown out of half-way
 * is forgotten, for the next opening to build it anew.
 */
export const memoryReadModels = <State>(): ReadModelStore<State> => {
  const models = new Map<string, Advanced<State>>()
  const nameOf = ({ name, version }: ModelKey): string => `${version} ${name}`
  return {
    open: (key, initial) => async () => {
      const opened: Advanced<State> = models.get(nameOf(key)) ?? { state: initial(), checkpoint: null }
      let kept = opened
      return E.right({
        current: () => kept,
        update: work => async () => {
          if ((models.get(nameOf(key)) ?? opened) !== kept) return E.left(movedElsewhere(key.name))
          try {
            for (const next of work(kept)) kept = next
            models.set(nameOf(key), kept)
            return E.right(undefined)
          } catch (error) {
            models.delete(nameOf(key))
            throw error
          }
        }
      })
    },
    remove: key => async () => {
      models.delete(nameOf(key))
      return E.right(undefined)
    }
  }
}
