/** The date on which a modification took effect, recorded wrong: what lies between the two dates is corrected (G1). */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { decided, refused } from '../decision'
import type { Acteur } from '../identity/acteur'
import type { ChangeInstrument, ConventionModel } from '../model/model'
import { because } from '../refusal'
import { addDays, type DateCivile, maxDate } from '../time/date-civile'
import { always, covers } from '../time/period'
import type { ConventionCommandOf } from './commands'
import { type Changed, decideChanges } from './decide-changes'
import { notInForce } from './decide-end'
import { beforeSignalled, enteringIn, instrumentRefusals } from './decide-modify'
import { nothingToCorrect, signatoryRefusals, signatureOf } from './decide-sign'
import type { ConventionAct, ConventionEvent, Instrument, MovedFact, Signature } from './events'
import { effective, signalled, signatureId } from './facts'
import { type ConventionRefusal, insideInstead } from './refusals'
import { lastOf, withSignature } from './signatures'
import { type ConventionState, inForceOf, type Modification, signaturesOf } from './state'
import { firstBetween, undone } from './undone'

/** What a correction comes to: what replaces the mistaken act, the lines that move, changes of the annexes. */
export type Corrected = E.Either<
  ReadonlyNonEmptyArray<ConventionRefusal>,
  {
    readonly instead: ConventionAct | null
    readonly facts: ReadonlyArray<MovedFact>
    readonly changes: ReadonlyArray<ConventionEvent>
  }
>

/** Every refusal when there is one; else the correction. */
export const correctedTo = (
  refusals: ReadonlyArray<ConventionRefusal>,
  correction: Extract<Corrected, { readonly _tag: 'Right' }>['right']
): Corrected =>
  pipe(
    decided<ConventionEvent, ConventionRefusal>(refusals, () => []),
    E.map(() => correction)
  )

/** The acts by which a modification takes effect. */
type Effective = Extract<
  ConventionAct,
  { readonly type: 'FormulaireReceived' | 'AnnexeRevised' | 'SignatureRecorded' }
>

/** The date as it should have been, by what act, and why not. `on` null: the modification is only signalled. */
type Target = {
  readonly instead: Effective | null
  readonly given: ChangeInstrument
  readonly on: DateCivile | null
  readonly path: string
  readonly refusals: ReadonlyArray<ConventionRefusal>
  readonly facts: ReadonlyArray<MovedFact>
}

export const decideMove = (
  model: ConventionModel,
  state: ConventionState,
  act: Effective,
  corrects: number,
  instead: ConventionCommandOf<'CorrectConvention'>['data']['instead'],
  acteur: Acteur
): Corrected => {
  const { modificationId } = act.data
  const modification = modificationId === null ? undefined : state.modifications.get(modificationId)
  const target = modification && targetOf(model, state, modification, act, instead, acteur)
  if (modificationId === null || modification === undefined || target == null)
    return refused(nothingToCorrect(state, corrects))
  const { given, on, path } = target
  if (on === modification.effectiveOn)
    return correctedTo(target.refusals, { instead: target.instead, facts: target.facts, changes: [] })
  const inForce = inForceOf(state)
  const start = inForce?.from ?? null
  // What came before the convention starts with it.
  const inEffect = (date: DateCivile | null) =>
    date === null || start === null ? date : maxDate(date, start)
  const [from, to] = [inEffect(modification.effectiveOn), inEffect(on)]
  const instrument: Instrument = { kind: 'correction', modificationId, corrects }
  const made = decideBetween(model, state, modification, from, to, instrument, path)
  return correctedTo(
    [
      ...target.refusals,
      ...(on === null
        ? []
        : [
            ...instrumentRefusals(model, state, modification, given, on),
            ...(given === 'avenant' ? [] : beforeSignalled(modification, on, path)),
            ...(to !== null && inForce !== null && covers(inForce)(to)
              ? []
              : [notInForce(state, on, model.duration.article, path)])
          ]),
      ...made.refusals
    ],
    {
      instead: target.instead,
      facts: [
        ...target.facts,
        signalled(modificationId, modification),
        ...(on === null ? [] : effective(modificationId, on))
      ],
      changes: made.events
    }
  )
}

/** Null: the right command speaks of another modification, or of another party's signature. */
const targetOf = (
  model: ConventionModel,
  state: ConventionState,
  modification: Modification,
  act: Effective,
  instead: ConventionCommandOf<'CorrectConvention'>['data']['instead'],
  acteur: Acteur
): Target | null => {
  const { changes, effectiveOn } = modification
  const path = 'data.instead'
  const none = { path, on: null, refusals: [], facts: [] }
  switch (act.type) {
    case 'FormulaireReceived': {
      const given = 'formulaire'
      if (instead?.type !== 'ReceiveFormulaire') return { ...none, given, instead: null }
      const { data } = instead
      if (data.modificationId !== act.data.modificationId) return null
      const right: Effective = { type: 'FormulaireReceived', data }
      return { ...none, given, instead: right, on: data.receivedOn, path: `${path}.data.receivedOn` }
    }
    case 'AnnexeRevised': {
      const given = 'annexe-revisee'
      if (instead?.type !== 'ReviseAnnexe') return { ...none, given, instead: null }
      const { data } = instead
      if (data.modificationId !== act.data.modificationId) return null
      const right: Effective = { type: 'AnnexeRevised', data }
      return { ...none, given, instead: right, on: data.establishedOn, path: `${path}.data.establishedOn` }
    }
    case 'SignatureRecorded': {
      const { modificationId, signature: mistaken } = act.data
      if (modificationId === null) return null
      const given = 'avenant'
      const known = signaturesOf(state, modificationId)
      // An avenant that some have not signed has given no effect yet.
      const isSigned = model.parties.every(({ id }) => known.has(id))
      const signatureFact = (value: Signature | null): MovedFact => ({
        kind: 'signature',
        id: signatureId(mistaken.partie, modificationId),
        value,
        period: always
      })
      if (instead?.type !== 'SignAvenant')
        return {
          ...none,
          given,
          instead: null,
          on: isSigned ? null : effectiveOn,
          facts: [signatureFact(null)]
        }
      const signature = signatureOf(instead.data)
      if (instead.data.modificationId !== modificationId || signature.partie !== mistaken.partie) return null
      return {
        given,
        path: `${path}.data.signedOn`,
        instead: { type: 'SignatureRecorded', data: { signature, modificationId } },
        on: isSigned ? lastOf(withSignature(known, signature)) : effectiveOn,
        refusals: [
          ...signatoryRefusals(model, state, acteur, signature, enteringIn(changes)),
          ...beforeSignalled(modification, signature.signedOn, 'data.signedOn')
        ].map(insideInstead),
        facts: [signatureFact(signature)]
      }
    }
  }
}

/**
 * Moved later or withdrawn, what held the day before holds on; moved earlier, the changes hold from there. Between the
 * two dates nothing else may have changed the same things: which of the two came last would be a guess.
 */
const decideBetween = (
  model: ConventionModel,
  state: ConventionState,
  modification: Modification,
  from: DateCivile | null,
  to: DateCivile | null,
  instrument: Instrument,
  path: string
): Changed => {
  if (from === null || from === to) return { events: [], refusals: [] }
  const { changes, article } = modification
  const others = [...state.modifications.values()].filter(other => other !== modification)
  const at = 'modification.changes'
  // What no longer holds on the mistaken date was replaced since, or left no trace: there is nothing to bring forward.
  const isReplaced = () =>
    decideChanges(model, state, changes, { from, to: addDays(from, 1) }, instrument, at).events.length > 0
  const isLater = to === null || from < to
  const on = firstBetween(state, modification, others, from, to) ?? (!isLater && isReplaced() ? from : null)
  if (on !== null)
    return { events: [], refusals: [because('change-between', path, { from, to, on }, article)] }
  return decideChanges(
    model,
    state,
    isLater ? changes.flatMap(change => undone(state, change, from)) : changes,
    isLater ? { from, to: to ?? 'next-change' } : { from: to, to: from },
    instrument,
    at
  )
}
