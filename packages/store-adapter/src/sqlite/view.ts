import { realpathSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { codeOf } from '../error-code'
import { cannotOpen, noJournal, type OpenError, storeBusy } from '../errors'
import { numberOf, openErrorOf, refusedByDamage } from './connection'
import type { SqliteDatabase } from './database'
import { sqliteDriver } from './driver'
import { checkFile, checkMarks } from './header'
import { pause } from './patience'
import { copyPrivately, type PrivateCopy, removeFolder, type Signature } from './private-copy'
import { type Reading, readingOf } from './reading'
import { refusedByShape } from './shape'
import { statementsOf } from './statements'

/** The journal as it stood at one moment. */
export type View = {
  readonly db: SqliteDatabase
  readonly reading: Reading
  readonly signature: Signature
  /** How long it took to copy, in milliseconds. */
  readonly took: number
}

export type Viewing = {
  readonly file: string
  /** How long a journal that others write is copied again until a copy is whole, in milliseconds. */
  readonly patience: number
  readonly verify: boolean
}

/** Of the journal as it stands now. Nothing of it stays in the file system, even when the process is killed. */
export const viewOf = async ({ file, patience, verify }: Viewing): Promise<E.Either<OpenError, View>> => {
  const deadline = performance.now() + patience
  try {
    for (;;) {
      const checked = checkFile(file)
      if (E.isLeft(checked)) return checked
      if (checked.right === 'nothing') return E.left(noJournal(file))
      const started = performance.now()
      const copy = await copyPrivately(realpathSync(file))
      if (copy !== null) {
        const opened = await openCopy(file, copy, verify)
        return E.map((view: Omit<View, 'took'>) => ({ ...view, took: performance.now() - started }))(opened)
      }
      if (performance.now() >= deadline) return E.left(storeBusy('CHANGING'))
      await pause()
    }
  } catch (error) {
    return E.left(copyErrorOf(file, error))
  }
}

const openCopy = async (
  file: string,
  copy: PrivateCopy,
  verify: boolean
): Promise<E.Either<OpenError, Omit<View, 'took'>>> => {
  const driver = sqliteDriver()
  if (E.isLeft(driver)) return E.left(cannotOpen(file, 'NO_DRIVER', driver.left))
  let db: SqliteDatabase | null = null
  try {
    db = driver.right.connect(copy.file, { fileMustExist: true })
    db.pragma('synchronous = OFF')
    // Takes the log in: nothing but the database is left to hold open.
    db.pragma('journal_mode = DELETE')
    const refused =
      refusedByMarks(file, db) ??
      refusedByShape(driver.right, db, file) ??
      (verify ? refusedByDamage(db, file) : null)
    if (refused === null) {
      db.pragma('query_only = ON')
      return E.right({ db, reading: readingOf(statementsOf(db)), signature: copy.signature })
    }
    db.close()
    return E.left(refused)
  } catch (error) {
    db?.close()
    return E.left(openErrorOf(file, error))
  } finally {
    // What is open is read on, and goes with the process.
    await removeFolder(copy.folder)
  }
}

const refusedByMarks = (file: string, db: SqliteDatabase): OpenError | null => {
  const marks = checkMarks(file, {
    applicationId: numberOf(db, 'application_id'),
    version: numberOf(db, 'user_version')
  })
  return E.isLeft(marks) ? marks.left : null
}

const noRoom = /^(?:ENOSPC|EDQUOT|EROFS)$/

const copyErrorOf = (file: string, error: unknown): OpenError => {
  const code = codeOf(error)
  if (code === null) throw error
  if (noRoom.test(code) || isAboutFolder(error))
    return cannotOpen(file, code, 'donnez un dossier temporaire (TMPDIR) où le journal a la place', true)
  if (code === 'ENOENT') return cannotOpen(file, 'FILE_REMOVED', 'vérifiez le chemin', true)
  return cannotOpen(
    file,
    code,
    'donnez à ce programme le droit de lire le journal et ce qui est à côté (-wal)'
  )
}

const isAboutFolder = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'mkdtemp'
