/**
 * A journal that is given once, kept in the temporary folder while it is taken in: so that nothing of it is written before
 * all of it is checked, and what was cut off can be compared and gone on with, in bounded memory.
 */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import type { RestoredEvent } from '../engine'
import { codeOf } from '../error-code'
import {
  type CannotRestore,
  cannotRestore,
  type RestoreRefused,
  restoreRefused,
  type StoreFault,
  storeClosed,
  storeUnavailable
} from '../errors'
import type { Pages } from '../pages'
import { SeenIds } from '../seen-ids'

export type Spool = {
  /** How many there are. */
  readonly events: number
  /** One after the other, without the first `skipped`. Throws as `fs` does. */
  readonly from: (skipped: number) => AsyncGenerator<RestoredEvent, void>
  readonly close: () => Promise<void>
}

/** Written and read at once. */
const mostEvents = 256
const mostCharacters = 1024 * 1024

type Block = { readonly skipped: number; readonly at: number; readonly bytes: number }

/** The first event that this engine refuses, or the fault among the pages, undoes it. */
export const spoolOf = async <Fault>(
  pages: Pages<Fault, ReadonlyArray<RestoredEvent>>,
  closing: AbortSignal
): Promise<E.Either<Fault | RestoreRefused | CannotRestore | StoreFault, Spool>> => {
  let spool: Filling | null = null
  try {
    spool = await newSpool()
    const refusal = refusals()
    for await (const page of pages) {
      const refused = closing.aborted
        ? storeClosed
        : E.isLeft(page)
          ? page.left
          : firstOf(page.right, refusal)
      if (refused !== null) {
        await spool.close()
        return E.left(refused)
      }
      if (E.isRight(page)) for (const event of page.right) await spool.add(event)
    }
    return E.right(await spool.filled())
  } catch (error) {
    await spool?.close()
    return E.left(spoolFaultOf(error))
  }
}

export const spoolFaultOf = (error: unknown): StoreFault => {
  const code = codeOf(error)
  // What `fs` did not say is a mistake of this program.
  if (code === null) throw error
  return storeUnavailable(
    code,
    true,
    'la reprise garde une copie du journal dans le dossier temporaire (TMPDIR) : donnez-lui de la place, puis recommencez'
  )
}

const firstOf = <Refused>(
  page: ReadonlyArray<RestoredEvent>,
  refusal: (event: RestoredEvent) => Refused | null
): Refused | null => {
  for (const event of page) {
    const refused = refusal(event)
    if (refused !== null) return refused
  }
  return null
}

/** What the checks of every engine let pass. */
const refusals = (): ((event: RestoredEvent) => RestoreRefused | CannotRestore | null) => {
  const begun = new Set<string>()
  const seen = new SeenIds()
  let rank = 0
  return ({ stream, revision, id }) => {
    rank++
    if (!begun.has(stream) && revision > 0) return cannotRestore({ engine: 'EventStoreDB', stream, revision })
    begun.add(stream)
    return seen.add(stream, id)
      ? null
      : restoreRefused(rank, id, [{ path: 'id', message: `déjà dans ${stream}` }])
  }
}

type Filling = Pick<Spool, 'close'> & {
  readonly add: (event: RestoredEvent) => Promise<void>
  readonly filled: () => Promise<Spool>
}

/** Readable by this user alone, and by no name once it is open: it goes with the process, also when that is killed. */
const newSpool = async (): Promise<Filling> => {
  const folder = await mkdtemp(join(tmpdir(), 'avenant-reprise-'))
  let file: FileHandle
  try {
    file = await open(join(folder, 'journal'), 'wx+', 0o600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const blocks: Block[] = []
  let waiting: string[] = []
  let characters = 0
  let events = 0
  let end = 0

  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return
    const bytes = Buffer.from(`[${waiting.join(',')}]`)
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, end + written)
      written += bytesWritten
    }
    blocks.push({ skipped: events - waiting.length, at: end, bytes: bytes.length })
    end += bytes.length
    waiting = []
    characters = 0
  }

  const readBlock = async ({ at, bytes }: Block): Promise<ReadonlyArray<RestoredEvent>> => {
    const buffer = Buffer.allocUnsafe(bytes)
    for (let read = 0; read < bytes; ) {
      const { bytesRead } = await file.read(buffer, read, bytes - read, at + read)
      if (bytesRead === 0) throw Object.assign(new Error('the copy is shorter than it was'), { code: 'EIO' })
      read += bytesRead
    }
    // This program wrote it, into a file that nobody else can name.
    return JSON.parse(buffer.toString('utf8')) as ReadonlyArray<RestoredEvent>
  }

  async function* from(skipped: number): AsyncGenerator<RestoredEvent, void> {
    for (const [index, block] of blocks.entries()) {
      const next = blocks[index + 1]?.skipped ?? events
      if (next <= skipped) continue
      yield* (await readBlock(block)).slice(Math.max(0, skipped - block.skipped))
    }
  }

  const close = (): Promise<void> => file.close()
  return {
    add: async event => {
      const text = JSON.stringify(event)
      waiting.push(text)
      characters += text.length
      events++
      if (waiting.length >= mostEvents || characters >= mostCharacters) await flush()
    },
    filled: async () => {
      await flush()
      return { events, from, close }
    },
    close
  }
}
