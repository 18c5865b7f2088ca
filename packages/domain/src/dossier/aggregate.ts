/** An aggregate: its acts, the lines that they make, and what must hold of them. */
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal } from '../refusal'
import type { DateCivile } from '../time/date-civile'
import type { AnyActDefinition } from './definition'
import type { Dossier } from './dossier'
import type { Kind } from './kind'
import type { Look } from './look'

export type Aggregate<Ground> = {
  /** The version of its rules, recorded with what they decide: one more when an old act would be laid otherwise. */
  readonly rules: number
  readonly category: string
  /** The key under which a command names its dossier: `conventionId`. */
  readonly idKey: string
  /** By the type of their event. */
  readonly acts: Readonly<Record<string, AnyActDefinition<Ground>>>
  readonly kinds: Readonly<Record<string, Kind<Ground>>>
  /** What corrects its acts, and what records again what today's rules give: a command, and its event. */
  readonly correction: Described
  readonly restatement: Described
  /** Under which version of its model a day of the dossier is; null: since always. The other versions are in the ground. */
  modelOn(ground: Ground, opening: ConventionModel, on: DateCivile | null): ConventionModel
  /** The versions that its acts adopted after the one that opens it. */
  adopted(ground: Ground): ReadonlyArray<ModelRef>
  /** The convention whose dossier this is, or that it is under: a partner's hand is of one convention (G21). */
  conventionOf(ground: Ground): string | null
  /** The Cafs whose dossier it is, by their codes, on a day; null: since always. None: it does not say (G21). */
  cafsOf(dossier: Dossier<Ground>, model: ConventionModel, on: DateCivile | null): ReadonlyArray<string>
  /** The role in the model of a party that its acts name; null where they name none. */
  roleOf(ground: Ground, partie: string): string | null
  /** Whose dossier it is, when it is one person's. */
  personneOf(ground: Ground): string | null
  /** The ground of a dossier without acts. */
  readonly ground: Ground
  /** How a command on a dossier that nothing has opened is refused, and one that opens a dossier again otherwise. */
  readonly notOpened: AnyRefusal
  readonly opened: AnyRefusal
  /** Whether an act that changes the ground so may move the effective dates of other acts. */
  moved(before: Ground, after: Ground): boolean
  /** Why the ground that the acts give cannot be: an effect of no day. */
  groundless(model: ConventionModel, before: Ground, after: Ground): ReadonlyArray<AnyRefusal>
  /** The invariants that the lines would break after an act and did not break before it, whichever act it is. */
  broken(look: Look<Ground>): ReadonlyArray<AnyRefusal>
}

/** A correction and a restatement are no acts, but are documented like them; an agent of the Caf gives them. */
type Described = Pick<AnyActDefinition<never>, 'command' | 'event' | 'purpose' | 'nom' | 'genre' | 'example'>

/** An aggregate, with the names of its acts as types. */
export const aggregateOf =
  <Ground>() =>
  <const A extends Aggregate<Ground>>(aggregate: A): A =>
    aggregate

/** How the acts of an aggregate are corrected: the names of the command and of the event. */
export const correctedBy = <const Command extends string, const Event extends string>(
  command: Command,
  event: Event,
  example: unknown
) =>
  ({
    command,
    event,
    purpose:
      'Acts were recorded by mistake: what should have been given at the place of each, or nothing (G1, G18).',
    nom: 'Correction',
    genre: 'f',
    example
  }) as const

/** How an aggregate records again what today's rules give. */
export const restatedBy = <const Command extends string, const Event extends string>(
  command: Command,
  event: Event
) =>
  ({
    command,
    event,
    purpose:
      "Records what today's rules give, where they differ from those under which the dossier was recorded (G2).",
    nom: 'Rétablissement',
    genre: 'm',
    example: { motif: 'mise à jour des règles de calcul' }
  }) as const
