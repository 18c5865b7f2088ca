/** A read model of lines, each once and in their order, as each engine keeps it. */
import type { PostgresTables } from '../src/postgres/models'
import type { SqliteTables } from '../src/runtime/sqlite-models'

export type LineTable = { readonly put: (line: string) => LineTable }
type Gathered = LineTable & { readonly lines: ReadonlyArray<string> }

export const gathered = (lines: ReadonlyArray<string>): Gathered => ({
  lines,
  put: line => gathered([...lines, line])
})

export const linesIn = (table: LineTable): ReadonlyArray<string> =>
  'lines' in table && Array.isArray(table.lines) ? table.lines : []

export const sqliteLines: SqliteTables<LineTable & { readonly all: () => ReadonlyArray<unknown> }> = {
  open: db => {
    db.exec('CREATE TABLE IF NOT EXISTS lines (n INTEGER PRIMARY KEY, text TEXT)')
    const insert = db.prepare<[string]>('INSERT INTO lines (text) VALUES (?)')
    const select = db.prepare<[]>('SELECT text FROM lines ORDER BY n').pluck()
    const table = {
      put: (line: string) => {
        insert.run(line)
        return table
      },
      all: () => select.all()
    }
    return table
  },
  drop: db => {
    db.exec('DROP TABLE lines')
  }
}

export const postgresLines = (schema: string): PostgresTables<LineTable> => ({
  open: async ask => {
    await ask(
      `CREATE TABLE IF NOT EXISTS ${schema}.lines (n bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL)`
    )
    return gathered([])
  },
  write: async (ask, table) => {
    for (const line of linesIn(table)) await ask(`INSERT INTO ${schema}.lines (text) VALUES ($1)`, [line])
    return gathered([])
  },
  drop: async ask => {
    await ask(`DROP TABLE ${schema}.lines`)
  }
})
