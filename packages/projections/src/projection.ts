import type { Recorded } from '@avenant/domain'
import type * as E from 'fp-ts/Either'

/**
 * A read model, fed with recorded events in the order of each stream; different streams come in any order, and an
 * event may come again. A new `version` means that what was built before is to be rebuilt.
 */
export type Projection<State, Fault = never> = {
  /** Under which a checkpoint is kept; never changes. */
  readonly name: string
  readonly version: number
  /** A fresh state: it may be a resource that {@link apply} changes in place. */
  readonly initial: () => State
  /** The state with the event in it. On a fault the state is as before, and the event is still to be applied. */
  readonly apply: (state: State, recorded: Recorded) => E.Either<Fault, State>
}
