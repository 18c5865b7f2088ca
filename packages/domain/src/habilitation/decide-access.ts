/** What opens, blocks and closes an access that was delivered. */
import { type Decision, decided, nothing } from '../decision'
import type { ConventionModel } from '../model/model'
import { type Article, because, type Warning } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { lastDayAfter } from '../time/delay'
import { assertOver, nextChange, sameValue, valueOn } from '../timeline'
import type { HabilitationCommandOf } from './commands'
import type { HabilitationEndCause, HabilitationEvent } from './events'
import type { Accès } from './facts'
import type { HabilitationRefusal } from './refusals'
import { accèsOf, type HabilitationState } from './state'

type D = Decision<HabilitationEvent, HabilitationRefusal>

/** Blocking is the Caf's explicit act; it holds until the next change already known. */
export const decideBlock = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { from, cause, motif } }: HabilitationCommandOf<'BlockAccess'>
): D => {
  const { article } = model.habilitation.blocking
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
): D =>
  changeAccess(model, state, from, { status: 'ouvert' }, period => ({
    type: 'AccessUnblocked',
    data: { period, motif, article: model.habilitation.blocking.article }
  }))

const changeAccess = (
  model: ConventionModel,
  state: HabilitationState,
  from: DateCivile,
  accès: Accès,
  event: (period: { readonly from: DateCivile; readonly to: DateCivile | null }) => HabilitationEvent
): D => {
  const timeline = accèsOf(state)
  const period = { from, to: nextChange(from)(timeline) }
  if (sameValue(assertOver(period, accès)(timeline), timeline)) return nothing
  return decided([...undeliveredOn(model, state, from), ...closedOn(model, state, from)], () => [
    event(period)
  ])
}

/**
 * The access is closed from the day of departure. Told late, it is recorded as late, and still applied (P19); a model
 * without a delay never says late (M14).
 */
export const decideEnd = (
  model: ConventionModel,
  state: HabilitationState,
  on: DateCivile,
  reportedOn: DateCivile,
  cause: HabilitationEndCause
): D => {
  const { delay, article } = model.habilitation.endOfMission
  if (valueOn(on)(accèsOf(state))?.status === 'ferme') return nothing
  const last = cause === 'fin-de-mission' && delay !== null ? lastDayAfter(delay)(on) : null
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
  return decided([], () => [
    {
      type: 'HabilitationEnded',
      data: { on, reportedOn, cause, article: endArticle(model, cause), warnings }
    }
  ])
}

const endArticle = (model: ConventionModel, cause: HabilitationEndCause): Article => {
  switch (cause) {
    case 'fin-de-mission':
      return model.habilitation.endOfMission.article
    case 'retrait':
      return model.habilitation.blocking.article
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

export const closedOn = (
  model: ConventionModel,
  state: HabilitationState,
  on: DateCivile
): ReadonlyArray<HabilitationRefusal> =>
  valueOn(on)(accèsOf(state))?.status === 'ferme'
    ? [because('access-closed', '', { on }, model.habilitation.endOfMission.article)]
    : []
