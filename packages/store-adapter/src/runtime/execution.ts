import type { Acteur, Fault, Position } from '@avenant/domain'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { AppendError, ReadError } from '../errors'
import type { UnknownEventType, UnreadableEvent, UnwritableEvent } from '../journal/codec'

/** What every command says: its type and who gives it (G7). */
export type AnyCommand = { readonly type: string; readonly acteur: Acteur }

export type CommandMeta = {
  /**
   * The same id is the same command: executed once by stream, answered the same each time. The content is not
   * compared: another command under an id that was used is taken for the first one, and gets its answer. Give each
   * its own, such as a uuid made where the command is; from a key that a client chooses, the uuid v5 of key and body.
   */
  readonly commandId: string
  /** What it belongs to; by default the command itself. */
  readonly correlationId?: string
  /** The event or command that caused it. */
  readonly causationId?: string | null
  /** How many reactions led to it: 0 by default, one more than the event's when a reaction gives it. */
  readonly causationDepth?: number
  readonly reason?: string | null
  /** The caller's own: a JSON object, recorded beside each event and given back, never interpreted. */
  readonly custom?: Readonly<Record<string, unknown>> | null
}

export type Executed<Event, State> = {
  readonly stream: string
  /** None when the effect already held (G13): nothing was appended. */
  readonly events: ReadonlyArray<Event>
  /** The stream's revision and position with these events; null when there is no stream. */
  readonly revision: number | null
  readonly position: Position | null
  /** The state with these events. */
  readonly state: State
}

export type Refused<Refusal> = {
  readonly _tag: 'Refused'
  readonly refusals: ReadonlyNonEmptyArray<Refusal>
  readonly retryable: false
  readonly message: string
}

/** It is no command, or holds what JSON cannot keep; paths are those of the command (`data.montant`). */
export type InvalidCommand = {
  readonly _tag: 'InvalidCommand'
  readonly faults: ReadonlyArray<Fault>
  readonly retryable: false
  readonly message: string
}

/** The command's meta cannot be recorded; paths are those of the metadata. */
export type InvalidMetadata = {
  readonly _tag: 'InvalidMetadata'
  readonly faults: ReadonlyArray<Fault>
  readonly retryable: false
  readonly message: string
}

/** The command is for another stream, or another kind of aggregate (`convention-…`). Nothing was read. */
export type WrongStream = {
  readonly _tag: 'WrongStream'
  readonly stream: string
  /** The stream that it names; `category-…` when it says its kind alone. */
  readonly expected: string
  readonly retryable: false
  readonly message: string
}

/** The executor was closed by this program. */
export type ExecutorClosed = {
  readonly _tag: 'ExecutorClosed'
  readonly retryable: false
  readonly message: string
}

export const executorClosed: ExecutorClosed = {
  _tag: 'ExecutorClosed',
  retryable: false,
  message: "l'exécution des commandes a été fermée par ce programme ; ouvrez-en une autre"
}

export type ExecuteError<Refusal> =
  | Refused<Refusal>
  | InvalidCommand
  | InvalidMetadata
  | WrongStream
  | ExecutorClosed
  | UnknownEventType
  | UnwritableEvent
  | UnreadableEvent
  | ReadError
  | AppendError
