/** A dossier is its acts: those that stand, what they assert, and the lines that were recorded. */

import { type Fact, factKey } from '../fact'
import { emptyList, type GrowingList, GrowingMap, withItem } from '../growing'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import { assertOver, emptyTimeline, sameValue, type Timeline } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import { type Assertion, firstIndex, type Placed, placeAmong } from './assertion'
import { reachOf } from './lay'
import type { Touched } from './look'

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
  /** The ids of the keys of a group. */
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

/** The other acts about one thing. What is about a thing says the same as others about it: the caller knows what. */
export const otherAbout = <Says, Ground = unknown>(
  dossier: Dossier<Ground>,
  thing: string,
  place: number
): ReadonlyArray<Act<Says>> =>
  actsAbout(dossier, thing).filter(act => act.place !== place) as ReadonlyArray<Act<Says>>

export const laidOn = <Ground>({ laid }: Dossier<Ground>, kind: string, id: string): ReadonlyArray<Placed> =>
  laid.get(factKey({ kind, id })) ?? []

export const lineOf = <Ground>({ lines }: Dossier<Ground>, kind: string, id: string): Timeline<unknown> =>
  lines.get(factKey({ kind, id })) ?? emptyTimeline

/** The dossier in which facts are recorded. */
export const withFacts = <Ground>(dossier: Dossier<Ground>, facts: ReadonlyArray<Fact>): Dossier<Ground> => {
  let { lines } = dossier
  for (const { kind, id, period, value } of facts) {
    const key = factKey({ kind, id })
    lines = lines.with(key, assertOver(period, value)(lines.get(key) ?? emptyTimeline))
  }
  return { ...dossier, lines }
}

/** An act at its place, or none there any more. */
export type Placing = { readonly place: number; readonly act: Act | null }

/** A dossier with other acts, and the parts of lines that they may move. */
export type Relaid<Ground> = { readonly dossier: Dossier<Ground>; readonly touched: ReadonlyArray<Touched> }

/**
 * The dossier once acts are placed in it. An act that comes last, and moves no effective date of another, costs what it
 * asserts; else every act is looked at again, and what asserts the same is left as it is.
 */
export const placed = <Ground>(
  aggregate: Aggregate<Ground>,
  model: ConventionModel,
  dossier: Dossier<Ground>,
  placings: ReadonlyArray<Placing>
): Relaid<Ground> => {
  const before = dossier.ground
  const isNew = placings.every(({ place }) => !dossier.acts.has(place))
  const withActs = placings.reduce((known, placing) => withAct(aggregate, known, placing), dossier)
  const ground = isNew
    ? placings.reduce((found, { act }) => founded(aggregate, model, found, act), before)
    : [...standing(withActs)].reduce((found, act) => founded(aggregate, model, found, act), aggregate.ground)
  const grounded = { ...withActs, ground }
  const places =
    isNew && !aggregate.moved(before, ground) ? placings.map(({ place }) => place) : [...withActs.acts.keys()]
  return reasserted(aggregate, model, grounded, places)
}

const founded = <Ground>(
  { acts }: Aggregate<Ground>,
  model: ConventionModel,
  ground: Ground,
  act: Act | null
): Ground => (act === null ? ground : (acts[act.type]?.founds?.(ground, act, model) ?? ground))

const withAct = <Ground>(
  { acts: definitions }: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  { place, act }: Placing
): Dossier<Ground> => {
  const was = dossier.acts.get(place) ?? null
  let { introduced, about } = dossier
  const count = (known: Act | null, by: number) => {
    for (const reference of known === null ? [] : (definitions[known.type]?.introduces?.(known.says) ?? []))
      introduced = introduced.with(reference, (introduced.get(reference) ?? 0) + by)
  }
  count(was, -1)
  count(act, 1)
  const thingOf = (known: Act | null) =>
    known === null ? undefined : definitions[known.type]?.about(known.says)
  const [from, to] = [thingOf(was), thingOf(act)]
  if (from !== to) {
    if (from !== undefined)
      about = about.with(
        from,
        (about.get(from) ?? []).filter(other => other !== place)
      )
    if (to !== undefined) about = about.with(to, inserted(about.get(to) ?? [], place))
  }
  const model = act === null ? undefined : definitions[act.type]?.model?.(act.says)
  return {
    ...dossier,
    introduced,
    about,
    model: model ?? dossier.model,
    acts: dossier.acts.with(place, act)
  }
}

const inserted = (places: ReadonlyArray<number>, place: number): ReadonlyArray<number> =>
  places.toSpliced(
    firstIndex(places, other => other > place),
    0,
    place
  )

/** The dossier if the act at a place asserted these as well. */
export const supposing = <Ground>(
  { kinds }: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  place: number,
  assertions: ReadonlyArray<Assertion>
): Relaid<Ground> => {
  const was = dossier.asserted.get(place) ?? []
  const more = assertions.map((assertion, i): Placed => ({ ...assertion, place, order: was.length + i }))
  return laidAgain(kinds, dossier, [{ place, was: [], is: more }])
}

/** Asserts again what the acts at these places assert; what is the same is left as it is. */
const reasserted = <Ground>(
  { acts: definitions, kinds }: Aggregate<Ground>,
  model: ConventionModel,
  dossier: Dossier<Ground>,
  places: ReadonlyArray<number>
): Relaid<Ground> =>
  laidAgain(
    kinds,
    dossier,
    places.flatMap(place => {
      const act = dossier.acts.get(place) ?? null
      const assertions =
        act === null ? [] : (definitions[act.type]?.asserts?.(dossier.ground, act, model) ?? [])
      const is = assertions.map((assertion, order): Placed => ({ ...assertion, place, order }))
      const was = dossier.asserted.get(place) ?? []
      return sameValue(was, is) ? [] : [{ place, was, is }]
    })
  )

/** What an act asserted, and what it asserts now. */
type Reasserted = {
  readonly place: number
  readonly was: ReadonlyArray<Placed>
  readonly is: ReadonlyArray<Placed>
}

const laidAgain = <Ground>(
  kinds: Aggregate<Ground>['kinds'],
  dossier: Dossier<Ground>,
  changes: ReadonlyArray<Reasserted>
): Relaid<Ground> => {
  let { asserted, laid, groups } = dossier
  const touched: Array<Touched> = []
  const touch = ({ kind, id }: Placed, sorted: ReadonlyArray<Placed>, i: number): void => {
    const period = reachOf(sorted, i)
    if (period !== null) touched.push({ kind, id, period })
  }
  const remove = (assertion: Placed): void => {
    const key = factKey(assertion)
    const sorted = laid.get(key) ?? []
    const i = placeAmong(sorted, assertion)
    touch(assertion, sorted, i)
    laid = laid.with(key, sorted.toSpliced(i, 1))
  }
  const add = (assertion: Placed): void => {
    const key = factKey(assertion)
    const known = laid.get(key)
    if (known === undefined)
      for (const group of kinds[assertion.kind]?.groups?.(assertion.id) ?? [])
        groups = groups.with(group, withItem(groups.get(group) ?? emptyList, assertion.id))
    const i = placeAmong(known ?? [], assertion)
    const sorted = (known ?? []).toSpliced(i, 0, assertion)
    laid = laid.with(key, sorted)
    touch(assertion, sorted, i)
  }
  for (const { place, was, is } of changes) {
    for (const assertion of was) remove(assertion)
    for (const assertion of is) add(assertion)
    asserted = asserted.with(place, is)
  }
  return { dossier: { ...dossier, asserted, laid, groups }, touched }
}
