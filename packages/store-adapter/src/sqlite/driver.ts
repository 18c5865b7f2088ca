import * as E from 'fp-ts/Either'
import type { SqliteDriver, SqliteDriverName } from './database'

/** Each is loaded when it is asked for, and gives null where it is not there, or not good enough. */
const drivers: Readonly<Record<SqliteDriverName, () => SqliteDriver | null>> = {
  'node:sqlite': () => {
    const { nodeSqlite }: typeof import('./node-sqlite') = require('./node-sqlite')
    return nodeSqlite()
  },
  'better-sqlite3': () => {
    const { betterSqlite3 }: typeof import('./better-sqlite3') = require('./better-sqlite3')
    return betterSqlite3()
  }
}

/** In the order of preference: where Node has a SQLite of its own, nothing else is to be installed. */
const names: ReadonlyArray<SqliteDriverName> = ['node:sqlite', 'better-sqlite3']

const found = new Map<SqliteDriverName, SqliteDriver>()

const load = (name: SqliteDriverName): SqliteDriver | null => {
  const driver = found.get(name) ?? drivers[name]()
  if (driver !== null) found.set(name, driver)
  return driver
}

/**
 * SQLite, of Node where Node has it, else of better-sqlite3. `AVENANT_SQLITE_DRIVER` names the only one to take. Left
 * says what to install.
 */
export const sqliteDriver = (): E.Either<string, SqliteDriver> => {
  const asked = process.env.AVENANT_SQLITE_DRIVER ?? ''
  const allowed = asked === '' ? names : names.filter(name => name === asked)
  if (allowed.length === 0) return E.left(`AVENANT_SQLITE_DRIVER : donnez ${names.join(' ou ')}`)
  for (const name of allowed) {
    const driver = load(name)
    if (driver !== null) return E.right(driver)
  }
  return E.left(
    asked === 'node:sqlite'
      ? "ce Node n'a pas de SQLite assez récent : prenez Node 24, à jour"
      : 'installez better-sqlite3 (npm install better-sqlite3), ou prenez Node 24, à jour'
  )
}
