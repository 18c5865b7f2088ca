/** The port: what a store of events does, whatever the engine. `eventStoreContract` says how it behaves. */
import type { Instant, Metadata, Position, Recorded } from '@avenant/domain'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ClockTolerance } from './clock'
import type {
  AppendError,
  FindError,
  ReadAllError,
  ReadError,
  RestoreError,
  RetainError,
  StoreFault
} from './errors'
import type { ExpectedRevision } from './expected-revision'
import type { Pages } from './pages'

export type { ExpectedRevision } from './expected-revision'

export type EventToAppend = {
  /** A uuid, in lower case. An append with the ids and content of an earlier one, at the same place, is its retry. */
  readonly id: string
  readonly type: string
  /** Version of the data's schema, at least 1. */
  readonly schema: number
  /** JSON, and nothing else: what JSON would change or lose is refused. */
  readonly data: unknown
  readonly metadata: Metadata
}

/** `revision` and `position` are those of the last event; all events of an append have one `recordedAt`. */
export type Appended = {
  readonly revision: number
  readonly position: Position
  readonly recordedAt: Instant
}

export type ReadOptions = {
  /** A revision, inclusive; by default the first of the direction. */
  readonly from?: number
  readonly direction?: 'forwards' | 'backwards'
  /** At most this many events. */
  readonly limit?: number
}

export type ReadAllOptions = {
  /** A position that this journal gave, exclusive; null or absent: from the start. Another one is `UnknownPosition`. */
  readonly after?: Position | null
  /** Only streams of this category: the part of their name before the first `-`. */
  readonly category?: string
  /** At most this many events. */
  readonly limit?: number
  /**
   * All pages of one state of the journal, as it is at the first of them, also while a retention runs. False by default:
   * it holds a reading transaction where the engine has one, until the last page or the return of the iterator.
   */
  readonly snapshot?: boolean
}

export type StreamsOptions = {
  /** Only streams of this category. */
  readonly category?: string
  /** The name of a stream, exclusive: where an earlier list ended. */
  readonly after?: string
  /** At most this many names. */
  readonly limit?: number
}

export type SubscribeOptions = Omit<ReadAllOptions, 'limit' | 'snapshot'> & {
  /** Ends the subscription, quietly. */
  readonly signal?: AbortSignal
}

export type SubscriptionPage = {
  /** May be empty: the checkpoint moves also when nothing matches, and being caught up is always told. */
  readonly events: ReadonlyArray<Recorded>
  /** Give it back as `after`, once `events` are handled. Null as long as the journal is empty. */
  readonly checkpoint: Position | null
  /** Whether the end of the journal was reached, as it was when this page was read. */
  readonly caughtUp: boolean
}

/** Which event stands at a position. */
export type EventAt = Pick<Recorded, 'position' | 'stream' | 'revision' | 'id' | 'recordedAt'>

export type RestoreOptions = {
  /** The categories in which a retention removed the beginning of streams: there, a stream may begin at any revision. */
  readonly retained?: ReadonlyArray<string>
  /** How far instants may be from those before them, and after the clock; by default as the store was opened. */
  readonly clockTolerance?: ClockTolerance
  /** Called now and then; what it throws is passed over. */
  readonly progress?: (progress: RestoreProgress) => void
}

/**
 * How far taking in a journal is. It is `read` from where it comes, and written with that where the engine has
 * transactions; else it is `written` after that, and `compared` with what was read. `of` is how many events it has in
 * all, null while that is not known.
 */
export type RestoreProgress = {
  readonly step: 'read' | 'written' | 'compared'
  readonly events: number
  readonly of: number | null
}

export type Restored = { readonly events: number; readonly position: Position | null }

export type RetainOptions = {
  /** Streams of this category only. */
  readonly category: string
  /** What was recorded before this instant goes. */
  readonly olderThan: Instant
}

/** How many streams begin later than before, and how many events that hid. */
export type Retained = { readonly streams: number; readonly events: number }

export type EventStore = {
  /**
   * All of `events` at the end of `stream`, or none. Answered once they are durable. The retry of an append
   * (same ids, same order, same place, same content) gives the answer of the first time and writes nothing, at any
   * time later. Another content under these ids is a `Conflict` (G23); data and metadata are compared as JSON values.
   * The store says when they were recorded: never earlier than the stream's last event, and not at all (`ClockRefused`)
   * when its clock is far from what is recorded; see `ClockTolerance`.
   */
  readonly append: (
    stream: string,
    events: ReadonlyArray<EventToAppend>,
    expected: ExpectedRevision
  ) => TaskEither<AppendError, Appended>

  /**
   * A stream's events by revision. A missing stream is `StreamNotFound`; past its end there is no page. As from every
   * reading, what was damaged, and what is missing where nothing declares it, is `DamagedJournal`, after what is before it.
   */
  readonly read: (stream: string, options?: ReadOptions) => Pages<ReadError, ReadonlyArray<Recorded>>

  /**
   * The event that a stream holds under an id, or null: also when there is no such stream, or when a retention removed
   * it. One look at an index in memory, SQLite and PostgreSQL. EventStoreDB has no such index: the first question about a
   * stream, or about its ids once they were forgotten, reads the whole stream, later ones what was added to it since.
   */
  readonly find: (stream: string, id: string) => TaskEither<FindError, Recorded | null>

  /**
   * Which event stands at a position, or, where others' events have positions too (EventStoreDB) and that is one, which is
   * the journal's last before it: it is there for ever, so that who kept a position and its event tells from it
   * whether the journal is the one that was left. Null at 0, the start of every journal, and where a declared retention
   * removed the event. Any other position that the journal never gave is `UnknownPosition`.
   */
  readonly at: (position: Position) => TaskEither<ReadAllError, EventAt | null>

  /** The whole journal by position, up to its end as it is when reached. */
  readonly readAll: (options?: ReadAllOptions) => Pages<ReadAllError, ReadonlyArray<Recorded>>

  /** The position of the last event, without reading the others; null when the journal holds none. */
  readonly head: () => TaskEither<StoreFault, Position | null>

  /**
   * Names of streams in the order of their ASCII codes, without reading events. A stream of which a retention left nothing
   * still exists, and is named. EventStoreDB keeps no such list: `StoreUnavailable` with the code `NO_STREAM_LIST`.
   */
  readonly streams: (options?: StreamsOptions) => Pages<ReadAllError, ReadonlyArray<string>>

  /**
   * The journal, then what is added to it, without end. It reads ahead by no more than the page that is asked for:
   * a slow consumer slows the reading. Ends when the signal is aborted, the iterator returned or the store closed.
   */
  readonly subscribe: (options?: SubscribeOptions) => Pages<ReadAllError, SubscriptionPage>

  /**
   * Takes in a journal as it is: its streams, revisions, ids, types, data, metadata, instants and order, and its
   * positions, where the engine does not give its own (EventStoreDB). Only an empty store does; all or nothing: a `Left`
   * among the pages, and what is wrong in them, undoes everything and is the answer. Positions go up to 2^63 - 1.
   *
   * EventStoreDB has no transaction for it. It writes once all pages were read and checked, from a copy in the temporary
   * folder; cut off in the middle, the journal is `HalfRestored` to whoever opens it, until the same pages are given
   * again, which go on where it stopped. It refuses streams that do not begin at 0 (`CannotRestore`).
   *
   * Instants that jump, by more than the ten years of `ClockTolerance`, or that are after the store's own clock by more
   * than a day are refused.
   *
   * A stream that does not begin at revision 0 is refused, but in the categories of `retained`. What a journal does not
   * tell is not restored: a stream of which a retention left nothing is a new one here, and begins at 0 again.
   */
  readonly restore: <Fault>(
    pages: Pages<Fault, ReadonlyArray<Recorded>>,
    options?: RestoreOptions
  ) => TaskEither<Fault | RestoreError, Restored>

  /**
   * The retention of one category: hides at once, in all streams together, what was recorded before an instant, and
   * then removes it. What is kept keeps its revision and position, and none is given again: a stream of which
   * nothing is left still exists, at its last revision. The retry of an append that was removed is not known any more.
   */
  readonly retain: (options: RetainOptions) => TaskEither<RetainError, Retained>

  /**
   * Ends subscriptions and lets go of everything, once what is at hand is answered. What comes after is answered
   * `StoreClosed`: it was not written. An append that nobody can tell about any more is retryable.
   */
  readonly close: Task<void>
}
