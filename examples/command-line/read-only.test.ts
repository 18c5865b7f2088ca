/** An audit by somebody else than the owner of the journal changes nothing, and hinders nobody. */
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventStore, openEventStore } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { quickstart } from '../quickstart/main'
import { ended, installed } from './child'

const asAnother =
  process.getuid?.() === 0
    ? test
    : (title: string, work: () => void) => test.skip(`${title} (only root becomes another user)`, work)
const nobody = 65534

let folder = ''
const file = (): string => join(folder, 'avenant.db')
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-audit-'))
  chmodSync(folder, 0o755)
  const documents = mkdtempSync(join(tmpdir(), 'avenant-documents-'))
  const played = await quickstart({ store: `sqlite:${file()}`, folder: documents })
  if (E.isLeft(played)) throw new Error(played.left)
  rmSync(documents, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const opened = async (): Promise<EventStore> => {
  const store = await openEventStore(`sqlite:${file()}`)()
  if (E.isLeft(store)) throw new Error(store.left.message)
  return store.right
}

const appendOne = async (store: EventStore, id: string): Promise<unknown> => {
  for await (const page of store.readAll()) {
    if (E.isLeft(page)) throw new Error(page.left.message)
    const [first] = page.right
    if (first === undefined) break
    const { type, schema, data, metadata } = first
    return store.append('essai-1', [{ id, type, schema, data, metadata }], 'any')()
  }
  throw new Error('an empty journal')
}

/** What stands in the folder, by its metadata: reading a journal in use would take its locks from this process. */
const standing = (): ReadonlyArray<string> =>
  readdirSync(folder).map(name => {
    const { ino, size, mtimeMs, ctimeMs, uid, mode } = lstatSync(join(folder, name))
    return [name, ino, size, mtimeMs, ctimeMs, uid, mode].join(' ')
  })

const audit = () =>
  ended(
    installed(
      ...[
        'annexes',
        '--store',
        file(),
        '--convention',
        'psu-1960-2017',
        '--on',
        '2017-08-31',
        '--format',
        'json'
      ]
    ),
    { uid: nobody, gid: nobody, cwd: '/' }
  )
const answers = { status: 0, stderr: '', stdout: expect.stringContaining('"en-vigueur"') }

asAnother('a journal that nobody has open, in a folder where nothing can be written', async () => {
  chmodSync(file(), 0o444)
  chmodSync(folder, 0o555)
  const [before, bytes] = [standing(), readFileSync(file())]
  expect(audit()).toMatchObject(answers)
  expect(standing()).toEqual(before)
  expect(readFileSync(file()).equals(bytes)).toBe(true)
  chmodSync(file(), 0o644)
  chmodSync(folder, 0o755)
  const store = await opened()
  expect(await appendOne(store, '0a0d1700-0000-4000-8000-000000000001')).toMatchObject({ _tag: 'Right' })
  await store.close()
})

asAnother(
  'a journal in a folder where everybody may write: no file of somebody else is left in it',
  async () => {
    chmodSync(folder, 0o777)
    chmodSync(file(), 0o666)
    const before = standing()
    expect(audit()).toMatchObject(answers)
    expect(standing()).toEqual(before)
    const store = await opened()
    expect(await appendOne(store, '0a0d1700-0000-4000-8000-000000000002')).toMatchObject({ _tag: 'Right' })
    await store.close()
  }
)

asAnother('a journal that its owner has open, and goes on writing', async () => {
  const store = await opened()
  expect(await appendOne(store, '0a0d1700-0000-4000-8000-000000000003')).toMatchObject({ _tag: 'Right' })
  const before = standing()
  expect(before.length).toBeGreaterThan(1)
  expect(audit()).toMatchObject(answers)
  expect(standing()).toEqual(before)
  expect(await appendOne(store, '0a0d1700-0000-4000-8000-000000000004')).toMatchObject({ _tag: 'Right' })
  await store.close()
  const again = await opened()
  expect(await appendOne(again, '0a0d1700-0000-4000-8000-000000000005')).toMatchObject({ _tag: 'Right' })
  await again.close()
})
