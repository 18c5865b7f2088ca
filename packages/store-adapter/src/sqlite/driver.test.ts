import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { left, right } from '../contract/harness'
import { codeOf, messageOf } from '../error-code'
import type { SqliteDatabase, SqliteDriver } from './database'
import { sqliteDriver } from './driver'
import { resultName } from './result-name'
import { sqliteEventStore } from './sqlite-event-store'

let folder = ''
const before = process.env.AVENANT_SQLITE_DRIVER
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => {
  if (before === undefined) delete process.env.AVENANT_SQLITE_DRIVER
  else process.env.AVENANT_SQLITE_DRIVER = before
  rmSync(folder, { recursive: true })
})
const file = (): string => join(folder, 'a.db')

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
const codeThrown = (work: () => unknown): string | null => codeOf(thrown(work))

const wanted = (name: string): SqliteDriver | null => {
  process.env.AVENANT_SQLITE_DRIVER = name
  const driver = sqliteDriver()
  return driver._tag === 'Right' ? driver.right : null
}

/** Those that this Node can run; one of them at least. */
const drivers = ['node:sqlite', 'better-sqlite3'].flatMap(name => wanted(name) ?? [])
delete process.env.AVENANT_SQLITE_DRIVER

test('what is taken is the first that this Node can run; before 22 there is one', () => {
  const [major = 0] = process.versions.node.split('.').map(Number)
  expect(drivers[0]?.name).toBe(right(sqliteDriver()).name)
  if (major < 22) expect(drivers.map(({ name }) => name)).toEqual(['better-sqlite3'])
})

test('a driver that is not there, or is none, is told, and what to install', async () => {
  const absent = ['node:sqlite', 'better-sqlite3'].find(name => drivers.every(driver => driver.name !== name))
  for (const [name, said] of [
    ['sqlite4', 'node:sqlite ou better-sqlite3'],
    ...(absent === undefined ? [] : [[absent, 'prenez Node 24']])
  ] as const) {
    process.env.AVENANT_SQLITE_DRIVER = name
    expect(left(sqliteDriver())).toContain(said)
    expect(left(await sqliteEventStore({ file: file() })())).toMatchObject({
      _tag: 'CannotOpen',
      code: 'NO_DRIVER',
      message: expect.stringContaining(said ?? '')
    })
    expect(existsSync(file())).toBe(false)
  }
})

describe.each(drivers.map(driver => [driver.name, driver] as const))('%s', (_, driver) => {
  const opened: SqliteDatabase[] = []
  const connect: SqliteDriver['connect'] = (path, opening) => {
    const db = driver.connect(path, opening)
    opened.push(db)
    return db
  }
  afterEach(() => {
    for (const db of opened.splice(0)) db.close()
  })
  const withTable = (): SqliteDatabase => {
    const db = connect(file())
    db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT')
    return db
  }

  test('a row is an object, an array or a value; an integer is a number or a bigint', () => {
    const db = withTable()
    const add = db.prepare<[bigint | number, string]>('INSERT INTO t VALUES (?, ?)')
    expect(add.run(1, 'é').lastInsertRowid).toBe(1)
    expect(add.safeIntegers().run(2n ** 53n + 1n, 'b').lastInsertRowid).toBe(2n ** 53n + 1n)
    const select = 'SELECT n, text FROM t WHERE n < ? ORDER BY n'
    expect({ ...db.prepare<[number], object>(select).get(10) }).toEqual({ n: 1, text: 'é' })
    expect(
      db
        .prepare(select)
        .all(10)
        .map(row => Object.entries(row ?? {}))
    ).toEqual([
      [
        ['n', 1],
        ['text', 'é']
      ]
    ])
    expect(db.prepare(select).raw().get(10)).toEqual([1, 'é'])
    expect(
      db
        .prepare(select)
        .raw()
        .safeIntegers()
        .all(2n ** 62n)
    ).toEqual([
      [1n, 'é'],
      [2n ** 53n + 1n, 'b']
    ])
    expect(db.prepare('SELECT max(n) FROM t').pluck().safeIntegers().get()).toBe(2n ** 53n + 1n)
    expect(db.prepare('SELECT n FROM t WHERE n < ?').pluck().all(10)).toEqual([1])
    expect(db.prepare('SELECT text FROM t WHERE n = ?').pluck().get(7)).toBeUndefined()
    expect(db.prepare('SELECT NULL').pluck().get()).toBeNull()
  })

  test('a pragma is set, and gives its rows or its value', () => {
    const db = withTable()
    expect(db.pragma('journal_mode = WAL', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous = FULL', { simple: true })).toBeUndefined()
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('user_version')).toMatchObject([{ user_version: 0 }])
  })

  test("SQLite's refusals have SQLite's names", () => {
    const db = withTable()
    db.exec("INSERT INTO t VALUES (1, 'a')")
    expect(codeThrown(() => db.prepare('SELECT * FROM other'))).toBe('SQLITE_ERROR')
    expect(codeThrown(() => db.exec('SELEC'))).toBe('SQLITE_ERROR')
    expect(codeThrown(() => db.exec("INSERT INTO t VALUES (2, 'a')"))).toBe('SQLITE_CONSTRAINT_UNIQUE')
    expect(codeThrown(() => db.prepare('INSERT INTO t VALUES (1, ?)').run('b'))).toBe(
      'SQLITE_CONSTRAINT_PRIMARYKEY'
    )
    const other = connect(file())
    other.exec('BEGIN IMMEDIATE')
    expect(codeThrown(() => db.transaction(() => 1).immediate())).toBe('SQLITE_BUSY')
    expect(codeThrown(() => db.exec('PRAGMA writable_schema = ON; DELETE FROM sqlite_schema'))).toMatch(
      /^SQLITE_(?:ERROR|BUSY)$/
    )
    writeFileSync(join(folder, 'text.db'), 'position;stream\n'.repeat(100))
    expect(codeThrown(() => connect(join(folder, 'text.db')).exec('SELECT * FROM t'))).toBe('SQLITE_NOTADB')
  })

  test('a missing file is made, unless it must exist or is only read; a folder never is', () => {
    for (const opening of [{ fileMustExist: true }, { readonly: true, fileMustExist: true }])
      expect(codeThrown(() => connect(file(), opening))).toBe('SQLITE_CANTOPEN')
    expect(messageOf(thrown(() => connect(join(folder, 'none', 'a.db'))))).toContain(
      'directory does not exist'
    )
    expect(existsSync(file())).toBe(false)
    withTable().close()
    const reading = connect(file(), { readonly: true })
    expect(codeThrown(() => reading.exec("INSERT INTO t VALUES (1, 'a')"))).toBe('SQLITE_READONLY')
    for (const name of ['a b%20?mode=ro#.db', 'file:é.db']) {
      const path = join(folder, name)
      connect(path).exec('CREATE TABLE t (n)')
      connect(path, { fileMustExist: true }).exec('INSERT INTO t VALUES (1)')
      expect(existsSync(path)).toBe(true)
    }
  })

  test('a transaction keeps all or nothing, within another too', () => {
    const db = withTable()
    const add = db.transaction((text: string, fails: boolean): number | bigint => {
      const { lastInsertRowid } = db.prepare<[string]>('INSERT INTO t (text) VALUES (?)').run(text)
      if (fails) throw new Error('stop')
      return lastInsertRowid
    }).immediate
    const texts = () => db.prepare('SELECT text FROM t ORDER BY n').pluck().all()
    expect(add('a', false)).toBe(1)
    expect(() => add('b', true)).toThrow('stop')
    db.transaction(() => {
      add('c', false)
      expect(() => add('d', true)).toThrow('stop')
      add('e', false)
    }).immediate()
    expect(texts()).toEqual(['a', 'c', 'e'])
    expect(() =>
      db
        .transaction(() => {
          add('f', false)
          throw new Error('stop')
        })
        .immediate()
    ).toThrow('stop')
    expect(texts()).toEqual(['a', 'c', 'e'])
  })

  test('a copy is of the moment that its connection sees', async () => {
    const db = withTable()
    db.pragma('journal_mode = WAL')
    db.exec("INSERT INTO t (text) VALUES ('a')")
    db.exec('BEGIN')
    db.prepare('SELECT * FROM t').get()
    connect(file()).exec("INSERT INTO t (text) VALUES ('b')")
    const copy = join(folder, 'copy.db')
    await db.backup(copy)
    expect(connect(copy).prepare('SELECT text FROM t').pluck().all()).toEqual(['a'])
    await expect(db.backup(join(folder, 'none', 'copy.db'))).rejects.toMatchObject({
      message: expect.stringContaining('directory does not exist')
    })
  })

  test('closed, it says so, and may be closed again', () => {
    const db = withTable()
    const select = db.prepare('SELECT 1')
    expect(db.open).toBe(true)
    db.close()
    db.close()
    expect(db.open).toBe(false)
    for (const work of [() => db.exec('SELECT 1'), () => select.get(), () => db.prepare('SELECT 1')])
      expect(thrown(work)).toMatchObject({ message: 'The database connection is not open' })
  })
})

test('the name of a result is that of its number', () => {
  const names: ReadonlyArray<readonly [number, string]> = [
    [1, 'SQLITE_ERROR'],
    [5, 'SQLITE_BUSY'],
    [8, 'SQLITE_READONLY'],
    [11, 'SQLITE_CORRUPT'],
    [13, 'SQLITE_FULL'],
    [14, 'SQLITE_CANTOPEN'],
    [26, 'SQLITE_NOTADB'],
    [517, 'SQLITE_BUSY_SNAPSHOT'],
    [516, 'SQLITE_ABORT_ROLLBACK'],
    [1032, 'SQLITE_READONLY_DBMOVED'],
    [1544, 'SQLITE_READONLY_DIRECTORY'],
    [778, 'SQLITE_IOERR_WRITE'],
    [1034, 'SQLITE_IOERR_FSYNC'],
    [5898, 'SQLITE_IOERR_DELETE_NOENT'],
    [8458, 'SQLITE_IOERR_CORRUPTFS'],
    [2067, 'SQLITE_CONSTRAINT_UNIQUE'],
    [3091, 'SQLITE_CONSTRAINT_DATATYPE'],
    [1299, 'SQLITE_CONSTRAINT_NOTNULL'],
    [99, 'SQLITE_UNKNOWN_99']
  ]
  for (const [code, name] of names) expect(resultName(code)).toBe(name)
})
