/** The kinds of lines of an aggregate: what a value of each is, how it is told to people, and how its line is found. */
import type * as t from 'io-ts'
import type { ConventionModel } from '../model/model'
import type { Section } from '../model/shape'
import type { Article } from '../refusal'
import type { Period } from '../time/period'
import type { Timeline } from '../timeline'
import type { Pointer } from './assertion'
import type { Label, Sentences } from './difference'
import type { Dossier, Touched } from './dossier'
import type { LaidStep } from './lay'

/** From a day on, until the next one: a value, and where it was said; null where it was computed. */
export type Segment = { readonly from: Period['from']; readonly value: unknown; readonly at: Pointer | null }

/**
 * A kind without functions is as its assertions lay it. Derived lines are computed again each time from what was asked,
 * never from what was computed before.
 */
export type Kind<Ground, Value = unknown> = {
  /** The codec of its values: a storage format (G9). */
  readonly value: t.Mixed
  readonly label: Label
  /** How a difference of a line is said; absent: by its label. */
  readonly sentences?: Sentences<Value>
  /** The kind of line that tells whether what this one describes is there: a name outlives what it names. */
  readonly describes?: string
  /** The section of the annexes that shows its lines; absent: another part of the document does. */
  readonly section?: Section
  /** The article under which what a line says is decided; null where the model names none. */
  article?(model: ConventionModel, id: string, value: Value): Article | null
  /** The days on which a derived line may move when these days of its assertions do. */
  widened?(dossier: Dossier<Ground>, touched: Touched): Period
  /** The segments of a derived line, over the days of its laid steps. */
  derived?(dossier: Dossier<Ground>, touched: Touched, laid: ReadonlyArray<LaidStep>): ReadonlyArray<Segment>
  /** The lines that follow from this one. */
  followers?(dossier: Dossier<Ground>, touched: Touched): ReadonlyArray<Touched>
  /** The groups in which a line of this kind is found: `inscription/e-1` has the attributions on e-1. */
  groups?(id: string): ReadonlyArray<string>
  /** A line that follows from the ground alone. */
  grounded?(model: ConventionModel, ground: Ground): Timeline<unknown>
}

/** The line as its assertions lay it. */
export const asLaid = (laid: ReadonlyArray<LaidStep>): ReadonlyArray<Segment> =>
  laid.map(({ from, by }) => ({ from, value: by?.value ?? null, at: by?.at ?? null }))
