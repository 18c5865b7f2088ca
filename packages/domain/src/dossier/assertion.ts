/** What an act asserts of one key: a value, or nothing, over a period. */
import { firstIndex } from '../sorted'
import type { DateCivile } from '../time/date-civile'
import { compareStarts } from '../time/period'

/** Where a value stands in the journal: the revision of the event that says it, and the keys that lead to it there. */
export type Pointer = readonly [revision: number, ...path: ReadonlyArray<string | number>]

export type Assertion = {
  readonly kind: string
  /** Which line of its kind it speaks of; `''` for a kind of which a dossier has one. */
  readonly id: string
  /** The effective date; null is since always. */
  readonly from: DateCivile | null
  /** The end that the act states; null when it states none. */
  readonly to: DateCivile | null
  /** Null: nothing there. */
  readonly value: unknown
  /** Where the value was said; null for one that was computed. */
  readonly at: Pointer | null
  /** Where the act's command asks for it: `data.changes[0]`. */
  readonly path: string
}

/** What is left out: the one line of its kind, since always and without end, computed by the act. */
export const assertion = (stated: Pick<Assertion, 'kind' | 'value'> & Partial<Assertion>): Assertion => ({
  id: '',
  from: null,
  to: null,
  at: null,
  path: 'data',
  ...stated
})

/** An assertion at the place of its act: the order of recording, and the order within the act. */
export type Placed = Assertion & { readonly place: number; readonly order: number }

/**
 * Which of two assertions about one key prevails on a day that both cover: the one of the later effective date; of one
 * date, the one recorded last. Negative when `b` prevails.
 */
const compareStrength = (a: Placed, b: Placed): number =>
  compareStarts(a.from, b.from) || a.place - b.place || a.order - b.order

/** The place in a sorted list at which an assertion stands, or would stand. */
export const placeAmong = (sorted: ReadonlyArray<Placed>, assertion: Placed): number =>
  firstIndex(sorted, other => compareStrength(other, assertion) >= 0)
