import * as E from 'fp-ts/Either'
import { read } from '../codec'
import { ConventionCommand, conventionDecider } from '../convention'
import { type Recording, unrecorded } from '../decider'
import { psu2017, psu2017Habilitations, psu2017Id } from '../fixtures'
import { HabilitationCommand, habilitationDecider } from '../habilitation'
import { Hand } from '../identity/hand'
import { conventionStream } from '../identity/ids'
import { shippedModels } from '../model'
import { instant } from '../time'

const conventions = conventionDecider(shippedModels)
const habilitations = habilitationDecider(shippedModels)
const acteur = { kind: 'agent-caf', id: 'agent-1' }
const of = (caf: string): Hand => read(Hand, { kind: 'caf', caf })
const [own, other] = [of('hauts-de-seine'), of('nord')]

/** The same data without which Caf it is, or with another one. */
const naming = <Data>(data: Data, code: string | undefined): unknown =>
  JSON.parse(JSON.stringify(data, (key, value) => (key === 'code' || key === 'codeCaf' ? code : value)))
const conventionCommand = (type: string, data: unknown) => read(ConventionCommand, { type, acteur, data })
const habilitationCommand = (type: string, data: unknown) => read(HabilitationCommand, { type, acteur, data })

const draftOf = (code: string | undefined) =>
  conventionCommand('DraftConvention', naming(psu2017[0]?.command.data, code))
const requestOf = (code: string | undefined) =>
  habilitationCommand('RequestHabilitation', naming(psu2017Habilitations[0]?.command.data, code))

/** The codes of the refusals of the last command, after the others were given by nobody's hand. */
const onConvention = (commands: ReadonlyArray<ConventionCommand>, recording: Partial<Recording>) =>
  codesOf(conventions, commands, recording)
const onHabilitation = (commands: ReadonlyArray<HabilitationCommand>, recording: Partial<Recording>) =>
  codesOf(habilitations, commands, recording)

const stateOf = <State, Command, Event>(
  { initial, decide, evolve }: Decides<State, Command, Event>,
  commands: ReadonlyArray<Command>
): State =>
  commands.reduce((state, command) => {
    const decided = decide(command)(state)
    if (E.isLeft(decided)) throw new Error(JSON.stringify(decided.left))
    return decided.right.reduce(evolve, state)
  }, initial)

type Decides<State, Command, Event> = {
  readonly initial: State
  readonly decide: (
    command: Command,
    recording?: Recording
  ) => (state: State) => E.Either<ReadonlyArray<{ readonly code: string }>, ReadonlyArray<Event>>
  readonly evolve: (state: State, event: Event) => State
}

const codesOf = <State, Command, Event>(
  decider: Decides<State, Command, Event>,
  commands: ReadonlyArray<Command>,
  recording: Partial<Recording>
): ReadonlyArray<string> => {
  const [last] = commands.slice(-1)
  if (last === undefined) throw new Error('nothing is given')
  const decided = decider.decide(last, { ...unrecorded, ...recording })(
    stateOf(decider, commands.slice(0, -1))
  )
  return E.isLeft(decided) ? decided.left.map(({ code }) => code) : []
}

const psu = psu2017.map(({ command }) => command)
const [request, delivery] = psu2017Habilitations.map(({ command }) => command)
if (request === undefined || delivery === undefined) throw new Error('no habilitation')

test.each<[string, ReadonlyArray<ConventionCommand>]>([
  ['drafts it', psu.slice(0, 1)],
  ['writes its annexes', psu.slice(0, 2)],
  ['signs it', psu.slice(0, 5)],
  ['gives again what stands', [...psu.slice(0, 5), ...psu.slice(4, 5)]],
  [
    'ends it',
    [...psu, conventionCommand('TerminateConvention', { on: '2018-01-01', manquement: 'codes confiés' })]
  ],
  [
    'corrects it',
    [
      ...psu,
      conventionCommand('CorrectConvention', {
        corrections: [{ corrects: 3, instead: null }],
        motif: 'erreur'
      })
    ]
  ],
  ['restates it', [...psu, conventionCommand('RestateConvention', { motif: 'règles' })]]
])('G21 an agent acts on a convention of his own Caf alone: %s', (_, commands) => {
  expect(onConvention(commands, { hand: own })).toEqual([])
  expect(onConvention(commands, { hand: other })).toEqual(['not-own-hand'])
})

test.each<[string, ReadonlyArray<HabilitationCommand>]>([
  ['asks for it', [request]],
  ['delivers it', [request, delivery]],
  [
    'corrects it',
    [
      request,
      delivery,
      habilitationCommand('CorrectHabilitation', {
        corrections: [{ corrects: 1, instead: null }],
        motif: 'erreur'
      })
    ]
  ]
])('G21 and on an habilitation: %s', (_, commands) => {
  const byAgent = commands.map(command => ({ ...command, acteur: delivery.acteur }))
  expect(onHabilitation(byAgent, { hand: own })).toEqual([])
  expect(onHabilitation(byAgent, { hand: other })).toEqual(['not-own-hand'])
})

test('G21 a dossier that does not say whose it is takes nothing from an agent, until a correction names his Caf', () => {
  const unnamed = [draftOf(undefined), ...psu.slice(1, 4)]
  expect(onConvention(unnamed.slice(0, 1), { hand: own })).toEqual(['caf-not-named'])
  expect(onConvention(unnamed, { hand: own })).toEqual(['caf-not-named'])
  const named = (caf: string) =>
    conventionCommand('CorrectConvention', {
      corrections: [{ corrects: 0, instead: { type: 'DraftConvention', data: draftOf(caf).data } }],
      motif: 'Caf oubliée'
    })
  expect(onConvention([...unnamed, named('hauts-de-seine')], { hand: own })).toEqual([])
  expect(onConvention([...unnamed, named('hauts-de-seine')], { hand: other })).toEqual(['not-own-hand'])
  // Named, it is nobody else's to take.
  expect(onConvention([...psu, named('nord')], { hand: other })).toEqual(['not-own-hand'])
  expect(onHabilitation([requestOf(undefined), delivery], { hand: own })).toEqual(['caf-not-named'])
})

test('G21 another Caf takes a convention over from the day on which an avenant says so', () => {
  const caf = draftOf('nord').data
  const partie = 'parties' in caf ? caf.parties.find(({ id }) => id === 'caf') : undefined
  const sign = (of: string) => ({
    modificationId: 'm-1',
    partie: of,
    signataire: of === 'caf' ? 'p-caf-1' : 'p-1960-1',
    qualite: 'Directeur',
    signedOn: '2018-06-01',
    channel: 'papier'
  })
  const takenOver = [
    ...psu,
    conventionCommand('SignalModification', {
      modificationId: 'm-1',
      changes: [{ kind: 'amend-partie', partie }],
      signalledOn: '2018-05-02',
      channel: 'courrier'
    }),
    conventionCommand('SignAvenant', sign('gestionnaire')),
    conventionCommand('SignAvenant', sign('caf')),
    conventionCommand('TerminateConvention', { on: '2018-05-01', manquement: 'codes confiés' })
  ]
  const at = (day: string, hand: Hand) => onConvention(takenOver, { hand, at: instant(`${day}T10:00:00Z`) })
  expect(at('2018-05-31', other)).toEqual(['not-own-hand'])
  expect(at('2018-05-31', own)).toEqual([])
  expect(at('2018-06-01', other)).toEqual([])
  expect(at('2018-06-01', own)).toEqual(['not-own-hand'])
})

test('G21 G7 no Caf is asked of another hand, nor of a file of commands', () => {
  for (const commands of [psu.slice(0, 5), [draftOf(undefined), ...psu.slice(1, 5)]])
    expect(onConvention(commands, { hand: null })).toEqual([])
})

test('P8 a request that is addressed to another Caf than that of the convention is not delivered', () => {
  const stream = conventionStream(psu2017Id)
  const premises = new Map([[stream, { revision: psu.length - 1, state: stateOf(conventions, psu) }]])
  expect(onHabilitation([request, delivery], { premises })).toEqual([])
  expect(onHabilitation([requestOf('nord'), delivery], { premises })).toEqual(['other-caf'])
  expect(onHabilitation([requestOf(undefined), delivery], { premises })).toEqual([])
})
