import {
  type ConventionCommand,
  conventionDecider,
  conventionEvents,
  type Hand,
  habilitationDecider,
  habilitationEvents,
  instant,
  shippedModels
} from '@avenant/domain'
import { psu2017, psu2017Habilitations, psu2017Id } from '@avenant/domain/fixtures'
import { type ExecutorOptions, executor, foldedBy, type Hands, journalCodec, memoryEventStore } from '..'
import { eventsOf, right } from '../contract/harness'

const codec = journalCodec(conventionEvents)
const stream = `convention-${psu2017Id}`
const drafted = psu2017.slice(0, 4)
const signature = psu2017[4]?.command

const opened = async (options: { readonly hands?: Hands | 'told' }) => {
  const store = memoryEventStore()
  const rules = { store, codec, decider: conventionDecider(shippedModels) }
  const told = executor({ ...rules, hands: 'told' })
  for (const { command, commandId } of drafted) right(await told(stream, command, { commandId })())
  const asked: Array<unknown> = []
  const { hands } = options
  const counted: Hands | 'told' | undefined =
    typeof hands === 'function'
      ? (...given) => {
          asked.push(given)
          return hands(...given)
        }
      : hands
  const execute = executor({ ...rules, ...(counted === undefined ? {} : { hands: counted }) })
  const sign = (acteur: ConventionCommand['acteur']) => {
    if (signature === undefined) throw new Error('no signature')
    return execute(stream, { ...signature, acteur } as ConventionCommand, { commandId: 'signature' })()
  }
  return { store, sign, asked }
}

const acteur = (kind: string, id = 'a-1'): ConventionCommand['acteur'] =>
  // A kind of acteur, and an id: what its codec reads.
  ({ kind, id }) as ConventionCommand['acteur']
const partie = (of: string, conventionId: string = psu2017Id): Hand =>
  ({ kind: 'partie', conventionId, partie: of }) as Hand
const caf = { kind: 'caf', caf: 'hauts-de-seine' } as Hand

test('G21 without the function every command but the system’s is refused, and nothing is read', async () => {
  const { sign, store } = await opened({})
  const before = await eventsOf(store.readAll())
  for (const kind of ['agent-caf', 'partenaire', 'habilite'])
    expect(await sign(acteur(kind))).toMatchObject({ left: { _tag: 'HandRefused', retryable: false } })
  // The system's is decided, and a signature is none of its own.
  expect(await sign(acteur('systeme'))).toMatchObject({
    left: { _tag: 'Refused', refusals: [{ code: 'acteur-not-allowed' }] }
  })
  expect(await eventsOf(store.readAll())).toEqual(before)
})

test.each<[string, string, Hand | null, unknown]>([
  ['an agent for his Caf', 'agent-caf', caf, { _tag: 'Right' }],
  [
    'an agent of another Caf',
    'agent-caf',
    { kind: 'caf', caf: 'nord' } as Hand,
    { left: { refusals: [{ code: 'not-own-hand' }] } }
  ],
  ['the partner for its party', 'partenaire', partie('gestionnaire'), { _tag: 'Right' }],
  ['for the other party', 'partenaire', partie('caf'), { left: { refusals: [{ code: 'not-own-hand' }] } }],
  [
    'for a party of another convention',
    'partenaire',
    partie('gestionnaire', 'psu-1961-2017'),
    { left: { refusals: [{ code: 'not-own-hand' }] } }
  ],
  ['for nobody', 'partenaire', null, { left: { _tag: 'HandRefused' } }],
  ['a partner who would act for the Caf', 'partenaire', caf, { left: { _tag: 'HandRefused' } }]
])('G21 whose hand signs: %s', async (_, kind, hand, outcome) => {
  const { sign, asked } = await opened({ hands: () => hand })
  expect(await sign(acteur(kind))).toMatchObject(outcome as object)
  expect(asked).toMatchObject([[{ kind, id: 'a-1' }, { type: 'SignConvention' }, stream]])
})

test('G21 the event records for whom the acteur acted', async () => {
  const { sign, store } = await opened({ hands: async () => partie('gestionnaire') })
  right(await sign(acteur('partenaire')))
  expect((await eventsOf(store.readAll())).at(-1)?.metadata).toMatchObject({
    hand: { kind: 'partie', partie: 'gestionnaire' },
    rules: 1,
    model: { id: 'psu', version: 1, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) }
  })
})

test('G21 a function that fails, or gives no hand, is a defect of the program', async () => {
  const failing: ReadonlyArray<Hands> = [
    () => {
      throw new Error('annuaire absent')
    },
    () => Promise.reject(new Error('annuaire absent')),
    () => ({ kind: 'partie' }) as Hand
  ]
  for (const hands of failing)
    expect(await (await opened({ hands })).sign(acteur('partenaire'))).toMatchObject({
      left: { _tag: 'Defect', part: 'hands' }
    })
})

test('G24 what is said to have happened after the day of its recording, in the model’s zone, is refused with both dates', async () => {
  const store = memoryEventStore()
  const options = { store, codec, decider: conventionDecider(shippedModels), hands: 'told' } as const
  const told = executor(options)
  for (const { command, commandId } of drafted) right(await told(stream, command, { commandId })())
  const signedAt = async (at: string) => {
    if (signature === undefined) throw new Error('no signature')
    const execute = executor({ ...options, clock: () => instant(at) })
    return execute(stream, signature, { commandId: `at ${at}` })()
  }
  // 22/02/2017 at 23:30 in Paris is the day before the signature; an hour later it is its day.
  expect(await signedAt('2017-02-22T22:30:00Z')).toMatchObject({
    left: {
      refusals: [{ code: 'not-yet-happened', facts: { on: '2017-02-23', recordedOn: '2017-02-22' } }]
    }
  })
  expect(await signedAt('2017-02-22T23:30:00Z')).toMatchObject({ _tag: 'Right' })
})

test('P8 P27 a delivery rests on the convention, and the event says how far it was seen', async () => {
  const store = memoryEventStore()
  const conventions = executor({
    store,
    codec,
    decider: conventionDecider(shippedModels),
    hands: 'told'
  })
  const rules: ExecutorOptions<never, never, never, never>['premises'] = {
    convention: foldedBy(codec, conventionDecider(shippedModels))
  }
  const options = {
    store,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(shippedModels),
    hands: 'told'
  } as const
  const [request, delivery] = psu2017Habilitations
  if (request === undefined || delivery === undefined) throw new Error('no habilitation')
  const give = (given: typeof request, commandId: string, premises = rules) =>
    executor({ ...options, ...(premises === undefined ? {} : { premises }) })(given.stream, given.command, {
      commandId
    })()
  right(await give(request, 'request'))
  const refused = await give(delivery, 'too-early')
  expect(refused).toMatchObject({ left: { refusals: [{ code: 'convention-not-in-force' }] } })
  for (const { command, commandId } of psu2017) right(await conventions(stream, command, { commandId })())
  // A program that does not say how to fold conventions cannot deliver.
  expect(await give(delivery, 'delivery', {})).toMatchObject({ left: { _tag: 'Defect', part: 'premises' } })
  right(await give(delivery, 'delivery'))
  expect((await eventsOf(store.read(delivery.stream))).at(-1)?.metadata.premises).toEqual([
    { stream, revision: psu2017.length - 1 }
  ])
})

test('closing waits for a command whose hand is still asked for', async () => {
  let answer = (_: Hand): void => {}
  const asked = new Promise<Hand>(resolve => {
    answer = resolve
  })
  const execute = executor({
    store: memoryEventStore(),
    codec,
    decider: conventionDecider(shippedModels),
    hands: () => asked
  })
  const [draft] = psu2017
  if (draft === undefined) throw new Error('no draft')
  let isClosed = false
  const given = execute(stream, draft.command, { commandId: 'c1' })()
  const closing = execute.close().then(() => {
    isClosed = true
  })
  await new Promise(setImmediate)
  expect(isClosed).toBe(false)
  answer(caf)
  expect(await given).toMatchObject({ _tag: 'Right' })
  await closing
})
