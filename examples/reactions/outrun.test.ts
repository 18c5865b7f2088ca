import {
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  DateCivile,
  type HabilitationCommand,
  habilitationDecider,
  habilitationEvents,
  PersonneId,
  StableId,
  shippedModels,
  ÉtablissementId
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id, read, type Scheduled } from '@avenant/domain/fixtures'
import { dossiersIndex } from '@avenant/projections'
import {
  collect,
  decodedPages,
  type EventStore,
  executor,
  foldedBy,
  journalCodec,
  memoryEventStore
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}
const codec = journalCodec(conventionEvents)
const decider = conventionDecider(shippedModels)
const stream = psu2017[0]?.stream ?? ''
const terminate = read(ConventionCommand, {
  type: 'TerminateConvention',
  acteur: { kind: 'agent-caf', id: 'agent-1' },
  data: { on: '2017-03-01', manquement: 'codes confiés à un tiers' }
})

test('P8 P27 a convention that another executor ends while a delivery is under way: recorded, and told with both events', async () => {
  const store = memoryEventStore()
  const conventions = executor({ store, codec, decider, hands: 'told' })
  for (const given of psu2017) right(await conventions(stream, given.command, given)())

  /** The other executor is faster than the first delivery, once it was decided. */
  let isOutrun = false
  const outrun: EventStore = {
    ...store,
    append: (to, events, expected) => async () => {
      if (!isOutrun && events.some(({ type }) => type === 'HabilitationDelivered')) {
        isOutrun = true
        right(await conventions(stream, terminate, { commandId: 'terminated' })())
      }
      return store.append(to, events, expected)()
    }
  }
  const habilitations = executor({
    store: outrun,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(shippedModels),
    premises: { convention: foldedBy(codec, decider) },
    hands: 'told'
  })
  const [request, delivery]: ReadonlyArray<Scheduled<HabilitationCommand>> = psu2017Habilitations
  for (const given of [request, delivery])
    if (given !== undefined) right(await habilitations(given.stream, given.command, given)())

  const index = dossiersIndex(shippedModels)
  const everything = journalCodec(conventionEvents, habilitationEvents)
  for (const recorded of right(await collect(decodedPages(store.readAll(), everything))()))
    right(index.append(recorded))
  const about = {
    act: { type: 'HabilitationDelivered', dossier: 'habilitation-h-1960-1' },
    seen: psu2017.length - 1,
    because: { type: 'ConventionTerminated', dossier: stream, revision: psu2017.length },
    lifted: null
  }
  const on = { on: read(DateCivile, '2017-03-01') }
  expect(index.register(on).conventions).toMatchObject([
    { conventionId: psu2017Id, alertes: 1, premisses: [about] }
  ])
  const use = {
    personneId: read(PersonneId, 'p-1960-2'),
    etablissementId: read(ÉtablissementId, '201500086'),
    role: read(StableId, 'activite')
  }
  expect(index.mayAct({ ...use, ...on })).toMatchObject({ answer: 'non', premisses: [about] })
})
