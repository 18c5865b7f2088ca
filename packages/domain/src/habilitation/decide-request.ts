/** From the request of an habilitation to its delivery, in the model's order. */
import { type Decision, decided, nothing, refused } from '../decision'
import { mailboxWarnings } from '../identity/mailbox'
import { type ConventionModel, type RequestStep, requestStepNames } from '../model/model'
import { because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { nextChange, sameValue } from '../timeline'
import type { HabilitationCommandOf } from './commands'
import { alreadyRecorded, closedOn } from './decide-access'
import type { HabilitationEvent } from './events'
import type { HabilitationRefusal } from './refusals'
import { accèsOf, actsOf, type HabilitationState } from './state'

type D = Decision<HabilitationEvent, HabilitationRefusal>

/** Only agents named by the partner's request, each under their own name and mailbox (P8, P10, M7). */
export const decideRequest = (
  model: ConventionModel,
  state: HabilitationState,
  { data }: HabilitationCommandOf<'RequestHabilitation'>
): D => {
  const warnings = mailboxWarnings(model, data.personne, [])
  if (state.requested !== null)
    return sameValue(state.requested, { ...data, warnings })
      ? nothing
      : refused(because('already-requested', '', null))
  const { article } = model.habilitation
  const refusals: ReadonlyArray<HabilitationRefusal> = [
    ...(data.personne.mail === null ? [because('mail-missing', 'data.personne.mail', null, article)] : []),
    ...(data.roles.length === 0 ? [because('no-role', 'data.roles', null, article)] : []),
    ...roleRefusals(model, data.roles)
  ]
  return decided(refusals, () => [{ type: 'HabilitationRequested', data: { ...data, warnings } }])
}

/** Disponibilités are asked for EAJE only (M7). */
const roleRefusals = (
  model: ConventionModel,
  asked: HabilitationCommandOf<'RequestHabilitation'>['data']['roles']
): ReadonlyArray<HabilitationRefusal> => {
  const known = model.roles.map(({ id, label }) => ({ id, label }))
  return asked.flatMap(({ role: id, nature }, i): ReadonlyArray<HabilitationRefusal> => {
    const path = `data.roles[${i}].role`
    const role = model.roles.find(candidate => candidate.id === id)
    if (role === undefined)
      return [because('unknown-role', path, { role: id, known }, model.habilitation.article)]
    return role.natures === null || role.natures.includes(nature)
      ? []
      : [
          because(
            'role-not-for-nature',
            path,
            { role: { id, label: role.label }, nature, accepted: role.natures },
            role.article
          )
        ]
  })
}

type StepEvent =
  | 'HabilitationAcknowledged'
  | 'HabilitationChecked'
  | 'ConventionSent'
  | 'SignedReturnReceived'
  | 'HabilitationDelivered'

/** The model's steps in their order, none skipped (M8): no delivery before the signed return. */
export const decideStep = (
  model: ConventionModel,
  state: HabilitationState,
  asked: RequestStep,
  type: StepEvent,
  on: DateCivile
): D => {
  const { reached } = state
  if (reached === null) return refused(notRequested)
  const steps = model.habilitation.steps.map(({ step }) => step)
  const article =
    model.habilitation.steps.find(({ step }) => step === asked)?.article ?? model.habilitation.article
  const done = steps.indexOf(reached.step)
  const wanted = steps.indexOf(asked)
  if (wanted === -1) return refused(because('step-not-in-model', '', { step: asked, steps }, article))
  const [known] = actsOf(state, type)
  if (known !== undefined) return known.act.data.on === on ? nothing : refused(alreadyRecorded(known))
  const missing = steps.slice(done + 1, wanted)
  const refusals: ReadonlyArray<HabilitationRefusal> = [
    ...requestRefused(model, state),
    ...closedOn(state, on),
    ...(missing.length === 0
      ? []
      : [
          because(
            'step-out-of-order',
            '',
            { asked, missing, reached: reached.step },
            article,
            steps.map(step => requestStepNames[step]).join(' → ')
          )
        ]),
    ...(on < reached.on
      ? [because('dates-out-of-order', 'data.on', { earlier: reached.on, later: on }, article)]
      : [])
  ]
  return decided(refusals, () => [
    type === 'HabilitationDelivered'
      ? // An end told before the delivery still ends the access.
        { type, data: { on, to: nextChange(on)(accèsOf(state)), article } }
      : { type, data: { on, article } }
  ])
}

/** A request may be refused, with a reason, until it is delivered (M8). */
export const decideRefuse = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { on, motif } }: HabilitationCommandOf<'RefuseHabilitation'>
): D => {
  const { article } = model.habilitation
  const { reached } = state
  const [known] = actsOf(state, 'HabilitationRefused')
  if (known !== undefined)
    return known.act.data.on === on && known.act.data.motif === motif
      ? nothing
      : refused(alreadyRecorded(known))
  if (reached?.step === 'delivered')
    return refused(because('already-delivered', '', { on: reached.on }, article))
  const refusals: ReadonlyArray<HabilitationRefusal> =
    reached !== null && on < reached.on
      ? [because('dates-out-of-order', 'data.on', { earlier: reached.on, later: on }, article)]
      : []
  return decided(refusals, () => [{ type: 'HabilitationRefused', data: { on, motif, article } }])
}

export const notRequested: HabilitationRefusal = because('not-requested', '', null)

const requestRefused = (
  model: ConventionModel,
  { refused: already }: HabilitationState
): ReadonlyArray<HabilitationRefusal> =>
  already === null
    ? []
    : [because('request-refused', '', { on: already.on, motif: already.motif }, model.habilitation.article)]
