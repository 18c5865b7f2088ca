/** Signatures, and the effect that they give: from when to when the convention is in force. */

import { type Decision, decided, nothing, refused } from '../decision'
import { factKey } from '../fact'
import { itemAt } from '../growing'
import type { Acteur } from '../identity/acteur'
import type { PersonneId } from '../identity/ids'
import type { ConventionModel } from '../model/model'
import { because } from '../refusal'
import { isEmpty } from '../time/period'
import { sameValue } from '../timeline'
import { adjustedDérogations } from './adjust-derogations'
import { isKnown, unknownPersonne } from './change-refusals'
import type { ConventionCommandOf } from './commands'
import { completenessRefusals } from './decide-seats'
import { cutShort, effectOf, signatureWarnings } from './effect'
import type { ConventionEvent, Signature } from './events'
import { signatureId } from './facts'
import { type ConventionRefusal, named } from './refusals'
import { isComplete, lastOf, withSignature } from './signatures'
import { type ConventionState, signaturesOf } from './state'

type D = Decision<ConventionEvent, ConventionRefusal>

export const decideSign = (
  model: ConventionModel,
  state: ConventionState,
  { acteur, data }: ConventionCommandOf<'SignConvention'>
): D => {
  const signature = signatureOf(data)
  const signed = signaturesOf(state, null)
  const repeated = repeatedSignature(model, signed, signature)
  if (repeated !== null) return repeated
  const all = withSignature(signed, signature)
  const complete = isComplete(model, all)
  const effect = effectOf(model, state, all)
  return decided(
    [
      ...signatoryRefusals(model, state, acteur, signature),
      ...completenessRefusals(model, state, effect.period)
    ],
    () => [
      { type: 'SignatureRecorded', data: { signature, modificationId: null } },
      ...(complete
        ? [
            {
              type: 'ConventionSigned',
              data: { signedOn: lastOf(all), effect, warnings: signatureWarnings(model, state, all) }
            } as const,
            ...adjustedDérogations(state, effect.period.from)
          ]
        : [])
    ]
  )
}

/** A date of signature typed wrong: the effect, and the échéance of a notice, are computed again. */
export const decideCorrectSignature = (
  model: ConventionModel,
  state: ConventionState,
  { data: { partie, signedOn, corrects } }: ConventionCommandOf<'CorrectSignature'>
): D => {
  const signed = signaturesOf(state, null)
  const known = signed.get(partie)
  const key = factKey({ kind: 'signature', id: signatureId(partie, null) })
  if (known === undefined || !hasAsserted(state, corrects, [key]))
    return refused(nothingToCorrect(state, corrects))
  if (known.signedOn === signedOn) return nothing
  const signature: Signature = { ...known, signedOn }
  const all = withSignature(signed, signature)
  const effect = state.signed === null ? null : cutShort(model, state, effectOf(model, state, all))
  const warnings = state.signed === null ? [] : signatureWarnings(model, state, all)
  const refusals =
    effect === null
      ? []
      : isEmpty(effect.period)
        ? [because('period-empty', 'data.signedOn', { period: effect.period }, model.effect.article)]
        : completenessRefusals(model, state, effect.period)
  return decided(refusals, () => [
    { type: 'SignatureCorrected', data: { signature, corrects, effect, warnings } },
    ...(effect === null ? [] : adjustedDérogations(state, effect.period.from))
  ])
}

/** Whether an event of this stream asserted one of these facts: else it is not what is mistaken (G1). */
export const hasAsserted = (state: ConventionState, revision: number, keys: ReadonlyArray<string>): boolean =>
  itemAt(state.asserted, revision)?.some(key => keys.includes(key)) ?? false

export const nothingToCorrect = (state: ConventionState, corrects: number): ConventionRefusal =>
  because('nothing-to-correct', 'data.corrects', { corrects, last: state.revision - 1 })

/** The same signature again is nothing; another by the same party is refused: it is corrected, not replaced. */
export const repeatedSignature = (
  model: ConventionModel,
  signed: ReadonlyMap<string, Signature>,
  signature: Signature
): D | null => {
  const { partie } = signature
  const known = signed.get(partie)
  const expected = model.parties.find(({ id }) => id === partie)
  if (known === undefined || expected === undefined) return null
  return sameValue(known, signature)
    ? nothing
    : refused(because('already-signed', 'data.partie', { partie: named(expected), signedOn: known.signedOn }))
}

/**
 * The party is one of the model's, its signatory is known, and the acteur may act for it. `entering` are those
 * whom the text itself identifies: a new mayor may sign the avenant that names her.
 */
export const signatoryRefusals = (
  model: ConventionModel,
  state: ConventionState,
  acteur: Acteur,
  { partie, signataire, parDelegationDe }: Signature,
  entering: ReadonlyArray<PersonneId> = []
): ReadonlyArray<ConventionRefusal> => {
  const maySign = (id: PersonneId) => isKnown(state, id) || entering.includes(id)
  return [
    ...partieRefusals(model, acteur, partie),
    ...(maySign(signataire) ? [] : [unknownPersonne(signataire, 'data.signataire')]),
    ...(parDelegationDe === null || maySign(parDelegationDe)
      ? []
      : [unknownPersonne(parDelegationDe, 'data.parDelegationDe')])
  ]
}

/**
 * An agent of the Caf records for any party; another acteur, for a party of its kind. Of two parties of one kind, which
 * is its own is not looked at here: the service that authenticates it answers for that.
 */
export const partieRefusals = (
  model: ConventionModel,
  acteur: Acteur,
  partie: string
): ReadonlyArray<ConventionRefusal> => {
  const expected = model.parties.find(({ id }) => id === partie)
  if (expected === undefined)
    return [
      because(
        'unknown-partie',
        'data.partie',
        { partie, known: model.parties.map(named) },
        model.partiesArticle
      )
    ]
  if (acteur.kind === 'agent-caf' || acteur.kind === expected.acteur) return []
  return [
    because(
      'acteur-not-allowed',
      'acteur',
      { given: acteur.kind, allowed: ['agent-caf'] },
      model.partiesArticle
    )
  ]
}

export const signatureOf = ({
  partie,
  signataire,
  qualite,
  signedOn,
  channel,
  parDelegationDe = null
}: Omit<Signature, 'parDelegationDe'> & {
  readonly parDelegationDe?: Signature['parDelegationDe']
}): Signature => ({
  partie,
  signataire,
  qualite,
  parDelegationDe,
  signedOn,
  channel
})
