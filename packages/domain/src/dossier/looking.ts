/** How the look at an act is made: from the dossier without it, and the dossier with it. */
import { factKey } from '../fact'
import type { ConventionModel } from '../model/model'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import type { AnyActDefinition } from './definition'
import { movedBetween } from './derive'
import { type Dossier, type Relaid, withFacts } from './dossier'
import { placed, supposing } from './laying'
import type { Look } from './look'
import { factOf, type Move } from './move'

/** The rules under which a dossier is decided: those of its aggregate, and its model. */
export type Rules<Ground> = {
  readonly aggregate: Aggregate<Ground>
  /** The version that opens the dossier. */
  readonly model: ConventionModel
  /** The one that opened it before a correction, when that was another. */
  readonly modelBefore?: ConventionModel
}

/** What an event changes: the dossier before it, its acts laid again, and the moves between the two. */
export type Change<Ground> = {
  readonly others: Dossier<Ground>
  readonly relaid: Relaid<Ground>
  readonly moves: ReadonlyArray<Move>
}

/** The acts that are looked at, by their places, and the event that is being decided: its moves may point into it. */
export type Subject = {
  readonly places: ReadonlyArray<number>
  readonly revision: number
  readonly says: unknown
}

export const lookAt = <Ground>(
  rules: Rules<Ground>,
  { others, relaid, moves }: Change<Ground>,
  subject: Subject
): Look<Ground> => {
  const { aggregate, model } = rules
  const { places, revision, says } = subject
  const moved = moves.map(factOf(aggregate.kinds, at => (at === revision ? { says } : others.said.get(at))))
  const after = withFacts(relaid.dossier, moved)
  let paths: ReadonlyMap<string, string> | null = null
  return {
    model,
    opening: model,
    modelBefore: on => aggregate.modelOn(others.ground, rules.modelBefore ?? model, on),
    modelAfter: on => aggregate.modelOn(after.ground, model, on),
    others,
    after,
    places,
    moved,
    pathOf: key => {
      paths ??= pathsOf(after, places)
      return paths.get(factKey(key)) ?? ''
    },
    supposing: assertions => {
      const supposed = supposing(aggregate, after, places[0] ?? others.revision, assertions)
      const { moves: supposedMoves } = movedBetween(aggregate, model, after, supposed)
      return lookAt(rules, { others: after, relaid: supposed, moves: supposedMoves }, subject)
    }
  }
}

/** The same look, at an act that stands among others already: `others` is the dossier without it. */
export const besides = <Ground>(aggregate: Aggregate<Ground>, look: Look<Ground>, act: Act): Look<Ground> => {
  const { opening, after } = look
  const without = placed(aggregate, opening, after, [{ place: act.place, act: null }])
  const { moves } = movedBetween(aggregate, opening, after, without)
  const facts = moves.map(factOf(aggregate.kinds, revision => after.said.get(revision)))
  const others = withFacts(without.dossier, facts)
  return { ...look, others, modelBefore: on => aggregate.modelOn(others.ground, opening, on) }
}

/** The look at an act of a dossier, which nothing changes. */
export const lookAtStanding = <Ground>(
  rules: Rules<Ground>,
  dossier: Dossier<Ground>,
  act: Act
): Look<Ground> => {
  const unchanged = { others: dossier, relaid: { dossier, touched: [] }, moves: [] }
  const subject = { places: [act.place], revision: act.place, says: null }
  return besides(rules.aggregate, lookAt(rules, unchanged, subject), act)
}

/** The look at an act under the version of the model of its day, as the other acts make it. */
export const lookUnder = <Ground>(
  look: Look<Ground>,
  { day }: Pick<AnyActDefinition<Ground>, 'day'>,
  { says }: Act
): Look<Ground> => ({ ...look, model: look.modelBefore(day?.(says) ?? null) })

/** Where each line is asked for first. */
const pathsOf = <Ground>(
  { asserted }: Dossier<Ground>,
  places: ReadonlyArray<number>
): ReadonlyMap<string, string> =>
  new Map(
    places
      .flatMap(place => asserted.get(place) ?? [])
      .map(assertion => [factKey(assertion), assertion.path] as const)
      .reverse()
  )
