import { type CannotOpen, cannotOpen, type NotAJournal, notAJournal } from '../errors'
import type { SqliteDatabase, SqliteDriver } from './database'
import { schema } from './schema'

type SchemaObject = {
  readonly type: string
  readonly name: string
  readonly table: string
  readonly sql: string
}

const objectsOf = (db: SqliteDatabase): ReadonlyArray<SchemaObject> =>
  db
    .prepare<[], SchemaObject>(
      `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`
    )
    .all()

/** However it is laid out. */
const flat = (sql: string): string =>
  sql
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),]) ?/g, '$1')
    .trim()

let ours: ReadonlyArray<SchemaObject> | null = null

const expected = (driver: SqliteDriver): ReadonlyArray<SchemaObject> => {
  if (ours !== null) return ours
  const db = driver.connect(':memory:')
  db.exec(schema)
  ours = objectsOf(db)
  db.close()
  return ours
}

/**
 * Whether the file has the tables, indexes and triggers of a journal: its marks alone do not say so. What somebody added
 * beside them is left alone, but for a trigger on a journal's table, which would run with every append. Throws what
 * SQLite does.
 */
export const refusedByShape = (
  driver: SqliteDriver,
  db: SqliteDatabase,
  file: string
): NotAJournal | CannotOpen | null => {
  const found = new Map(objectsOf(db).map(object => [object.name, object]))
  const own = expected(driver)
  const tables = own.filter(({ type }) => type === 'table')
  if (!tables.some(({ name }) => found.has(name))) return notAJournal(file, 'other-sqlite')
  const wrong = own.filter(({ type, name, sql }) => {
    const object = found.get(name)
    return object === undefined || object.type !== type || flat(object.sql) !== flat(sql)
  })
  const names = new Set(own.map(({ name }) => name))
  const added = [...found.values()].filter(
    ({ type, name, table }) => type === 'trigger' && !names.has(name) && names.has(table)
  )
  const all = [...wrong, ...added].map(({ name }) => name)
  return all.length === 0
    ? null
    : cannotOpen(
        file,
        'DAMAGED',
        `le schéma n'est plus celui d'un journal (${all.join(', ')}) : restaurez une sauvegarde`
      )
}
