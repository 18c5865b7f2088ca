/** A dossier is its acts: those that stand, what they assert, and the lines that were recorded. */

import { type Fact, factKey } from '../fact'
import { type GrowingList, GrowingMap } from '../growing'
import type { ModelRef } from '../model/ref'
import type { Period } from '../time/period'
import { assertOver, emptyTimeline, type Timeline } from '../timeline'
import type { Act } from './act'
import type { Placed } from './assertion'

export type Dossier<Ground> = {
  /** How many events the stream holds: the revision of the next one. */
  readonly revision: number
  /** By their places, in the order of recording; null is an act that was withdrawn. */
  readonly acts: GrowingMap<number, Act | null>
  /** The places of the acts that stand about one thing, in their order: see `about`. */
  readonly about: GrowingMap<string, ReadonlyArray<number>>
  /** How many acts that stand introduce a reference. */
  readonly introduced: GrowingMap<string, number>
  /** The model and version under which it is decided (G11). */
  readonly model: ModelRef | null
  readonly ground: Ground
  /** What each act asserts, by its place. */
  readonly asserted: GrowingMap<number, ReadonlyArray<Placed>>
  /** The assertions of each key, by strength. */
  readonly laid: GrowingMap<string, ReadonlyArray<Placed>>
  /** The ids of the lines of a group, as a kind's `groups` names it: `listed` has every establishment. */
  readonly groups: GrowingMap<string, GrowingList<string>>
  /** The lines as the events recorded them: what a reader reads. */
  readonly lines: GrowingMap<string, Timeline<unknown>>
  /** What the events say, by revision: a move points to it. */
  readonly said: GrowingMap<number, unknown>
}

export const emptyDossier = <Ground>(ground: Ground): Dossier<Ground> => ({
  revision: 0,
  acts: GrowingMap.of(),
  about: GrowingMap.of(),
  introduced: GrowingMap.of(),
  model: null,
  ground,
  asserted: GrowingMap.of(),
  laid: GrowingMap.of(),
  groups: GrowingMap.of(),
  lines: GrowingMap.of(),
  said: GrowingMap.of()
})

/** The acts that stand, in their order. */
export function* standing<Ground>({ acts }: Dossier<Ground>): Generator<Act, void> {
  for (const act of acts.values()) if (act !== null) yield act
}

/** The acts that stand about one thing. */
export const actsAbout = <Ground>({ acts, about }: Dossier<Ground>, thing: string): ReadonlyArray<Act> =>
  (about.get(thing) ?? []).flatMap(place => acts.get(place) ?? [])

export const laidOn = <Ground>({ laid }: Dossier<Ground>, kind: string, id: string): ReadonlyArray<Placed> =>
  laid.get(factKey({ kind, id })) ?? []

export const lineOf = <Ground>({ lines }: Dossier<Ground>, kind: string, id: string): Timeline<unknown> =>
  lines.get(factKey({ kind, id })) ?? emptyTimeline

/** The ids of the lines of a group, in the order in which they came. */
export const groupOf = <Ground>({ groups }: Dossier<Ground>, group: string): ReadonlyArray<string> =>
  groups.get(group)?.chunks.flat() ?? []

/** The dossier whose lines hold these facts too: each prevails over its own period. */
export const withFacts = <Ground>(dossier: Dossier<Ground>, facts: ReadonlyArray<Fact>): Dossier<Ground> => {
  let { lines } = dossier
  for (const { kind, id, period, value } of facts) {
    const key = factKey({ kind, id })
    lines = lines.with(key, assertOver(period, value)(lines.get(key) ?? emptyTimeline))
  }
  return { ...dossier, lines }
}

/** A part of a line. */
export type Touched = { readonly kind: string; readonly id: string; readonly period: Period }

/** An act is put at its place; null takes away the one that stood there. */
export type Placing = { readonly place: number; readonly act: Act | null }

/** A dossier with other acts, and the parts of lines that they may move. */
export type Relaid<Ground> = { readonly dossier: Dossier<Ground>; readonly touched: ReadonlyArray<Touched> }
