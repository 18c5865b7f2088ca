import type { AnyEvent, Fact, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { AppendFault } from './bitemporal/answers'
import type { FactIndex } from './bitemporal/fact-index'

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

/** Which events assert facts, and which: `factsOf` is the function that the write side reads them with. */
export type FactSource<Event extends AnyEvent, F extends Fact> = {
  /** `convention` takes the streams `convention-<id>`; the dossier is then `<id>`. Other streams are passed over. */
  readonly category: string
  readonly factsOf: (event: Event) => ReadonlyArray<F>
}

/** Feeds a bitemporal index with the events of one category. */
export const indexFacts =
  <Event extends AnyEvent, F extends Fact>({ category, factsOf }: FactSource<Event, F>) =>
  (index: FactIndex<F>, recorded: Recorded): E.Either<AppendFault, FactIndex<F>> => {
    const prefix = `${category}-`
    if (!recorded.stream.startsWith(prefix)) return E.right(index)
    const { type, data, revision, recordedAt } = recorded
    // A stream holds the events of its category only: the store's codec has read them as such.
    const facts = factsOf({ type, data } as Event)
    const appended = index.append(recorded.stream.slice(prefix.length), { revision, type, recordedAt }, facts)
    return E.isLeft(appended) ? appended : E.right(index)
  }
