import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { sqliteFile } from '../../test/sqlite-file'
import { event, eventsOf, left, right, taken } from '../contract/harness'
import { connect } from './connection'
import { applicationId, schema, schemaVersion } from './schema'
import { sqliteEventStore } from './sqlite-event-store'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (): string => join(folder, 'journal.db')
const open = sqliteEventStore

/** A database with given marks, closed, without anything beside it. */
const database = (marks: { application: number; version: number }, mode = 'DELETE'): Buffer => {
  const db = sqliteFile(file())
  db.pragma(`journal_mode = ${mode}`)
  db.exec('CREATE TABLE other (a)')
  db.pragma(`application_id = ${marks.application}`)
  db.pragma(`user_version = ${marks.version}`)
  db.close()
  return readFileSync(file())
}

const expectUntouched = (before: Buffer): void => {
  expect(readFileSync(file()).equals(before)).toBe(true)
  expect(readdirSync(folder)).toEqual(['journal.db'])
}

test('36 a file that is not a database is refused, and untouched', async () => {
  for (const text of ['x', 'position;stream\n'.repeat(100), 'SQLite format 3\0 and no more']) {
    writeFileSync(file(), text)
    const before = readFileSync(file())
    expect(left(await open({ file: file() })())).toMatchObject({
      _tag: 'NotAJournal',
      found: 'not-sqlite',
      file: file(),
      retryable: false
    })
    expectUntouched(before)
  }
})

test('36 a database of another program is refused, and untouched, with or without WAL', async () => {
  for (const [application, version, mode] of [
    [0, 0, 'DELETE'],
    [0, 1, 'WAL'],
    [applicationId + 1, schemaVersion, 'WAL'],
    [applicationId, 0, 'DELETE']
  ] as const) {
    rmSync(file(), { force: true })
    const before = database({ application, version }, mode)
    expect(left(await open({ file: file() })())).toMatchObject({
      _tag: 'NotAJournal',
      found: 'other-sqlite',
      retryable: false
    })
    expectUntouched(before)
  }
})

test('36 a journal of a newer schema is refused, and untouched', async () => {
  for (const mode of ['DELETE', 'WAL']) {
    rmSync(file(), { force: true })
    const before = database({ application: applicationId, version: schemaVersion + 1 }, mode)
    const error = left(await open({ file: file() })())
    expect(error).toMatchObject({ _tag: 'NewerSchema', found: schemaVersion + 1, known: schemaVersion })
    expect(error.message).toContain('mettez le programme à jour')
    expectUntouched(before)
  }
})

test('36 a journal of before the first release is refused, and untouched', async () => {
  const before = database({ application: applicationId, version: schemaVersion - 1 }, 'WAL')
  expect(left(await open({ file: file() })())).toMatchObject({ _tag: 'CannotOpen', code: 'OLDER_SCHEMA' })
  expectUntouched(before)
})

test('36 a folder, a missing folder, a name that is no file: a typed error, and nothing is made', async () => {
  mkdirSync(file())
  for (const path of [file(), join(folder, 'missing', 'journal.db'), '', ':memory:', join(folder, 'a\0b')])
    expect(left(await open({ file: path })())).toMatchObject({ _tag: 'CannotOpen', file: path })
  expect(readdirSync(folder)).toEqual(['journal.db'])
})

test('a missing file and an empty one become journals, with their marks in the file itself', async () => {
  for (const make of [() => {}, () => writeFileSync(file(), '')]) {
    rmSync(file(), { force: true })
    make()
    const store = right(await open({ file: file() })())
    const header = readFileSync(file())
    expect(header.readUInt32BE(60)).toBe(schemaVersion)
    expect(header.readUInt32BE(68)).toBe(applicationId)
    await taken(store.append('contrat-1', [event('a')], 'none'))
    await store.close()
    const again = right(await open({ file: file() })())
    expect(await eventsOf(again.readAll())).toHaveLength(1)
    await again.close()
  }
})

test('36 a damaged journal: a typed error, not an exception', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  await store.close()
  const damaged = readFileSync(file())
  damaged.fill(0xff, 100)
  writeFileSync(file(), damaged)
  expect(left(await open({ file: file() })())).toMatchObject({ _tag: 'CannotOpen', retryable: false })
})

test('a write that another connection holds up is answered busy, retryable, and succeeds later', async () => {
  const store = right(await open({ file: file(), busyTimeout: 1 })())
  const other = sqliteFile(file())
  other.exec('BEGIN IMMEDIATE')
  expect(left(await store.append('contrat-1', [event('a')], 'none')())).toMatchObject({
    _tag: 'StoreBusy',
    retryable: true
  })
  expect(await eventsOf(store.readAll())).toEqual([])
  other.exec('ROLLBACK')
  await taken(store.append('contrat-1', [event('a')], 'none'))
  other.close()
  await store.close()
})

test('what the engine answers badly is a value: a table that is gone', async () => {
  const store = right(await open({ file: file() })())
  const other = sqliteFile(file())
  other.exec('DROP TABLE events')
  for await (const page of store.readAll())
    expect(left(page)).toMatchObject({ _tag: 'StoreUnavailable', code: 'SQLITE_ERROR', retryable: false })
  other.close()
  await store.close()
})

test('what is answered is on the disk: WAL, flushed at each commit', () => {
  const db = right(connect(file(), 1))
  const pragmas = ['journal_mode', 'synchronous', 'foreign_keys']
  expect(pragmas.map(pragma => db.pragma(pragma, { simple: true }))).toEqual(['wal', 2, 1])
  db.close()
})

test('several connections may make one file at once', async () => {
  const stores = await Promise.all(Array.from({ length: 5 }, () => open({ file: file() })()))
  await taken(right(stores[0] ?? E.left('none')).append('contrat-1', [event('a')], 'none'))
  for (const store of stores) {
    expect(await eventsOf(right(store).readAll())).toHaveLength(1)
    await right(store).close()
  }
})

test('G1 the file itself refuses to change an event', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  const other = sqliteFile(file())
  expect(() => other.exec("UPDATE events SET data = '1'")).toThrow('events are immutable')
  other.close()
  await store.close()
})

test('27 what another connection writes wakes a subscription', async () => {
  const store = right(await open({ file: file(), pollInterval: 2 })())
  const other = right(await open({ file: file() })())
  const subscription = store.subscribe()[Symbol.asyncIterator]()
  await subscription.next()
  const waiting = subscription.next()
  await taken(other.append('contrat-1', [event('a')], 'none'))
  expect(await waiting).toMatchObject({ value: { right: { events: [{ data: 'a' }], caughtUp: true } } })
  await store.close()
  await other.close()
})

test('while a journal is taken in, an append is answered busy and reads see nothing of it', async () => {
  const store = right(await open({ file: file() })())
  const source = right(await open({ file: join(folder, 'source.db') })())
  await taken(source.append('contrat-1', [event('a'), event('b')], 'none'))
  async function* slowly() {
    for await (const page of source.readAll()) {
      yield page
      expect(left(await store.append('contrat-2', [event('c')], 'any')())).toMatchObject({
        _tag: 'StoreBusy',
        code: 'RESTORING',
        retryable: true
      })
      expect(left(await store.restore(source.readAll())())).toMatchObject({ code: 'RESTORING' })
      expect(await eventsOf(store.readAll())).toEqual([])
    }
  }
  right(await store.restore(slowly())())
  expect(await eventsOf(store.readAll())).toEqual(await eventsOf(source.readAll()))
  await taken(store.append('contrat-2', [event('c')], 'any'))
  await store.close()
  await source.close()
})

test('where none is to be made, a journal that is missing is told and nothing is left behind', async () => {
  const asked = open({ file: file(), create: false })
  expect(left(await asked())).toMatchObject({ _tag: 'CannotOpen', code: 'NO_JOURNAL', retryable: false })
  expect(readdirSync(folder)).toEqual([])
  writeFileSync(file(), '')
  expect(left(await asked())).toMatchObject({ code: 'NO_JOURNAL' })
  expectUntouched(Buffer.alloc(0))
  const made = right(await open({ file: file() })())
  await taken(made.append('contrat-1', [event('a')], 'none'))
  await made.close()
  const store = right(await asked())
  expect(await eventsOf(store.readAll())).toHaveLength(1)
  await store.close()
})

test('36 our marks without our tables, or with others than ours: a typed error, and nothing is written', async () => {
  const marks = `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion};`
  const shapes: ReadonlyArray<readonly [tag: string, says: string, sql: string]> = [
    ['NotAJournal', '', marks],
    ['NotAJournal', '', `CREATE TABLE other (a); ${marks}`],
    ['CannotOpen', 'journal', `${schema} DROP TABLE journal; ${marks}`],
    ['CannotOpen', 'streams', `${schema} DROP TABLE streams; ${marks}`],
    ['CannotOpen', 'events', `${schema} DROP TABLE events; ${marks}`],
    ['CannotOpen', 'streams', `${schema} ALTER TABLE streams DROP COLUMN hidden_at; ${marks}`],
    ['CannotOpen', 'events', `${schema} ALTER TABLE events RENAME COLUMN data TO donnees; ${marks}`],
    ['CannotOpen', 'events', `${schema} ALTER TABLE events ADD COLUMN note TEXT; ${marks}`],
    [
      'CannotOpen',
      'streams',
      `${schema.replace('name TEXT NOT NULL UNIQUE', 'name TEXT NOT NULL')} ${marks}`
    ],
    [
      'CannotOpen',
      'journal',
      `${schema} DROP TABLE journal; CREATE VIEW journal AS SELECT 0 AS gaps; ${marks}`
    ],
    ['CannotOpen', 'events_id', `${schema} DROP INDEX events_id; ${marks}`],
    ['CannotOpen', 'events_stay', `${schema} DROP TRIGGER events_stay; ${marks}`],
    ['CannotOpen', 'events_never_change', `${schema} DROP TRIGGER events_never_change; ${marks}`],
    [
      'CannotOpen',
      'efface',
      `${schema} CREATE TRIGGER efface AFTER INSERT ON events BEGIN DELETE FROM streams; END; ${marks}`
    ]
  ]
  for (const [tag, says, sql] of shapes)
    for (const mode of ['DELETE', 'WAL']) {
      rmSync(file(), { force: true })
      const db = sqliteFile(file())
      db.pragma(`journal_mode = ${mode}`)
      db.exec(sql)
      db.close()
      const before = readFileSync(file())
      for (const options of [{}, { readOnly: true }, { verify: true }, { create: false }]) {
        const error = left(await open({ file: file(), ...options })())
        expect({ sql, error }).toMatchObject({ sql, error: { _tag: tag, retryable: false } })
        if (tag === 'CannotOpen') expect(error).toMatchObject({ code: 'DAMAGED' })
        expect(error.message).toContain(says)
        expectUntouched(before)
      }
    }
})

test('a journal whose schema is laid out otherwise, or that has a view or an index more, is one', async () => {
  const db = sqliteFile(file())
  db.exec(schema.replace(/--[^\n]*/g, '').replace(/\s+/g, '\n\t'))
  db.exec('CREATE INDEX by_type ON events (type); CREATE VIEW types AS SELECT DISTINCT type FROM events')
  db.pragma(`application_id = ${applicationId}`)
  db.pragma(`user_version = ${schemaVersion}`)
  db.close()
  const store = right(await open({ file: file() })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  await store.close()
})

test('a name that a driver would take for another one is refused', async () => {
  for (const name of [' ', `${file()} `, ` ${file()}`, `${file()}\n`])
    for (const readOnly of [false, true])
      expect(left(await open({ file: name, readOnly })())).toMatchObject({ _tag: 'CannotOpen', file: name })
  expect(readdirSync(folder)).toEqual([])
})
