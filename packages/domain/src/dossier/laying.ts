/** From acts to what they assert, and from that to the parts of lines that may move. */
import { factKey } from '../fact'
import { emptyList, withItem } from '../growing'
import type { ConventionModel } from '../model/model'
import { firstIndex } from '../sorted'
import { sameValue } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import { type Assertion, type Placed, placeAmong } from './assertion'
import type { AnyActDefinition } from './definition'
import { type Dossier, type Placing, type Relaid, standing, type Touched } from './dossier'
import { reachOf } from './lay'

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
  const relaid = withActs(aggregate, dossier, placings)
  const ground = isNew
    ? placings.reduce((known, { act }) => founded(aggregate, model, known, act), before)
    : [...standing(relaid)].reduce((known, act) => founded(aggregate, model, known, act), aggregate.ground)
  const grounded = { ...relaid, ground }
  const places =
    isNew && !aggregate.moved(before, ground) ? placings.map(({ place }) => place) : [...relaid.acts.keys()]
  return reasserted(aggregate, model, grounded, places)
}

const founded = <Ground>(
  { acts }: Aggregate<Ground>,
  model: ConventionModel,
  ground: Ground,
  act: Act | null
): Ground => (act === null ? ground : (acts[act.type]?.founds?.(ground, act, model) ?? ground))

/** The dossier in which these acts stand, its lines as they were. */
export const withActs = <Ground>(
  aggregate: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  placings: ReadonlyArray<Placing>
): Dossier<Ground> => placings.reduce((known, placing) => withAct(aggregate, known, placing), dossier)

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

/** The dossier as it would be if the act at this place made these assertions too. */
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

/** Asks the acts at these places again what they assert, and lays what is no longer the same. */
const reasserted = <Ground>(
  aggregate: Aggregate<Ground>,
  model: ConventionModel,
  dossier: Dossier<Ground>,
  places: ReadonlyArray<number>
): Relaid<Ground> => {
  const { acts: definitions, kinds } = aggregate
  const { ground } = dossier
  const assertionsOf = (
    definition: AnyActDefinition<Ground> | undefined,
    act: Act
  ): ReadonlyArray<Assertion> =>
    definition?.asserts?.(
      ground,
      act,
      aggregate.modelOn(ground, model, definition.day?.(act.says) ?? null)
    ) ?? []
  return laidAgain(
    kinds,
    dossier,
    places.flatMap(place => {
      const act = dossier.acts.get(place) ?? null
      const assertions = act === null ? [] : assertionsOf(definitions[act.type], act)
      const is = assertions.map((assertion, order): Placed => ({ ...assertion, place, order }))
      const was = dossier.asserted.get(place) ?? []
      return sameValue(was, is) ? [] : [{ place, was, is }]
    })
  )
}

/** The assertions of one act, before and after. */
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
