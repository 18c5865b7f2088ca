import { right } from '../src/contract/harness'
import type { SqliteDatabase, SqliteOpening } from '../src/sqlite/database'
import { sqliteDriver } from '../src/sqlite/driver'

/** A connection of the test's own to a file, by the driver that the engine takes. */
export const sqliteFile = (file: string, opening?: SqliteOpening): SqliteDatabase =>
  right(sqliteDriver()).connect(file, opening)
