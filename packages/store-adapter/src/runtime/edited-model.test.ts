import {
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  conventionStream,
  fingerprintOf,
  habilitationDecider,
  habilitationEvents,
  psu,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id, read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { collect, executor, foldedBy, journalCodec, memoryEventStore } from '..'
import { right } from '../contract/harness'

const codec = journalCodec(conventionEvents)
const stream = conventionStream(psu2017Id)
const edited = { ...psu, titre: 'Convention éditée en place' }

const running = (store: ReturnType<typeof memoryEventStore>, models: typeof shippedModels) =>
  executor({ store, codec, decider: conventionDecider(models), hands: 'told' })

const recorded = async () => {
  const store = memoryEventStore()
  const execute = running(store, shippedModels)
  for (const given of psu2017)
    if (given.stream === stream) right(await execute(given.stream, given.command, given)())
  return store
}
const eventsOf = async (store: ReturnType<typeof memoryEventStore>) =>
  right(await collect(store.read(stream))())

const restatement = read(ConventionCommand, {
  type: 'RestateConvention',
  acteur: { kind: 'agent-caf', id: 'agent-1' },
  data: { motif: 'article de la durée corrigé' }
})

test('G11 a command, a restatement too, under a model edited in place is refused before anything is decided', async () => {
  const store = await recorded()
  const before = await eventsOf(store)
  const refused = await running(store, [edited])(stream, restatement, { commandId: 'restate' })()
  expect(refused).toEqual(
    E.left({
      _tag: 'ModelEdited',
      stream,
      model: { id: 'psu', version: 1 },
      recorded: fingerprintOf(psu),
      given: fingerprintOf(edited),
      since: { revision: 0, type: before[0]?.type, recordedAt: before[0]?.recordedAt },
      retryable: false,
      message: expect.stringContaining('rétablissez le fichier du modèle')
    })
  )
  expect(await eventsOf(store)).toEqual(before)
})

test('G11 G23 a repeat keeps its first answer under an edited model, and the model restored is right again', async () => {
  const store = await recorded()
  const first = psu2017.find(given => given.stream === stream)
  if (first === undefined) throw new Error('the fixture has commands')
  const repeated = right(await running(store, [edited])(stream, first.command, first)())
  expect(repeated).toMatchObject({ repeated: true })
  const none = executor({
    store,
    codec,
    decider: conventionDecider([edited]),
    hands: 'told',
    cache: { maxStreams: 10, answersPerStream: 0 }
  })
  expect(await none(stream, restatement, { commandId: 'warm' })()).toMatchObject({
    left: { _tag: 'ModelEdited' }
  })
  expect(right(await none(stream, first.command, first)())).toMatchObject({ repeated: true })
  right(await running(store, [psu])(stream, restatement, { commandId: 'again' })())
})

test('G11 a delivery that rests on a convention whose model was edited in place is refused, and names the convention', async () => {
  const store = await recorded()
  const execute = executor({
    store,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider([edited]),
    hands: 'told',
    premises: { convention: foldedBy(codec, conventionDecider([edited])) }
  })
  const [request, delivery] = psu2017Habilitations
  if (request === undefined || delivery === undefined) throw new Error('no habilitation')
  // The dossier opens under the edited model: what it rests on was recorded under the other.
  right(await execute(request.stream, request.command, request)())
  expect(await execute(delivery.stream, delivery.command, delivery)()).toMatchObject({
    left: { _tag: 'ModelEdited', stream, recorded: fingerprintOf(psu), given: fingerprintOf(edited) }
  })
})

test('G11 after an adoption the fingerprint of each version is recorded, and a command is refused when either was edited', async () => {
  const next = { ...psu, version: 2, titre: 'Convention adoptée' }
  const store = await recorded()
  const agent = { kind: 'agent-caf', id: 'agent-1' }
  const execute = running(store, [psu, next])
  const give = async (type: string, data: unknown) =>
    right(
      await execute(stream, read(ConventionCommand, { type, acteur: agent, data }), {
        commandId: `${type}-${JSON.stringify(data).length}`
      })()
    )
  const on = '2018-06-01'
  await give('SignalModification', {
    modificationId: 'm-adopt',
    changes: [{ kind: 'adopt-model', model: { id: 'psu', version: 2 } }],
    signalledOn: on,
    channel: 'courrier'
  })
  const parties = psu2017.flatMap(({ command }) =>
    command.type === 'DraftConvention' ? command.data.parties : []
  )
  for (const { id, representant } of parties)
    await give('SignAvenant', {
      modificationId: 'm-adopt',
      partie: id,
      signataire: representant.personneId,
      qualite: 'Représentant',
      signedOn: on,
      channel: 'papier'
    })
  const last = (await eventsOf(store)).at(-1)
  expect(last?.metadata.model).toEqual({ id: 'psu', version: 2, fingerprint: fingerprintOf(next) })
  const asked = (models: typeof shippedModels) =>
    running(store, models)(stream, restatement, { commandId: 'r' })()
  expect(await asked([edited, next])).toMatchObject({ left: { _tag: 'ModelEdited', model: { version: 1 } } })
  expect(await asked([psu, { ...next, titre: 'Éditée' }])).toMatchObject({
    left: { _tag: 'ModelEdited', model: { version: 2 } }
  })
  expect(await asked([psu])).toMatchObject({
    left: {
      _tag: 'Refused',
      refusals: [{ code: 'unknown-model', facts: { model: { id: 'psu', version: 2 } } }]
    }
  })
  right(await asked([psu, next]))
})
