import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ReadAllError } from '../errors'
import type { EventStore } from '../event-store'
import type { FileNotWritten } from '../files/errors'
import { type WholeFileOptions, writeWholeFile } from '../files/whole-file'
import type { Pages } from '../pages'
import { unheard } from '../unheard'
import { lineOf } from './line'
import type { JournalProgress } from './read'

export type ExportJournalOptions = {
  /** Called after each page. */
  readonly onProgress?: (progress: JournalProgress) => void
}

/** The whole journal, as it is when the first lines are asked for, as NDJSON, some lines at a time, each with its `\n`. */
export async function* journalText(
  store: EventStore,
  { onProgress = () => {} }: ExportJournalOptions = {}
): Pages<ReadAllError, string> {
  let events = 0
  let bytes = 0
  for await (const page of store.readAll({ snapshot: true })) {
    if (E.isLeft(page)) return yield page
    const text = page.right.map(event => `${lineOf(event)}\n`).join('')
    yield E.right(text)
    events += page.right.length
    bytes += Buffer.byteLength(text)
    unheard(onProgress)({ events, bytes })
  }
}

/**
 * Writes the journal to `file`, which appears, or replaces the one that is there, only when it is whole and on the
 * disk; never over a SQLite database (`writeWholeFile`). The answer counts its events and bytes.
 */
export const exportJournal =
  (
    store: EventStore,
    file: string,
    { onProgress = () => {}, signal }: ExportJournalOptions & Pick<WholeFileOptions, 'signal'> = {}
  ): TaskEither<ReadAllError | FileNotWritten, JournalProgress> =>
  async () => {
    let written: JournalProgress = { events: 0, bytes: 0 }
    const text = journalText(store, {
      onProgress: progress => {
        written = progress
        unheard(onProgress)(progress)
      }
    })
    const whole = await writeWholeFile(file, text, signal === undefined ? {} : { signal })()
    return E.map(() => written)(whole)
  }
