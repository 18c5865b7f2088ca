/** Changes of a signed convention: signalled first, then effective by the instrument that the model asks for. */

import { type Decision, decided, nothing, refused } from '../decision'
import { factKey } from '../fact'
import type { ModificationId, PersonneId } from '../identity/ids'
import { type ChangeInstrument, type ConventionModel, heaviest, instruments } from '../model/model'
import { because } from '../refusal'
import { type DateCivile, maxDate } from '../time/date-civile'
import { covers, isEmpty } from '../time/period'
import { sameValue } from '../timeline'
import { unknownModification } from './change-refusals'
import type { ConventionCommandOf } from './commands'
import { decideChanges } from './decide-changes'
import { signingRefusals } from './decide-draft'
import { notInForce, notSigned, orderRefusals } from './decide-end'
import {
  hasAsserted,
  nothingToCorrect,
  repeatedSignature,
  signatoryRefusals,
  signatureOf
} from './decide-sign'
import type { ConventionEvent } from './events'
import { conventionFacts } from './facts'
import { type Need, neededInstrument } from './needs'
import type { ConventionRefusal } from './refusals'
import { isComplete, lastOf, withSignature } from './signatures'
import { type ConventionState, effetOn, inForceOf, type Modification, signaturesOf } from './state'

type D = Decision<ConventionEvent, ConventionRefusal>

/**
 * The gestionnaire tells the Caf what must change (P5); the model says what that needs (P20, P21, M10, M21).
 * Seats are counted when the change takes effect, not when it is asked.
 */
export const decideSignal = (
  model: ConventionModel,
  state: ConventionState,
  { data: { modificationId, changes, signalledOn, channel } }: ConventionCommandOf<'SignalModification'>
): D => {
  const known = state.modifications.get(modificationId)
  if (known !== undefined)
    return sameValue([known.changes, known.signalledOn, known.channel], [changes, signalledOn, channel])
      ? nothing
      : refused(because('modification-differs', 'data.modificationId', { modificationId }))
  if (state.signed === null) return refused(notSigned)
  const { signedOn } = state.signed
  const { channels, article } = model.signalling
  const tried = decideChanges(
    model,
    state,
    changes,
    { from: signalledOn, to: 'next-change' },
    { kind: 'avenant', modificationId, corrects: null },
    'data.changes'
  )
  const need = neededInstrument(model, state, changes, signalledOn)
  const refusals: ReadonlyArray<ConventionRefusal> = [
    ...(channels.includes(channel)
      ? []
      : [because('channel-not-allowed', 'data.channel', { channel, allowed: channels }, article)]),
    // A signed convention changes: neither before it was, nor once it has ended.
    ...orderRefusals(signedOn, signalledOn, 'data.signalledOn'),
    ...(effetOn(state, signalledOn).status === 'terminee'
      ? [notInForce(state, signalledOn, model.duration.article, 'data.signalledOn')]
      : []),
    ...tried.refusals.filter(({ code }) => code !== 'role-full' && code !== 'role-uncovered')
  ]
  if (need === null)
    return refusals.length > 0
      ? decided(refusals, () => [])
      : refused(because('no-change', 'data.changes', null, article))
  return decided(refusals, () => [
    { type: 'ModificationSignalled', data: { modificationId, changes, ...need, signalledOn, channel } }
  ])
}

/** A change of another provider than the approbateur only needs the form: it takes effect when received (P21). */
export const decideFormulaire = (
  model: ConventionModel,
  state: ConventionState,
  { data: { modificationId, receivedOn } }: ConventionCommandOf<'ReceiveFormulaire'>
): D =>
  decideEffective(model, state, modificationId, 'formulaire', receivedOn, 'data.receivedOn', {
    type: 'FormulaireReceived',
    data: { modificationId, receivedOn }
  })

/** A change of approbateur takes effect with the new version of annexe 2 (P20). */
export const decideRevise = (
  model: ConventionModel,
  state: ConventionState,
  { data: { modificationId, establishedOn } }: ConventionCommandOf<'ReviseAnnexe'>
): D =>
  decideEffective(model, state, modificationId, 'annexe-revisee', establishedOn, 'data.establishedOn', {
    type: 'AnnexeRevised',
    data: { modificationId, establishedOn }
  })

/** An avenant takes effect with the last of its signatures (M21). */
export const decideSignAvenant = (
  model: ConventionModel,
  state: ConventionState,
  { acteur, data }: ConventionCommandOf<'SignAvenant'>
): D => {
  const { modificationId } = data
  const modification = state.modifications.get(modificationId)
  if (modification === undefined) return refused(unknownModification(modificationId))
  const signature = signatureOf(data)
  const signed = signaturesOf(state, modificationId)
  const repeated = repeatedSignature(model, signed, signature)
  if (repeated !== null) return repeated
  const all = withSignature(signed, signature)
  const complete = isComplete(model, all)
  const signedOn = lastOf(all)
  const made = complete
    ? effectiveChanges(model, state, modification, modificationId, 'avenant', signedOn, 'data.signedOn')
    : null
  return decided(
    [
      ...closedRefusals(modificationId, modification),
      ...signatoryRefusals(model, state, acteur, signature, enteringIn(modification.changes)),
      ...beforeSignalled(modification, signature.signedOn, 'data.signedOn'),
      ...(made?.refusals ?? [])
    ],
    () => [
      { type: 'SignatureRecorded', data: { signature, modificationId } },
      ...(made === null
        ? []
        : [{ type: 'AvenantSigned', data: { modificationId, signedOn } } as const, ...made.events])
    ]
  )
}

/**
 * A mistake in what was recorded is corrected by new events that say what they correct (G1). It needs no instrument:
 * so the event that it names must have asserted something of what it changes, and it waits while some have signed.
 */
export const decideCorrect = (
  model: ConventionModel,
  state: ConventionState,
  { data: { corrects, changes, period } }: ConventionCommandOf<'CorrectAnnexes'>
): D => {
  if (isEmpty(period)) return refused(because('period-empty', 'data.period', { period }))
  const { events, refusals } = decideChanges(
    model,
    state,
    changes,
    period,
    { kind: 'correction', modificationId: null, corrects },
    'data.changes'
  )
  const exists = corrects < state.revision
  if (exists && events.length === 0 && refusals.length === 0) return nothing
  const changed = events.flatMap(conventionFacts).map(factKey)
  const isWrongEvent = !exists || (events.length > 0 && !hasAsserted(state, corrects, changed))
  return decided(
    [
      ...signingRefusals(model, state),
      ...(isWrongEvent ? [nothingToCorrect(state, corrects)] : []),
      ...refusals
    ],
    () => [{ type: 'AnnexesCorrected', data: { corrects, period } }, ...events]
  )
}

const decideEffective = (
  model: ConventionModel,
  state: ConventionState,
  modificationId: ModificationId,
  given: ChangeInstrument,
  on: DateCivile,
  /** Where that date stands in the command. */
  path: string,
  event: ConventionEvent
): D => {
  const modification = state.modifications.get(modificationId)
  if (modification === undefined) return refused(unknownModification(modificationId))
  if (modification.effectiveOn === on) return nothing
  const { events, refusals } = effectiveChanges(model, state, modification, modificationId, given, on, path)
  return decided(
    [
      ...closedRefusals(modificationId, modification),
      ...instrumentRefusals(model, state, modification, given, on),
      ...beforeSignalled(modification, on, path),
      ...refusals
    ],
    () => [event, ...events]
  )
}

/**
 * The changes from the day they take effect, on which the convention must be in force; those of a convention that is
 * signed and still to come start with it.
 */
const effectiveChanges = (
  model: ConventionModel,
  state: ConventionState,
  { changes }: Modification,
  modificationId: ModificationId,
  kind: ChangeInstrument,
  on: DateCivile,
  path: string
) => {
  const inForce = inForceOf(state)
  const from = inForce?.from == null ? on : maxDate(on, inForce.from)
  const made = decideChanges(
    model,
    state,
    changes,
    { from, to: 'next-change' },
    { kind, modificationId, corrects: null },
    'modification.changes'
  )
  return inForce !== null && covers(inForce)(from)
    ? made
    : {
        events: made.events,
        refusals: [notInForce(state, on, model.duration.article, path), ...made.refusals]
      }
}

/** Whom a list of changes identifies. */
export const enteringIn = (changes: Modification['changes']): ReadonlyArray<PersonneId> =>
  changes.flatMap(change => (change.kind === 'identify-personne' ? [change.personneId] : []))

const closedRefusals = (
  modificationId: ModificationId,
  { effectiveOn }: Modification
): ReadonlyArray<ConventionRefusal> =>
  effectiveOn === null
    ? []
    : [because('modification-closed', 'data.modificationId', { modificationId, effectiveOn })]

/**
 * A heavier instrument than needed is enough; a lighter one is not. Needed is the heavier of what was found when the
 * change was signalled and of what is found on the day it takes effect.
 */
export const instrumentRefusals = (
  model: ConventionModel,
  state: ConventionState,
  { instrument, article, changes }: Modification,
  given: ChangeInstrument,
  on: DateCivile
): ReadonlyArray<ConventionRefusal> => {
  const signalled: Need = { instrument, article }
  const now = neededInstrument(model, state, changes, on)
  const need = heaviest(now === null ? [signalled] : [signalled, now]) ?? signalled
  return instruments.indexOf(given) >= instruments.indexOf(need.instrument)
    ? []
    : [because('instrument-needed', '', { needed: need.instrument, given }, need.article)]
}

export const beforeSignalled = (
  { signalledOn }: Modification,
  on: DateCivile,
  path: string
): ReadonlyArray<ConventionRefusal> =>
  on < signalledOn ? [because('before-signalled', path, { signalledOn, on })] : []
