import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { codeOf } from '../error-code'
import { type FileNotWritten, notWritten, notWrittenBecause } from './errors'
import { type Target, targetOf } from './target'

export type WholeFileOptions = {
  /** Files that are being read: none of them is replaced, whatever the name that is given. */
  readonly sources?: ReadonlyArray<string>
  /** Once it is aborted, nothing more is written, and what was begun is removed. */
  readonly signal?: AbortSignal
}

/**
 * Writes a text, some of it at a time, to `file`, which appears, or replaces the one that is there, only when it is
 * whole and on the disk; its mode and owner stay. A text that ends with a `Left`, a full disk, an aborted signal leave
 * what was there, and nothing beside it. A link is followed. Never replaced are what is no ordinary file, one of
 * `sources`, and a SQLite database or what stands beside one.
 *
 * @example writeWholeFile('annexes.html', [E.right(page)])
 */
export const writeWholeFile =
  <F>(
    file: string,
    text: AsyncIterable<E.Either<F, string>> | Iterable<E.Either<F, string>>,
    { sources = [], signal }: WholeFileOptions = {}
  ): TaskEither<F | FileNotWritten, void> =>
  async () => {
    const target = await targetOf(file, sources)
    if (E.isLeft(target)) return target
    const folder = dirname(target.right.path)
    // Beside it, for a rename does not cross file systems; of a length that any file system takes.
    const partial = join(folder, `.${randomUUID()}.part`)
    try {
      const failed = await writePartial(partial, target.right, text, signal)
      if (failed === null && signal?.aborted !== true) {
        await rename(partial, target.right.path)
        await flushFolder(folder)
        return E.right(undefined)
      }
      await discard(partial)
      return E.left(failed ?? notWritten(file, 'ABORTED'))
    } catch (error) {
      await discard(partial)
      return E.left(notWrittenBecause(file, error))
    }
  }

const writePartial = async <F>(
  partial: string,
  { before }: Target,
  text: AsyncIterable<E.Either<F, string>> | Iterable<E.Either<F, string>>,
  signal: AbortSignal | undefined
): Promise<F | null> => {
  // What replaces a file is read by nobody who might not read that one.
  const handle = await open(partial, 'wx', before === null ? 0o666 : 0o600)
  try {
    if (before !== null) await keepRights(handle, before)
    for await (const some of text) {
      if (E.isLeft(some)) return some.left
      if (signal?.aborted === true) return null
      await handle.writeFile(some.right)
    }
    await handle.sync()
    return null
  } finally {
    await handle.close()
  }
}

const keepRights = async (
  handle: FileHandle,
  { mode, uid, gid }: NonNullable<Target['before']>
): Promise<void> => {
  // Only the superuser gives a file to somebody else: for others it becomes the writer's.
  await handle.chown(Number(uid), Number(gid)).catch(() => undefined)
  await handle.chmod(Number(mode) & 0o777)
}

/** Some file systems, and Windows, flush no folder: there, a rename is as durable as it can be. */
const flushFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!unflushable.has(codeOf(error) ?? '')) throw error
  }
}

const unflushable = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES'])

/** Best effort: what went wrong before is what is told. */
const discard = (file: string): Promise<void> => rm(file, { force: true }).catch(() => undefined)
