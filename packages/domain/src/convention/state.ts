/** The write side of a convention: what is known now, folded from the same facts that the read side indexes. */
import { factKey } from '../fact'
import { emptyList, type GrowingList, GrowingMap, withItem } from '../growing'
import type { ModificationId } from '../identity/ids'
import type { ChangeInstrument } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { Period } from '../time/period'
import { assertFacts, type Timelines, timelineOf, timelinesOf, valueOn } from '../timeline'
import type { AnnexeChange } from './changes'
import {
  type ConventionAct,
  type ConventionEvent,
  type ConventionEventOf,
  conventionActs,
  type Effet,
  type MovedFact,
  type Signature
} from './events'
import { type ConventionFacts, conventionFacts, signatureId } from './facts'
import { lastOf, withSignature } from './signatures'

/** A change that was signalled: what it asks, what it needs, and when it took effect, if it has. */
export type Modification = {
  readonly changes: ReadonlyArray<AnnexeChange>
  readonly instrument: ChangeInstrument
  /** What asks for that instrument. */
  readonly article: Article
  readonly signalledOn: DateCivile
  readonly channel: string
  readonly effectiveOn: DateCivile | null
}

export type ConventionState = {
  /** How many events the stream holds: the revision of the next one. */
  readonly revision: number
  readonly drafted: ConventionEventOf<'ConventionDrafted'>['data'] | null
  readonly signed: ConventionEventOf<'ConventionSigned'>['data'] | null
  readonly modifications: GrowingMap<ModificationId, Modification>
  readonly timelines: Timelines<ConventionFacts>
  /** The keys of the facts that each event asserted, by its revision: what a correction of it may change (G1). */
  readonly asserted: GrowingList<ReadonlyArray<string>>
  /** The acts that stand, by the revision that recorded them; one corrected keeps its place, under its new revision. */
  readonly acts: GrowingMap<number, ConventionAct>
  /** The acts that were corrected: by the revision that was mistaken, the one that replaces it, or null. */
  readonly corrected: GrowingMap<number, number | null>
}

export const initialConvention: ConventionState = {
  revision: 0,
  drafted: null,
  signed: null,
  modifications: GrowingMap.of(),
  timelines: {},
  asserted: emptyList,
  acts: GrowingMap.of(),
  corrected: GrowingMap.of()
}

export const evolveConvention = (state: ConventionState, event: ConventionEvent): ConventionState => {
  const facts = conventionFacts(event)
  const act = actOf(event)
  const next: ConventionState = {
    ...state,
    revision: state.revision + 1,
    timelines: assertFacts(state.timelines, facts),
    asserted: withItem(state.asserted, facts.map(factKey)),
    acts: act === null ? state.acts : state.acts.with(state.revision, act)
  }
  switch (event.type) {
    case 'ConventionDrafted':
      return { ...next, drafted: event.data }
    case 'ConventionSigned':
      return { ...next, signed: event.data }
    case 'ModificationSignalled': {
      const { modificationId, changes, instrument, article, signalledOn, channel } = event.data
      return withModification(next, modificationId, {
        changes,
        instrument,
        article,
        signalledOn,
        channel,
        effectiveOn: null
      })
    }
    case 'FormulaireReceived':
      return madeEffective(next, event.data.modificationId, event.data.receivedOn)
    case 'AnnexeRevised':
      return madeEffective(next, event.data.modificationId, event.data.establishedOn)
    case 'AvenantSigned':
      return madeEffective(next, event.data.modificationId, event.data.signedOn)
    case 'SignatureCorrected':
      return next.signed === null || event.data.effect === null
        ? next
        : {
            ...next,
            signed: {
              signedOn: lastOf(withSignature(signaturesOf(next, null), event.data.signature)),
              effect: event.data.effect,
              warnings: event.data.warnings
            }
          }
    case 'PersonneIdentified':
    case 'ÉtablissementListed':
    case 'ÉtablissementDelisted':
    case 'RôleAttributed':
    case 'RôleWithdrawn':
    case 'PartieAmended':
    case 'FicheAmended':
    case 'NonRespectAgreed':
    case 'DérogationGranted':
    case 'DérogationAdjusted':
    case 'SignatureRecorded':
    case 'AnnexesCorrected':
    case 'NoticeGiven':
    case 'FurtherNoticeGiven':
    case 'ConventionTerminated':
    case 'ClauseAnnulled':
    case 'TransmissionRecorded':
    case 'AvenantTransmitted':
      return next
    case 'ConventionCorrected':
      return withCorrection(next, state.revision, event.data)
  }
}

/** The event as an act that can be corrected; null for the others: a signature of the convention is corrected apart. */
export const actOf = (event: ConventionEvent): ConventionAct | null =>
  isAct(event) && !(event.type === 'SignatureRecorded' && event.data.modificationId === null) ? event : null

const isAct = (event: ConventionEvent): event is ConventionAct => Object.hasOwn(conventionActs, event.type)

const withCorrection = (
  state: ConventionState,
  revision: number,
  { corrects, instead, facts }: ConventionEventOf<'ConventionCorrected'>['data']
): ConventionState => ({
  ...facts.reduce(read, state),
  ...(instead?.type === 'ConventionDrafted' ? { drafted: instead.data } : {}),
  acts: actsWith(state.acts, corrects, instead === null ? null : [revision, instead]),
  corrected: state.corrected.with(corrects, instead === null ? null : revision)
})

/** What a fact moves beside its own line. */
const read = (state: ConventionState, fact: MovedFact): ConventionState => {
  if (fact.kind === 'effet' && fact.value?.status === 'en-vigueur' && state.signed !== null)
    return { ...state, signed: { ...state.signed, effect: fact.value.effect } }
  if (fact.kind === 'modification' && fact.value !== null)
    return madeEffective(state, fact.id, fact.value.status === 'effective' ? fact.value.on : null)
  return state
}

/** The acts once one of them is replaced, at its place, or taken out. */
export const actsWith = (
  acts: ConventionState['acts'],
  corrects: number,
  by: readonly [revision: number, act: ConventionAct] | null
): ConventionState['acts'] =>
  GrowingMap.of([...acts].flatMap(entry => (entry[0] !== corrects ? [entry] : by === null ? [] : [by])))

/** The acts recorded before one of them. */
export const actsBefore = (acts: ConventionState['acts'], revision: number): ConventionState['acts'] => {
  const entries = [...acts]
  return GrowingMap.of(
    entries.slice(
      0,
      entries.findIndex(([known]) => known === revision)
    )
  )
}

const withModification = (
  state: ConventionState,
  id: ModificationId,
  modification: Modification
): ConventionState => ({
  ...state,
  modifications: state.modifications.with(id, modification)
})

const madeEffective = (
  state: ConventionState,
  id: ModificationId,
  effectiveOn: DateCivile | null
): ConventionState => {
  const modification = state.modifications.get(id)
  return modification === undefined ? state : withModification(state, id, { ...modification, effectiveOn })
}

/** The model and version of a convention, or null before it is drafted. */
export const conventionModel = (state: ConventionState): ModelRef | null => state.drafted?.model ?? null

/** What the convention is on a day, as known now: a draft, to come, in force or ended. */
export const effetOn = (state: ConventionState, date: DateCivile): Effet =>
  valueOn(date)(timelineOf(state.timelines, 'effet', '')) ?? { status: 'projet' }

/** From when to when the convention is in force, as it stands: a notice or a termination cuts it. Null: on no day. */
export const inForceOf = (state: ConventionState): Period | null => {
  const steps = timelineOf(state.timelines, 'effet', '')
  const i = steps.findIndex(({ value }) => value?.status === 'en-vigueur')
  return i < 0 ? null : { from: steps[i]?.from ?? null, to: steps[i + 1]?.from ?? null }
}

/** Signatures of the convention itself, or of one avenant, by party. */
export const signaturesOf = (
  state: ConventionState,
  modificationId: ModificationId | null
): ReadonlyMap<string, Signature> => {
  const parties = state.drafted?.parties ?? []
  return new Map(
    parties.flatMap(({ id }) => {
      const signature = timelineOf(state.timelines, 'signature', signatureId(id, modificationId))[0]?.value
      return signature == null ? [] : [[id, signature] as const]
    })
  )
}

export const attributionsOf = (state: ConventionState) => timelinesOf(state.timelines, 'attribution')
