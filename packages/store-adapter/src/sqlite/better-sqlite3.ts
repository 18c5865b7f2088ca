import type { SqliteDatabase, SqliteDriver, SqliteOpening } from './database'

type Constructor = new (file: string, opening: SqliteOpening) => SqliteDatabase

/** Null when it is not installed, or was compiled for another Node. */
export const betterSqlite3 = (): SqliteDriver | null => {
  const Database = load()
  return Database === null
    ? null
    : {
        name: 'better-sqlite3',
        connect: (file, opening = {}) => new Database(file, { timeout: 0, ...opening })
      }
}

const load = (): Constructor | null => {
  try {
    const Database: Constructor = require('better-sqlite3')
    // Its compiled half is loaded by its first connection.
    new Database(':memory:', {}).close()
    return Database
  } catch {
    return null
  }
}
