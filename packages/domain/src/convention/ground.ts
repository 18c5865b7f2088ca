/** What the effective dates of a convention come from: which texts are signed, and from when to when it is in force. */
import * as E from 'fp-ts/Either'
import { frenchUndated } from '../dates/compute'
import type { Act } from '../dossier/act'
import { GrowingMap } from '../growing'
import type { ConventionId, ModificationId } from '../identity/ids'
import { type Partie, roleOfPartie } from '../identity/partie'
import { partyLabel } from '../model/dates'
import type { ChangeInstrument } from '../model/instrument'
import type { ConventionModel } from '../model/model'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import type { Period } from '../time/period'
import { sameValue } from '../timeline'
import type { SignalSays } from './changes'
import {
  declaredPeriod,
  type End,
  type Ending,
  earliestEnd,
  effectOf,
  type Signed,
  undatedEffect
} from './effect'
import { type Extending, extended, extendingIn } from './extensions'
import type { Effect, Effet, Signature } from './values'

/**
 * How far a modification has come. It is kept apart from the signal, for a correction may place the act that completes a
 * modification before the act that signals it.
 */
export type Progress = {
  readonly signatures: ReadonlyMap<string, Signature>
  /** The act that completes it. */
  readonly completed: Completion | null
  /** The day on which it was taken back. */
  readonly withdrawnOn: DateCivile | null
}

/** What completes a modification: by which instrument, and the day on which it was given, or signed by the last party. */
type Completion = {
  readonly place: number
  readonly instrument: ChangeInstrument
  readonly givenOn: DateCivile
}

/** A change that was signalled, and what completes it, if anything has: `on` is the day from which it holds. */
export type Modification = Progress & {
  readonly signalled: Act<SignalSays>
  readonly effective: (Completion & { readonly on: DateCivile }) | null
}

export type Ground = {
  readonly draft: {
    readonly conventionId: ConventionId
    readonly parties: ReadonlyArray<Partie>
    readonly period?: Period
  } | null
  /** By party, the last recorded. */
  readonly signatures: ReadonlyMap<string, Signature>
  /** The date of the last signature, once every party has signed. */
  readonly signedOn: DateCivile | null
  readonly signals: GrowingMap<ModificationId, Act<SignalSays>>
  readonly progress: GrowingMap<ModificationId, Progress>
  /** The modifications that were signalled and would move the end. */
  readonly extending: ReadonlyArray<ModificationId>
  readonly endings: ReadonlyArray<Ending>
  /** What the signatures give, and what moved its end; null until every party has signed. */
  readonly effect: Effect | null
  /** What ends it: its term, or what comes before it. */
  readonly end: End | null
  /** Why what was signed gives no effect, or moves no end. */
  readonly faults: ReadonlyArray<AnyRefusal>
}

export const nothingSigned: Ground = {
  draft: null,
  signatures: new Map(),
  signedOn: null,
  signals: GrowingMap.of(),
  progress: GrowingMap.of(),
  extending: [],
  endings: [],
  effect: null,
  end: null,
  faults: []
}

/** The parties of the draft: each signs. */
export const partiesOf = ({ draft }: Ground): ReadonlyArray<Partie> => draft?.parties ?? []

/** The role in the model of a party that an act has named; null for another. */
export const roleOf = (ground: Ground, partie: string): string | null => {
  const found = partiesOf(ground).find(({ id }) => id === partie)
  return found === undefined ? null : roleOfPartie(found)
}

/** The days of the first and of the last signature of a text; null until every party that owes one has signed it. */
export const signedBy = (
  parties: ReadonlyArray<Pick<Partie, 'id'>>,
  signatures: Progress['signatures']
): Signed | null => {
  const days = parties.flatMap(({ id }) => signatures.get(id)?.signedOn ?? []).toSorted()
  const [first] = days
  const last = days.at(-1)
  return first === undefined || last === undefined || days.length < parties.length ? null : { first, last }
}

const signedByRole = (ground: Ground): ReadonlyMap<string, DateCivile> => {
  const days = partiesOf(ground).flatMap(partie => {
    const signedOn = ground.signatures.get(partie.id)?.signedOn
    return signedOn === undefined ? [] : [[roleOfPartie(partie), signedOn] as const]
  })
  return new Map(days.toSorted(([, a], [, b]) => (a < b ? -1 : 1)))
}

/** The effect as these signatures, the acts that move its end, and those that end it, give it. */
export const grounded = (model: ConventionModel, ground: Ground): Ground => {
  const signed = signedBy(partiesOf(ground), ground.signatures)
  if (signed === null) return { ...ground, signedOn: null, effect: null, end: null, faults: [] }
  const known = { ...ground, signedOn: signed.last }
  const found = effectOf(model, {
    declared: ground.draft?.period ?? null,
    byRole: signedByRole(ground),
    signed
  })
  if (E.isLeft(found)) {
    const sentence = frenchUndated(found.left, partyLabel(model))
    return {
      ...known,
      effect: null,
      end: null,
      faults: [undatedEffect('', { sentence }, model.effect.article)]
    }
  }
  let effect = found.right
  const faults: Array<AnyRefusal> = []
  for (const extending of extendingOf(ground)) {
    const further = extended(model, effect, extending)
    if (E.isRight(further)) effect = further.right
    else faults.push(further.left)
  }
  return { ...known, effect, end: earliestEnd(model, effect, ground.endings), faults }
}

/** Those that were completed, in the order of the days on which they were; of one day, as they were recorded. */
const extendingOf = (ground: Ground): ReadonlyArray<Extending> =>
  ground.extending
    .flatMap((modificationId): ReadonlyArray<Extending> => {
      const modification = modificationOf(ground, modificationId)
      const change = modification === null ? null : extendingIn(modification.signalled.says.changes)
      return modification?.effective == null || change === null
        ? []
        : [{ ...modification.effective, change, modificationId }]
    })
    .toSorted((a, b) => (a.givenOn < b.givenOn ? -1 : a.givenOn > b.givenOn ? 1 : a.place - b.place))

/** From when to when the convention is in force, its end included; null while it is not signed. */
export const inForceOf = ({ effect, end }: Ground): Period | null =>
  effect === null ? null : { from: effect.period.from, to: end?.on ?? null }

/** The days in force; before the convention is signed, those that its draft declares. */
export const inForceOrDeclared = (model: ConventionModel, ground: Ground): Period =>
  inForceOf(ground) ?? declaredPeriod(model, ground.draft?.period ?? null)

/** Whether what takes effect on a day comes too late: the convention has ended by then. */
export const hasEndedBy = (ground: Ground, on: DateCivile | null): boolean =>
  on !== null && statusOn(ground, on) === 'terminee'

const statusOn = (ground: Ground, on: DateCivile): Effet['status'] => {
  const period = inForceOf(ground)
  if (period === null) return 'projet'
  if (period.to !== null && on >= period.to) return 'terminee'
  return period.from !== null && on < period.from ? 'a-venir' : 'en-vigueur'
}

const notInForceOn = refusal(
  'not-in-force',
  ({ on, status }: { readonly on: DateCivile; readonly status: Effet['status'] }) =>
    `la convention n'est pas en vigueur le ${frenchDate(on)} (${statusNames[status]})`
)

const statusNames: Readonly<Record<Effet['status'], string>> = {
  projet: 'en projet',
  'a-venir': 'à venir',
  'en-vigueur': 'en vigueur',
  terminee: 'terminée'
}

/** Why a day is refused on which the convention has one of these statuses, with what says so. */
export const statusRefusals = (
  ground: Ground,
  on: DateCivile | null,
  statuses: ReadonlyArray<Effet['status']>,
  { path, article }: { readonly path: string; readonly article: Article }
): ReadonlyArray<AnyRefusal> => {
  const status = on === null ? null : statusOn(ground, on)
  if (on === null || status === null || !statuses.includes(status)) return []
  const ended = status === 'terminee' ? ground.end?.computation : undefined
  return [notInForceOn(path, { on, status }, article, ended ?? ground.effect?.computation ?? null)]
}

export const groundMoved = (a: Ground, b: Ground): boolean =>
  (a.draft === null) !== (b.draft === null) ||
  a.signedOn !== b.signedOn ||
  !sameValue(a.effect, b.effect) ||
  !sameValue(a.end, b.end)

export const progressOf = ({ progress }: Ground, id: ModificationId): Progress => progress.get(id) ?? begun

const begun: Progress = { signatures: new Map(), completed: null, withdrawnOn: null }

/** What a modification has come to; the effect follows where it moves the end. */
export const withProgress = (
  model: ConventionModel,
  ground: Ground,
  id: ModificationId,
  more: Partial<Progress>
): Ground => {
  const further = { ...ground, progress: ground.progress.with(id, { ...progressOf(ground, id), ...more }) }
  return ground.extending.includes(id) ? grounded(model, further) : further
}

/** A modification is signalled; the effect follows where it moves the end, and what completes it came before. */
export const withSignal = (model: ConventionModel, ground: Ground, signalled: Act<SignalSays>): Ground => {
  const { modificationId: id, changes } = signalled.says
  const signals = ground.signals.with(id, signalled)
  return extendingIn(changes) === null
    ? { ...ground, signals }
    : grounded(model, { ...ground, signals, extending: [...ground.extending, id] })
}

/** Null when no act that stands has signalled it. */
export const modificationOf = (ground: Ground, id: ModificationId): Modification | null => {
  const signalled = ground.signals.get(id)
  if (signalled === undefined) return null
  const progress = progressOf(ground, id)
  return { ...progress, signalled, effective: effectiveBy(signalled.says, progress.completed) }
}

/** An avenant may state its day; what is completed otherwise holds from the day on which it is. */
const effectiveBy = ({ effectiveOn }: SignalSays, completed: Completion | null): Modification['effective'] =>
  completed === null
    ? null
    : {
        ...completed,
        on: (completed.instrument === 'avenant' ? effectiveOn : undefined) ?? completed.givenOn
      }
