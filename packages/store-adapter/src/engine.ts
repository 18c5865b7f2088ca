/**
 * What an engine has to do to become a store: the rest of the port (checks, pages, subscriptions, closing) is
 * written once, in `store-of-engine.ts`. Everything is asynchronous, so that an engine may gather appends that
 * arrive together into one commit, or be at the other end of a network.
 */
import type { Instant, Position, Recorded } from '@avenant/domain'
import type { Either } from 'fp-ts/Either'
import type { Changes } from './changes'
import type { CheckedAppend, CheckedEvent } from './checked-events'
import type {
  AppendRefusal,
  DamagedJournal,
  ReadOnlyStore,
  RestoreError,
  StoreFault,
  StreamNotFound
} from './errors'
import type { Appended, EventAt, Restored, RestoreProgress, Retained, RetainOptions } from './event-store'
import type { Pages } from './pages'

/** Up to `limit` events of a stream, from revision `from` on, in one direction. */
export type StreamSlice = {
  readonly stream: string
  readonly from: number
  readonly direction: 'forwards' | 'backwards'
  readonly limit: number
}

export type JournalSlice = {
  readonly after: Position | null
  readonly category: string | null
  readonly limit: number
  /** Whether this reading began at the start, and every position was there so far: then no event is missing. */
  readonly gapless: boolean
}

/** Names in the order of their ASCII codes; `after` is exclusive. */
export type NamesSlice = {
  readonly after: string | null
  readonly category: string | null
  readonly limit: number
}

/** What is before the first damage, and that damage. */
export type Found = { readonly events: ReadonlyArray<Recorded>; readonly damage: DamagedJournal | null }

/** `checkpoint` is how far the journal was looked through; `end` whether that is all of it. With a damage neither counts. */
export type Scan = Found & {
  readonly checkpoint: Position | null
  readonly end: boolean
  /** As in the slice, with this page. An engine whose positions are not dense says true. */
  readonly gapless: boolean
}

/** What stands at a position: an event, one that a declared retention removed, or none that was ever given. */
export type Standing = EventAt | 'removed' | 'unknown'

/** An event of a journal that is taken in as it is: the envelope, and the texts to keep. */
export type RestoredEvent = CheckedEvent & {
  readonly position: Position
  readonly stream: string
  readonly revision: number
  readonly recordedAt: Instant
}

/** Reads a journal page after page (`Engine.reader`); `close` lets go of what it holds, at any time. */
export type JournalReader = {
  readonly scan: (slice: JournalSlice) => Promise<Either<StoreFault, Scan>>
  readonly close: () => void
}

export type Engine = {
  /** Decides with `ruleAppend` and `isRetryOf`, within what makes the decision and the writing one. */
  readonly append: (
    append: CheckedAppend
  ) => Promise<Either<AppendRefusal | ReadOnlyStore | StoreFault, Appended>>
  readonly readStream: (slice: StreamSlice) => Promise<Either<StreamNotFound | StoreFault, Found>>
  /** The event of a stream that has this id; null without the event, or the stream. */
  readonly find: (stream: string, id: string) => Promise<Either<StoreFault, Recorded | null>>
  /** By its key. Positions are within 64 bits. */
  readonly at: (position: Position) => Promise<Either<StoreFault, Standing>>
  /** Looks through a bounded part of the journal, also when nothing matches. */
  readonly scan: (slice: JournalSlice) => Promise<Either<StoreFault, Scan>>
  /**
   * What reads the journal page after page, each from the checkpoint of the one before. Absent where that costs no less
   * than pages by themselves.
   */
  readonly reader?: () => JournalReader
  /**
   * The same for one state of the journal, as it is at the first page, whatever is appended or removed meanwhile. Absent
   * where nothing is ever removed.
   */
  readonly snapshot?: () => JournalReader
  /** The position of the last event; null when there is none. */
  readonly head: () => Promise<Either<StoreFault, Position | null>>
  /** Names of streams, also of those of which a retention left nothing. Absent where the engine keeps no list of them. */
  readonly streams?: (slice: NamesSlice) => Promise<Either<StoreFault, ReadonlyArray<string>>>
  /**
   * The events were checked, but for the ids that a stream holds twice. Their positions are kept where the engine does
   * not give its own. How much is read is told by who gives the pages: `told` is for what is done after that.
   */
  readonly restore: <Fault>(
    pages: Pages<Fault, ReadonlyArray<RestoredEvent>>,
    told: (progress: RestoreProgress) => void
  ) => Promise<Either<Fault | RestoreError, Restored>>
  /** Along a stream instants do not go back: what goes is its beginning. Absent where the engine has no such thing. */
  readonly retain?: (options: RetainOptions) => Promise<Either<StoreFault, Retained>>
  readonly changes: Changes
  readonly close: () => Promise<void>
}
