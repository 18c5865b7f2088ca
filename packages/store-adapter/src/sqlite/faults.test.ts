import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  utimesSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { instantOfEpoch, parseInstant } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { sqliteFile } from '../../test/sqlite-file'
import { event, eventsOf, left, named, refusal, right, taken } from '../contract/harness'
import { exportJournal } from '../journal/export'
import { type SqliteEventStore, sqliteEventStore } from './sqlite-event-store'

const root = join(__dirname, '..', '..')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = (): string => join(folder, 'journal.db')

/** As root of a name space of its own, which may mount what nobody else sees. */
const unshare = ['-rm', 'sh', '-c']
const canMount = spawnSync('unshare', [...unshare, 'mount -t tmpfs tmpfs /mnt']).status === 0

const onSmallDisk = canMount
  ? test
  : (title: string, work: () => void) => test.skip(`${title} (this system lets nobody mount)`, work)

onSmallDisk(
  'a full disk and a read-only one: typed errors, nothing lost, and it goes on when there is room',
  () => {
    const script = 'mount -t tmpfs -o size=600k tmpfs "$0" && exec "$@"'
    const program = [process.execPath, '-r', join(root, 'test', 'swc-register.cjs')]
    const child = spawnSync(
      'unshare',
      [...unshare, script, folder, ...program, join(root, 'test', 'small-disk.ts'), folder],
      { encoding: 'utf8' }
    )
    expect(child.stderr).toBe('')
    const told = JSON.parse(child.stdout)
    expect(told).toMatchObject({
      full: { _tag: 'StoreUnavailable', retryable: true, message: expect.stringMatching(/place|disque/) },
      whenFull: true,
      again: { _tag: 'Right' },
      whenFree: true,
      readOnly: { _tag: 'Left', left: { _tag: 'CannotOpen', retryable: false } }
    })
    expect(told.count).toBeGreaterThan(5)
  }
)

test('a log that is removed, replaced or cut, or a database written over, is told at once, and from then on', async () => {
  const log = (): string => `${file()}-wal`
  const disturbances: ReadonlyArray<readonly [code: string, disturb: () => void, kept: boolean]> = [
    ['LOG_REMOVED', () => unlinkSync(log()), true],
    [
      'LOG_REPLACED',
      () => {
        copyFileSync(log(), `${file()}.copy`)
        renameSync(`${file()}.copy`, log())
      },
      true
    ],
    ['LOG_TRUNCATED', () => truncateSync(log(), 0), false],
    ['LOG_TRUNCATED', () => truncateSync(log(), 32 + 2 * 4120), false],
    ['INDEX_REMOVED', () => unlinkSync(`${file()}-shm`), true],
    [
      'INDEX_REPLACED',
      () => {
        copyFileSync(`${file()}-shm`, `${file()}.copy`)
        renameSync(`${file()}.copy`, `${file()}-shm`)
      },
      true
    ],
    ['FILE_OVERWRITTEN', () => copyFileSync(join(folder, 'other.db'), file()), false],
    ['FILE_REMOVED', () => renameSync(folder, `${folder}-away`), true]
  ]
  const other = right(await sqliteEventStore({ file: join(folder, 'other.db') })())
  await other.close()
  const times = [
    ['in a folder that just changed', new Date()],
    ['in one that did not', new Date('2017-01-01')]
  ] as const
  for (const [when, changed] of times)
    for (const [code, disturb, kept] of disturbances) {
      const store = right(await sqliteEventStore({ file: file() })())
      utimesSync(folder, changed, changed)
      for (let turn = 0; turn < 20; turn++)
        await taken(store.append('contrat-1', [event(`a${turn}`, 'x'.repeat(5000))], 'any'))
      if (code === 'FILE_OVERWRITTEN') {
        const visitor = sqliteFile(file())
        visitor.pragma('wal_checkpoint(PASSIVE)')
        visitor.close()
        await taken(store.append('contrat-1', [event('after')], 'any'))
      }
      disturb()
      const answers: string[] = []
      for (let turn = 0; turn < 3; turn++) {
        const refused = await refusal(store.append('contrat-1', [event(`b${turn}`)], 'any'))
        answers.push('code' in refused ? refused.code : refused._tag)
      }
      expect({ when, answers }).toEqual({ when, answers: [code, code, code] })
      if (code === 'LOG_REMOVED') {
        // As after a kill: what was acknowledged is in the database itself.
        copyFileSync(file(), join(folder, 'killed.db'))
        const killed = right(await sqliteEventStore({ file: join(folder, 'killed.db') })())
        expect((await eventsOf(killed.readAll())).length).toBeGreaterThanOrEqual(20)
        await killed.close()
      }
      await store.close()
      if (code === 'FILE_REMOVED') renameSync(`${folder}-away`, folder)
      if (kept) {
        const again = right(await sqliteEventStore({ file: file() })())
        expect((await eventsOf(again.readAll())).length).toBeGreaterThanOrEqual(20)
        await again.close()
      }
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file()}${suffix}`, { force: true })
    }
})

test('a file that is removed, or replaced: what would be lost with the process is not acknowledged', async () => {
  for (const [code, disturb] of [
    ['FILE_REMOVED', () => unlinkSync(file())],
    [
      'FILE_REPLACED',
      () => {
        copyFileSync(file(), `${file()}.copy`)
        renameSync(`${file()}.copy`, file())
      }
    ]
  ] as const) {
    const store = right(await sqliteEventStore({ file: file() })())
    await taken(store.append('contrat-1', [event('a')], 'none'))
    disturb()
    expect(await refusal(store.append('contrat-1', [event('b')], 'any'))).toMatchObject({
      _tag: 'StoreUnavailable',
      code,
      retryable: false
    })
    await store.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file()}${suffix}`, { force: true })
  }
})

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** Bytes in use once what nobody holds is gone: what a process takes from the system depends on when it collects. */
const memoryKept = (): number => {
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

test('10,000 appends at once: all answered, in few commits, and all there', async () => {
  const store = right(await sqliteEventStore({ file: file() })())
  const before = memoryKept()
  const answers = await Promise.all(
    Array.from({ length: 10_000 }, (_, index) =>
      store.append(`contrat-${index % 100}`, [event(`e${index}`, 'x'.repeat(200))], 'any')()
    )
  )
  expect(answers.every(E.isRight)).toBe(true)
  const positions = answers.map(answer => BigInt(right(answer).position))
  expect(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0n))).toBe(
    true
  )
  // Ten thousand answers, and nothing of what waited; how much may wait is bounded by the test below.
  expect((memoryKept() - before) / 2 ** 20).toBeLessThan(30)
  expect((await eventsOf(store.readAll())).map(({ position }) => BigInt(position))).toEqual(positions)
  await store.close()
})

test('10,000 appends at once with little room to wait: all answered, those beyond as busy', async () => {
  const store = right(await sqliteEventStore({ file: file(), maxWaitingBytes: 100_000 })())
  const answers = await Promise.all(
    Array.from({ length: 10_000 }, (_, index) => store.append('contrat-1', [event(`e${index}`)], 'any')())
  )
  const took = answers.filter(E.isRight).length
  expect(took).toBeGreaterThan(100)
  for (const answer of answers)
    if (E.isLeft(answer)) expect(answer.left).toMatchObject({ _tag: 'StoreBusy', code: 'TOO_MANY_WAITING' })
  expect(await eventsOf(store.readAll())).toHaveLength(took)
  await store.close()
})

test('closing answers what waits first', async () => {
  const store = right(await sqliteEventStore({ file: file() })())
  const appending = named('a', 50).map(one => store.append('contrat-1', [one], 'any')())
  const closing = store.close()
  expect((await Promise.all(appending)).every(E.isRight)).toBe(true)
  await closing
  const again = right(await sqliteEventStore({ file: file(), verify: true })())
  expect(await eventsOf(again.readAll())).toHaveLength(50)
  await again.close()
})

test('33 a process that closes its store ends by itself', () => {
  const script = `
    const { sqliteEventStore } = require(${JSON.stringify(join(root, 'src/sqlite/sqlite-event-store.ts'))})
    sqliteEventStore({ file: ${JSON.stringify(file())} })().then(async ({ right: store }) => {
      for await (const page of store.subscribe()) if (page.right.caughtUp) break
      const waiting = store.subscribe()[Symbol.asyncIterator]()
      await waiting.next()
      waiting.next()
      await store.close()
      console.log('closed')
    })`
  const child = spawnSync(process.execPath, ['-r', join(root, 'test', 'swc-register.cjs'), '-e', script], {
    encoding: 'utf8',
    timeout: 10_000
  })
  expect(child).toMatchObject({ status: 0, stdout: 'closed\n', stderr: '' })
})

test('what comes after a log is lost first keeps what it held: a copy, an export, a retention, a restore', async () => {
  const works: ReadonlyArray<(store: SqliteEventStore) => Promise<E.Either<unknown, unknown>>> = [
    store => store.backup(join(folder, 'copy.db'))(),
    store => exportJournal(store, join(folder, 'journal.ndjson'))(),
    store => store.retain({ category: 'contrat', olderThan: instantOfEpoch(0) })(),
    store => store.restore((async function* () {})())()
  ]
  for (const work of works) {
    const store = right(await sqliteEventStore({ file: file() })())
    await taken(store.append('contrat-1', named('a', 20), 'none'))
    unlinkSync(`${file()}-wal`)
    expect(left(await work(store))).toMatchObject({ _tag: 'StoreUnavailable', code: 'LOG_REMOVED' })
    expect(readdirSync(folder).sort()).toEqual(['journal.db', 'journal.db-shm'])
    // As after a kill: what was acknowledged is in the database itself.
    copyFileSync(file(), join(folder, 'killed.db'))
    const killed = right(await sqliteEventStore({ file: join(folder, 'killed.db') })())
    expect(await eventsOf(killed.readAll())).toHaveLength(20)
    await killed.close()
    await store.close()
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
  }
})

test('a file that is lost is not cut by a retention, nor made again by a restore', async () => {
  const store = right(await sqliteEventStore({ file: file() })())
  await taken(store.append('contrat-1', named('a', 20), 'none'))
  renameSync(file(), join(folder, 'away.db'))
  const old = { category: 'contrat', olderThan: right(parseInstant('2999-01-01T00:00:00.000Z')) }
  const gone = { _tag: 'StoreUnavailable', code: 'FILE_REMOVED' }
  expect(left(await store.retain(old)())).toMatchObject(gone)
  expect(left(await store.restore((async function* () {})())())).toMatchObject(gone)
  expect(await eventsOf(store.readAll())).toHaveLength(20)
  await store.close()
  expect(readdirSync(folder)).not.toContain('journal.db')
})

test('a folder in the place of the log is a typed error', async () => {
  const store = right(await sqliteEventStore({ file: file() })())
  await taken(store.append('contrat-1', [event('a')], 'none'))
  unlinkSync(`${file()}-wal`)
  mkdirSync(`${file()}-wal`)
  expect(await refusal(store.append('contrat-1', [event('b')], 'any'))).toMatchObject({
    _tag: 'StoreUnavailable',
    retryable: false
  })
  await store.close()
})
