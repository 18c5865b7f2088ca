/** The write side of an habilitation: what is known now, folded from its facts. */
import { GrowingMap } from '../growing'
import type { RequestStep } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { DateCivile } from '../time/date-civile'
import { assertFacts, type Timeline, type Timelines, timelineOf, valueOn } from '../timeline'
import type { Accès, HabilitationAct, HabilitationEvent, HabilitationEventOf } from './events'
import { type HabilitationFacts, habilitationFacts } from './facts'

export type HabilitationState = {
  /** How many events the stream holds: the revision of the next one. */
  readonly revision: number
  readonly requested: HabilitationEventOf<'HabilitationRequested'>['data'] | null
  /** The last step of the request that is done, and when; null when there is no request. */
  readonly reached: { readonly step: RequestStep; readonly on: DateCivile } | null
  readonly refused: HabilitationEventOf<'HabilitationRefused'>['data'] | null
  readonly timelines: Timelines<HabilitationFacts>
  /** The acts that stand, by the revision that recorded them; one corrected keeps its place, under its new revision. */
  readonly acts: GrowingMap<number, HabilitationAct>
  /** The acts that were corrected: by the revision that was mistaken, the one that replaces it, or null. */
  readonly corrected: GrowingMap<number, number | null>
}

export const initialHabilitation: HabilitationState = {
  revision: 0,
  requested: null,
  reached: null,
  refused: null,
  timelines: {},
  acts: GrowingMap.of(),
  corrected: GrowingMap.of()
}

export const evolveHabilitation = (state: HabilitationState, event: HabilitationEvent): HabilitationState => {
  const { revision } = state
  const next = {
    ...state,
    revision: revision + 1,
    timelines: assertFacts(state.timelines, habilitationFacts(event))
  }
  if (event.type !== 'HabilitationCorrected')
    return reading(event, { ...next, acts: state.acts.with(revision, event) })
  const { corrects, instead } = event.data
  const acts = GrowingMap.of(
    [...state.acts].flatMap(
      (entry): ReadonlyArray<readonly [number, HabilitationAct]> =>
        entry[0] !== corrects ? [entry] : instead === null ? [] : [[revision, instead]]
    )
  )
  const corrected = state.corrected.with(corrects, instead === null ? null : revision)
  return [...acts.values()].reduce<HabilitationState>((known, act) => reading(act, known), {
    ...next,
    ...nothingAsked,
    acts,
    corrected
  })
}

const nothingAsked: Pick<HabilitationState, 'requested' | 'reached' | 'refused'> = {
  requested: null,
  reached: null,
  refused: null
}

/** How far an act brings the request. */
const reading = (act: HabilitationAct, state: HabilitationState): HabilitationState => {
  switch (act.type) {
    case 'HabilitationRequested':
      return { ...state, requested: act.data, reached: { step: 'requested', on: act.data.requestedOn } }
    case 'HabilitationAcknowledged':
      return { ...state, reached: { step: 'acknowledged', on: act.data.on } }
    case 'HabilitationChecked':
      return { ...state, reached: { step: 'checked', on: act.data.on } }
    case 'ConventionSent':
      return { ...state, reached: { step: 'convention-sent', on: act.data.on } }
    case 'SignedReturnReceived':
      return { ...state, reached: { step: 'signed-return', on: act.data.on } }
    case 'HabilitationDelivered':
      return { ...state, reached: { step: 'delivered', on: act.data.on } }
    case 'HabilitationRefused':
      return { ...state, refused: act.data }
    case 'AccessBlocked':
    case 'AccessUnblocked':
    case 'HabilitationEnded':
    case 'HabilitationResumed':
      return state
  }
}

type ActOf<T extends HabilitationAct['type']> = Extract<HabilitationAct, { readonly type: T }>

/** The acts of a type that stand, in their order, each with the revision that a correction of it names. */
export const actsOf = <T extends HabilitationAct['type']>(
  { acts }: HabilitationState,
  type: T
): ReadonlyArray<{ readonly revision: number; readonly act: ActOf<T> }> => {
  const isOfType = (act: HabilitationAct): act is ActOf<T> => act.type === type
  return [...acts].flatMap(([revision, act]) => (isOfType(act) ? [{ revision, act }] : []))
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
