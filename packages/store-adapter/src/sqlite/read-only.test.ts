import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { type JournalProcess, journalProcess } from '../../test/journal-process'
import { event, eventsOf, left, named, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import { collect } from '../pages'
import type { SqliteEventStore } from './sqlite-event-store'
import { sqliteEventStore } from './sqlite-event-store'

let folder = ''
let privateFolder = ''
const processes: JournalProcess[] = []
const stores: SqliteEventStore[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
  privateFolder = mkdtempSync(join(tmpdir(), 'avenant-tmp-'))
  chmodSync(privateFolder, 0o1777)
  jest.spyOn(os, 'tmpdir').mockReturnValue(privateFolder)
})
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  for (const one of processes.splice(0)) await one.kill()
  jest.restoreAllMocks()
  // No copy is left over.
  const left = readdirSync(privateFolder)
  for (const gone of [folder, privateFolder]) rmSync(gone, { recursive: true, force: true })
  expect(left).toEqual([])
})

const file = (): string => join(folder, 'journal.db')
const open = async (options: { readOnly?: boolean } = {}): Promise<SqliteEventStore> => {
  const store = right(await sqliteEventStore({ file: file(), pollInterval: 5, ...options })())
  stores.push(store)
  return store
}
const start = (work: string, uid?: number): JournalProcess => {
  const started = journalProcess(work, file(), uid)
  processes.push(started)
  return started
}

/** All that can be seen of the folder: names, owners, rights, times, bytes. */
const traces = (): unknown =>
  [folder, ...readdirSync(folder).map(name => join(folder, name))].map(path => {
    const { uid, gid, mode, size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true })
    const bytes = path === folder ? null : readFileSync(path).toString('base64')
    return { path, uid, gid, mode, size, mtimeNs, ctimeNs, ino, bytes }
  })

/** A journal of `count` events, closed. */
const written = async (count: number): Promise<void> => {
  const store = right(await sqliteEventStore({ file: file() })())
  await taken(store.append('contrat-1', named('a', count), 'none'))
  await store.close()
}

/** The same, as a process leaves it that is killed: the events stand in the log alone. */
const killed = async (): Promise<number> => {
  const writer = start('write')
  await writer.next()
  while (!existsSync(`${file()}-wal`) || statSync(`${file()}-wal`).size < 200_000)
    await new Promise(setImmediate)
  await writer.kill()
  return statSync(`${file()}-wal`).size
}

test('42 a journal at rest, and one that a killed process left, are read and not a byte is touched', async () => {
  await written(1000)
  const before = traces()
  const store = await open({ readOnly: true })
  expect(await eventsOf(store.readAll())).toHaveLength(1000)
  expect(await eventsOf(store.read('contrat-1', { direction: 'backwards', limit: 2 }))).toMatchObject([
    { data: 'a999' },
    { data: 'a998' }
  ])
  await store.close()
  expect(traces()).toEqual(before)
  for (const remove of [[], ['-shm'], ['-shm', '-wal']]) {
    if (!existsSync(`${file()}-wal`)) expect(await killed()).toBeGreaterThan(0)
    for (const suffix of remove) rmSync(`${file()}${suffix}`, { force: true })
    const left = traces()
    const reader = await open({ readOnly: true })
    const seen = await eventsOf(reader.readAll())
    if (remove.length < 2) expect(seen.length).toBeGreaterThan(1000)
    await reader.close()
    expect(traces()).toEqual(left)
  }
  // The owner opens it as if nobody had read it.
  const owner = await open()
  await taken(owner.append('contrat-2', [event('b')], 'none'))
})

const asAnother = process.getuid?.() === 0 ? test : test.skip

asAnother(
  '42 another user without the right to write reads a journal in use, killed or at rest; its owner goes on (as root only)',
  async () => {
    const owner = 65533
    const auditor = 65534
    await written(100)
    for (const path of [folder, file()]) chownSync(path, owner, owner)
    chmodSync(folder, 0o755)
    const expectRead = async (least: number): Promise<void> => {
      const reader = start('read', auditor)
      const answer = await reader.next()
      expect(answer).toMatchObject({ uid: auditor, refused: 'ReadOnlyStore' })
      expect(answer).toHaveProperty('read', expect.any(Number))
      expect(Number(Object(answer).read)).toBeGreaterThanOrEqual(least)
    }
    chmodSync(folder, 0o555)
    chmodSync(file(), 0o444)
    const before = traces()
    await expectRead(100)
    expect(traces()).toEqual(before)
    chmodSync(folder, 0o755)
    chmodSync(file(), 0o644)

    const writer = start('write', owner)
    await writer.next()
    await expectRead(100)
    await expectRead(100)
    expect(await writer.end()).toEqual({ taken: expect.any(Number), refused: [] })
    expect(readdirSync(folder)).toEqual(['journal.db'])

    const again = start('write', owner)
    await again.next()
    await again.kill()
    const left = traces()
    await expectRead(101)
    expect(traces()).toEqual(left)
    const last = start('write', owner)
    await last.next()
    expect(await last.end()).toMatchObject({ refused: [] })
  }
)

test('42 a writer under load, that checkpoints, is followed without a gap and never held up', async () => {
  await written(10)
  const writer = start('write')
  await writer.next()
  const reader = await open({ readOnly: true })
  const seen: string[] = []
  for await (const page of reader.subscribe()) {
    seen.push(...right(page).events.map(({ position }) => position))
    if (seen.length > 500) break
  }
  const told = await writer.end()
  expect(told).toEqual({ taken: expect.any(Number), refused: [] })
  expect(seen).toEqual(seen.map((_, index) => String(index + 1)))
  const all = await eventsOf(reader.readAll())
  expect(all).toHaveLength(10 + Number(Object(told).taken))
  await reader.close()
  expect(readdirSync(folder)).toEqual(['journal.db'])
})

/** As a program does: asked again where the journal changed too fast to be copied, which is told as such. */
const wholeOf = async (reader: EventStore): Promise<ReadonlyArray<Recorded>> => {
  for (;;) {
    const all = await collect(reader.readAll())()
    if (E.isRight(all)) return all.right
    expect(all.left).toMatchObject({ _tag: 'StoreBusy', code: 'CHANGING', retryable: true })
  }
}

test('42 while a writer opens and closes the journal again and again, each reading is a journal of one moment', async () => {
  await written(10)
  const writer = start('reopen')
  await writer.next()
  const reader = await open({ readOnly: true })
  let length = 0
  for (let turn = 0; turn < 10; turn++) {
    const seen = await wholeOf(reader)
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => String(index + 1)))
    expect(seen.length).toBeGreaterThanOrEqual(length)
    length = seen.length
  }
  const told = await writer.end()
  expect(told).toEqual({ taken: expect.any(Number), refused: [] })
  expect(await eventsOf(reader.readAll())).toHaveLength(10 + Number(Object(told).taken))
  expect(readdirSync(folder)).toEqual(['journal.db'])
})

test('42 what is removed, replaced, missing or no journal is a typed error, and nothing is made', async () => {
  expect(left(await sqliteEventStore({ file: file(), readOnly: true })())).toMatchObject({
    code: 'NO_JOURNAL'
  })
  writeFileSync(file(), 'position;stream\n'.repeat(100))
  expect(left(await sqliteEventStore({ file: file(), readOnly: true })())).toMatchObject({
    _tag: 'NotAJournal'
  })
  expect(readdirSync(folder)).toEqual(['journal.db'])
  rmSync(file())
  await written(3)
  for (const [code, disturb] of [
    ['FILE_REMOVED', () => renameSync(file(), join(folder, 'away.db'))],
    [
      'FILE_REPLACED',
      () => {
        copyFileSync(join(folder, 'away.db'), file())
      }
    ]
  ] as const) {
    if (!existsSync(file())) renameSync(join(folder, 'away.db'), file())
    const reader = await open({ readOnly: true })
    const pages = reader.subscribe()[Symbol.asyncIterator]()
    await pages.next()
    const waiting = pages.next()
    if (code === 'FILE_REPLACED') renameSync(file(), join(folder, 'away.db'))
    disturb()
    const told = await waiting
    expect(told.value).toMatchObject({ _tag: 'Left', left: { _tag: 'StoreUnavailable', retryable: false } })
    for await (const page of reader.readAll()) expect(left(page)).toMatchObject({ code, retryable: false })
    await reader.close()
  }
})

test('42 a temporary folder that is not there is told by name', async () => {
  await written(3)
  jest.spyOn(os, 'tmpdir').mockReturnValue(join(folder, 'none'))
  expect(left(await sqliteEventStore({ file: file(), readOnly: true })())).toMatchObject({
    _tag: 'CannotOpen',
    code: 'ENOENT',
    message: expect.stringContaining('TMPDIR')
  })
})

test('42 a journal by a link is followed where it stands, and can be copied from a reader', async () => {
  await written(3)
  const link = join(folder, 'lien.db')
  symlinkSync(file(), link)
  const writer = await open()
  await taken(writer.append('contrat-1', [event('b')], 'any'))
  const reader = right(await sqliteEventStore({ file: link, readOnly: true })())
  stores.push(reader)
  expect(await eventsOf(reader.readAll())).toHaveLength(4)
  await taken(writer.append('contrat-1', [event('c')], 'any'))
  expect(await eventsOf(reader.readAll())).toHaveLength(5)
  right(await reader.backup(join(folder, 'copie.db'))())
  const copy = right(
    await sqliteEventStore({ file: join(folder, 'copie.db'), readOnly: true, verify: true })()
  )
  stores.push(copy)
  expect(await eventsOf(copy.readAll())).toHaveLength(5)
})
