/** What an act rests on in other dossiers. Two streams cannot be locked together: it is asked again of what came between. */
import type { Premise, PremiseLines, Recording } from '../decider'
import type { ConventionModel } from '../model/model'
import type { AnyRefusal } from '../refusal'
import type { Act } from './act'
import { type Dossier, lineOf } from './dossier'

/** The act that rests on other dossiers, and how their lines are read, by their streams. */
type Upon<Says, Ground> = {
  readonly model: ConventionModel
  readonly ground: Ground
  readonly act: Act<Says>
  readonly linesOf: (stream: string) => PremiseLines
}

export type Resting<Says, Ground> = {
  /** Their streams. */
  on(ground: Ground): ReadonlyArray<string>
  /** Why their lines do not carry the act: refused when it is given, an alert when it was recorded all the same. */
  unmet(upon: Upon<Says, Ground>): ReadonlyArray<AnyRefusal>
  /** What people can do about it then, in French. */
  readonly toDo: string
}

/** The lines of the dossiers that were given with a command, as their own deciders folded them. */
export const givenLines =
  (premises: NonNullable<Recording['premises']>) =>
  (stream: string): PremiseLines => {
    const state = stateOf(premises.get(stream))
    return (kind, id) => (state === null ? [] : lineOf(state, kind, id))
  }

// The category of a stream says what folds it: every aggregate's state is a dossier.
const stateOf = (premise: Premise | undefined): Dossier<unknown> | null =>
  premise === undefined ? null : (premise.state as Dossier<unknown>)
