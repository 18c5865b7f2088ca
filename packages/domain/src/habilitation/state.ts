/** The write side of an habilitation: what is known now, folded from its facts. */
import type { RequestStep } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { DateCivile } from '../time/date-civile'
import { assertFacts, type Timeline, type Timelines, timelineOf, valueOn } from '../timeline'
import type { HabilitationEvent, HabilitationEventOf } from './events'
import { type Accès, type HabilitationFacts, habilitationFacts } from './facts'

export type HabilitationState = {
  readonly requested: HabilitationEventOf<'HabilitationRequested'>['data'] | null
  /** The last step of the request that is done, and when; null when there is no request. */
  readonly reached: { readonly step: RequestStep; readonly on: DateCivile } | null
  readonly refused: HabilitationEventOf<'HabilitationRefused'>['data'] | null
  readonly timelines: Timelines<HabilitationFacts>
}

export const initialHabilitation: HabilitationState = {
  requested: null,
  reached: null,
  refused: null,
  timelines: {}
}

export const evolveHabilitation = (state: HabilitationState, event: HabilitationEvent): HabilitationState => {
  const next = { ...state, timelines: assertFacts(state.timelines, habilitationFacts(event)) }
  switch (event.type) {
    case 'HabilitationRequested':
      return { ...next, requested: event.data, reached: { step: 'requested', on: event.data.requestedOn } }
    case 'HabilitationAcknowledged':
      return { ...next, reached: { step: 'acknowledged', on: event.data.on } }
    case 'HabilitationChecked':
      return { ...next, reached: { step: 'checked', on: event.data.on } }
    case 'ConventionSent':
      return { ...next, reached: { step: 'convention-sent', on: event.data.on } }
    case 'SignedReturnReceived':
      return { ...next, reached: { step: 'signed-return', on: event.data.on } }
    case 'HabilitationDelivered':
      return { ...next, reached: { step: 'delivered', on: event.data.on } }
    case 'HabilitationRefused':
      return { ...next, refused: event.data }
    case 'AccessBlocked':
    case 'AccessUnblocked':
    case 'HabilitationEnded':
      return next
  }
}

/** The model and version of an habilitation, or null before it is requested. */
export const habilitationModel = (state: HabilitationState): ModelRef | null => state.requested?.model ?? null

export const accèsOf = (state: HabilitationState): Timeline<Accès> => timelineOf(state.timelines, 'acces', '')

/** From when the convention no longer carries the access. */
export const endOfConvention = (state: HabilitationState) =>
  timelineOf(state.timelines, 'fin-de-convention', '')

/** What the habilitation and its convention together allow on a day. */
export const accèsOn = (state: HabilitationState, date: DateCivile): Accès | null => {
  const end = valueOn(date)(endOfConvention(state))
  return end === null
    ? valueOn(date)(accèsOf(state))
    : { status: 'ferme', cause: 'convention-terminee', article: end.article }
}
