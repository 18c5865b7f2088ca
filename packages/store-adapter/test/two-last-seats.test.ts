import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  type HabilitationCommand,
  habilitationDecider,
  habilitationEvents,
  shippedModels
} from '@avenant/domain'
import { monenfant2023, psu2017, psu2017Habilitations, read, type Scheduled } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { type EventStore, executor, foldedBy, journalCodec, memoryEventStore, sqliteEventStore } from '../src'
import { eventsOf, right } from '../src/contract/harness'

const folder = mkdtempSync(join(tmpdir(), 'avenant-seats-'))
afterAll(() => rmSync(folder, { recursive: true }))

const conventionsOf = (store: EventStore) =>
  executor({
    hands: 'told',
    store,
    codec: journalCodec(conventionEvents),
    decider: conventionDecider(shippedModels)
  })

const stores: ReadonlyArray<[string, () => Promise<EventStore>]> = [
  ['memory', async () => memoryEventStore()],
  ['sqlite', async () => right(await sqliteEventStore({ file: join(folder, 'seats.db') })())]
]

/** The first provider of activity data leaves; two others are asked for, each by a form of their own. */
const command = (type: string, data: unknown): ConventionCommand =>
  read(ConventionCommand, { type, acteur: { kind: 'agent-caf', id: 'agent-4021' }, data })
const personne = (personneId: string) => ({
  kind: 'identify-personne',
  personneId,
  personne: { nom: 'MARTEL', prenom: personneId, fonction: null, mail: null, telephone: null }
})
const seat = { role: 'activite', etablissementId: '201500086' }
const signal = (modificationId: string, changes: ReadonlyArray<unknown>) =>
  command('SignalModification', { modificationId, changes, signalledOn: '2018-01-10', channel: 'courrier' })
const receive = (modificationId: string) =>
  command('ReceiveFormulaire', { modificationId, receivedOn: '2018-02-01' })
const attribute = (personneId: string) => [
  personne(personneId),
  { kind: 'attribute-role', personneId, ...seat, rang: 'suppleant' }
]

describe.each(stores)('%s', (_, open) => {
  test('P7 two forms at once for the last seat: one is taken, the other refused with its article', async () => {
    const store = await open()
    const execute = conventionsOf(store)
    const stream = 'convention-psu-1960-2017'
    const before: ReadonlyArray<ConventionCommand> = [
      ...psu2017.map(({ command: signed }) => signed),
      signal('m-1', [{ kind: 'withdraw-role', personneId: 'p-1960-3', ...seat }]),
      receive('m-1'),
      signal('m-2', attribute('p-1960-5')),
      signal('m-3', attribute('p-1960-6'))
    ]
    for (const [i, given] of before.entries())
      expect(await execute(stream, given, { commandId: `before-${i}` })()).toMatchObject({ _tag: 'Right' })

    const outcomes = await Promise.all([
      execute(stream, receive('m-2'), { commandId: 'at-once-2' })(),
      execute(stream, receive('m-3'), { commandId: 'at-once-3' })()
    ])
    expect(outcomes.filter(E.isRight)).toHaveLength(1)
    expect(outcomes.filter(E.isLeft)).toMatchObject([
      {
        left: {
          _tag: 'Refused',
          refusals: [{ code: 'role-full', article: { source: 'PSU', article: '2.1' } }]
        }
      }
    ])
    await store.close()
  })
})

test('G13 G11 both stories played twice add nothing; each event says its model', async () => {
  const store = memoryEventStore()
  const conventions = conventionsOf(store)
  const habilitations = executor({
    hands: 'told',
    store,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(shippedModels),
    premises: {
      convention: foldedBy(journalCodec(conventionEvents), conventionDecider(shippedModels))
    }
  })
  const playAll = async (): Promise<void> => {
    for (const given of [...psu2017, ...monenfant2023])
      right(await conventions(given.stream, given.command, given)())
    const asked: ReadonlyArray<Scheduled<HabilitationCommand>> = psu2017Habilitations
    for (const given of asked) right(await habilitations(given.stream, given.command, given)())
  }
  await playAll()
  const first = await eventsOf(store.readAll())
  await playAll()
  expect(await eventsOf(store.readAll())).toEqual(first)
  const models = first.map(({ stream, metadata: { model } }) => `${stream} ${model?.id} ${model?.version}`)
  expect(new Set(models)).toEqual(
    new Set([
      'convention-psu-1960-2017 psu 1',
      'convention-mef-219200789-2023 monenfant 1',
      'habilitation-h-1960-1 psu 1',
      'habilitation-h-1960-2 psu 1'
    ])
  )
})

test('G24 a notice that is to come writes nothing', async () => {
  const store = memoryEventStore()
  const execute = conventionsOf(store)
  for (const given of monenfant2023) right(await execute(given.stream, given.command, given)())
  const before = await eventsOf(store.readAll())
  const notice = command('GiveNotice', {
    partie: 'caf',
    dispatchedOn: '2999-11-01',
    receivedOn: '2999-12-31'
  })
  const outcome = await execute('convention-mef-219200789-2023', notice, { commandId: 'too-late' })()
  expect(outcome).toMatchObject({
    left: {
      _tag: 'Refused',
      refusals: [{ code: 'not-yet-happened' }, { code: 'not-yet-happened' }, { code: 'no-echeance' }]
    }
  })
  expect(await eventsOf(store.readAll())).toEqual(before)
})
