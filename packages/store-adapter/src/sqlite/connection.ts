import * as E from 'fp-ts/Either'
import { codeOf, messageOf } from '../error-code'
import { cannotOpen, noJournal, type OpenError, storeBusy } from '../errors'
import type { SqliteDatabase, SqliteDriver } from './database'
import { connectionOn } from './descriptors'
import { sqliteDriver } from './driver'
import { sqliteCodeOf } from './faults'
import { checkFile, checkMarks } from './header'
import { schema } from './schema'
import { refusedByShape } from './shape'
import { damageOf } from './verify'

/**
 * Opens the file, or makes it. Several programs may do so at once: whoever gets the lock first makes the tables,
 * the others find them.
 */
export const connect = (
  file: string,
  busyTimeout: number,
  { verify = false, create = true }: { readonly verify?: boolean; readonly create?: boolean } = {}
): E.Either<OpenError, SqliteDatabase> => {
  const checked = checkFile(file)
  if (E.isLeft(checked)) return checked
  if (checked.right === 'nothing' && !create) return E.left(noJournal(file))
  const driver = sqliteDriver()
  if (E.isLeft(driver)) return E.left(cannotOpen(file, 'NO_DRIVER', driver.left))
  let db: SqliteDatabase | null = null
  try {
    db = driver.right.connect(file, { timeout: busyTimeout, fileMustExist: !create })
    closings.set(db, connectionOn(file))
    const refused = prepare(driver.right, db, file) ?? (verify ? refusedByDamage(db, file) : null)
    if (refused === null) return E.right(db)
    disconnect(db)
    return E.left(refused)
  } catch (error) {
    if (db !== null) disconnect(db)
    return E.left(openErrorOf(file, error))
  }
}

const closings = new WeakMap<SqliteDatabase, () => void>()

/** Closes what `connect` opened. */
export const disconnect = (db: SqliteDatabase): void => {
  db.close()
  closings.get(db)?.()
  closings.delete(db)
}

const prepare = (driver: SqliteDriver, db: SqliteDatabase, file: string): OpenError | null => {
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // What a retention removes is overwritten, not only unlinked: it is personal data.
  db.pragma('secure_delete = ON')
  // Once the marks are there they are read outside of any lock.
  if (isBlank(db))
    db.transaction(() => {
      if (isBlank(db)) db.exec(schema)
    }).immediate()
  const marks = checkMarks(file, {
    applicationId: numberOf(db, 'application_id'),
    version: numberOf(db, 'user_version')
  })
  if (E.isLeft(marks)) return marks.left
  const misshapen = refusedByShape(driver, db, file)
  if (misshapen !== null) return misshapen
  // After the tables: so the marks are in the file itself, where `checkFile` looks, and not in its -wal.
  db.pragma('journal_mode = WAL')
  return null
}

export const refusedByDamage = (db: SqliteDatabase, file: string): OpenError | null => {
  const damage = damageOf(db)
  return damage === null
    ? null
    : cannotOpen(file, 'DAMAGED', `le fichier est abîmé (${damage}) : restaurez une sauvegarde`)
}

const isBlank = (db: SqliteDatabase): boolean =>
  numberOf(db, 'user_version') === 0 && numberOf(db, 'schema_version') === 0

export const numberOf = (db: SqliteDatabase, pragma: string): number =>
  Number(db.pragma(pragma, { simple: true }))

export const openErrorOf = (file: string, error: unknown): OpenError => {
  const code = sqliteCodeOf(error)
  if (code !== null && /^SQLITE_(?:BUSY|LOCKED)/.test(code)) return storeBusy(code)
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return cannotOpen(file, code, 'le fichier est abîmé : restaurez une sauvegarde')
  if (code !== null) return cannotOpen(file, code, 'vérifiez le chemin, la place et les droits')
  // The drivers say so themselves, without a code, when the folder is missing.
  if (messageOf(error).includes('directory does not exist'))
    return cannotOpen(file, 'NO_DIRECTORY', "créez d'abord le dossier")
  const system = codeOf(error)
  if (system === null) throw error
  return cannotOpen(file, system, 'vérifiez le chemin, la place et les droits')
}
