/** How a convention ends, and what else happens to it once signed. */
import { type Decision, decided, nothing, refused } from '../decision'
import type { ConventionModel } from '../model/model'
import { type Article, because } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { ConventionCommandOf } from './commands'
import { partieRefusals } from './decide-sign'
import { dueÉchéance } from './effect'
import type { ConventionAct, ConventionEvent } from './events'
import type { ConventionRefusal } from './refusals'
import { type ConventionState, effetOn } from './state'

type D = Decision<ConventionEvent, ConventionRefusal>

/**
 * A notice is given once by a party for an échéance; each party's is recorded, dispatch and receipt (M19). One that
 * comes when the convention ends by then already ends nothing by itself: it counts if what ends it is withdrawn.
 */
export const decideNotice = (
  model: ConventionModel,
  state: ConventionState,
  { acteur, data }: ConventionCommandOf<'GiveNotice'>
): D => {
  const { partie, dispatchedOn, receivedOn } = data
  const article = model.notice?.article ?? model.duration.article
  if (model.notice === null) return notInModel('preavis', article)
  if (state.signed === null) return refused(notSigned)
  const { signedOn, effect } = state.signed
  const given = [...state.acts.values()].flatMap(act =>
    act.type === 'NoticeGiven' || act.type === 'FurtherNoticeGiven' ? [act.data] : []
  )
  if (given.some(known => isSameNotice(known, data))) return nothing
  const [counted, path] =
    model.notice.counts === 'receipt'
      ? ([receivedOn, 'data.receivedOn'] as const)
      : ([dispatchedOn, 'data.dispatchedOn'] as const)
  const refusals = [
    ...partieRefusals(model, acteur, partie),
    ...orderRefusals(dispatchedOn, receivedOn, 'data.receivedOn'),
    // There is nothing to end before the convention is signed.
    ...orderRefusals(signedOn, counted, path)
  ]
  const due = dueÉchéance(model, effect, data)
  if (due === null) return notInModel('preavis', article)
  // For an earlier échéance than the one it gave notice for already, it was recorded late.
  const before = given.find(
    known => known.partie === partie && (dueÉchéance(model, effect, known)?.date ?? due.date) <= due.date
  )
  if (refusals.length === 0 && effetOn(state, counted).status === 'terminee')
    return refused(notInForce(state, counted, article, path))
  return decided(
    [
      ...refusals,
      ...(before === undefined
        ? []
        : [
            alreadyRecorded(
              state,
              'preavis',
              before.receivedOn,
              act => act.data === before,
              article,
              'data.receivedOn'
            )
          ])
    ],
    () => [
      {
        type: effetOn(state, due.date).status === 'terminee' ? 'FurtherNoticeGiven' : 'NoticeGiven',
        data: { partie, dispatchedOn, receivedOn, echeance: due.date, article, computation: due.computation }
      }
    ]
  )
}

type Notice = ConventionCommandOf<'GiveNotice'>['data']

const isSameNotice = (a: Notice, b: Notice): boolean =>
  a.partie === b.partie && a.dispatchedOn === b.dispatchedOn && a.receivedOn === b.receivedOn

/**
 * An explicit act of the Caf, with its reason; never automatic (P22). The day itself is no longer in force. No breach is
 * found before the convention is signed, whatever its effect.
 */
export const decideTerminate = (
  model: ConventionModel,
  state: ConventionState,
  { data: { on, manquement } }: ConventionCommandOf<'TerminateConvention'>
): D => {
  if (model.termination === null) return notInModel('resiliation', model.duration.article)
  const { article } = model.termination
  const given = [...state.acts.values()].flatMap(act =>
    act.type === 'ConventionTerminated' ? [act.data] : []
  )
  if (given.some(known => known.on === on && known.manquement === manquement)) return nothing
  const before = given.find(known => known.on <= on)
  const refusals =
    before !== undefined
      ? [alreadyRecorded(state, 'resiliation', before.on, act => act.data === before, article, 'data.on')]
      : effetOn(state, on).status === 'en-vigueur' && state.signed !== null
        ? orderRefusals(state.signed.signedOn, on, 'data.on')
        : [notInForce(state, on, article, 'data.on')]
  return decided(refusals, () => [{ type: 'ConventionTerminated', data: { on, manquement, article } }])
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
  const given = [...state.acts.values()].flatMap(act =>
    act.type === 'ClauseAnnulled' && act.data.clause === clause ? [act.data] : []
  )
  if (given.some(known => known.on === on && known.decision === decision)) return nothing
  const before = given.find(known => known.on <= on)
  return decided(
    before === undefined
      ? []
      : [alreadyRecorded(state, 'clause', before.on, act => act.data === before, article, 'data.on')],
    () => [{ type: 'ClauseAnnulled', data: { clause, decision, on, article } }]
  )
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
    effet.status === 'projet'
      ? null
      : effet.status === 'terminee'
        ? effet.computation
        : effet.effect.computation
  )
}

/** What was recorded otherwise: the event is named that a correction names (G1). */
export const alreadyRecorded = (
  { acts }: ConventionState,
  rule: Extract<ConventionRefusal, { readonly code: 'already-recorded' }>['facts']['rule'],
  on: DateCivile,
  isIt: (act: ConventionAct) => boolean,
  article: Article | null,
  path: string
): ConventionRefusal => {
  const corrects = [...acts].find(([, act]) => isIt(act))?.[0] ?? 0
  return because('already-recorded', path, { rule, on, corrects }, article)
}

export const notInModel = (
  rule: Extract<ConventionRefusal, { readonly code: 'not-in-model' }>['facts']['rule'],
  article: Article | null
): D => refused(because('not-in-model', '', { rule }, article))

export const orderRefusals = (
  earlier: DateCivile,
  later: DateCivile,
  path: string
): ReadonlyArray<ConventionRefusal> =>
  later < earlier ? [because('dates-out-of-order', path, { earlier, later })] : []
