/** Where an audit writes its answer, and where it never does. */
import {
  cpSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { psu as psuModel } from '@avenant/domain'
import { openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { quickstart } from '../quickstart/main'
import { avenant, ended, installed } from './child'

const played = mkdtempSync(join(tmpdir(), 'avenant-output-'))
let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  expect(await quickstart({ store: `sqlite:${join(played, 'avenant.db')}`, folder: played })).toMatchObject({
    _tag: 'Right'
  })
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-output-'))
  cpSync(played, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => rmSync(played, { recursive: true }))

const psu = ['--convention', 'psu-1960-2017']
const audit = (...argv: ReadonlyArray<string>) =>
  ended(installed('annexes', ...psu, ...argv), { cwd: folder })

/** What stands under each name; reading a journal would take from this process the locks that SQLite holds on it. */
const identities = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder).map(name => {
      const { ino, size, mtimeMs } = lstatSync(at(name))
      return [name, `${ino} ${size} ${mtimeMs}`]
    })
  )

test('it writes where it is told, and its exit code is its answer', () => {
  const asked = ['--store', at('avenant.db'), '--format', 'json', '--on']
  const output = at('annexes.json')
  expect(audit(...asked, '2017-08-31', '--output', output)).toEqual({
    status: 0,
    stdout: '',
    stderr: ''
  })
  const written = readFileSync(output, 'utf8')
  expect(audit(...asked, '2017-08-31').stdout).toBe(written)
  expect(JSON.parse(written)).toMatchObject({ situation: { status: 'en-vigueur' } })
  expect(audit(...asked, '2021-01-01', '--output', output)).toEqual({
    status: 1,
    stdout: '',
    stderr: ''
  })
  expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ situation: { status: 'terminee' } })
})

test('the journal that it reads, and its models, are never replaced by the answer, whatever they are called', async () => {
  const { id: _, ...model } = psuModel
  writeFileSync(at('models.json'), JSON.stringify({ ...model, id: 'psu-ici' }))
  symlinkSync('avenant.db', at('link.db'))
  symlinkSync('journal.ndjson', at('link.ndjson'))
  linkSync(at('avenant.db'), at('hard.db'))
  linkSync(at('journal.ndjson'), at('hard.ndjson'))
  // Whoever works with the journal meanwhile.
  const opened = await openEventStore(`sqlite:${at('avenant.db')}`)()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  for await (const page of opened.right.readAll()) if (E.isLeft(page)) throw new Error(page.left.message)
  const store = ['--store', 'avenant.db', '--models', 'models.json']
  const journal = ['--journal', 'link.ndjson', '--models', './models.json']
  const before = identities()
  const here = process.cwd()
  process.chdir(folder)
  try {
    for (const [source, ...outputs] of [
      [store, 'avenant.db', 'avenant.db-wal', 'link.db', 'hard.db', `../${basename(folder)}/avenant.db`],
      [store, 'models.json'],
      [['--store', `sqlite:${at('avenant.db')}`], at('avenant.db'), `${folder}//./avenant.db-shm`],
      [journal, 'journal.ndjson', 'link.ndjson', 'hard.ndjson', at('models.json'), 'avenant.db'],
      [journal, '/dev/full', '.', 'none/page.md']
    ] as const)
      for (const output of outputs) {
        const asked = [...psu, ...source, '--output', output]
        for (const told of [
          await avenant('annexes', ...asked, '--on', '2017-08-31'),
          await avenant('differences', ...asked, '--from', '2017-08-31', '--to', '2017-09-01')
        ])
          expect([output, told]).toEqual([
            output,
            { text: '', faults: [expect.stringMatching(/^impossible d'écrire [^\n]+$/)], code: 2 }
          ])
      }
  } finally {
    process.chdir(here)
  }
  expect(audit(...store, '--output', 'avenant.db', '--on', '2017-08-31')).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^impossible d'écrire avenant\.db : [^\n]+\n$/)
  })
  expect(identities()).toEqual(before)
  await opened.right.close()
})
