/** What the index is asked, and what it answers. Answers are values: nothing in them changes later. */
import type { DateCivile, Fact, FactOf, Instant, Period } from '@avenant/domain'
import type { Cause } from './cause'
import type { HeldFact } from './held-fact'

/** What held on civil date `on`, as known at `knownAt`: all that was recorded at or before that instant (G2). */
export type Point = { readonly on: DateCivile; readonly knownAt: Instant }

/** What holds: the winning fact of a key, with its own period, parts of which later facts may have replaced. */
export type Held<F extends Fact = Fact> = F extends Fact
  ? HeldFact<F['kind'], Exclude<F['value'], null>>
  : never

/** What holds of each of some kinds, in their order. */
export type HeldByKind<F extends Fact, Kinds extends ReadonlyArray<F['kind']>> = {
  readonly [I in keyof Kinds]: ReadonlyArray<Held<FactOf<F, Kinds[I]>>>
}

/** What holds, and the longest span around the asked date over which its value does. */
export type HeldOver<F extends Fact = Fact> = Held<F> & { readonly span: Period }

/**
 * One step of a key: the fact that wins over the whole of `span`, or the first that says its value. A null value is
 * asserted: it no longer holds.
 * Where no fact covers a day there is no step.
 */
export type Step<F extends Fact = Fact> = F extends Fact
  ? {
      readonly value: F['value'] | null
      readonly span: Period
      readonly period: Period
      readonly cause: Cause
    }
  : never

/** The lines of each of some kinds, in their order: those of a kind in the order in which the dossier first spoke of them. */
export type LinesByKind<F extends Fact, Kinds extends ReadonlyArray<F['kind']>> = {
  readonly [I in keyof Kinds]: ReadonlyArray<{
    readonly id: string
    readonly steps: ReadonlyArray<Step<FactOf<F, Kinds[I]>>>
  }>
}

/** A key whose value differs between two points; null where it does not hold. */
export type Change<F extends Fact = Fact> = F extends Fact
  ? {
      readonly kind: F['kind']
      readonly id: string
      readonly before: F['value'] | null
      readonly after: F['value'] | null
      /**
       * The later recorded of the two facts that answer: the one that replaced the other or, when it ended by
       * itself and gave way to an older fact or to none, the one that granted its own end.
       */
      readonly cause: Cause
    }
  : never

/** A rectangle of days `[from, to)` and of knowledge `[knownFrom, knownTo)` over which every line of a dossier says the same. */
export type Area = {
  /** Null: since always. */
  readonly from: DateCivile | null
  /** Null: without end. */
  readonly to: DateCivile | null
  /** The recording from which it is known; null: before any. */
  readonly knownFrom: Instant | null
  /** The recording from which it no longer is; null: it still is. */
  readonly knownTo: Instant | null
  /** Areas that touch and say the same have the same number. */
  readonly answer: number
}

/** Knowledge `[knownFrom, knownTo)`, from one recording until another. */
export type KnowledgeSpan = Pick<Area, 'knownFrom' | 'knownTo'>

/** Why an event was not taken. The index is then unchanged. */
export type AppendFault =
  | {
      /** Events between are missing: deliver them first. */
      readonly fault: 'revision-gap'
      readonly dossier: string
      readonly expected: number
      readonly revision: number
    }
  | {
      /** Knowledge never goes back along a dossier. */
      readonly fault: 'recorded-earlier'
      readonly dossier: string
      readonly revision: number
      readonly recordedAt: Instant
      /** Of the event before. */
      readonly previous: Instant
    }
  | {
      /** Its data are as a store keeps them: read them first by the codec of the aggregate's events. */
      readonly fault: 'not-decoded'
      readonly dossier: string
      readonly revision: number
    }

/**
 * `already-seen`: this revision had come before, and nothing changed. `passed-over`: it stands in a stream of another
 * category, and nothing changed.
 */
export type Appended = 'appended' | 'already-seen' | 'passed-over'

/** `bytes` counts blocks and tables; not the values themselves, nor the directory of dossiers. */
export type IndexStats = {
  readonly dossiers: number
  readonly facts: number
  readonly values: number
  readonly bytes: number
}
