/** What opens, blocks and closes an access that was delivered. */
import { type Decision, decided, nothing, refused } from '../decision'
import type { ConventionModel } from '../model/model'
import { type Article, because, type Warning } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { lastDayAfter } from '../time/delay'
import { assertOver, nextChange, sameValue, valueOn } from '../timeline'
import type { HabilitationCommandOf } from './commands'
import type { Accès, HabilitationEvent, HabilitationEventOf } from './events'
import type { HabilitationRefusal } from './refusals'
import {
  accèsOf,
  accèsOn,
  actsOf,
  endOfConvention,
  evolveHabilitation,
  type HabilitationState
} from './state'

type D = Decision<HabilitationEvent, HabilitationRefusal>

/** Blocking is the Caf's explicit act; it holds until the next change already known. */
export const decideBlock = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { from, cause, motif } }: HabilitationCommandOf<'BlockAccess'>
): D => {
  const { blocking } = model.habilitation
  if (blocking === null) return refused(noBlocking(model))
  const { article } = blocking
  return changeAccess(model, state, from, { status: 'bloque', cause, article }, period => ({
    type: 'AccessBlocked',
    data: { period, cause, motif, article }
  }))
}

/** Lifting is an explicit act too, with its reason; it holds until the next change already known. */
export const decideUnblock = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { from, motif } }: HabilitationCommandOf<'UnblockAccess'>
): D => {
  const { blocking } = model.habilitation
  if (blocking === null) return refused(noBlocking(model))
  return changeAccess(model, state, from, { status: 'ouvert' }, period => ({
    type: 'AccessUnblocked',
    data: { period, motif, article: blocking.article }
  }))
}

/** No rule of one model applies to the other (M25): where the source knows no blocking, nobody blocks. */
const noBlocking = (model: ConventionModel): HabilitationRefusal =>
  because('not-in-model', '', { rule: 'blocage' }, model.habilitation.article)

const changeAccess = (
  model: ConventionModel,
  state: HabilitationState,
  from: DateCivile,
  accès: Accès,
  event: (period: { readonly from: DateCivile; readonly to: DateCivile | null }) => HabilitationEvent
): D => {
  const timeline = accèsOf(state)
  const period = { from, to: nextChange(from)(timeline) }
  const holds = sameValue(assertOver(period, accès)(timeline), timeline)
  // The refusals first: an end of the convention closes what the habilitation's own line still says open.
  return decided([...undeliveredOn(model, state, from), ...closedOn(state, from)], () =>
    holds ? [] : [event(period)]
  )
}

/**
 * The access is closed from the day of departure, also when the Caf had closed it otherwise. Told late, it is recorded
 * as late, and still applied (P19); a model without a delay never says late (M14).
 */
export const decideEndOfMission = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { departedOn, reportedOn } }: HabilitationCommandOf<'ReportEndOfMission'>
): D => {
  const { delay, article } = model.habilitation.endOfMission
  const last = delay === null ? null : lastDayAfter(delay)(departedOn)
  const warnings: ReadonlyArray<Warning> =
    last === null || reportedOn <= last.date
      ? []
      : [
          {
            code: 'reported-late',
            article,
            computation: `${last.computation} ; signalé le ${frenchDate(reportedOn)}`
          }
        ]
  return endOnce(state, { on: departedOn, reportedOn, cause: 'fin-de-mission', article, warnings })
}

/** The Caf closes one access (M21), or the convention ends: an end of the convention that moves replaces the earlier one. */
export const decideEnd = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { on, cause } }: HabilitationCommandOf<'EndHabilitation'>
): D => {
  const end = { on, reportedOn: null, cause, article: endArticle(model, cause), warnings: [] }
  if (cause === 'retrait') return endOnce(state, end)
  const ended: HabilitationEvent = { type: 'HabilitationEnded', data: end }
  return sameValue(endOfConvention(evolveHabilitation(state, ended)), endOfConvention(state))
    ? nothing
    : decided([], () => [ended])
}

type End = HabilitationEventOf<'HabilitationEnded'>['data']

/**
 * An earlier day than the one known closes the access earlier. A later one would say nothing of the day that is known:
 * that one is to be corrected. A departure and the Caf's own closing are two facts, and each may outlive the other (G1).
 */
const endOnce = (state: HabilitationState, end: End): D => {
  const known = actsOf(state, 'HabilitationEnded').filter(({ act }) => act.data.cause === end.cause)
  if (known.some(({ act: { data } }) => data.on === end.on && data.reportedOn === end.reportedOn))
    return nothing
  const earlier = known.findLast(({ act }) => act.data.on <= end.on)
  return earlier === undefined
    ? decided([], () => [{ type: 'HabilitationEnded', data: end }])
    : refused(alreadyRecorded(earlier))
}

/** It happens once, and another day or another content was recorded: that event is to be corrected (G1, G13). */
export const alreadyRecorded = ({
  revision,
  act: {
    data: { on, article }
  }
}: {
  readonly revision: number
  readonly act: { readonly data: { readonly on: DateCivile; readonly article: Article } }
}): HabilitationRefusal => because('already-recorded', '', { revision, on }, article)

/** The end of the convention that was known was a mistake: what the habilitation says holds again (G1). */
export const decideResume = (model: ConventionModel, state: HabilitationState): D =>
  endOfConvention(state).every(({ value }) => value === null)
    ? nothing
    : decided([], () => [{ type: 'HabilitationResumed', data: { article: model.duration.article } }])

const endArticle = (model: ConventionModel, cause: 'retrait' | 'convention-terminee'): Article => {
  switch (cause) {
    case 'retrait':
      return model.habilitation.closing.article
    case 'convention-terminee':
      return model.termination?.article ?? model.duration.article
  }
}

const undeliveredOn = (
  model: ConventionModel,
  state: HabilitationState,
  on: DateCivile
): ReadonlyArray<HabilitationRefusal> => {
  const accès = valueOn(on)(accèsOf(state))
  return accès === null || accès.status === 'jamais-ouvert'
    ? [because('not-delivered', '', { on }, model.habilitation.article)]
    : []
}

/** Closed, by the article that closed it. */
export const closedOn = (state: HabilitationState, on: DateCivile): ReadonlyArray<HabilitationRefusal> => {
  const accès = accèsOn(state, on)
  return accès?.status === 'ferme'
    ? [because('access-closed', '', { on, cause: accès.cause }, accès.article)]
    : []
}
