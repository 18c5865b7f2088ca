/** A reactor as it is asked for, as it is seen, and what it tells. */
import { type Acteur, type AnyEvent, Count, type Fault, type Position, type Recorded } from '@avenant/domain'
import type { Either } from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { EventStore } from '../event-store'
import type { JournalCodec } from '../journal/codec'
import type { Checkpoints } from './checkpoints'
import type { AnyFault } from './defect'
import type { NotReached } from './progress'
import type { GiveCommand, Reactions } from './reaction'
import type { StopCause, WaitingStream } from './reaction-log'
import type { Act } from './reaction-record'
import type { RetryPolicy, Sleep } from './retry'
import type { FollowOptions } from './start'

export type ReactOptions<Event extends AnyEvent, Command> = FollowOptions<Event['type']> & {
  /** Letters, digits and `-`: its checkpoint is kept and its acts are recorded under it (`reaction-<name>`). */
  readonly name: string
  readonly store: EventStore
  /** Reads every event of the category; one that it cannot read stops its stream. */
  readonly codec: JournalCodec<Event>
  readonly reactions: Reactions<Event, Command>
  readonly execute: GiveCommand<Command>
  readonly checkpoints: Checkpoints
  /** In whose name a stream is stopped: the system's. */
  readonly acteur: Acteur
  /** Streams handled at the same time, 8 by default; and one more that is resumed. */
  readonly concurrency?: number
  /**
   * When the commanded aggregate refuses: `report` tells it and counts the event as handled, for a command that may
   * be repeated is not refused for that; `stop` stops the stream.
   */
  readonly refusal?: 'report' | 'stop'
  /**
   * How many reactions may follow from one another, 32 by default: an event at which it is reached and that asks for more
   * stops its stream (`chaine`). The executor is to record `meta.causationDepth`, as `executor` does.
   */
  readonly maxCausationDepth?: number
  /**
   * Milliseconds that one reaction, and one command, may take; 60,000 by default, `Infinity` for no end. What takes longer
   * stops its stream, whether or not it ends one day.
   */
  readonly timeout?: number
  /** Milliseconds that `stop` waits for what is at hand, 2,000 by default. */
  readonly grace?: number
  /** Of a reaction or a command that may pass later, and of a store that is away. */
  readonly retry?: RetryPolicy
  /** Told at once. What it throws is passed over. */
  readonly onReport?: (report: ReactionReport) => void
  readonly random?: () => number
  readonly sleep?: Sleep
}

export type ReactionReport =
  | {
      readonly _tag: 'Stopped'
      readonly recorded: Recorded
      readonly cause: StopCause
      /** What the journal does not keep of it. */
      readonly error: AnyFault
    }
  | {
      readonly _tag: 'Refused'
      readonly recorded: Recorded
      readonly stream: string
      readonly commandId: string
      readonly refused: AnyFault
    }
  /**
   * The reaction gives another command than it did when it met this event first: that one stands, this one was not
   * executed, and the event counts as handled.
   */
  | {
      readonly _tag: 'PassedOver'
      readonly recorded: Recorded
      readonly stream: string
      readonly commandId: string
      readonly reused: AnyFault
    }
  | { readonly _tag: 'Resumed'; readonly stream: string; readonly revision: number }
  /** It goes on by itself as soon as it can. */
  | { readonly _tag: 'Interrupted'; readonly fault: AnyFault }

export type ReactorState = {
  readonly status: 'running' | 'stopped' | 'failed'
  readonly fault: AnyFault | null
  /** Every event up to it is handled, or is of a stream that is recorded as waiting. */
  readonly checkpoint: Position | null
  readonly handled: number
  readonly refused: number
  /** Commands that were not executed, for another one stands under their id. */
  readonly passedOver: number
  readonly waiting: ReadonlyArray<WaitingStream>
}

export type Reactor = {
  readonly state: () => ReactorState
  /** Has the event at which a stream was stopped handled again, then those that wait after it. Recorded. */
  readonly retry: (stream: string, act: Act) => TaskEither<AnyFault, void>
  /** Passes it over for ever, and goes on with those that wait after it. Recorded. */
  readonly skip: (stream: string, act: Act) => TaskEither<AnyFault, void>
  /** Once the checkpoint is there; `timeout` in milliseconds; `Infinity` for no end. */
  readonly whenCaughtUp: (position: Position, timeout: number) => TaskEither<NotReached, Position>
  /** Right once it is stopped or, with `stopWhenCaughtUp`, has handled all; Left as soon as it cannot go on. */
  readonly ended: Task<Either<AnyFault, void>>
  /**
   * Lets the page at hand end, without trying again what fails, keeps the checkpoint and lets go of everything. What has
   * not ended within the `grace` is left: it comes again at the next start.
   */
  readonly stop: Task<void>
}

type Numbers = Required<
  Pick<
    ReactOptions<AnyEvent, never>,
    'name' | 'concurrency' | 'refusal' | 'maxCausationDepth' | 'timeout' | 'grace' | 'retry'
  >
>

/** A reactor that handles nothing at a time, or never gives up, would pass over or stand still without a word. */
export const reactFaults = ({
  name,
  concurrency,
  refusal,
  maxCausationDepth,
  timeout,
  grace,
  retry
}: Numbers): ReadonlyArray<Fault> => {
  const wrong: ReadonlyArray<readonly [path: string, isRight: boolean, expected: string]> = [
    ['name', typeof name === 'string' && name !== '', 'lettres ASCII, chiffres ou tirets'],
    ['concurrency', Count.is(concurrency) && concurrency > 0, "un entier d'au moins 1"],
    ['refusal', refusal === 'report' || refusal === 'stop', "'report' ou 'stop'"],
    ['maxCausationDepth', Count.is(maxCausationDepth), 'un entier positif ou nul'],
    ['timeout', timeout > 0, 'un nombre de millisecondes, ou Infinity'],
    ['grace', grace >= 0, 'un nombre de millisecondes, ou Infinity'],
    ['retry.attempts', retry.attempts >= 1, 'au moins 1']
  ]
  return wrong.flatMap(([path, isRight, expected]) =>
    isRight ? [] : [{ path, message: `attendu : ${expected}` }]
  )
}
