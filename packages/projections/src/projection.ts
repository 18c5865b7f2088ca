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
  /** By its keys, the types of events that assert facts: the table that the category's codec is made from will do. */
  readonly events: Readonly<Record<Event['type'], unknown>>
  readonly factsOf: (event: Event) => ReadonlyArray<F>
}

/**
 * Feeds a bitemporal index with the events of one category. In its streams an event of another type asserts nothing,
 * and its revision counts: a service may record types of its own there, and one event that went astray is not to
 * close the annexes of every convention. For the same reason what stands in another stream is never read. The data
 * of an event are as the store's codec has read them.
 */
export const indexFacts =
  <Event extends AnyEvent, F extends Fact>({ category, events, factsOf }: FactSource<Event, F>) =>
  (index: FactIndex<F>, recorded: Recorded): E.Either<AppendFault, FactIndex<F>> => {
    const prefix = `${category}-`
    if (!recorded.stream.startsWith(prefix)) return E.right(index)
    const { type, data, revision, recordedAt, metadata } = recorded
    // The table has the type: the store's codec has read the data as that type's.
    const facts = Object.hasOwn(events, type) ? factsOf({ type, data } as Event) : []
    const cause = { revision, type, recordedAt, acteur: metadata.acteur.kind }
    const appended = index.append(recorded.stream.slice(prefix.length), cause, facts)
    return E.isLeft(appended) ? appended : E.right(index)
  }
