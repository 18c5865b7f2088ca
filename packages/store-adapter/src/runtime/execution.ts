import type { Acteur, Fault, Piece, Position } from '@avenant/domain'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { AppendError, ReadError } from '../errors'
import type { EventToAppend } from '../event-store'
import type { UnknownEventType, UnreadableEvent, UnwritableEvent } from '../journal/codec'
import type { Defect } from './defect'
import type { ModelEdited } from './edited-model'

/** What every command says: its type and who gives it (G7). */
export type AnyCommand = { readonly type: string; readonly acteur: Acteur }

export type CommandMeta = {
  /**
   * Names one command within a stream (G23), such as a uuid made where the command is. The same command again is
   * executed once, and answered as the first time; another one under the id of a command that recorded events is
   * `CommandIdReused`. Two are the same when their type, acteur, data and ids are, whatever the order of their keys;
   * what stands in this meta beside the id is not compared.
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
  /** Documents attached, which are kept elsewhere. */
  readonly pieces?: ReadonlyArray<Piece>
  /**
   * The revision up to which the caller has seen the stream, or `'none'` for no stream: what an `If-Match` says. When
   * the stream is at another one the command is a `Conflict`, also when it would record nothing, and is not tried
   * again; a repeat of a command that is recorded still gets its first answer. Without it, any revision will do.
   */
  readonly expectedRevision?: number | 'none'
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
  /**
   * Whether this very command had recorded these events already: they, and the rest, are as of the first answer. Where two
   * executors are given one command at the very same moment, both may say false.
   */
  readonly repeated: boolean
}

/** What a command comes to on its stream as it is now: nothing was appended. */
export type Decided<Event> = {
  readonly stream: string
  /** What it would record, each as it is decided and as it would be written; none when the effect already holds (G13). */
  readonly events: ReadonlyArray<{ readonly event: Event; readonly toAppend: EventToAppend }>
  /** The last revision of the stream on which it was decided; null when there is no stream. */
  readonly revision: number | null
}

export type Refused<Refusal> = {
  readonly _tag: 'Refused'
  readonly refusals: ReadonlyNonEmptyArray<Refusal>
  readonly retryable: false
  /** In French, with the sentence of each refusal that has one, ten at most. */
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

/** The stream holds events of another command under this id (G23): nothing was written. */
export type CommandIdReused = {
  readonly _tag: 'CommandIdReused'
  readonly stream: string
  readonly commandId: string
  /** The revision of the last event that the first command recorded. */
  readonly revision: number | null
  readonly retryable: false
  readonly message: string
}

export const commandIdReused = (
  stream: string,
  commandId: string,
  revision: number | null
): CommandIdReused => ({
  _tag: 'CommandIdReused',
  stream,
  commandId,
  revision,
  retryable: false,
  message: `identifiant de commande déjà pris : ${JSON.stringify(commandId)} désigne une autre commande du flux ${stream} (révision ${revision}) ; donnez à celle-ci son propre identifiant`
})

/** Nobody vouches for the acteur of the command: nothing was read, decided or written. */
export type HandRefused = {
  readonly _tag: 'HandRefused'
  readonly acteur: Acteur
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
  | CommandIdReused
  | HandRefused
  | ModelEdited
  | Defect
  | ExecutorClosed
  | UnknownEventType
  | UnwritableEvent
  | UnreadableEvent
  | ReadError
  | AppendError
