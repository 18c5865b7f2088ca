import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as E from 'fp-ts/Either'
import { codeOf } from '../error-code'
import { type CannotOpen, cannotOpen, type OpenError, type StoreFault } from '../errors'
import { connect, disconnect } from './connection'
import type { SqliteDatabase } from './database'
import { sqliteCodeOf, storeFaultOf } from './faults'
import { refusedName } from './header'
import { damageOf } from './verify'

export type BackupError = CannotOpen | OpenError | StoreFault

/** A connection to what is copied, of the copying alone. */
export type Source = { readonly db: SqliteDatabase; readonly close: () => void }

/**
 * The journal as it stands now, into a file that must not be there yet. On a connection of its own, within one reading
 * transaction: what is appended meanwhile, by whomever, neither waits nor gets in.
 *
 * The copy is made in a folder of its own beside the file, which nobody else may enter; there it is looked through and
 * compared with what was read, and goes to the disk. Only then it gets its name, by a link: that is done at once or not at all,
 * over nothing that is there, and follows no link.
 */
export const backupInto =
  (open: () => Promise<E.Either<BackupError, Source>>, journal: string) =>
  async (file: string): Promise<E.Either<BackupError, void>> => {
    const misnamed = refusedName(file)
    if (misnamed !== null) return E.left(misnamed)
    let folder: string | null = null
    let source: Source | null = null
    try {
      const taken = takenBy(file, journal)
      if (taken !== null) return E.left(cannotOpen(file, 'EXISTS', `donnez un nouveau fichier (${taken})`))
      const opened = await open()
      if (E.isLeft(opened)) return opened
      source = opened.right
      folder = mkdtempSync(join(dirname(file), '.avenant-copie-'))
      const partial = join(folder, 'journal.db')
      source.db.exec('BEGIN')
      const read = extentOf(source.db)
      await source.db.backup(partial)
      const refused = checkCopy(partial, read)
      if (refused !== null) return E.left(refused)
      giveName(partial, file)
      return E.right(undefined)
    } catch (error) {
      return E.left(backupErrorOf(file, error))
    } finally {
      source?.close()
      if (folder !== null) discard(folder)
    }
  }

/** What is there already, of what the copy would become: null for nothing. A log would be taken for its own. */
const takenBy = (file: string, journal: string): string | null => {
  const beside = ['', '-wal', '-shm', '-journal']
  const there = beside.map(suffix => file + suffix).find(isThere)
  if (there !== undefined) return `${basename(there)} existe`
  // SQLite would take it for what it keeps beside the journal.
  const place = (path: string): string => join(realpathSync(dirname(path)), basename(path))
  const real = isThere(journal) ? realpathSync(journal) : journal
  return beside.some(suffix => place(file) === real + suffix)
    ? `${basename(file)} est un nom du journal`
    : null
}

/** A link that leads nowhere is there too. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** What tells two states of a journal apart. */
type Extent = { readonly events: number; readonly last: string | null; readonly given: string | null }

const extentOf = (db: SqliteDatabase): Extent | undefined =>
  db
    .prepare<[], Extent>(
      `SELECT (SELECT count(*) FROM events) AS events,
         (SELECT CAST(max(position) AS TEXT) FROM events) AS last,
         (SELECT CAST(seq AS TEXT) FROM sqlite_sequence WHERE name = 'events') AS given`
    )
    .get()

/** Null when the copy is whole, sound, and of what was read; it is on the disk then. */
const checkCopy = (partial: string, read: Extent | undefined): OpenError | null => {
  const copy = connect(partial, 0, { create: false })
  if (E.isLeft(copy)) return copy.left
  let copied: Extent | undefined
  let damage: string | null
  try {
    damage = damageOf(copy.right)
    copied = extentOf(copy.right)
  } finally {
    // Closing folds the log into the file.
    disconnect(copy.right)
  }
  if (damage !== null) return cannotOpen(partial, 'DAMAGED', `copie abîmée : ${damage}`)
  const beside = readdirSync(dirname(partial)).filter(name => name !== basename(partial))
  if (beside.length > 0 || JSON.stringify(copied) !== JSON.stringify(read))
    return cannotOpen(partial, 'INCOMPLETE', 'la copie n’est pas entière : recommencez', true)
  flush(partial)
  return null
}

const flush = (path: string): void => {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Some file systems, and Windows, flush no folder. */
const flushFolder = (folder: string): void => {
  try {
    flush(folder)
  } catch (error) {
    if (!/^(?:EINVAL|ENOTSUP|EISDIR|EPERM|EACCES)$/.test(codeOf(error) ?? '')) throw error
  }
}

/** What a disk without links answers: FAT, and some shares. */
const noLinks = /^(?:EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP|EMLINK)$/

/** The name, if nothing has it: of two at once, one gets it and the other is thrown `EEXIST`. */
export const giveName = (partial: string, file: string, link: typeof linkSync = linkSync): void => {
  try {
    link(partial, file)
  } catch (error) {
    if (!noLinks.test(codeOf(error) ?? '')) throw error
    // There the name is taken first, by an empty file, and the copy put in its place.
    closeSync(openSync(file, 'wx'))
    renameSync(partial, file)
  }
  flushFolder(dirname(file))
}

const discard = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // The answer stands whether or not what is left over can be removed.
  }
}

const backupErrorOf = (file: string, error: unknown): BackupError => {
  const code = codeOf(error)
  if (code === 'EEXIST') return cannotOpen(file, 'EXISTS', 'donnez un nouveau fichier')
  if (sqliteCodeOf(error) !== null && !/^SQLITE_(?:CANTOPEN|READONLY)/.test(code ?? ''))
    return storeFaultOf(error)
  return cannotOpen(file, code ?? 'NO_DIRECTORY', 'vérifiez le dossier, la place et les droits')
}
