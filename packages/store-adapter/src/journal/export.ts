import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ReadAllError } from '../errors'
import type { EventStore } from '../event-store'
import type { Pages } from '../pages'
import { type JournalFileError, journalFileError } from './errors'
import { lineOf } from './line'
import type { JournalProgress } from './read'

export type ExportJournalOptions = {
  /** Called after each page. */
  readonly onProgress?: (progress: JournalProgress) => void
}

/** The whole journal as NDJSON, some lines at a time, each with its `\n`. */
export async function* journalText(
  store: EventStore,
  { onProgress = () => {} }: ExportJournalOptions = {}
): Pages<ReadAllError, string> {
  let events = 0
  let bytes = 0
  for await (const page of store.readAll()) {
    if (E.isLeft(page)) return yield page
    const text = page.right.map(event => `${lineOf(event)}\n`).join('')
    yield E.right(text)
    events += page.right.length
    bytes += Buffer.byteLength(text)
    onProgress({ events, bytes })
  }
}

/**
 * Writes the journal to `file`, which appears, or replaces the one that is there, only when it is whole and on the
 * disk. The answer counts its events and bytes.
 */
export const exportJournal =
  (
    store: EventStore,
    file: string,
    { onProgress = () => {} }: ExportJournalOptions = {}
  ): TaskEither<ReadAllError | JournalFileError, JournalProgress> =>
  async () => {
    // Beside it: a rename does not cross file systems.
    const partial = `${file}.${randomUUID()}.part`
    let written: JournalProgress = { events: 0, bytes: 0 }
    const text = journalText(store, {
      onProgress: progress => {
        written = progress
        onProgress(progress)
      }
    })
    try {
      const handle = await open(partial, 'wx')
      const failed = await writeAll(handle, text)
      if (failed !== null) {
        await discard(partial)
        return E.left(failed)
      }
      await rename(partial, file)
      return E.right(written)
    } catch (error) {
      await discard(partial)
      return E.left(journalFileError(file, error))
    }
  }

/** Best effort: what went wrong before is what is told. */
const discard = (file: string): Promise<void> => rm(file, { force: true }).catch(() => undefined)

const writeAll = async (
  handle: FileHandle,
  text: Pages<ReadAllError, string>
): Promise<ReadAllError | null> => {
  try {
    for await (const lines of text) {
      if (E.isLeft(lines)) return lines.left
      await handle.writeFile(lines.right)
    }
    await handle.sync()
    return null
  } finally {
    await handle.close()
  }
}
