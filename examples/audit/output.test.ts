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
import { join } from 'node:path'
import { psu as psuModel } from '@avenant/domain'
import { openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { ended, examples, nodeOn } from '../program/child'
import { quickstart } from '../quickstart/main'

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
const audit = (name: string, ...argv: ReadonlyArray<string>) =>
  ended(nodeOn(join(examples, 'audit', name), ...psu, ...argv), { cwd: folder })

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
  expect(audit('annexes.ts', ...asked, '2017-08-31', '--output', output)).toEqual({
    status: 0,
    stdout: '',
    stderr: ''
  })
  const written = readFileSync(output, 'utf8')
  expect(audit('annexes.ts', ...asked, '2017-08-31').stdout).toBe(written)
  expect(JSON.parse(written)).toMatchObject({ situation: { status: 'en-vigueur' } })
  expect(audit('annexes.ts', ...asked, '2021-01-01', '--output', output)).toEqual({
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
  for (const [source, ...outputs] of [
    [
      store,
      'avenant.db',
      'avenant.db-wal',
      'link.db',
      'hard.db',
      `../${folder.split('/').at(-1)}/avenant.db`
    ],
    [store, 'models.json'],
    [['--store', `sqlite:${at('avenant.db')}`], at('avenant.db'), `${folder}//./avenant.db-shm`],
    [journal, 'journal.ndjson', 'link.ndjson', 'hard.ndjson', at('models.json'), 'avenant.db'],
    [journal, '/dev/full', '.', 'none/page.md']
  ] as const)
    for (const output of outputs) {
      const asked = [...source, '--output', output]
      const refused = {
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^impossible d'écrire [^\n]+\n$/)
      }
      expect([output, audit('annexes.ts', ...asked, '--on', '2017-08-31')]).toEqual([output, refused])
    }
  expect(identities()).toEqual(before)
  expect(audit('annexes-diff.ts', ...store, '--from', '2017-08-31', '--output', 'avenant.db').status).toBe(2)
  expect(identities()).toEqual(before)
  await opened.right.close()
}, 120_000)
