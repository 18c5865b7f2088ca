import type { Either } from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'

/**
 * An aggregate, as three values. It is pure: dates, identifiers and models arrive as data (G8).
 *
 * - `decide` gives every event of the decision, none when the effect already holds (G13), or every refusal (G12);
 * - `evolve` folds one event; it never fails, whatever was decided before.
 */
export type Decider<State, Command, Event, Refusal> = {
  readonly initial: State
  readonly decide: (
    command: Command
  ) => (state: State) => Either<ReadonlyNonEmptyArray<Refusal>, ReadonlyArray<Event>>
  readonly evolve: (state: State, event: Event) => State
}

/** The state after `events`. */
export const fold =
  <S, E>({ initial, evolve }: Pick<Decider<S, never, E, unknown>, 'initial' | 'evolve'>) =>
  (events: Iterable<E>): S => {
    let state = initial
    for (const event of events) state = evolve(state, event)
    return state
  }
