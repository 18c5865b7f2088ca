/**
 * What an act moved: on which days which line took which value. A reader has one rule, and needs to know no act: the
 * latest recorded move prevails over its own period.
 */
import type * as t from 'io-ts'
import type { Fact } from '../fact'
import type { Period } from '../time/period'
import type { Pointer } from './assertion'

/**
 * A value that was said in an event is not written again: `at` points to it, so that what is said of a person stands in
 * one place (G10). `value` is what was computed, or null: nothing there.
 */
export type Move = {
  readonly kind: string
  readonly id: string
  readonly period: Period
  readonly value?: unknown
  readonly at?: Pointer
}

/** What the events of one stream say, by revision. */
export type Said = (revision: number) => unknown

/** What a value of each kind is. */
export type KindValues = Readonly<Record<string, { readonly value: t.Mixed }>>

/**
 * The fact that a move records. A pointer that leads nowhere, or to a value that is none of its kind, gives null: nothing
 * there (G15). What the acts lay then differs from what is recorded, and the dossier is told as drifted.
 */
export const factOf =
  (kinds: KindValues, said: Said) =>
  ({ kind, id, period, value = null, at }: Move): Fact => {
    if (at === undefined) return { kind, id, period, value }
    const [revision, ...path] = at
    const pointed = valueIn(said(revision), path)
    return { kind, id, period, value: kinds[kind]?.value.is(pointed) === true ? pointed : null }
  }

/** What stands in a value under keys that lead from one to the next; null where they lead nowhere. */
export const valueIn = (holder: unknown, path: ReadonlyArray<string | number>): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : null,
    holder
  ) ?? null
