/** Given these commands, when one more is given, then these events or these refusals: a test reads like its rule. */
import * as E from 'fp-ts/Either'
import type { Decider } from '../decider'
import type { AnyEvent } from '../event'
import type { AnyRefusal } from '../refusal'

/** What became of a command. */
export type Outcome<State, Event, Refusal> = {
  /** Every event of the decision, none when the effect already holds; throws when it was refused. */
  readonly events: ReadonlyArray<Event>
  /** Every refusal; throws when it was accepted. */
  readonly refusals: ReadonlyArray<Refusal>
  /** The codes of the refusals; none when it was accepted. */
  readonly codes: ReadonlyArray<string>
  /** The state after it; the same as before when it was refused. */
  readonly state: State
}

export type Given<State, Command, Event, Refusal> = {
  readonly state: State
  readonly when: (command: Command) => Outcome<State, Event, Refusal>
}

/**
 * Of any decider. `given` plays commands that must all be accepted, one after the other, and throws at one that is not, by its number;
 * `given.from` starts from a state.
 *
 * @example
 * const { given } = specification(conventionDecider(shippedModels))
 */
export const specification = <State, Command, Event extends AnyEvent, Refusal extends AnyRefusal>({
  initial,
  decide,
  evolve
}: Decider<State, Command, Event, Refusal>) => {
  const when =
    (state: State) =>
    (command: Command): Outcome<State, Event, Refusal> => {
      const decision = decide(command)(state)
      return {
        get events() {
          if (E.isRight(decision)) return decision.right
          throw new Error(`refused: ${JSON.stringify(decision.left)}`)
        },
        get refusals() {
          if (E.isLeft(decision)) return decision.left
          throw new Error(`accepted: ${JSON.stringify(decision.right)}`)
        },
        codes: E.isLeft(decision) ? decision.left.map(({ code }) => code) : [],
        state: E.isRight(decision) ? decision.right.reduce(evolve, state) : state
      }
    }
  const from = (state: State): Given<State, Command, Event, Refusal> => ({ state, when: when(state) })
  const given = (...commands: ReadonlyArray<Command>): Given<State, Command, Event, Refusal> =>
    from(
      commands.reduce((known, command, i) => {
        const decision = decide(command)(known)
        if (E.isRight(decision)) return decision.right.reduce(evolve, known)
        throw new Error(`command ${i + 1} of given refused: ${JSON.stringify(decision.left)}`)
      }, initial)
    )
  return { given: Object.assign(given, { from }) }
}

/** The types of events, in their order. */
export const typesOf = (events: ReadonlyArray<AnyEvent>): ReadonlyArray<string> =>
  events.map(({ type }) => type)
