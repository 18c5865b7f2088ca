import {
  Acteur,
  ConventionCommand,
  conventionDecider,
  conventionEvents,
  conventionStream,
  type HabilitationsUnder,
  habilitationDecider,
  habilitationEvents,
  shippedModels,
  tellConvention
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id, read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import {
  collect,
  decodedPages,
  type EventStore,
  executor,
  foldedBy,
  journalCodec,
  memoryEventStore,
  memoryReadModels,
  type NotReached,
  project,
  storeUnavailable
} from '..'
import { right } from '../contract/harness'
import { dossiers } from './dossiers'
import { telling } from './telling'

const codec = journalCodec(conventionEvents, habilitationEvents)
const convention = conventionStream(psu2017Id)
const tell = tellConvention(shippedModels, read(Acteur, { kind: 'systeme', id: 'reactions' }))

/** The signed convention, its two habilitations, and what else was given. */
const played = async (...more: ReadonlyArray<readonly [type: string, data: unknown]>) => {
  const store = memoryEventStore()
  const rules = journalCodec(conventionEvents)
  const conventions = executor({
    store,
    codec: rules,
    decider: conventionDecider(shippedModels),
    hands: 'told'
  })
  const habilitations = executor({
    store,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(shippedModels),
    premises: { convention: foldedBy(rules, conventionDecider(shippedModels)) },
    hands: 'told'
  })
  for (const given of psu2017) right(await conventions(given.stream, given.command, given)())
  for (const given of psu2017Habilitations) right(await habilitations(given.stream, given.command, given)())
  for (const [i, [type, data]] of more.entries()) {
    const command = read(ConventionCommand, { type, acteur: { kind: 'agent-caf', id: 'agent-1' }, data })
    right(await conventions(convention, command, { commandId: `more-${i}` })())
  }
  const projector = right(
    await project({ store, codec, projection: dossiers, models: memoryReadModels<HabilitationsUnder>() })()
  )
  const events = right(await collect(decodedPages(store.read(convention), codec))())
  const last = events.at(-1)
  if (last === undefined) throw new Error('no event')
  return { store, projector, last, place: events.length - 1 }
}

const terminated = ['TerminateConvention', { on: '2018-07-01', manquement: 'Codes prêtés' }] as const
const withdrawn = [
  'CorrectConvention',
  { corrections: [{ corrects: psu2017.length, instead: null }], motif: 'mauvais dossier' }
] as const

test.each([
  ['terminated', [terminated], { on: '2018-07-01', article: { source: 'PSU', article: '2.4' } }],
  ['terminated by mistake', [terminated, withdrawn], { on: '2021-01-01' }]
])('P22 P27 G1 the end that stands is told to both habilitations: %s', async (_, more, data) => {
  const { store, projector, last } = await played(...more)
  const asked = right(await telling(store, projector, tell)(last)())
  await projector.stop()
  const told = { command: { type: 'TellConventionEnd', data } }
  expect(asked).toMatchObject([told, told])
})

test('what moves neither the effet nor a role asks nothing', async () => {
  const { store, projector, last } = await played([
    'SignalModification',
    {
      modificationId: 'm-1',
      changes: [
        { kind: 'withdraw-role', personneId: 'p-1960-3', role: 'activite', etablissementId: '201500086' }
      ],
      signalledOn: '2018-01-10',
      channel: 'courrier'
    }
  ])
  expect(right(await telling(store, projector, tell)(last)())).toEqual([])
  await projector.stop()
})

test('G16 a request is told no end that was known before it; a correction that places it is told the end of its convention', async () => {
  const { store, projector } = await played(terminated)
  const react = telling(store, projector, tell)
  const events = right(
    await collect(decodedPages(store.read('habilitation-h-1960-1'), journalCodec(habilitationEvents)))()
  )
  const requested = events[0]
  if (requested === undefined) throw new Error('no request')
  expect(right(await react(requested)())).toEqual([])
  expect(right(await react({ ...requested, revision: 3 })())).toMatchObject([
    { stream: 'habilitation-h-1960-1', command: { type: 'TellConventionEnd', data: { on: '2018-07-01' } } }
  ])
  await projector.stop()
})

test('a read model that is not there yet is a fault that may pass, and so is a journal that is away', async () => {
  const { store, projector, last } = await played(terminated)
  await projector.stop()
  const { position } = last
  const late: NotReached = { _tag: 'TimedOut', position, reached: null, retryable: true, message: 'attendez' }
  const behind: typeof projector = { ...projector, whenCaughtUp: () => TE.left(late) }
  expect(await telling(store, behind, tell)(last)()).toEqual(E.left(late))
  const away = storeUnavailable('ECONNREFUSED', true, 'réessayez')
  const there: typeof projector = { ...projector, whenCaughtUp: () => TE.right(position) }
  const gone: EventStore = {
    ...store,
    read: async function* () {
      yield E.left(away)
    }
  }
  expect(await telling(gone, there, tell)(last)()).toEqual(E.left(away))
})

test('G18 P22 a request that is corrected to another convention is told the end of that one, and no longer of the first', () => {
  const stream = 'habilitation-h-1960-1'
  const moved = (conventionId: string) => ({
    stream,
    data: {
      moves: [
        {
          kind: 'sujet',
          id: '',
          period: { from: null, to: null },
          value: { conventionId, personneId: 'p-1' }
        }
      ]
    }
  })
  const apply = (state: HabilitationsUnder, conventionId: string): HabilitationsUnder =>
    // What the read model looks at of an event is its stream and its moves.
    right(dossiers.apply(state, moved(conventionId) as unknown as Parameters<typeof dossiers.apply>[1]))
  const state = apply(apply(dossiers.initial(), 'psu-1'), 'psu-2')
  expect([...state.byConvention].map(([under, placed]) => [under, [...placed]])).toEqual([
    ['convention-psu-1', []],
    ['convention-psu-2', [{ stream, conventionId: 'psu-2', personneId: 'p-1' }]]
  ])
})
