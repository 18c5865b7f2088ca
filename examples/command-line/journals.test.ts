/** A journal as a whole, on the command line: out, in, moved, copied, looked through. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { postgresServer } from '../../packages/store-adapter/test/postgres-server'
import { quickstart } from '../quickstart/main'
import { avenant, ended, inShell, installed } from './child'

const played = mkdtempSync(join(tmpdir(), 'avenant-played-'))
let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  const shown = await quickstart({ store: `sqlite:${join(played, 'avenant.db')}`, folder: played })
  if (E.isLeft(shown)) throw new Error(shown.left)
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-journals-'))
  for (const name of ['avenant.db', 'journal.ndjson']) copyFileSync(join(played, name), at(name))
})
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => rmSync(played, { recursive: true }))

const journal = (): string => readFileSync(at('journal.ndjson'), 'utf8')
const everything = (): ReadonlyArray<string> => readdirSync(folder).toSorted()

test('export writes the journal into a file, or on standard output, and leaves nothing beside the store', async () => {
  const before = everything()
  expect(await avenant('export', '--store', at('avenant.db'))).toEqual({
    text: journal(),
    faults: [],
    code: 0
  })
  expect(everything()).toEqual(before)
  const { code, text } = await avenant('export', '--store', at('avenant.db'), '--output', at('out.ndjson'))
  expect([code, text]).toEqual([0, `${at('out.ndjson')} : ${journal().split('\n').length - 1} événements`])
  expect(readFileSync(at('out.ndjson'), 'utf8')).toBe(journal())
})

test('a dossier is one file, of a store as of a journal, and holds what was recorded', async () => {
  const before = everything()
  const of = (...source: ReadonlyArray<string>) =>
    avenant('dossier', ...source, '--convention', 'psu-1960-2017', '--output', at('dossier.html'))
  for (const source of [
    ['--store', at('avenant.db')],
    ['--journal', at('journal.ndjson')]
  ]) {
    expect(await of(...source)).toEqual({ text: '', faults: [], code: 0 })
    const [, enclosed = ''] =
      /<script type="application\/json" id="enclosed">(.*?)<\/script>/.exec(
        readFileSync(at('dossier.html'), 'utf8')
      ) ?? []
    const { events } = JSON.parse(enclosed)
    const lines = journal()
      .split('\n')
      .filter(line => /"stream":"(convention-psu-1960-2017|habilitation-h-1960-)/.test(line))
    expect(events.map((event: object) => JSON.stringify(event)).toSorted()).toEqual(lines.toSorted())
    rmSync(at('dossier.html'))
  }
  expect(everything()).toEqual(before)
  expect(await avenant('dossier', '--store', at('avenant.db'), '--convention', 'nulle-part')).toMatchObject({
    code: 2,
    text: '',
    faults: [expect.stringContaining('convention inconnue de ce journal : nulle-part')]
  })
})

test('import takes a journal into a new store, byte for byte; what is refused makes no store', async () => {
  const taken = await avenant('import', '--journal', at('journal.ndjson'), '--store', at('new.db'))
  expect(taken).toMatchObject({ code: 0, faults: [] })
  expect((await avenant('export', '--store', at('new.db'))).text).toBe(journal())
  expect(await avenant('import', '--journal', at('journal.ndjson'), '--store', at('new.db'))).toMatchObject({
    code: 3,
    faults: [expect.stringContaining('vide')]
  })
  const lines = journal().split('\n')
  writeFileSync(at('cut.ndjson'), [...lines.slice(0, 2), ...lines.slice(3)].join('\n'))
  const refused = await avenant('import', '--journal', at('cut.ndjson'), '--store', at('other.db'))
  expect(refused).toMatchObject({ code: 3, text: '' })
  expect(refused.faults[0]).toMatch(/^ligne 3/)
  expect(existsSync(at('other.db'))).toBe(false)
})

test('move takes it elsewhere, compares both byte for byte, and says again that it is there', async () => {
  const move = () => avenant('move', '--from', at('avenant.db'), '--to', at('moved.db'))
  const moved = await move()
  expect(moved).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^\d+ événements, les mêmes octets : sha256 [0-9a-f]{64}$/)
  })
  expect((await avenant('export', '--store', at('moved.db'))).text).toBe(journal())
  expect(await move()).toEqual(moved)
})

test('move never touches where it reads, and writes over no other journal', async () => {
  expect(await avenant('move', '--from', at('absent.db'), '--to', at('moved.db'))).toMatchObject({ code: 3 })
  expect(everything()).toEqual(['avenant.db', 'journal.ndjson'])
  for (const to of ['memory:', at('avenant.db'), `sqlite:${at('avenant.db')}`]) {
    const { code, faults } = await avenant('move', '--from', at('avenant.db'), '--to', to)
    expect([to, code, faults.length]).toEqual([to, 2, 1])
  }
})

test('backup copies a store into a new file, reads it back, and replaces nothing', async () => {
  const { code, text } = await avenant('backup', '--store', at('avenant.db'), '--output', at('copy.db'))
  expect([code, text]).toEqual([0, expect.stringMatching(/copy\.db : \d+ événements, relus$/)])
  expect((await avenant('export', '--store', at('copy.db'))).text).toBe(journal())
  for (const taken of [at('copy.db'), at('avenant.db'), at('journal.ndjson'), folder])
    expect(await avenant('backup', '--store', at('avenant.db'), '--output', taken)).toMatchObject({ code: 2 })
  expect(journal()).toBe(readFileSync(join(played, 'journal.ndjson'), 'utf8'))
})

test('on PostgreSQL too: there and back the same bytes, a copy as NDJSON, and what is whole', async () => {
  const server = await postgresServer()
  try {
    const url = new URL(server.url)
    url.pathname = 't_command_line'
    await server.run("CREATE DATABASE t_command_line TEMPLATE template0 ENCODING 'UTF8'")
    const moved = await avenant('move', '--from', at('avenant.db'), '--to', url.href)
    expect(moved).toMatchObject({ code: 0, faults: [] })
    expect(await avenant('move', '--from', url.href, '--to', at('back.db'))).toEqual(moved)
    expect((await avenant('export', '--store', at('back.db'))).text).toBe(journal())
    const copied = await avenant('backup', '--store', url.href, '--output', at('copy.ndjson'))
    expect([copied.code, readFileSync(at('copy.ndjson'), 'utf8')]).toEqual([0, journal()])
    expect(await avenant('verify', '--store', url.href)).toMatchObject({ code: 0 })
    const asked = ['--convention', 'psu-1960-2017', '--on', '2017-08-31']
    expect(await avenant('annexes', '--store', url.href, ...asked)).toEqual(
      await avenant('annexes', '--store', at('avenant.db'), ...asked)
    )
    expect(await avenant('export', '--store', `${url.href}_absent`)).toMatchObject({ code: 3 })
  } finally {
    await server.remove()
  }
})

test('verify says that a journal is whole, in a store and in a file alike', async () => {
  const whole = await avenant('verify', '--store', at('avenant.db'))
  expect(whole).toMatchObject({
    code: 0,
    text: expect.stringMatching(
      /^\d+ événements lus et décodés : 2 conventions, \d+ habilitations ; aucune dérive$/
    )
  })
  expect(await avenant('verify', '--journal', at('journal.ndjson'))).toEqual(whole)
})

test('verify tells what was damaged, and what does not decode', async () => {
  const text = journal().replace('"type":"NonRespectAgreed"', '"type":"NonRespectAccepted"')
  writeFileSync(at('other.ndjson'), text)
  expect(await avenant('verify', '--journal', at('other.ndjson'))).toMatchObject({
    code: 3,
    faults: [expect.stringContaining('NonRespectAccepted')]
  })
})

test('verify tells a store whose file was damaged', async () => {
  const bytes = readFileSync(at('avenant.db'))
  writeFileSync(at('avenant.db'), bytes.fill(0x5a, bytes.length - 4096, bytes.length - 1024))
  const { code, faults } = await avenant('verify', '--store', at('avenant.db'))
  expect([code, faults]).toEqual([3, [expect.stringMatching(/^[^\n]+$/)]])
})

test('with --progress each says on standard error how far it is, and its answer stays alone', () => {
  for (const [argv, said] of [
    [['verify', '--store', 'avenant.db'], /relecture : 30 événements\n$/],
    [
      ['register', '--journal', 'journal.ndjson', '--on', '2018-03-15'],
      /relecture : 30 événements \(100 %\)\n$/
    ],
    [['export', '--store', 'avenant.db'], /écriture : 30 événements\n$/],
    [['import', '--journal', 'journal.ndjson', '--store', 'new.db'], /import : 30 événements\n$/],
    [['move', '--from', 'avenant.db', '--to', 'moved.db'], /déplacement : 30 événements\n$/],
    [['backup', '--store', 'avenant.db', '--output', 'copy.db'], /relecture : 30 événements\n$/]
  ] as const) {
    const quiet = ended(
      installed(
        ...argv.map(text => text.replace('new', 'quiet').replace('moved', 'still').replace('copy', 'same'))
      ),
      { cwd: folder }
    )
    const { status, stdout, stderr } = ended(installed(...argv, '--progress'), { cwd: folder })
    expect([argv, status, stderr]).toEqual([argv, 0, expect.stringMatching(said)])
    expect(quiet).toMatchObject({ status: 0, stderr: '' })
    expect(stdout.replace('copy', 'same')).toBe(quiet.stdout)
  }
})

test('verify tells lines that today would be written otherwise: a line that no act says any more is a drift', async () => {
  // The first attribution that the draft moved, taken out of what the event says that it moved.
  const lines = journal().split('\n')
  const moved = lines.map(line => {
    if (!line.includes('"type":"ConventionDrafted"')) return line
    const event = JSON.parse(line)
    return JSON.stringify({ ...event, data: { ...event.data, moves: event.data.moves.slice(1) } })
  })
  writeFileSync(at('drifted.ndjson'), moved.join('\n'))
  const { code, text } = await avenant('verify', '--journal', at('drifted.ndjson'))
  expect(code).toBe(1)
  expect(text).toMatch(/ ; dérive :\n {2}convention-/)
})

test('a signal while a journal is written into a file leaves nothing behind', () => {
  mkdirSync(at('out'))
  const line = '"$@" > said & pid=$!; sleep 0.1; kill -TERM $pid; wait $pid; echo $?; ls -A out'
  const { stdout } = ended(
    inShell(line, installed('export', '--store', at('avenant.db'), '--output', at('out/j.ndjson'))),
    { cwd: folder }
  )
  expect(stdout).toMatch(/^(?:143\n|0\nj\.ndjson\n)$/)
})
