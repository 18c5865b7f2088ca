/**
 * A fact: over a period, `kind/id` has `value`, or no longer holds (`null`).
 *
 * The moves of an event are its facts. The aggregates' state and every projection read them alike, so that the write
 * side and the read side cannot disagree.
 * There is one rule to read them: the latest recorded fact wins over its own period.
 */
import type { Period } from './time/period'

/** The facts of an aggregate, from a table `kind → value`: `Facts<{ etablissement: Établissement }>`. */
export type Facts<Values> = {
  readonly [K in keyof Values & string]: {
    readonly kind: K
    /** What the fact speaks of, within its kind; `''` when the dossier has only one. */
    readonly id: string
    readonly value: Values[K] | null
    readonly period: Period
  }
}[keyof Values & string]

/** Any fact, for what reads facts without knowing their kinds. */
export type Fact = {
  readonly kind: string
  readonly id: string
  readonly value: unknown
  readonly period: Period
}

/** One kind's part of a union of facts. */
export type FactOf<F extends Fact, K extends F['kind']> = Extract<F, { readonly kind: K }>

/** The key under which facts replace one another. */
export const factKey = (fact: { readonly kind: string; readonly id: string }): string =>
  `${fact.kind}/${fact.id}`
