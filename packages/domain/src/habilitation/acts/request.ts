import { struct } from '../../codec'
import { type Act, saidAt } from '../../dossier/act'
import { type ActDefinition, actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import { inOrder } from '../../dossier/refusals'
import type { ActeurKind } from '../../identity/acteur'
import { type ConventionModel, type RequestStep, requestStepNames } from '../../model/model'
import { unknownRoleOf, wrongNatureFor } from '../../model/refusals'
import { type AnyRefusal, type Article, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import type { Ground, Step } from '../ground'
import { closedOn, demande, refersToDemande } from '../refusals'
import { RequestSays } from '../request'
import { Motif } from '../values'

const list = (names: ReadonlyArray<string>): string => names.join(', ')
const steps = (asked: ReadonlyArray<RequestStep>): string => list(asked.map(step => requestStepNames[step]))

const mailMissing = refusal('mail-missing', () => "il manque l'adresse mail individuelle de la personne")
const noRole = refusal('no-role', () => 'la demande ne porte sur aucun rôle')
const requestRefused = refusal(
  'request-refused',
  ({ on, motif }: { readonly on: DateCivile; readonly motif: string }) =>
    `la demande a été refusée le ${frenchDate(on)} : ${motif}`
)
const stepNotInModel = refusal(
  'step-not-in-model',
  ({ step, steps: known }: { readonly step: RequestStep; readonly steps: ReadonlyArray<RequestStep> }) =>
    `l'étape « ${requestStepNames[step]} » n'existe pas dans ce modèle ; étapes : ${steps(known)}`
)
const stepOutOfOrder = refusal(
  'step-out-of-order',
  ({
    asked,
    missing,
    reached
  }: {
    readonly asked: RequestStep
    readonly missing: ReadonlyArray<RequestStep>
    readonly reached: RequestStep
  }) =>
    `l'étape « ${requestStepNames[asked]} » vient après : ${steps(missing)} ; ` +
    `la demande en est à « ${requestStepNames[reached]} »`
)
const alreadyDelivered = refusal(
  'already-delivered',
  ({ on }: { readonly on: DateCivile }) => `l'habilitation est déjà délivrée depuis le ${frenchDate(on)}`
)

/** Only agents named by the partner's request, each under their own name and mailbox (P8, P10, M7). */
export const requestHabilitation = actOn<Ground>()({
  command: 'RequestHabilitation',
  event: 'HabilitationRequested',
  purpose: 'Asks for the access of one person (P8, M7).',
  nom: "Demande d'habilitation",
  genre: 'f',
  says: RequestSays,
  example: {
    habilitationId: 'h-1960-1',
    conventionId: 'psu-1960-2017',
    model: { id: 'psu', version: 1 },
    demandeur: {
      denomination: 'COMMUNE DE SCEAUX',
      siege: { voie: '122 rue Houdan', codePostal: '92330', commune: 'SCEAUX' }
    },
    caf: 'HAUTS-DE-SEINE',
    personneId: 'p-1960-2',
    personne: {
      nom: 'FONTAINE',
      prenom: 'Claire',
      fonction: 'Gestionnaire dossiers techniques',
      mail: 'claire.fontaine@example.fr',
      telephone: null
    },
    roles: [{ role: 'activite', etablissementId: '201500086', nature: 'eaje' }],
    requestedOn: '2017-01-10'
  },
  givers: () => ['agent-caf', 'partenaire'],
  model: ({ model }) => model,
  about: () => 'request',
  introduces: () => [demande],
  happened: ['requestedOn'],
  founds: (ground, { says, place }) => ({
    ...ground,
    request: says,
    steps: [...ground.steps, { step: 'requested', on: says.requestedOn, place }]
  }),
  disagrees: ({ model }, { says }) => {
    const { article } = model.habilitation
    return [
      ...(says.personne.mail === null ? [mailMissing('data.personne.mail', null, article)] : []),
      ...(says.roles.length === 0 ? [noRole('data.roles', null, article)] : []),
      ...roleRefusals(model, says.roles)
    ]
  },
  asserts: (_, act) => {
    const { conventionId, personneId, personne, roles, requestedOn } = act.says
    const line = { from: null, to: null, path: 'data' }
    return [
      { ...line, kind: 'sujet', id: '', value: { conventionId, personneId }, at: null },
      { ...line, kind: 'personne', id: personneId, value: personne, at: saidAt(act, 'personne') },
      { ...line, kind: 'roles', id: '', value: roles, at: saidAt(act, 'roles') },
      reached('requested', requestedOn)
    ]
  }
})

/** Disponibilités are asked for EAJE only (M7). */
const roleRefusals = (model: ConventionModel, asked: RequestSays['roles']): ReadonlyArray<AnyRefusal> =>
  asked.flatMap(({ role: id, nature }, i): ReadonlyArray<AnyRefusal> => {
    const path = `data.roles[${i}].role`
    const role = model.roles.find(candidate => candidate.id === id)
    return role === undefined
      ? unknownRoleOf(model, id, path, model.habilitation.article)
      : wrongNatureFor(role, nature, path)
  })

const reached = (step: RequestStep, on: DateCivile) => ({
  kind: 'demande',
  id: '',
  from: on,
  to: null,
  value: { status: 'en-cours', step },
  at: null,
  path: 'data.on'
})

type StepDefinition<Event extends string, Command extends string> = {
  readonly event: Event
  readonly command: Command
  readonly step: RequestStep
  readonly purpose: string
  readonly nom: string
  readonly genre: 'f' | 'm'
  readonly givers: ReadonlyArray<ActeurKind>
} & Pick<ActDefinition<{ readonly on: DateCivile }, Ground>, 'rests'>

/** The model's steps in their order, none skipped (M8): no delivery before the signed return. */
export const stepOf = <const Event extends string, const Command extends string>({
  event,
  command,
  step,
  purpose,
  nom,
  genre,
  givers,
  ...more
}: StepDefinition<Event, Command>): ActDefinition<{ readonly on: DateCivile }, Ground> & {
  readonly event: Event
  readonly command: Command
} =>
  actOn<Ground>()({
    command,
    event,
    purpose,
    nom,
    genre,
    says: struct(command, { on: DateCivile }),
    example: { on: '2017-01-20' },
    ...more,
    givers: () => givers,
    about: () => `step/${step}`,
    introduces: () => [demande],
    refers: refersToDemande,
    happened: ['on'],
    founds: (ground, { says: { on }, place }) => ({
      ...ground,
      steps: [...ground.steps, { step, on, place }]
    }),
    cannotNow: ({ others }, { says: { on } }) => closedOn(others, on),
    once: ({ on }, model) => ({ on, path: '', article: articleOf(model, step) }),
    disagrees: (look, act) => stepRefusals(look, step, act),
    asserts: (_, { says: { on } }, model) => [
      reached(step, on),
      ...(step === 'delivered'
        ? [
            {
              kind: 'delivrance',
              id: '',
              from: on,
              to: null,
              value: { article: articleOf(model, 'delivered') },
              at: null,
              path: 'data.on'
            }
          ]
        : [])
    ]
  })

const articleOf = (model: ConventionModel, asked: RequestStep): Article =>
  model.habilitation.steps.find(({ step }) => step === asked)?.article ?? model.habilitation.article

const stepRefusals = (
  { model, others }: Look<Ground>,
  asked: RequestStep,
  { says: { on }, place }: Act<{ readonly on: DateCivile }>
): ReadonlyArray<AnyRefusal> => {
  const known = model.habilitation.steps.map(({ step }) => step)
  const article = articleOf(model, asked)
  const wanted = known.indexOf(asked)
  if (wanted === -1) return [stepNotInModel('', { step: asked, steps: known }, article)]
  const { steps: done, refused } = others.ground
  const before = done.filter(step => known.indexOf(step.step) < wanted)
  const missing = known.slice(0, wanted).filter(step => !before.some(other => other.step === step))
  const last = latest(before)
  return [
    ...(refused === null || refused.place > place
      ? []
      : [requestRefused('', { on: refused.on, motif: refused.motif }, model.habilitation.article)]),
    ...(missing.length === 0
      ? []
      : [
          stepOutOfOrder(
            '',
            { asked, missing, reached: last?.step ?? 'requested' },
            article,
            known.map(step => requestStepNames[step]).join(' → ')
          )
        ]),
    // A later step is asked again by itself when this one is corrected.
    ...inOrder(last?.on ?? null, on, 'data.on', article)
  ]
}

const latest = (done: ReadonlyArray<Step>): Step | null =>
  done.reduce<Step | null>((last, step) => (last === null || step.on >= last.on ? step : last), null)

export const acknowledgeRequest = stepOf({
  command: 'AcknowledgeRequest',
  event: 'HabilitationAcknowledged',
  step: 'acknowledged',
  purpose: 'The request was acknowledged by mail (M8).',
  nom: 'Accusé de réception de la demande',
  genre: 'm',
  givers: ['agent-caf', 'systeme']
})
export const checkRequest = stepOf({
  command: 'CheckRequest',
  event: 'HabilitationChecked',
  step: 'checked',
  purpose: 'The Caf checked it (M8).',
  nom: 'Vérification de la demande',
  genre: 'f',
  givers: ['agent-caf']
})
export const sendConvention = stepOf({
  command: 'SendConvention',
  event: 'ConventionSent',
  step: 'convention-sent',
  purpose: 'The convention was sent (M8).',
  nom: 'Envoi de la convention',
  genre: 'm',
  givers: ['agent-caf']
})
export const receiveSignedReturn = stepOf({
  command: 'ReceiveSignedReturn',
  event: 'SignedReturnReceived',
  step: 'signed-return',
  purpose: 'The convention, or the avenant that names the person, came back signed (M8).',
  nom: 'Retour signé',
  genre: 'm',
  givers: ['agent-caf', 'systeme']
})
/** A request may be refused, with a reason, until it is delivered (M8). */
export const refuseHabilitation = actOn<Ground>()({
  command: 'RefuseHabilitation',
  event: 'HabilitationRefused',
  purpose: 'Refuses it, with the reason (M8).',
  nom: 'Refus de la demande',
  genre: 'm',
  says: struct('RefuseHabilitation', { on: DateCivile, motif: Motif }),
  example: { on: '2023-07-10', motif: "l'établissement n'est pas financé par la Caf" },
  givers: () => ['agent-caf'],
  about: () => 'refusal',
  refers: refersToDemande,
  happened: ['on'],
  founds: (ground, { says, place }) => ({ ...ground, refused: { ...says, place } }),
  once: ({ on }, { habilitation: { article } }) => ({ on, path: '', article }),
  disagrees: ({ model, others }, { says: { on } }) => {
    const { article } = model.habilitation
    const { steps: done } = others.ground
    const delivered = done.find(({ step }) => step === 'delivered')
    if (delivered !== undefined) return [alreadyDelivered('', { on: delivered.on }, article)]
    const last = latest(done)
    return inOrder(last?.on ?? null, on, 'data.on', article)
  },
  asserts: (_, act) => {
    const line = { id: '', from: act.says.on, to: null, path: 'data' }
    return [
      { ...line, kind: 'demande', value: { status: 'refusee' }, at: null },
      { ...line, kind: 'motif-de-refus', value: act.says.motif, at: saidAt(act, 'motif') }
    ]
  }
})
