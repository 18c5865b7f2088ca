/** How a convention ends, and what else happens to it once signed. */
import * as E from 'fp-ts/Either'
import { type Decision, decided, nothing, refused } from '../decision'
import { parseActePréfecture } from '../identity/acte-prefecture'
import type { ConventionModel } from '../model/model'
import { type Article, because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import { sameValue, timelineOf, valueOn } from '../timeline'
import type { ConventionCommandOf } from './commands'
import { partieRefusals } from './decide-sign'
import { dueÉchéance, transmissionWarnings } from './effect'
import type { ConventionEvent } from './events'
import type { ConventionRefusal } from './refusals'
import { type ConventionState, effetOn } from './state'

type D = Decision<ConventionEvent, ConventionRefusal>

export const decideNotice = (
  model: ConventionModel,
  state: ConventionState,
  { acteur, data }: ConventionCommandOf<'GiveNotice'>
): D => {
  const { partie, dispatchedOn, receivedOn } = data
  const article = model.notice?.article ?? model.duration.article
  if (model.notice === null) return notInModel('preavis', article)
  if (state.signed === null) return refused(notSigned)
  const [counted, path] =
    model.notice.counts === 'receipt'
      ? ([receivedOn, 'data.receivedOn'] as const)
      : ([dispatchedOn, 'data.dispatchedOn'] as const)
  const refusals = [
    ...partieRefusals(model, acteur, partie),
    ...orderRefusals(dispatchedOn, receivedOn, 'data.receivedOn'),
    // There is nothing to end before the convention is signed.
    ...orderRefusals(state.signed.signedOn, counted, path)
  ]
  const due = dueÉchéance(model, state.signed.effect, data)
  if (due === null) return notInModel('preavis', article)
  if (refusals.length === 0 && effetOn(state, due.date).status === 'terminee')
    return effetOn(state, counted).status === 'terminee'
      ? refused(notInForce(state, counted, article, path))
      : nothing
  return decided(refusals, () => [
    {
      type: 'NoticeGiven',
      data: { partie, dispatchedOn, receivedOn, echeance: due.date, article, computation: due.computation }
    }
  ])
}

/** An explicit act of the Caf, with its reason; never automatic (P22). The day itself is no longer in force. */
export const decideTerminate = (
  model: ConventionModel,
  state: ConventionState,
  { data: { on, manquement } }: ConventionCommandOf<'TerminateConvention'>
): D => {
  if (model.termination === null) return notInModel('resiliation', model.duration.article)
  const { article } = model.termination
  const effet = effetOn(state, on)
  if (effet.status === 'terminee' && effet.cause === 'resiliation') return nothing
  return decided(effet.status === 'en-vigueur' ? [] : [notInForce(state, on, article, 'data.on')], () => [
    { type: 'ConventionTerminated', data: { on, manquement, article } }
  ])
}

/** A clause found null does not end the others: nothing else moves (M22). */
export const decideAnnulClause = (
  model: ConventionModel,
  state: ConventionState,
  { data: { clause, decision, on } }: ConventionCommandOf<'AnnulClause'>
): D => {
  if (!model.interpretation?.severable) return notInModel('clause', model.duration.article)
  if (state.signed === null) return refused(notSigned)
  const { article } = model.interpretation
  if (valueOn(on)(timelineOf(state.timelines, 'clause', clause)) !== null) return nothing
  return decided([], () => [{ type: 'ClauseAnnulled', data: { clause, decision, on, article } }])
}

/** The acte's number at the préfecture (M24): it moves no date of effect. */
export const decideTransmission = (
  model: ConventionModel,
  state: ConventionState,
  { data: { acte, transmittedOn, receivedOn } }: ConventionCommandOf<'RecordTransmission'>
): D => {
  if (model.transmissionArticle === null) return notInModel('transmission', null)
  const parsed = parseActePréfecture(acte)
  // The command's codec has already parsed it: a Left never comes here, and would be no event.
  if (E.isLeft(parsed)) return nothing
  const value = { acte: parsed.right, transmittedOn, receivedOn }
  if (sameValue(valueOn(null)(timelineOf(state.timelines, 'transmission', '')), value)) return nothing
  return decided(orderRefusals(transmittedOn, receivedOn, 'data.receivedOn'), () => [
    {
      type: 'TransmissionRecorded',
      data: { ...value, warnings: transmissionWarnings(model, transmittedOn, state.signed?.signedOn ?? null) }
    }
  ])
}

export const notSigned: ConventionRefusal = because('not-signed', '', null)

export const notInForce = (
  state: ConventionState,
  on: DateCivile,
  article: Article | null,
  path: string
): ConventionRefusal => {
  const effet = effetOn(state, on)
  return because(
    'not-in-force',
    path,
    { on, effet },
    article,
    effet.status === 'a-venir' || effet.status === 'en-vigueur' ? effet.effect.computation : null
  )
}

const notInModel = (
  rule: Extract<ConventionRefusal, { readonly code: 'not-in-model' }>['facts']['rule'],
  article: Article | null
): D => refused(because('not-in-model', '', { rule }, article))

const orderRefusals = (
  earlier: DateCivile,
  later: DateCivile,
  path: string
): ReadonlyArray<ConventionRefusal> =>
  later < earlier ? [because('dates-out-of-order', path, { earlier, later })] : []
