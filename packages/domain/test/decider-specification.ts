/** Given these commands, when one more is given, then these events or these refusals: a test reads like its rule. */
import * as E from 'fp-ts/Either'
import type { Decider } from '../src/decider'
import type { AnyEvent } from '../src/event'
import type { AnyRefusal } from '../src/refusal'

export type Outcome<S, Ev, R> = {
  /** Every event of the decision; throws when it was refused. */
  readonly events: ReadonlyArray<Ev>
  /** Every refusal; throws when it was accepted. */
  readonly refusals: ReadonlyArray<R>
  /** The codes of the refusals; none when it was accepted. */
  readonly codes: ReadonlyArray<string>
  /** The state after it; the same as before when it was refused. */
  readonly state: S
}

export type Given<S, C, Ev, R> = { readonly state: S; readonly when: (command: C) => Outcome<S, Ev, R> }

export const specification = <S, C, Ev extends AnyEvent, R extends AnyRefusal>({
  initial,
  decide,
  evolve
}: Decider<S, C, Ev, R>) => {
  const when =
    (state: S) =>
    (command: C): Outcome<S, Ev, R> => {
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
  const from = (state: S): Given<S, C, Ev, R> => ({ state, when: when(state) })
  /** Commands that must all be accepted, one after the other. */
  const given = (...commands: ReadonlyArray<C>): Given<S, C, Ev, R> =>
    from(commands.reduce((known, command) => when(known)(command).events.reduce(evolve, known), initial))
  return { given: Object.assign(given, { from }) }
}

/** The types of events, in their order. */
export const typesOf = (events: ReadonlyArray<AnyEvent>): ReadonlyArray<string> =>
  events.map(({ type }) => type)
