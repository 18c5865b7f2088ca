/** What a parameter of a statement may be. */
export type SqliteValue = string | number | bigint | Uint8Array | null

/** The last row that was added, and how many were added, changed or removed. */
export type SqliteRan = { readonly lastInsertRowid: number | bigint; readonly changes: number | bigint }

/**
 * A prepared statement. A row is an object; an array after `raw`; the value of its first column alone after `pluck`.
 * Integers are numbers; after `safeIntegers` they are bigints, as those have to be read that no number holds exactly.
 */
export type SqliteStatement<Bound extends ReadonlyArray<SqliteValue>, Row = unknown> = {
  readonly get: (...bound: Bound) => Row | undefined
  readonly all: (...bound: Bound) => Row[]
  readonly run: (...bound: Bound) => SqliteRan
  readonly raw: () => SqliteStatement<Bound, Row>
  readonly pluck: () => SqliteStatement<Bound, Row>
  readonly safeIntegers: () => SqliteStatement<Bound, Row>
}

/**
 * A connection to a SQLite file, whichever driver it comes from: what Avenant uses of better-sqlite3, by its names. It
 * throws what SQLite refuses as an error whose `code` is SQLite's own (`SQLITE_BUSY`, `SQLITE_IOERR_WRITE`).
 */
export type SqliteDatabase = {
  readonly open: boolean
  readonly prepare: <Bound extends ReadonlyArray<SqliteValue> = ReadonlyArray<SqliteValue>, Row = unknown>(
    sql: string
  ) => SqliteStatement<Bound, Row>
  readonly exec: (sql: string) => unknown
  /** The rows of a pragma, as objects; with `simple`, the value of its first row alone. */
  readonly pragma: (sql: string, options?: { readonly simple?: boolean }) => unknown
  /** `immediate` takes the lock, then commits when `work` gives and rolls back when it throws; it nests. */
  readonly transaction: <Given extends unknown[], Result>(
    work: (...given: Given) => Result
  ) => { readonly immediate: (...given: Given) => Result }
  /** Copies the database as this connection sees it into a file. */
  readonly backup: (file: string) => Promise<unknown>
  readonly close: () => unknown
}

export type SqliteOpening = {
  /** How long SQLite itself waits for a lock, in milliseconds; it holds the event loop meanwhile. 0 by default. */
  readonly timeout?: number
  readonly readonly?: boolean
  readonly fileMustExist?: boolean
}

export type SqliteDriver = {
  readonly name: SqliteDriverName
  /** Throws as its connections do. */
  readonly connect: (file: string, opening?: SqliteOpening) => SqliteDatabase
}

export type SqliteDriverName = 'node:sqlite' | 'better-sqlite3'
