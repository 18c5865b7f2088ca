/** What `annexesAt` is asked and answers: compact, shared, made in microseconds. */
import type {
  ConventionId,
  ConventionModel,
  ConventionValues,
  DateCivile,
  Effect,
  Effet,
  FactOf,
  Instant,
  ModelGiven
} from '@avenant/domain'
import type { Held } from '../bitemporal'
import type { ConventionFact } from '../dossiers'

/** A civil date, and a knowledge: what had been recorded at or before `knownAt`; absent or null, all that is known (G2). */
export type AsOf = {
  readonly on: DateCivile
  readonly knownAt?: Instant | null
}

/**
 * The facts that hold, by kind; within a kind, the earliest recorded first. `etablissement` describes those of
 * `inscription`, and `rang` is that of each `attribution`: what has left the annexes is in none of them.
 */
export type HeldFacts = {
  readonly [K in keyof ConventionValues]: ReadonlyArray<Held<FactOf<ConventionFact, K>>>
}

type AnnexesPoint = {
  readonly conventionId: ConventionId
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** The version of its model, and whether the model given is the recorded one; null when the convention is unknown. */
  readonly given: ModelGiven | null
  readonly facts: HeldFacts
}

/** The annexes hold: `facts` is their content, `effect` says from when to when and how that was computed. */
export type AnnexesInForce = AnnexesPoint & {
  readonly status: 'en-vigueur'
  readonly model: ConventionModel
  readonly effect: Effect
}

/**
 * No annexes hold. `projet`: not signed by all; `a-venir`: before its effect; `terminee`: after its end;
 * `inconnue`: no such convention; `modele-inconnu`: decided under a model that this service was not given.
 */
export type NoAnnexes = AnnexesPoint & {
  readonly status: Exclude<Effet['status'], 'en-vigueur'> | 'inconnue' | 'modele-inconnu'
  readonly model: ConventionModel | null
}

/** The annexes of a convention on a date, as known at a moment. */
export type Annexes = AnnexesInForce | NoAnnexes

export type AnnexesStatus = Annexes['status']
