import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { codeOf } from '../error-code'
import { type CannotOpen, cannotOpen, type OpenError, type StoreFault } from '../errors'
import type { SqliteDatabase } from './database'
import { storeFaultOf } from './faults'
import { damageOf } from './verify'

export type BackupError = CannotOpen | OpenError | StoreFault

/**
 * The journal as it stands now, into a file that must not be there yet. On a connection of its own, within one
 * reading transaction: what is appended meanwhile, by whomever, neither waits nor gets in. The copy is checked
 * before it takes its name, so that a file of that name is always a whole one.
 */
export const backupInto =
  (open: (file: string) => E.Either<OpenError, SqliteDatabase>, source: string) =>
  async (file: string): Promise<E.Either<BackupError, void>> => {
    if (file === '' || existsSync(file))
      return E.left(cannotOpen(file, 'EXISTS', 'donnez un nouveau fichier'))
    const opened = open(source)
    if (E.isLeft(opened)) return opened
    const partial = `${file}.partial`
    try {
      opened.right.exec('BEGIN')
      opened.right.prepare('SELECT count(*) FROM streams').get()
      await opened.right.backup(partial)
      const damage = checkCopy(open, partial)
      if (damage !== null) return E.left(damage)
      renameSync(partial, file)
      return E.right(undefined)
    } catch (error) {
      return E.left(backupErrorOf(file, error))
    } finally {
      opened.right.close()
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${partial}${suffix}`, { force: true })
    }
  }

const checkCopy = (
  open: (file: string) => E.Either<OpenError, SqliteDatabase>,
  partial: string
): OpenError | null => {
  const copy = open(partial)
  if (E.isLeft(copy)) return copy.left
  const damage = damageOf(copy.right)
  // Closing folds the log into the file; then the file itself goes to the disk.
  copy.right.close()
  const handle = openSync(partial, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  return damage === null ? null : cannotOpen(partial, 'DAMAGED', `copie abîmée : ${damage}`)
}

const backupErrorOf = (file: string, error: unknown): BackupError => {
  const code = codeOf(error)
  if (code?.startsWith('SQLITE_') === true && !/^SQLITE_(?:CANTOPEN|READONLY)/.test(code))
    return storeFaultOf(error)
  return cannotOpen(file, code ?? 'NO_DIRECTORY', 'vérifiez le dossier, la place et les droits')
}
