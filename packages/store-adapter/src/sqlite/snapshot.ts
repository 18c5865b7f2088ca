import * as E from 'fp-ts/Either'
import type { JournalReader } from '../engine'
import type { OpenError, StoreFault } from '../errors'
import { disconnect } from './connection'
import type { SqliteDatabase } from './database'
import { attempt, faultOfOpening } from './faults'
import { patiently } from './patience'
import { scan } from './scan'
import { type Statements, statementsOf } from './statements'

/**
 * Reads the journal as it was at the first page, in one transaction on a connection of its own. It hinders no writer;
 * the log of the file only is not emptied until it is closed.
 */
export const snapshotReader = (
  open: () => E.Either<OpenError | StoreFault, SqliteDatabase>,
  patience: number
): JournalReader => {
  let kept: { readonly db: SqliteDatabase; readonly sql: Statements } | null = null

  const begun = (): E.Either<StoreFault, Statements> => {
    if (kept !== null) return E.right(kept.sql)
    const opened = open()
    if (E.isLeft(opened)) return E.left(faultOfOpening(opened.left))
    const db = opened.right
    return attempt(() => {
      db.exec('BEGIN')
      kept = { db, sql: statementsOf(db) }
      return E.right(kept.sql)
    })
  }

  return {
    scan: slice =>
      patiently(patience, () => {
        const sql = begun()
        return E.isLeft(sql) ? sql : attempt(() => E.right(scan(sql.right, slice)))
      }),
    // Closing ends the transaction.
    close: () => {
      if (kept !== null) disconnect(kept.db)
      kept = null
    }
  }
}
