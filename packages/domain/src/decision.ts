import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'

/** What a decider answers: every event of the decision, or every refusal. */
export type Decision<Event, Refusal> = E.Either<ReadonlyNonEmptyArray<Refusal>, ReadonlyArray<Event>>

/** Every refusal when there is one; else the events. */
export const decided = <Event, Refusal>(
  refusals: ReadonlyArray<Refusal>,
  events: () => ReadonlyArray<Event>
): Decision<Event, Refusal> => {
  const [first, ...others] = refusals
  return first === undefined ? E.right(events()) : E.left([first, ...others])
}

export const refused = <Refusal>(refusal: Refusal): E.Either<ReadonlyNonEmptyArray<Refusal>, never> =>
  E.left([refusal])

/** The effect already holds: no event, no error (G13). */
export const nothing: Decision<never, never> = E.right([])
