/** What the effective dates of a convention come from: which texts are signed, and from when to when it is in force. */
import type { Act } from '../dossier/act'
import { GrowingMap } from '../growing'
import type { ConventionId, ModificationId } from '../identity/ids'
import { type Partie, roleOfPartie } from '../identity/partie'
import type { ChangeInstrument } from '../model/instrument'
import type { ConventionModel } from '../model/model'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import type { Period } from '../time/period'
import { sameValue } from '../timeline'
import type { Versions } from './adoption'
import type { SignalSays } from './changes'
import { declaredPeriod, type End, type Ending } from './effect'
import { newcomersIn, type PlacedSignature } from './signatories'
import type { Stay } from './stays'
import type { Effect, Effet, Signature } from './values'

/**
 * How far a modification has come. It is kept apart from the signal, for a correction may place the act that completes a
 * modification before the act that signals it.
 */
export type Progress = {
  readonly signatures: ReadonlyMap<string, PlacedSignature>
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

export type Ground = Versions & {
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
  /** Those that were signalled and would change who is party. */
  readonly passages: ReadonlyArray<ModificationId>
  /** Those that were signalled and would adopt another version of the model. */
  readonly adopting: ReadonlyArray<ModificationId>
  /** Those that someone has signed. */
  readonly avenants: ReadonlyArray<ModificationId>
  /** Who is party on which days, by the draft, and by the avenants and the notices that hold. */
  readonly stays: ReadonlyArray<Stay>
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
  passages: [],
  adopting: [],
  avenants: [],
  stays: [],
  models: [],
  versionOf: () => null,
  adoptions: [],
  endings: [],
  effect: null,
  end: null,
  faults: []
}

/** The parties of the draft: each signs the convention. */
export const partiesOf = ({ draft }: Ground): ReadonlyArray<Partie> => draft?.parties ?? []

/** Those of the draft, and those that a modification lets in, whether it holds or not. */
export const everyPartie = (ground: Ground): ReadonlyArray<Partie> => [
  ...partiesOf(ground),
  ...ground.passages.flatMap(id => newcomersIn(ground.signals.get(id)?.says.changes ?? []))
]

/** The role in the model of a party that an act has named; null for another. */
export const roleOf = (ground: Ground, partie: string): string | null => {
  const found = everyPartie(ground).find(({ id }) => id === partie)
  return found === undefined ? null : roleOfPartie(found)
}

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
  !sameValue(a.adoptions, b.adoptions) ||
  !sameValue(a.effect, b.effect) ||
  !sameValue(a.end, b.end) ||
  !sameValue(a.stays, b.stays)

export const progressOf = ({ progress }: Ground, id: ModificationId): Progress => progress.get(id) ?? begun

const begun: Progress = { signatures: new Map(), completed: null, withdrawnOn: null }

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
