import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import * as E from 'fp-ts/Either'
import { event, left, right, taken } from '../contract/harness'
import { exportJournal } from '../journal/export'
import { sqliteEventStore } from '../sqlite/sqlite-event-store'
import { writeWholeFile } from './whole-file'

let folder = ''
const at = (name: string): string => join(folder, name)
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'avenant-')))
})
afterEach(() => rmSync(folder, { recursive: true }))

const page = [E.right('une '), E.right('page\n')]
const refusedCode = async (file: string, sources: ReadonlyArray<string> = []): Promise<string> =>
  left(await writeWholeFile(file, page, { sources })()).code

/** Every file of the folder, with what is in it. */
const everything = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter(name => statSync(at(name)).isFile())
      .map(name => [name, readFileSync(at(name), 'latin1')])
  )

test('a new file, then another in its place with the mode of the first, and nothing beside it', async () => {
  right(await writeWholeFile(at('a.md'), page)())
  chmodSync(at('a.md'), 0o640)
  right(await writeWholeFile(at('a.md'), [E.right('autre\n')])())
  expect(everything()).toEqual({ 'a.md': 'autre\n' })
  expect(statSync(at('a.md')).mode & 0o777).toBe(0o640)
})

test('a name as long as the file system takes is written', async () => {
  const name = 'n'.repeat(255)
  right(await writeWholeFile(at(name), page)())
  expect(everything()).toEqual({ [name]: 'une page\n' })
})

test('a link is followed, also one whose file is not there yet; what it is called stays a link', async () => {
  mkdirSync(at('below'))
  symlinkSync('below/new.md', at('link'))
  symlinkSync('link', at('link-to-link'))
  for (const text of ['first\n', 'second\n']) {
    right(await writeWholeFile(at('link-to-link'), [E.right(text)])())
    expect(readFileSync(at('below/new.md'), 'utf8')).toBe(text)
  }
  expect(readlinkSync(at('link'))).toBe('below/new.md')
  expect(readdirSync(at('below'))).toEqual(['new.md'])
  symlinkSync('circle', at('circle'))
  expect(await refusedCode(at('circle'))).toBe('ELOOP')
})

test('a source is not replaced, whatever it is called', async () => {
  writeFileSync(at('journal.ndjson'), 'kept')
  mkdirSync(at('below'))
  symlinkSync('../journal.ndjson', at('below/link'))
  symlinkSync('.', at('here'))
  linkSync(at('journal.ndjson'), at('hard'))
  const names = [
    at('journal.ndjson'),
    relative(process.cwd(), at('journal.ndjson')),
    `${folder}//below/../journal.ndjson`,
    at('here/here/journal.ndjson'),
    at('below/link'),
    at('hard')
  ]
  for (const file of names)
    for (const source of names) expect([file, source, await refusedCode(file, [source])]).toContain('SOURCE')
  expect(everything()).toEqual({ 'journal.ndjson': 'kept', hard: 'kept' })
})

const register = join(__dirname, '..', '..', 'test', 'swc-register.cjs')
/** Opens a journal as any program does, reads it, and closes it. */
const visitor = `
  const { sqliteEventStore } = require(${JSON.stringify(join(__dirname, '..', 'sqlite', 'sqlite-event-store.ts'))})
  sqliteEventStore({ file: process.argv[1] })().then(async opened => {
    for await (const page of opened.right.readAll()) console.log(page._tag)
    await opened.right.close()
  })`

/** What stands under each name: read, a file in use would lose the locks that SQLite holds on it in this process. */
const identities = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder).map(name => {
      const { ino, size } = lstatSync(at(name))
      return [name, `${ino} ${size}`]
    })
  )

test('a SQLite journal, and what stands beside it, is never replaced: not by a page, nor by an export of itself', async () => {
  const store = right(await sqliteEventStore({ file: at('avenant.db') })())
  await taken(store.append('contrat-1', [event('a')], 'any'))
  linkSync(at('avenant.db'), at('hard'))
  symlinkSync('avenant.db-wal', at('link-to-wal'))
  const before = identities()
  const beside = ['avenant.db-wal', 'avenant.db-shm', 'avenant.db-journal']
  for (const name of ['avenant.db', ...beside, 'hard', 'link-to-wal']) {
    expect([name, await refusedCode(at(name))]).toContain('DATABASE')
    expect(left(await exportJournal(store, at(name))())).toMatchObject({ code: 'DATABASE', retryable: false })
  }
  // Another process that comes and goes removes the log unless this one still holds its locks.
  const { stdout } = spawnSync(process.execPath, ['-r', register, '-e', visitor, at('avenant.db')], {
    encoding: 'utf8'
  })
  expect(stdout).toBe('Right\n')
  expect(identities()).toEqual(before)
  await taken(store.append('contrat-1', [event('b')], 'any'))
  await store.close()
  // Where SQLite would put it next time.
  expect(await refusedCode(at('avenant.db-wal'))).toBe('DATABASE')
})

test('what is no ordinary file is refused by name, and stays as it is', async () => {
  spawnSync('mkfifo', [at('fifo')])
  mkdirSync(at('below'))
  symlinkSync('/dev/full', at('link-to-device'))
  for (const file of [
    ...[folder, at('below'), `${at('new')}/`, '', '.', at('fifo'), at('link-to-device')],
    ...['/dev/full', '/dev/null', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']
  ])
    expect([file, left(await writeWholeFile(file, page)())]).toMatchObject([
      file,
      {
        _tag: 'FileNotWritten',
        code: 'NOT_A_FILE',
        message: expect.stringMatching(/^impossible d'écrire .*[^\n]$/)
      }
    ])
  expect(await refusedCode(at('none/a.md'))).toBe('ENOENT')
  expect(statSync(at('fifo')).isFIFO()).toBe(true)
  expect(everything()).toEqual({})
})

test('a text that fails, throws or is interrupted leaves what was there, and nothing beside it', async () => {
  writeFileSync(at('a.md'), 'kept')
  const kept = { 'a.md': 'kept' }
  expect(await writeWholeFile(at('a.md'), [E.right('half'), E.left('fault')])()).toEqual(E.left('fault'))
  expect(everything()).toEqual(kept)

  const throwing = async function* (): AsyncGenerator<E.Either<never, string>> {
    yield E.right('half')
    throw new Error('text')
  }
  expect(left(await writeWholeFile(at('a.md'), throwing())())).toMatchObject({ code: 'UNKNOWN' })
  expect(everything()).toEqual(kept)

  for (const parts of [
    ['half', 'abort', 'rest'],
    ['whole', 'abort']
  ]) {
    const interrupted = new AbortController()
    const interrupting = function* (): Generator<E.Either<never, string>> {
      for (const part of parts)
        if (part === 'abort') interrupted.abort()
        else yield E.right(part)
    }
    const { signal } = interrupted
    expect(left(await writeWholeFile(at('a.md'), interrupting(), { signal })())).toMatchObject({
      code: 'ABORTED'
    })
    expect(everything()).toEqual(kept)
  }
})

test('of several that write one file at once, one is there, whole', async () => {
  const texts = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(50_000))
  for (const one of await Promise.all(texts.map(text => writeWholeFile(at('a.md'), [E.right(text)])())))
    right(one)
  expect(texts).toContain(everything()['a.md'])
  expect(readdirSync(folder)).toEqual(['a.md'])
})

/** Writes a text to a file, in a process of its own, and prints what was answered. */
const script = `
  const { writeWholeFile } = require(${JSON.stringify(join(__dirname, 'whole-file.ts'))})
  const [file, size] = process.argv.slice(1)
  writeWholeFile(file, [{ _tag: 'Right', right: 'x'.repeat(Number(size)) }])().then(answer =>
    console.log(JSON.stringify(answer)))`

const unshare = ['-rm', 'sh', '-c']
const canMount = spawnSync('unshare', [...unshare, 'mount -t tmpfs tmpfs /mnt']).status === 0
const onSmallDisk = canMount
  ? test
  : (title: string, work: () => void) => test.skip(`${title} (this system lets nobody mount)`, work)

onSmallDisk('a full disk leaves what was there, and nothing beside it', () => {
  const disk =
    'mount -t tmpfs -o size=200k tmpfs "$0" && echo kept > "$0/a.md" && "$@" && ls -A "$0" && cat "$0/a.md"'
  const { stdout } = spawnSync(
    'unshare',
    [...unshare, disk, folder, process.execPath, '-r', register, '-e', script, at('a.md'), '300000'],
    { encoding: 'utf8' }
  )
  const [answer = '', ...files] = stdout.trimEnd().split('\n')
  expect(JSON.parse(answer)).toMatchObject({
    left: { _tag: 'FileNotWritten', code: 'ENOSPC', retryable: true }
  })
  expect(files).toEqual(['a.md', 'kept'])
})

const asAnother =
  process.getuid?.() === 0
    ? test
    : (title: string, work: () => void) => test.skip(`${title} (only root becomes another user)`, work)

asAnother('without the rights it is refused: on the folder, and on a file that is read-only', () => {
  const answerOf = (file: string): unknown =>
    JSON.parse(
      spawnSync(process.execPath, ['-r', register, '-e', script, file, '10'], {
        encoding: 'utf8',
        uid: 65534
      }).stdout
    )
  const refused = { left: { code: 'EACCES' } }
  chmodSync(folder, 0o755)
  writeFileSync(at('a.md'), 'kept', { mode: 0o666 })
  chmodSync(at('a.md'), 0o666)
  expect(answerOf(at('a.md'))).toMatchObject(refused)
  chmodSync(folder, 0o777)
  chmodSync(at('a.md'), 0o444)
  expect(answerOf(at('a.md'))).toMatchObject(refused)
  expect(everything()).toEqual({ 'a.md': 'kept' })
  expect(answerOf(at('b.md'))).toMatchObject({ _tag: 'Right' })
})
