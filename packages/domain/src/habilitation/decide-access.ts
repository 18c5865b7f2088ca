/** What opens, blocks and closes an access that was delivered. */
import { type Decision, decided, nothing } from '../decision'
import type { ConventionModel } from '../model/model'
import { type Article, because, type Warning } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { lastDayAfter } from '../time/delay'
import { assertOver, nextChange, sameValue, valueOn } from '../timeline'
import type { HabilitationCommandOf } from './commands'
import type { Accès, HabilitationEvent } from './events'
import type { HabilitationRefusal } from './refusals'
import { accèsOf, accèsOn, endOfConvention, evolveHabilitation, type HabilitationState } from './state'

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
export const decideEndOfMission = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { departedOn, reportedOn } }: HabilitationCommandOf<'ReportEndOfMission'>
): D => {
  const { delay, article } = model.habilitation.endOfMission
  if (valueOn(departedOn)(accèsOf(state))?.status === 'ferme') return nothing
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
  return decided([], () => [
    {
      type: 'HabilitationEnded',
      data: { on: departedOn, reportedOn, cause: 'fin-de-mission', article, warnings }
    }
  ])
}

/** The Caf closes one access (M21), or the convention ends: an end of the convention that moves replaces the earlier one. */
export const decideEnd = (
  model: ConventionModel,
  state: HabilitationState,
  { data: { on, cause } }: HabilitationCommandOf<'EndHabilitation'>
): D => {
  const article = endArticle(model, cause)
  const ended: HabilitationEvent = {
    type: 'HabilitationEnded',
    data: { on, reportedOn: null, cause, article, warnings: [] }
  }
  const holds =
    cause === 'convention-terminee'
      ? sameValue(endOfConvention(evolveHabilitation(state, ended)), endOfConvention(state))
      : valueOn(on)(accèsOf(state))?.status === 'ferme'
  return holds ? nothing : decided([], () => [ended])
}

/** The end of the convention that was known was a mistake: what the habilitation says holds again (G1). */
export const decideResume = (model: ConventionModel, state: HabilitationState): D =>
  endOfConvention(state).every(({ value }) => value === null)
    ? nothing
    : decided([], () => [{ type: 'HabilitationResumed', data: { article: model.duration.article } }])

const endArticle = (model: ConventionModel, cause: 'retrait' | 'convention-terminee'): Article => {
  switch (cause) {
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
  accèsOn(state, on)?.status === 'ferme'
    ? [because('access-closed', '', { on }, model.habilitation.endOfMission.article)]
    : []
