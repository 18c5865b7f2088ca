import type { AnyEvent } from '@avenant/domain'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ClockTolerance } from '../clock'
import type { RestoreError } from '../errors'
import type { EventStore, Restored, RestoreProgress } from '../event-store'
import type { JournalDecoder } from './codec'
import type { JournalSource } from './lines'
import { type JournalError, type ReadJournalOptions, readJournalAsWritten } from './read'

export type ImportJournalOptions<Event extends AnyEvent> = ReadJournalOptions & {
  readonly store: EventStore
  /** Says which types and versions are known; the data is kept as it was written. */
  readonly codec: JournalDecoder<Event>
  readonly from: JournalSource
  /**
   * How far instants may be from those before them (`JournalRefused`, with the lines), ten years by default, and after the
   * store's own clock (`RestoreRefused`), a day by default.
   */
  readonly clockTolerance?: ClockTolerance
  /** As `restore` tells it; `onProgress` tells of the reading of the file alone. */
  readonly progress?: (progress: RestoreProgress) => void
}

/**
 * Takes an NDJSON journal into an empty store, as it is: instants, data and, where the engine does not give its own,
 * positions. All or nothing: any fault, and the store stays empty. Cut off in the middle, it is not taken for whole:
 * the same journal is given again, and on EventStoreDB goes on where it stopped (`restore`).
 *
 * A journal of which a retention removed the beginning of streams is taken in when `retained` names their categories.
 * A stream of which nothing was left is not in an export: here it is a new one, and a position after the last that is
 * left may be given a second time. A backup keeps both.
 */
export const importJournal = <Event extends AnyEvent>({
  store,
  codec,
  from,
  progress,
  ...options
}: ImportJournalOptions<Event>): TaskEither<JournalError | RestoreError, Restored> =>
  store.restore(readJournalAsWritten(from, codec, options), {
    ...(options.retained === undefined ? {} : { retained: options.retained }),
    ...(options.clockTolerance === undefined ? {} : { clockTolerance: options.clockTolerance }),
    ...(progress === undefined ? {} : { progress })
  })
