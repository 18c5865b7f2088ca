import type { Either } from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { Drifted } from './dossier/drifted'
import type { Hand } from './identity/hand'
import type { VersionGiven } from './model/recorded-models'
import type { ModelRef } from './model/ref'
import type { AnyRefusal } from './refusal'
import type { Instant } from './time/instant'
import type { Timeline } from './timeline'

/** Whose command it is: the category of its aggregate's stream, and every id of it that the command holds. */
export type Addressee = { readonly category: string; readonly ids: ReadonlyArray<string> }

/** With what a command is decided that neither it nor the dossier says: it arrives as data (G8). */
export type Recording = {
  /** When it is recorded. Null: nothing is asked of the future (G24), as where an old history is told again. */
  readonly at: Instant | null
  /** For whom the acteur acts, as what runs commands was told (G21). Null: it is not asked. */
  readonly hand: Hand | null
  /** The dossiers that {@link Decider.premises} names, by their streams. Null: what rests on them is not asked. */
  readonly premises: ReadonlyMap<string, Premise> | null
}

/** Another dossier as far as it is known: two streams cannot be locked together. `revision` is null for none. */
export type Premise = { readonly revision: number | null; readonly state: unknown }

/** The lines of another dossier, at some moment of it: those of a stream without events are empty. */
export type PremiseLines = (kind: string, id: string) => Timeline<unknown>

/** Why an act does not hold upon other dossiers, and what people can do about it, in French. */
export type Unmet = { readonly because: ReadonlyArray<AnyRefusal>; readonly toDo: string }

export const unrecorded: Recording = { at: null, hand: null, premises: null }

/**
 * An aggregate, as three values. It is pure: dates, identifiers and models arrive as data (G8).
 *
 * - `decide` gives every event of the decision, none when the effect already holds (G13), or every refusal (G12);
 * - `evolve` folds one event; it never fails, whatever was decided before.
 */
export type Decider<State, Command, Event, Refusal> = {
  readonly initial: State
  readonly decide: (
    command: Command,
    recording?: Recording
  ) => (state: State) => Either<ReadonlyNonEmptyArray<Refusal>, ReadonlyArray<Event>>
  readonly evolve: (state: State, event: Event) => State
  /** The last version of the model that the dossier is under (G11); absent for an aggregate without one. */
  readonly model?: (state: State) => ModelRef | null
  /** Every version under which days of the dossier are, in their order: the fingerprint of each is recorded. */
  readonly versions?: (state: State) => ReadonlyArray<VersionGiven>
  /** The version of the rules, which is recorded with what they decide. */
  readonly rules?: number
  /** The streams on which the decision about a command rests, besides its own. */
  readonly premises?: (command: Command, state: State) => ReadonlyArray<string>
  /**
   * Why the act of the event at a revision, or the acts that a correction there has asked again, do not hold upon the other
   * dossiers on which they rest, as their lines are read, and what people can do about it; null: they hold, rest on none,
   * or no longer stand.
   */
  readonly unmet?: (state: State, revision: number, linesOf: (stream: string) => PremiseLines) => Unmet | null
  /** What today's rules would lay otherwise than it is recorded; null: it is under a model that is not known here. */
  readonly drift?: (state: State) => ReadonlyArray<Drifted> | null
  /** What runs commands refuses one on a stream that is not its own; absent where commands do not say. */
  readonly addressee?: (command: Command) => Addressee
}

/** The state after `events`. */
export const fold =
  <S, E>({ initial, evolve }: Pick<Decider<S, never, E, unknown>, 'initial' | 'evolve'>) =>
  (events: Iterable<E>): S => {
    let state = initial
    for (const event of events) state = evolve(state, event)
    return state
  }
