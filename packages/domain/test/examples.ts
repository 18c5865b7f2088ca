/** The example of each act's definition, after a small history in which it is given. */
import {
  type ConventionCommand,
  type ConventionEvent,
  conventionAggregate,
  type HabilitationCommand,
  type HabilitationEvent,
  habilitationAggregate
} from '../src'
import * as c from './convention-commands'
import * as h from './habilitation-commands'

/** PSU: an establishment of the examples, with what they take from it. */
const e = '201500086'
const psuDrafted = [
  c.draftPsu(),
  c.edit(
    c.list(e),
    c.attribute('p-1', 'approbateur', e),
    c.attribute('p-1', 'activite', e),
    c.attribute('p-2', 'activite', e)
  )
]
const psuSigned = [
  ...psuDrafted,
  c.sign('gestionnaire', '2017-02-23'),
  c.sign('caf', '2017-02-23', { signataire: 'p-2' })
]
const signalled = (...changes: ReadonlyArray<{ readonly kind: string }>) => [
  ...psuSigned,
  c.signal('m-2018-1', '2018-03-01', changes)
]
const listed = [c.draftMef(), c.edit(c.list('e-1', { numeroSias: null }))]
const noticed = [...c.mefSigned, c.notice('2024-04-20', '2024-04-27')]

const steps = [
  h.requestMef({ requestedOn: '2017-01-10' }),
  h.acknowledge('2017-01-20'),
  h.check('2017-01-20'),
  h.send('2017-01-20'),
  h.signedReturn('2017-01-20')
]

/** What comes before each example, by the type of its event. What restates decides nothing there. */
const beforeConvention: Readonly<Record<ConventionEvent['type'], ReadonlyArray<ConventionCommand>>> = {
  ConventionDrafted: [],
  AnnexesEdited: listed,
  NonRespectAgreed: psuDrafted,
  DérogationGranted: psuDrafted,
  ConventionSigned: listed,
  ModificationSignalled: psuSigned,
  FormulaireReceived: signalled(c.withdraw('p-1', 'activite', e)),
  AnnexeRevised: signalled(c.attribute('p-2', 'approbateur', e)),
  AvenantSigned: signalled(c.list('e-3')),
  ModificationWithdrawn: signalled(c.list('e-3')),
  NoticeGiven: c.mefSigned,
  ConventionTerminated: psuSigned,
  ClauseAnnulled: c.mefSigned,
  TransmissionRecorded: c.mefSigned,
  ConventionCorrected: noticed,
  ConventionRestated: c.mefSigned
}
const beforeHabilitation: Readonly<Record<HabilitationEvent['type'], ReadonlyArray<HabilitationCommand>>> = {
  HabilitationRequested: [],
  HabilitationAcknowledged: steps.slice(0, 1),
  HabilitationChecked: steps.slice(0, 2),
  ConventionSent: steps.slice(0, 3),
  SignedReturnReceived: steps.slice(0, 4),
  HabilitationDelivered: steps,
  HabilitationRefused: [h.requestMef()],
  AccessBlocked: h.psuDelivered,
  AccessUnblocked: [...h.psuDelivered, h.block('2018-05-02')],
  MissionEnded: h.psuDelivered,
  HabilitationEnded: h.psuDelivered,
  HabilitationResumed: [...h.psuDelivered, h.end('2018-05-02', 'convention-terminee')],
  HabilitationCorrected: h.psuDelivered,
  HabilitationRestated: h.psuDelivered
}

export type Example<C> = {
  readonly event: string
  readonly before: ReadonlyArray<C>
  readonly command: C
}

type Definition = { readonly event: string; readonly command: string; readonly example: unknown }
type Definitions = {
  readonly acts: Readonly<Record<string, Definition>>
  readonly correction: Definition
  readonly restatement: Definition
}

const examplesOf = <C>(
  { acts, correction, restatement }: Definitions,
  befores: Readonly<Record<string, ReadonlyArray<C>>>,
  given: (type: string, data: unknown) => C
): ReadonlyArray<Example<C>> =>
  [...Object.values(acts), correction, restatement].map(({ event, command, example }) => ({
    event,
    before: befores[event] ?? [],
    command: given(command, example)
  }))

export const conventionExamples = examplesOf(conventionAggregate, beforeConvention, c.command)
export const habilitationExamples = examplesOf(habilitationAggregate, beforeHabilitation, h.command)
