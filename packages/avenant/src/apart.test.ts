import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@avenant/domain'
import { psu2017, psu2017Habilitations } from '@avenant/domain/fixtures'
import {
  collect,
  type EventStore,
  exportJournal,
  importJournal,
  openEventStore
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { type Avenant, type AvenantOptions, openAvenant } from '.'
import { dossierEvents } from './journal'

let now = instant('2016-11-01T00:00:00Z')
let folder = ''
const closings: Array<() => Promise<void>> = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'avenant-apart-'))
})
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close()
  rmSync(folder, { recursive: true })
})
const at = (name: string): string => `sqlite:${join(folder, name)}`
const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const [store, connections] = ['journal.db', 'connections.db']
const tried = (options: Partial<AvenantOptions> = {}) =>
  openAvenant({ store: at(store), hands: 'told', reactions: false, clock: () => now, ...options })()
const open = async (options: Partial<AvenantOptions> = {}): Promise<Avenant> => {
  const avenant = right(await tried(options))
  closings.push(avenant.close)
  return avenant
}
const apart = () => ({ connections: at(connections) })
const used = { at: '2017-04-10T08:00:00Z', outcome: 'reussie' }
const connect = {
  type: 'RecordConnection',
  habilitationId: 'h-1960-1',
  acteur: { kind: 'systeme', id: 'portail' },
  data: used
}
const give = async (avenant: Avenant): Promise<void> => {
  for (const { at, command } of [...psu2017, ...psu2017Habilitations].filter(({ at }) => at < '2017-03-02')) {
    now = instant(at)
    right(await avenant.execute(command)())
  }
  now = instant(used.at)
}
const answerOf = async (avenant: Avenant) =>
  avenant.mayAct({
    personneId: 'p-1960-2',
    etablissementId: '201500086',
    role: 'activite',
    on: '2017-05-01'
  })()
const marks = async (journal: EventStore): Promise<number> =>
  right(await collect(journal.readAll())()).filter(({ type }) => type === 'ConnectionsKeptApart').length
const marksAt = async (address: string): Promise<number> => {
  const journal = right(await openEventStore(address, { create: false })())
  closings.push(journal.close)
  return marks(journal)
}

test('A1 G6 a journal whose connections are elsewhere is opened with them, or not at all', async () => {
  const first = await open(apart())
  await give(first)
  right(await first.execute(connect)())
  expect(right(await answerOf(first)).answer).toBe('oui')
  for (const readOnly of [false, true])
    expect(await tried({ readOnly })).toMatchObject({
      left: { _tag: 'ConnectionsApart', message: expect.stringContaining('connexions') }
    })
  // What is told of it names no address.
  expect(JSON.stringify(right(await collect(first.store.readAll())()))).not.toContain('connections.db')
  const again = await open(apart())
  expect(right(await answerOf(again)).answer).toBe('oui')
  expect(await marks(again.store)).toBe(1)
})

test('opened by several programs at once, it is said once', async () => {
  await Promise.all([open(apart()), open(apart()), open(apart())])
  expect(await marksAt(at(store))).toBe(1)
})

test('who only reads says nothing in the journal, and its connections are in the answers', async () => {
  await give(await open())
  right(await openEventStore(at(connections))())
  const read = await open({ ...apart(), readOnly: true })
  expect(right(await answerOf(read)).answer).toBe('non')
  expect(await marksAt(at(store))).toBe(0)
})

test('a journal that holds connections keeps them: of two stores the later ones would be lost', async () => {
  const within = await open()
  await give(within)
  right(await within.execute(connect)())
  for (const readOnly of [false, true])
    expect(await tried({ ...apart(), readOnly })).toMatchObject({ left: { _tag: 'ConnectionsWithin' } })
  expect(await marksAt(at(store))).toBe(0)
  expect(right(await answerOf(await open())).answer).toBe('oui')
})

test('a program that was opened before answers no more once another has them kept apart', async () => {
  const before = await open()
  await give(before)
  expect(right(await answerOf(before)).answer).toBe('non')
  const other = await open(apart())
  right(await other.execute(connect)())
  const head = right(await other.store.head()())
  const asked = { personneId: 'p-1960-2', etablissementId: '201500086', role: 'activite', on: '2017-05-01' }
  expect(await before.mayAct(asked, head === null ? {} : { atLeast: head })()).toMatchObject({
    left: {
      _tag: 'IndexStopped',
      message: expect.stringContaining('connexions de ce journal sont gardées à part')
    }
  })
  expect(right(await answerOf(other)).answer).toBe('oui')
})

test('where the other store cannot be opened, nothing is said: the journal is as before', async () => {
  await give(await open())
  const elsewhere = `sqlite:${join(folder, 'nulle-part', 'connections.db')}`
  expect(E.isLeft(await tried({ connections: elsewhere }))).toBe(true)
  expect(await marksAt(at(store))).toBe(0)
  expect(right(await answerOf(await open())).answer).toBe('non')
})

test('a journal that was moved says so still', async () => {
  const first = await open(apart())
  await give(first)
  const file = join(folder, 'journal.ndjson')
  right(await exportJournal(first.store, file)())
  const moved = right(await openEventStore(at('moved.db'))())
  closings.push(moved.close)
  right(await importJournal({ store: moved, codec: dossierEvents, from: { file } })())
  expect(await tried({ store: at('moved.db') })).toMatchObject({ left: { _tag: 'ConnectionsApart' } })
})
