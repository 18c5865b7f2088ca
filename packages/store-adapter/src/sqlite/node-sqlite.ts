/** The SQLite of Node itself, behind what the engine uses of better-sqlite3. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type {
  SqliteDatabase,
  SqliteDriver,
  SqliteOpening,
  SqliteRan,
  SqliteStatement,
  SqliteValue
} from './database'
import { resultName } from './result-name'

type Bound = ReadonlyArray<SqliteValue>

type NodeStatement<Row> = {
  readonly get: (...bound: Bound) => Row | undefined
  readonly all: (...bound: Bound) => Row[]
  readonly run: (...bound: Bound) => SqliteRan
  readonly setReturnArrays: (arrays: boolean) => void
  readonly setReadBigInts: (bigints: boolean) => void
}

type NodeDatabase = {
  readonly isOpen: boolean
  readonly isTransaction: boolean
  readonly exec: (sql: string) => void
  /** What a row holds is for those who wrote the statement to say: `never` is any of it. */
  readonly prepare: (sql: string) => NodeStatement<never>
  readonly close: () => void
}

type NodeModule = {
  readonly DatabaseSync: new (
    file: string | URL,
    options: { readonly timeout: number; readonly readOnly: boolean; readonly defensive: boolean }
  ) => NodeDatabase
  readonly backup: (from: NodeDatabase, file: string) => Promise<unknown>
}

/**
 * Null where Node has none, or none that does: with rows as arrays and backups (22.16), and with SQLite 3.51.3, before
 * which two connections that write at one time could, rarely, damage a journal (sqlite.org/wal.html#walresetbug).
 */
export const nodeSqlite = (): SqliteDriver | null => {
  const sqlite = load()
  if (!isGoodEnough(sqlite)) return null
  const { DatabaseSync, backup } = sqlite
  return {
    name: 'node:sqlite',
    connect: (file, { timeout = 0, readonly = false, fileMustExist = false } = {}) => {
      checkDirectory(file)
      const place = placeOf(file, { readonly, fileMustExist })
      const db = telling(() => new DatabaseSync(place, { timeout, readOnly: readonly, defensive: true }))
      return databaseOf(db, async to => {
        checkDirectory(to)
        return backup(db, placeName(to)).catch(thrown)
      })
    }
  }
}

/**
 * Without the warning that it is experimental, which some versions write to the standard error of any program. By
 * `getBuiltinModule` a bundler leaves it alone; Node has that since 20.16.
 */
const load = (): object | undefined => {
  const emitWarning = process.emitWarning
  process.emitWarning = () => {}
  try {
    return 'getBuiltinModule' in process ? process.getBuiltinModule('node:sqlite') : undefined
  } finally {
    process.emitWarning = emitWarning
  }
}

const isGoodEnough = (sqlite: object | undefined): sqlite is NodeModule =>
  sqlite !== undefined &&
  'DatabaseSync' in sqlite &&
  'backup' in sqlite &&
  'StatementSync' in sqlite &&
  typeof sqlite.StatementSync === 'function' &&
  'setReturnArrays' in sqlite.StatementSync.prototype &&
  isSince([3, 51, 3], process.versions.sqlite ?? '')

const isSince = (wanted: ReadonlyArray<number>, version: string): boolean => {
  const numbers = version.split('.').map(Number)
  const differs = wanted.findIndex((part, index) => part !== (numbers[index] ?? 0))
  return differs === -1 || (numbers[differs] ?? 0) > (wanted[differs] ?? 0)
}

/** Node takes what starts with `file:` for an address. */
const placeName = (file: string): string => (file.startsWith('file:') ? resolve(file) : file)

/** Only an address can say that nothing is to be made. */
const placeOf = (file: string, { readonly, fileMustExist }: SqliteOpening): string | URL => {
  if (readonly || !fileMustExist || file === ':memory:') return placeName(file)
  const place = pathToFileURL(file)
  place.searchParams.set('mode', 'rw')
  return place
}

/** As better-sqlite3 says it: of SQLite's codes, the one for it says no more than that something is wrong. */
const checkDirectory = (file: string): void => {
  if (!existsSync(dirname(file))) throw new TypeError(`Cannot open ${file}: its directory does not exist`)
}

const databaseOf = (db: NodeDatabase, backup: SqliteDatabase['backup']): SqliteDatabase => ({
  get open() {
    return db.isOpen
  },
  prepare: sql => statementOf(telling(() => db.prepare(sql))),
  exec: sql => telling(() => db.exec(sql)),
  pragma: (sql, { simple = false } = {}) => {
    const pragma = telling(() => db.prepare(`PRAGMA ${sql}`))
    return simple ? statementOf(pragma).pluck().get() : statementOf(pragma).all()
  },
  transaction: work => ({ immediate: (...given) => within(db, () => work(...given)) }),
  backup,
  close: () => {
    if (db.isOpen) db.close()
  }
})

const statementOf = <Given extends Bound, Row>(
  statement: NodeStatement<never>
): SqliteStatement<Given, Row> => {
  const rows: NodeStatement<Row> = statement
  const columns: NodeStatement<readonly [Row]> = statement
  let first = false
  const self: SqliteStatement<Given, Row> = {
    get: (...bound) => telling(() => (first ? columns.get(...bound)?.[0] : rows.get(...bound))),
    all: (...bound) =>
      telling(() => (first ? columns.all(...bound).map(([value]) => value) : rows.all(...bound))),
    run: (...bound) => telling(() => statement.run(...bound)),
    raw: () => {
      statement.setReturnArrays(true)
      return self
    },
    pluck: () => {
      first = true
      return self.raw()
    },
    safeIntegers: () => {
      statement.setReadBigInts(true)
      return self
    }
  }
  return self
}

const whole = { begin: 'BEGIN IMMEDIATE', commit: 'COMMIT', undo: 'ROLLBACK' }
const nested = { begin: 'SAVEPOINT part', commit: 'RELEASE part', undo: 'ROLLBACK TO part; RELEASE part' }

const within = <Result>(db: NodeDatabase, work: () => Result): Result => {
  const { begin, commit, undo } = telling(() => db.isTransaction) ? nested : whole
  telling(() => db.exec(begin))
  try {
    const result = work()
    telling(() => db.exec(commit))
    return result
  } catch (error) {
    // SQLite has rolled back by itself where it could not go on.
    if (db.isTransaction) db.exec(undo)
    throw error
  }
}

const telling = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    return thrown(error)
  }
}

/** The same error, by the name of SQLite's result; of a connection that is closed, as better-sqlite3 says it. */
const thrown = (error: unknown): never => {
  if (typeof error !== 'object' || error === null || !('code' in error)) throw error
  if (error.code === 'ERR_INVALID_STATE') throw new TypeError('The database connection is not open')
  if ('errcode' in error && typeof error.errcode === 'number')
    throw Object.assign(error, { code: resultName(error.errcode) })
  throw error
}
