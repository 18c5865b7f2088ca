/** Which file a name stands for, and whether it may be replaced. */
import { type BigIntStats, constants, readSync } from 'node:fs'
import { access, lstat, readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import * as E from 'fp-ts/Either'
import { codeOf } from '../error-code'
import { openToRead } from '../sqlite/descriptors'
import { type FileNotWritten, notWritten, notWrittenBecause } from './errors'

/** The file behind every link, and what is there now; null: nothing. */
export type Target = { readonly path: string; readonly before: BigIntStats | null }

/**
 * An ordinary file that may be written, or a new name in a folder. A link stands for what it points to. Refused are
 * what is no file, a file that is being read (by its identity, whatever its name), and whatever SQLite keeps a
 * database in: no text of ours ever belongs there, and the journal in use is the likeliest of them.
 */
export const targetOf = async (
  file: string,
  sources: ReadonlyArray<string>
): Promise<E.Either<FileNotWritten, Target>> => {
  try {
    const path = await behindLinks(file)
    if (path === null || /[/\\]$/.test(file)) return E.left(notWritten(file, 'NOT_A_FILE'))
    const before = await orNull(lstat(path, { bigint: true }))
    if (await keepsDatabase(path)) return E.left(notWritten(file, 'DATABASE'))
    if (before === null) return E.right({ path, before })
    if (!before.isFile()) return E.left(notWritten(file, 'NOT_A_FILE'))
    for (const source of sources) {
      const read = await orNull(stat(source, { bigint: true }))
      if (read?.dev === before.dev && read.ino === before.ino) return E.left(notWritten(file, 'SOURCE'))
    }
    // A rename asks only for the right on the folder: a file that its owner made read-only would be replaced.
    await access(path, constants.W_OK)
    return E.right({ path, before })
  } catch (error) {
    return E.left(notWrittenBecause(file, error))
  }
}

const mostLinks = 40

/** Null: a file that is open already (`/dev/stdout`, `/dev/fd/3`), whatever its name would be. */
const behindLinks = async (file: string): Promise<string | null> => {
  let path = file
  for (let links = 0; links < mostLinks; links++) {
    const folder = await realpath(dirname(path))
    if (/^\/proc(?:\/|$)/.test(folder)) return null
    path = join(folder, basename(path))
    const link = await linkAt(path)
    if (link === null) return path
    path = resolve(folder, link)
  }
  throw Object.assign(new Error(`too many links: ${file}`), { code: 'ELOOP' })
}

const linkAt = async (path: string): Promise<string | null> => {
  const there = await orNull(lstat(path))
  return there?.isSymbolicLink() === true ? readlink(path) : null
}

const beside = ['-wal', '-shm', '-journal']

const keepsDatabase = async (path: string): Promise<boolean> => {
  for (const suffix of beside)
    if (path.endsWith(suffix) && (await isDatabase(path.slice(0, -suffix.length)))) return true
  return isDatabase(path)
}

const header = Buffer.from('SQLite format 3\0')

const isDatabase = async (path: string): Promise<boolean> => {
  const there = await orNull(stat(path))
  if (there?.isFile() !== true) return false
  const descriptor = openToRead(path)
  try {
    const begins = Buffer.alloc(header.length)
    readSync(descriptor.number, begins, 0, header.length, 0)
    return begins.equals(header)
  } finally {
    descriptor.close()
  }
}

/** Null where there is nothing of that name. */
const orNull = <A>(found: Promise<A>): Promise<A | null> =>
  found.catch(error => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
