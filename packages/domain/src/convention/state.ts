/** The write side of a convention: what is known now, folded from the same facts that the read side indexes. */
import { factKey } from '../fact'
import type { ModificationId } from '../identity/ids'
import type { ChangeInstrument } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { Article } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { Period } from '../time/period'
import { assertFacts, type Timelines, timelineOf, timelinesOf, valueOn } from '../timeline'
import type { AnnexeChange } from './changes'
import type { ConventionEvent, ConventionEventOf, Signature } from './events'
import { type ConventionFacts, conventionFacts, type Effet, signatureId } from './facts'
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
  /** The notice that ends the convention, if one was given. */
  readonly notice: ConventionEventOf<'NoticeGiven'>['data'] | null
  readonly modifications: ReadonlyMap<ModificationId, Modification>
  readonly timelines: Timelines<ConventionFacts>
  /** The keys of the facts that each event asserted, by its revision: what a correction of it may change (G1). */
  readonly asserted: ReadonlyArray<ReadonlyArray<string>>
}

export const initialConvention: ConventionState = {
  revision: 0,
  drafted: null,
  signed: null,
  notice: null,
  modifications: new Map(),
  timelines: {},
  asserted: []
}

export const evolveConvention = (state: ConventionState, event: ConventionEvent): ConventionState => {
  const facts = conventionFacts(event)
  const next: ConventionState = {
    ...state,
    revision: state.revision + 1,
    timelines: assertFacts(state.timelines, facts),
    asserted: [...state.asserted, facts.map(factKey)]
  }
  switch (event.type) {
    case 'ConventionDrafted':
      return { ...next, drafted: event.data }
    case 'ConventionSigned':
      return { ...next, signed: event.data }
    case 'NoticeGiven':
      return { ...next, notice: event.data }
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
    case 'NonRespectAgreed':
    case 'DérogationGranted':
    case 'SignatureRecorded':
    case 'AnnexesCorrected':
    case 'ConventionTerminated':
    case 'ClauseAnnulled':
    case 'TransmissionRecorded':
      return next
  }
}

const withModification = (
  state: ConventionState,
  id: ModificationId,
  modification: Modification
): ConventionState => ({
  ...state,
  modifications: new Map(state.modifications).set(id, modification)
})

const madeEffective = (
  state: ConventionState,
  id: ModificationId,
  effectiveOn: DateCivile
): ConventionState => {
  const modification = state.modifications.get(id)
  return modification === undefined ? state : withModification(state, id, { ...modification, effectiveOn })
}

/** The model and version of a convention, or null before it is drafted. */
export const conventionModel = (state: ConventionState): ModelRef | null => state.drafted?.model ?? null

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
