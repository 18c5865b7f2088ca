import { type BigIntStats, closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '../error-code'
import { type StoreFault, storeUnavailable } from '../errors'
import { openToRead } from './descriptors'

export type JournalFiles = {
  /** Within the transaction of a commit, before it writes. */
  readonly begun: () => void
  /** After each commit and before its answer. Once something is lost, it stays so. */
  readonly lost: () => StoreFault | null
  /** Before SQLite closes them. */
  readonly close: () => void
}

/**
 * SQLite goes on writing into files that were removed, replaced or cut, and all of it would be gone at the next start:
 * what is answered has to be in the files of these names. `rescue` takes into the database what the log holds that SQLite
 * has open: it is called when that log has no name any more and everything else is in its place.
 *
 * Not told are a copy of this very journal, as long as it or longer, that is written over the database, and bytes changed
 * within the log.
 *
 * A commit opens no file, and asks nothing about the log but its bytes: once a program asked for the times of a file, a
 * recent Linux keeps those of its next writing apart, and the flush writes them too, which takes a third of an append
 * more. So the names of the log and of its index are looked at when their folder changed.
 */
export const journalFiles = (file: string, rescue: () => void): JournalFiles => {
  const real = realpathSync(file)
  const [log, index] = [`${real}-wal`, `${real}-shm`]
  // No lock is held on a log: its descriptors may be closed.
  const descriptor = openSync(log, 'r')
  const opened = {
    database: look(file),
    log: fstatSync(descriptor, { bigint: true }),
    index: look(index)
  }
  const cookie = schemaCookie(file)
  let database = opened.database
  let written = { size: fstatSync(descriptor).size, header: headerOf(descriptor) }
  const folder = dirname(real)
  /** The folder when the names in it were last found right; null while a change of it could go unseen. */
  let rightNames: BigIntStats | null = null
  let fault: StoreFault | null = null

  const misplacedNames = (): string | null => {
    const now = look(folder)
    if (rightNames !== null && same(now, rightNames) && now?.mtimeNs === rightNames.mtimeNs) return null
    const shared = look(index)
    if (!same(shared, opened.index)) return shared === null ? 'INDEX_REMOVED' : 'INDEX_REPLACED'
    const wal = look(log)
    if (!same(wal, opened.log)) return wal === null ? 'LOG_REMOVED' : 'LOG_REPLACED'
    rightNames = now !== null && isOld(now) ? now : null
    return null
  }

  const found = (): string | null => {
    const now = look(file)
    if (now === null) return 'FILE_REMOVED'
    if (!same(now, opened.database)) return 'FILE_REPLACED'
    const changed = now.size !== database?.size || now.mtimeNs !== database.mtimeNs
    if (now.size < (database?.size ?? 0n) || (changed && schemaCookie(file) !== cookie))
      return 'FILE_OVERWRITTEN'
    database = now
    const misplaced = misplacedNames()
    if (misplaced !== null) return misplaced
    const header = headerOf(descriptor)
    // Another program's checkpoint may have emptied it since the commit, and taken all of it in.
    if (header.length > 0 && !isLogHeader(header)) return 'LOG_TRUNCATED'
    const begunAgain = !header.equals(written.header)
    written = { header, size: begunAgain ? fstatSync(descriptor).size : endFrom(descriptor, written.size) }
    return null
  }

  return {
    begun: () => {
      const { size, header } = written
      // A log is cut by a checkpoint too, and then begins with another header.
      if (size > 0 && !hasByte(descriptor, size - 1) && headerOf(descriptor).equals(header))
        fault ??= moved('LOG_TRUNCATED')
    },
    lost: () => {
      if (fault !== null) return fault
      try {
        const code = found()
        if (code === 'LOG_REMOVED') rescue()
        if (code !== null) fault = moved(code)
      } catch (error) {
        fault = moved(codeOf(error) ?? 'FILE_UNREACHABLE')
      }
      return fault
    },
    close: () => closeSync(descriptor)
  }
}

export const moved = (code: string): StoreFault =>
  storeUnavailable(code, false, 'remettez le fichier du journal à sa place et rouvrez-le')

const look = (path: string): BigIntStats | null =>
  statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null

/** Some disks keep times to two seconds: of two changes at about one time, the second may leave no trace. */
const isOld = ({ mtimeMs }: BigIntStats): boolean => Number(mtimeMs) < Date.now() - 3000

const same = (a: BigIntStats | null, b: BigIntStats | null): boolean => a?.ino === b?.ino && a?.dev === b?.dev

const logHeaderBytes = 32

/** Shorter where the log is. */
const headerOf = (log: number): Buffer => {
  const header = Buffer.alloc(logHeaderBytes)
  return header.subarray(0, readSync(log, header, 0, header.length, 0))
}

const read = Buffer.alloc(64 * 1024)

const hasByte = (log: number, at: number): boolean => readSync(log, read, 0, 1, at) === 1

/** Where the log ends, by reading on from where it ended. */
const endFrom = (log: number, from: number): number => {
  for (let end = from; ; ) {
    const bytes = readSync(log, read, 0, read.length, end)
    end += bytes
    if (bytes < read.length) return end
  }
}

/** One of the two magic numbers of a log. */
const isLogHeader = (header: Buffer): boolean =>
  header.length === logHeaderBytes && (header.readUInt32BE(0) & 0xfffffffe) >>> 0 === 0x377f0682

/** Changes with the tables, which no program does to a journal in use. */
const schemaCookie = (file: string): number => {
  const header = Buffer.alloc(44)
  const descriptor = openToRead(file)
  try {
    readSync(descriptor.number, header, 0, header.length, 0)
  } finally {
    descriptor.close()
  }
  return header.readUInt32BE(40)
}
