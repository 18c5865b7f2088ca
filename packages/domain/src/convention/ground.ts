/** What the effective dates of a convention come from: which texts are signed, and from when to when it is in force. */
import type { Act } from '../dossier/act'
import { GrowingMap } from '../growing'
import type { ModificationId } from '../identity/ids'
import type { ConventionModel } from '../model/model'
import type { DateCivile } from '../time/date-civile'
import type { Period } from '../time/period'
import { sameValue } from '../timeline'
import type { SignalSays } from './changes'
import type { DraftSays } from './draft'
import { type End, type Ending, earliestEnd, effectOf } from './effect'
import { isComplete, lastOf, type Signatures } from './signatures'
import type { Effect, Signature } from './values'

/**
 * How far a modification has come. It is kept apart from the signal, for a correction may place the act that completes a
 * modification before the act that signals it.
 */
export type Progress = {
  readonly signatures: ReadonlyMap<string, Signature>
  /** The act that completes it, and the day from which it holds. */
  readonly effective: { readonly place: number; readonly on: DateCivile } | null
  /** The day on which it was taken back. */
  readonly withdrawnOn: DateCivile | null
}

/** A change that was signalled, and how it took effect, if it has. */
export type Modification = Progress & { readonly signalled: Act<SignalSays> }

export type Ground = {
  readonly draft: DraftSays | null
  /** By party, the last recorded. */
  readonly signatures: ReadonlyMap<string, Signature>
  /** The date of the last signature, once every party has signed. */
  readonly signedOn: DateCivile | null
  readonly signals: GrowingMap<ModificationId, Act<SignalSays>>
  readonly progress: GrowingMap<ModificationId, Progress>
  readonly endings: ReadonlyArray<Ending>
  /** What the signatures give; null until every party has signed. */
  readonly effect: Effect | null
  /** What ends it before its term. */
  readonly end: End | null
}

export const nothingSigned: Ground = {
  draft: null,
  signatures: new Map(),
  signedOn: null,
  signals: GrowingMap.of(),
  progress: GrowingMap.of(),
  endings: [],
  effect: null,
  end: null
}

/** The effect as these signatures and ends give it. */
export const grounded = (model: ConventionModel, ground: Ground): Ground => {
  const [first, ...others] = ground.signatures.values()
  const signatures: Signatures | null = first === undefined ? null : [first, ...others]
  if (signatures === null || !isComplete(model, signatures))
    return { ...ground, signedOn: null, effect: null, end: null }
  const effect = effectOf(model, ground.draft?.period ?? null, signatures)
  return { ...ground, signedOn: lastOf(signatures), effect, end: earliestEnd(model, effect, ground.endings) }
}

/** From when to when the convention is in force, its end included; null while it is not signed. */
export const inForceOf = ({ effect, end }: Ground): Period | null =>
  effect === null ? null : { from: effect.period.from, to: end?.on ?? effect.period.to }

/** The days in force; before the convention is signed, those that its draft declares. */
export const inForceOrDeclared = (model: ConventionModel, ground: Ground): Period => {
  const inForce = inForceOf(ground)
  if (inForce !== null) return inForce
  const { from = null, to = null } = ground.draft?.period ?? {}
  return { from, to: model.duration.renewal === 'tacit' ? null : to }
}

/** Whether what takes effect on a day comes too late: the convention has ended by then. */
export const hasEndedBy = (ground: Ground, on: DateCivile | null): boolean => {
  const end = inForceOf(ground)?.to ?? null
  return end !== null && on !== null && on >= end
}

export const groundMoved = (a: Ground, b: Ground): boolean =>
  (a.draft === null) !== (b.draft === null) ||
  a.signedOn !== b.signedOn ||
  !sameValue(a.effect, b.effect) ||
  !sameValue(a.end, b.end)

export const progressOf = ({ progress }: Ground, id: ModificationId): Progress => progress.get(id) ?? begun

const begun: Progress = { signatures: new Map(), effective: null, withdrawnOn: null }

export const withProgress = (ground: Ground, id: ModificationId, more: Partial<Progress>): Ground => ({
  ...ground,
  progress: ground.progress.with(id, { ...progressOf(ground, id), ...more })
})

/** Null when no act that stands has signalled it. */
export const modificationOf = (ground: Ground, id: ModificationId): Modification | null => {
  const signalled = ground.signals.get(id)
  return signalled === undefined ? null : { signalled, ...progressOf(ground, id) }
}
