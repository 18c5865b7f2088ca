/** The steps of a request, one after the other (M8). */
import { struct } from '../../codec'
import type { Act } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { type ActDefinition, actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import { inOrder } from '../../dossier/refusals'
import { habilitationOf, type RequestStep, requestStepNames } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import { type AnyRefusal, type Article, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import { assertedOn, type HabilitationState } from '../kinds'
import { closedOn, demande, refersToDemande } from '../refusals'
import type { HabilitationGround } from '../request'

const namesOf = (steps: ReadonlyArray<RequestStep>): string =>
  steps.map(step => requestStepNames[step]).join(', ')

const requestRefused = refusal(
  'request-refused',
  ({ on, motif }: { readonly on: DateCivile; readonly motif: string }) =>
    `la demande a été refusée le ${frenchDate(on)} : ${motif}`
)
const stepNotInModel = refusal(
  'step-not-in-model',
  ({ step, steps }: { readonly step: RequestStep; readonly steps: ReadonlyArray<RequestStep> }) =>
    `l'étape « ${requestStepNames[step]} » n'existe pas dans ce modèle ; étapes : ${namesOf(steps)}`
)
type OutOfOrder = {
  readonly asked: RequestStep
  readonly missing: ReadonlyArray<RequestStep>
  readonly reached: RequestStep
}
const stepOutOfOrder = refusal(
  'step-out-of-order',
  ({ asked, missing, reached }: OutOfOrder) =>
    `l'étape « ${requestStepNames[asked]} » vient après : ${namesOf(missing)} ; ` +
    `la demande en est à « ${requestStepNames[reached]} »`
)

type OnDay = { readonly on: DateCivile }

/** The steps that are done, by day; of one day, as they were recorded. */
export const stepsDone = (dossier: HabilitationState) =>
  assertedOn(dossier, 'demande').flatMap(by =>
    by.value?.status === 'en-cours' && by.from !== null ? [{ ...by, step: by.value.step, on: by.from }] : []
  )

/** A request is at a step from the day on which that one is done. */
export const reached = (step: RequestStep, on: DateCivile) =>
  assertion({ kind: 'demande', from: on, value: { status: 'en-cours', step }, path: 'data.on' })

export const articleOf = (model: ConventionModel, asked: RequestStep): Article => {
  const { steps, article } = habilitationOf(model)
  return steps.find(({ step }) => step === asked)?.article ?? article
}

/** All that the acts of the steps have in common; each adds its names, and what more it needs. */
export const stepOf = <const Command extends string>(step: RequestStep, command: Command) =>
  ({
    command,
    says: struct(command, { on: DateCivile }),
    example: { on: '2017-01-20' },
    givers: () => ['agent-caf'],
    about: () => `step/${step}`,
    introduces: () => [demande],
    refers: refersToDemande,
    happened: ['on'],
    cannotNow: ({ others }, { says: { on } }) => closedOn(others, on),
    once: ({ on }, model) => ({ on, path: '', article: articleOf(model, step) }),
    disagrees: (look, act) => stepRefusals(look, step, act),
    asserts: (_, { says: { on } }) => [reached(step, on)]
  }) satisfies Partial<ActDefinition<OnDay, HabilitationGround>>

/** The model's steps in their order, none skipped (M8): no delivery before the signed return. */
const stepRefusals = (
  { model, others }: Look<HabilitationGround>,
  asked: RequestStep,
  { says: { on }, place }: Act<OnDay>
): ReadonlyArray<AnyRefusal> => {
  const known = habilitationOf(model).steps.map(({ step }) => step)
  const article = articleOf(model, asked)
  const wanted = known.indexOf(asked)
  if (wanted === -1) return [stepNotInModel('', { step: asked, steps: known }, article)]
  const done = stepsDone(others)
  const before = done.filter(({ step }) => known.indexOf(step) < wanted)
  const missing = known.slice(0, wanted).filter(step => !before.some(other => other.step === step))
  const last = before.at(-1)
  const facts = { asked, missing, reached: last?.step ?? 'requested' } as const
  const refused = assertedOn(others, 'motif-de-refus').at(-1)
  return [
    ...(refused?.from == null || refused.value === null || refused.place > place
      ? []
      : [requestRefused('', { on: refused.from, motif: refused.value }, habilitationOf(model).article)]),
    ...(missing.length === 0
      ? []
      : [stepOutOfOrder('', facts, article, known.map(step => requestStepNames[step]).join(' → '))]),
    // A later step is asked again by itself when this one is corrected.
    ...inOrder(last?.on ?? null, on, 'data.on', article)
  ]
}

export const acknowledgeRequest = actOn<HabilitationGround>()({
  ...stepOf('acknowledged', 'AcknowledgeRequest'),
  event: 'HabilitationAcknowledged',
  purpose: 'The request was acknowledged by mail (M8).',
  nom: 'Accusé de réception de la demande',
  genre: 'm',
  givers: () => ['agent-caf', 'systeme']
})
export const checkRequest = actOn<HabilitationGround>()({
  ...stepOf('checked', 'CheckRequest'),
  event: 'HabilitationChecked',
  purpose: 'The Caf checked it (M8).',
  nom: 'Vérification de la demande',
  genre: 'f'
})
export const sendConvention = actOn<HabilitationGround>()({
  ...stepOf('convention-sent', 'SendConvention'),
  event: 'ConventionSent',
  purpose: 'The convention was sent (M8).',
  nom: 'Envoi de la convention',
  genre: 'm'
})
export const receiveSignedReturn = actOn<HabilitationGround>()({
  ...stepOf('signed-return', 'ReceiveSignedReturn'),
  event: 'SignedReturnReceived',
  purpose: 'The convention, or the avenant that names the person, came back signed (M8).',
  nom: 'Retour signé',
  genre: 'm',
  givers: () => ['agent-caf', 'systeme']
})
