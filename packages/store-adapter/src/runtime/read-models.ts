import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type ModelStoreFault, movedElsewhere } from './checkpoints'

/** A version of a projection: what was built under another is not this one's. */
export type ModelKey = { readonly name: string; readonly version: number }

/** What was built, and up to where: they are kept together or not at all. */
export type Advanced<State> = { readonly state: State; readonly checkpoint: Position | null }

export type ReadModel<State> = {
  /** As it was kept last. */
  readonly current: () => Advanced<State>
  /**
   * Keeps what `work` makes of the state: state and checkpoint become so together, or neither does. What `work`
   * throws undoes it and goes on, unless it is the store's own failure, which is a Left. `work` is synchronous:
   * nobody sees half of it. When another program has advanced the same model meanwhile, nothing is done, and the answer
   * is `MOVED`. A store that writes asynchronously gives a state that gathers what is to be written, and
   * writes it with the checkpoint in one transaction.
   */
  readonly update: (work: (state: State) => Advanced<State>) => TaskEither<ModelStoreFault, void>
}

/** Where read models are kept, under the name and version of their projection. */
export type ReadModelStore<State> = {
  /** The model as it was kept, or an empty one: `initial` for a store that has no other way to make it. */
  readonly open: (key: ModelKey, initial: () => State) => TaskEither<ModelStoreFault, ReadModel<State>>
  /** Forgets a version, once another one has taken its place. */
  readonly remove: (key: ModelKey) => TaskEither<ModelStoreFault, void>
}

/** Read models that live as long as the program: each start builds them from the journal. */
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
          kept = work(kept.state)
          models.set(nameOf(key), kept)
          return E.right(undefined)
        }
      })
    },
    remove: key => async () => {
      models.delete(nameOf(key))
      return E.right(undefined)
    }
  }
}
