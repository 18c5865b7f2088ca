/**
 * Tells whose file it is from its first 100 bytes, before SQLite opens it: SQLite may write beside a file that it
 * opens (-wal, -shm), and a file that is not ours is to be left as it is.
 */
import { readSync, statSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { codeOf } from '../error-code'
import {
  type CannotOpen,
  cannotOpen,
  type NewerSchema,
  type NotAJournal,
  newerSchema,
  notAJournal
} from '../errors'
import { openToRead } from './descriptors'
import { applicationId, schemaVersion } from './schema'

const magic = 'SQLite format 3\0'
const userVersionOffset = 60
const applicationIdOffset = 68
const headerBytes = 100

/** A journal, or a copy of one, never has such a name. */
export const refusedName = (file: unknown): CannotOpen | null => {
  if (typeof file !== 'string') return cannotOpen(typeof file, 'NOT_A_FILE', "donnez le nom d'un fichier")
  if (file.includes('\0')) return cannotOpen(file, 'NOT_A_FILE', 'retirez le caractère nul du nom')
  if (file === '' || file.startsWith(':'))
    return cannotOpen(file, 'NOT_A_FILE', 'donnez un fichier ; en mémoire : memoryEventStore')
  // A driver takes such a name for the one without them, which is another file.
  if (file.trim() !== file)
    return cannotOpen(file, 'NOT_A_FILE', 'retirez les espaces au début et à la fin du nom')
  return null
}

/** Right when the file is missing or empty, or a journal that this version reads. */
export const checkFile = (
  file: string
): E.Either<NotAJournal | NewerSchema | CannotOpen, 'nothing' | 'journal'> => {
  const refused = refusedName(file)
  if (refused !== null) return E.left(refused)
  try {
    const stats = statSync(file, { throwIfNoEntry: false })
    if (stats === undefined) return E.right('nothing')
    if (!stats.isFile()) return E.left(cannotOpen(file, 'NOT_A_FILE', 'donnez un fichier'))
    return stats.size === 0
      ? E.right('nothing')
      : E.map(() => 'journal' as const)(checkHeader(file, readHeader(file)))
  } catch (error) {
    return E.left(cannotOpen(file, codeOf(error) ?? 'UNKNOWN', 'vérifiez le chemin et les droits'))
  }
}

/** Whose database it is, by its two marks. */
export const checkMarks = (
  file: string,
  marks: { readonly applicationId: number; readonly version: number }
): E.Either<NotAJournal | NewerSchema | CannotOpen, void> => {
  if (marks.applicationId !== applicationId || marks.version < 1)
    return E.left(notAJournal(file, 'other-sqlite'))
  if (marks.version < schemaVersion) return E.left(cannotOpen(file, 'OLDER_SCHEMA', older))
  return marks.version > schemaVersion
    ? E.left(newerSchema(file, marks.version, schemaVersion))
    : E.right(undefined)
}

// Of before the first release.
const older = "exportez ce journal avec le programme qui l'a écrit, puis importez-le"

const checkHeader = (file: string, header: Buffer): E.Either<NotAJournal | NewerSchema | CannotOpen, void> =>
  header.length < headerBytes || header.toString('latin1', 0, magic.length) !== magic
    ? E.left(notAJournal(file, 'not-sqlite'))
    : checkMarks(file, {
        applicationId: header.readUInt32BE(applicationIdOffset),
        version: header.readUInt32BE(userVersionOffset)
      })

const readHeader = (file: string): Buffer => {
  const descriptor = openToRead(file)
  try {
    const header = Buffer.alloc(headerBytes)
    return header.subarray(0, readSync(descriptor.number, header, 0, headerBytes, 0))
  } finally {
    descriptor.close()
  }
}
