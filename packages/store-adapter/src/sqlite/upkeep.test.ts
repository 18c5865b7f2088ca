import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOfEpoch, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { sqliteFile } from '../../test/sqlite-file'
import { event, eventsOf, left, named, right, taken } from '../contract/harness'
import { giveName } from './backup'
import { sqliteEventStore } from './sqlite-event-store'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = (): string => join(folder, 'journal.db')
const open = sqliteEventStore

test('a back-up while others write is the journal of one moment, whole, and opens as one', async () => {
  const store = right(await open({ file: file() })())
  const other = right(await open({ file: file() })())
  for (let turn = 0; turn < 20; turn++)
    await taken(store.append('contrat-1', [event(`${turn}`, 'x'.repeat(50_000))], 'any'))
  let copied = false
  const writing = (async () => {
    for (let turn = 0; !copied; turn++)
      await taken(other.append('contrat-2', [event(`${turn}`, 'x'.repeat(10_000))], 'any'))
  })()
  const copy = join(folder, 'copy.db')
  right(await store.backup(copy)())
  copied = true
  await writing
  const journal = await eventsOf(store.readAll())
  const backup = right(await open({ file: copy, verify: true })())
  const kept = await eventsOf(backup.readAll())
  expect(kept.length).toBeGreaterThanOrEqual(20)
  expect(kept).toEqual(journal.slice(0, kept.length))
  expect(left(await store.backup(copy)())).toMatchObject({ _tag: 'CannotOpen', code: 'EXISTS' })
  expect(left(await store.backup(join(folder, 'missing', 'copy.db'))())).toMatchObject({ _tag: 'CannotOpen' })
  await backup.close()
  await store.close()
  await other.close()
  expect(readdirSync(folder).sort()).toEqual(['copy.db', 'journal.db'])
})

test('verify finds damage that opening does not', async () => {
  const again = 'INSERT INTO events SELECT 5, 1,'
  const changed = (what: string) => `UPDATE events SET ${what} WHERE revision = 2`
  const damages: ReadonlyArray<[what: string, sql: string]> = [
    ['trou', 'DELETE FROM events WHERE revision = 1'],
    ['moins', 'DELETE FROM events WHERE revision = 3'],
    ['sans événement', 'DELETE FROM events'],
    ['JSON', `${again} 4, 'x', type, 1, recorded_at, '{', metadata FROM events LIMIT 1`],
    ['deux fois', `${again} 4, id, type, 1, recorded_at, data, metadata FROM events LIMIT 1`],
    ['clé', 'PRAGMA foreign_keys = OFF; UPDATE streams SET id = 7'],
    ['une seule', 'INSERT INTO journal VALUES (0)'],
    ['catégorie', "UPDATE streams SET category = 'autre'"],
    ['uuid', changed("id = 'x'")],
    ['sans type', changed("type = ' '")],
    ['objet', changed("metadata = '[]'")],
    ['forme', changed("recorded_at = 'hier'")],
    ['recule', changed("recorded_at = '1970-01-01T00:00:00.000Z'")]
  ]
  for (const [what, sql] of damages) {
    const store = right(await open({ file: file() })())
    await taken(store.append('contrat-1', named('a', 4), 'none'))
    await store.close()
    const sound = right(await open({ file: file(), verify: true })())
    await sound.close()
    const db = sqliteFile(file())
    const triggers = db
      .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .all()
    db.exec('DROP TRIGGER events_stay; DROP TRIGGER events_never_change')
    db.exec(sql)
    for (const trigger of triggers) db.exec(trigger)
    db.close()
    await right(await open({ file: file() })()).close()
    expect(left(await open({ file: file(), verify: true })())).toMatchObject({
      _tag: 'CannotOpen',
      code: 'DAMAGED',
      message: expect.stringContaining(what)
    })
    rmSync(file())
  }
})

test('verify finds a page that was overwritten', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('contrat-1', named('a', 200), 'none'))
  await store.close()
  const bytes = readFileSync(file())
  bytes.fill(0x5a, bytes.length - 2000)
  writeFileSync(file(), bytes)
  expect(E.isLeft(await open({ file: file(), verify: true })())).toBe(true)
})

test('verify knows the positions that no event has: of an import, and after a retention', async () => {
  const source = right(await open({ file: join(folder, 'source.db'), clock: () => instantOfEpoch(0) })())
  for (const stream of ['access-1', 'contrat-1', 'access-2'])
    await taken(source.append(stream, named(stream, 3), 'none'))
  right(await source.retain({ category: 'contrat', olderThan: instantOfEpoch(1) })())
  await source.close()
  await right(await open({ file: join(folder, 'source.db'), verify: true })()).close()

  const store = right(await open({ file: file(), clock: () => instantOfEpoch(1) })())
  async function* gaps() {
    yield E.right(
      named('b', 3).map((one, revision) => ({
        ...one,
        ...{ stream: 'access-1', revision, position: positionOf(7 * revision), recordedAt: instantOfEpoch(0) }
      }))
    )
  }
  right(await store.restore(gaps())())
  await taken(store.append('access-2', named('c', 2), 'none'))
  right(await store.retain({ category: 'access', olderThan: instantOfEpoch(1) })())
  await store.close()
  const again = right(await open({ file: file(), verify: true })())
  expect(await eventsOf(again.readAll())).toHaveLength(2)
  await again.close()
})

test('37 the file itself refuses to remove an event that is not hidden', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('contrat-1', named('a', 3), 'none'))
  const db = sqliteFile(file())
  expect(() => db.exec('DELETE FROM events')).toThrow('events are not removed')
  db.close()
  await store.close()
})

test('37 what is removed is not in the file any more, nor beside it', async () => {
  const secret = 'adresse-ip-192-0-2-7'
  const store = right(await open({ file: file(), clock: () => instantOfEpoch(0) })())
  await taken(store.append('access-1', named(secret, 3000), 'none'))
  await taken(store.append('contrat-1', named('kept', 3), 'none'))
  const here = (): boolean =>
    ['', '-wal'].some(
      suffix => existsSync(`${file()}${suffix}`) && readFileSync(`${file()}${suffix}`).includes(secret)
    )
  expect(here()).toBe(true)
  expect(right(await store.retain({ category: 'access', olderThan: instantOfEpoch(1) })())).toEqual({
    streams: 1,
    events: 3000
  })
  expect(here()).toBe(false)
  await store.close()
  expect(here()).toBe(false)
})

test('37 what an interrupted retention hid is removed by the next one', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('access-1', named('a', 3), 'none'))
  const db = sqliteFile(file())
  db.exec('UPDATE streams SET first_revision = 2')
  expect(await eventsOf(store.readAll())).toHaveLength(1)
  right(await store.retain({ category: 'access', olderThan: instantOfEpoch(0) })())
  expect(db.prepare('SELECT count(*) FROM events').pluck().get()).toBe(1)
  db.close()
  await store.close()
})

test('33 closing during a retention or a restore: each is answered, and nothing is written after', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('access-1', named('a', 3000), 'none'))
  const retaining = store.retain({ category: 'access', olderThan: instantOfEpoch(4e12) })()
  await store.close()
  expect(right(await retaining)).toEqual({ streams: 1, events: 3000 })
  const db = sqliteFile(file())
  expect(db.prepare('SELECT count(*) FROM events').pluck().get()).toBe(0)
  db.close()

  const copy = right(await open({ file: join(folder, 'copy.db') })())
  async function* closingMeanwhile() {
    for (const [index, one] of named('b', 2).entries()) {
      const recorded = { stream: 'contrat-1', revision: index, position: positionOf(index + 1) }
      yield E.right([{ ...one, ...recorded, recordedAt: instantOfEpoch(0) }])
      await copy.close()
    }
  }
  expect(left(await copy.restore(closingMeanwhile())())).toMatchObject({ _tag: 'StoreClosed' })
  const empty = right(await open({ file: join(folder, 'copy.db') })())
  expect(await eventsOf(empty.readAll())).toEqual([])
  await empty.close()
})

test('44 on a disk without links a copy gets its name all the same, and over nothing that is there', () => {
  const noLinks = () => {
    throw Object.assign(new Error('no links'), { code: 'EPERM' })
  }
  const half = join(folder, 'half')
  writeFileSync(half, 'whole')
  giveName(half, join(folder, 'copy'), noLinks)
  expect(readdirSync(folder)).toEqual(['copy'])
  writeFileSync(half, 'another')
  expect(() => giveName(half, join(folder, 'copy'), noLinks)).toThrow('EEXIST')
  expect(readFileSync(join(folder, 'copy'), 'utf8')).toBe('whole')
})

test('44 a name beside which a log is left over, or that SQLite uses for the journal, is refused', async () => {
  const store = right(await open({ file: file() })())
  await taken(store.append('contrat-1', named('a', 3), 'none'))
  writeFileSync(join(folder, 'copy.db-wal'), 'left over')
  for (const name of ['copy.db', 'journal.db-journal', 'journal.db-wal', 'journal.db'])
    expect(left(await store.backup(join(folder, name))())).toMatchObject({ code: 'EXISTS', retryable: false })
  for (const name of ['', ' ', join(folder, 'a\0b'), join(folder, 'x'.repeat(300))])
    expect(left(await store.backup(name)())).toMatchObject({ _tag: 'CannotOpen', retryable: false })
  rmSync(file())
  expect(left(await store.backup(join(folder, 'empty.db'))())).toMatchObject({ code: 'FILE_REMOVED' })
  await store.close()
  expect(readdirSync(folder).filter(name => !name.startsWith('journal.db'))).toEqual(['copy.db-wal'])
})

test('44 a copy has no name that could not be opened as a journal', async () => {
  const store = right(await sqliteEventStore({ file: file() })())
  for (const name of [
    ':memory:',
    '',
    ' ',
    join(folder, 'copy.db '),
    'a\0b',
    JSON.parse('null'),
    JSON.parse('5')
  ])
    expect(left(await store.backup(name)())).toMatchObject({ _tag: 'CannotOpen', code: 'NOT_A_FILE' })
  expect(existsSync(':memory:')).toBe(false)
  await store.close()
  expect(left(await store.backup(join(folder, 'late.db'))())).toMatchObject({ _tag: 'StoreClosed' })
})
