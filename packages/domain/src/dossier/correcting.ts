/**
 * How a correction is decided (G1, G18): the right acts are laid at the places of the mistaken ones, and what would no
 * longer hold refuses it. No act is known by name.
 */
import * as E from 'fp-ts/Either'
import type { PremiseLines, Recording } from '../decider'
import { type Decision, decided, nothing } from '../decision'
import type { AnyEvent } from '../event'
import type { ConventionModel } from '../model/model'
import type { AnyRefusal } from '../refusal'
import type { DateCivile } from '../time'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import { askedRefusals, type Correcting, type RightActs, rightActs } from './asked-correction'
import type { AskedCorrection, Correction } from './correction'
import { movedBetween } from './derive'
import { type Dossier, emptyDossier, type Placing, standing, withFacts } from './dossier'
import { placed } from './laying'
import type { Look } from './look'
import { besides, lookAt, lookAtStanding, lookUnder, type Rules } from './looking'
import { factOf } from './move'
import { isIntroducedAlike, isSame } from './placings'
import { givenLines } from './premise'
import {
  cafRefusals,
  disagreements,
  driftRefusals,
  futureRefusals,
  insideInstead,
  newRefusals,
  referenceRefusals,
  todayIn
} from './reasons'
import * as refusals from './refusals'
import { restingOtherwise } from './resting'
import { gathered } from './written-moves'

export const decideCorrection = <Ground>(
  correcting: Correcting<Ground>,
  dossier: Dossier<Ground>,
  asked: Correction<AskedCorrection>,
  recording: Recording
): Decision<AnyEvent, AnyRefusal> => {
  const { aggregate } = correcting
  const faults = askedRefusals(correcting, dossier, asked)
  if (faults.length > 0) return decided(faults, () => [])
  const right = rightActs(correcting, dossier, asked)
  if (right.placings.every(({ place, act }) => isSame(dossier.acts.get(place) ?? null, act))) return nothing
  return E.chain((model: ConventionModel) =>
    replaced({ aggregate, model, modelBefore: correcting.model }, dossier, right, recording)
  )(right.model)
}

/** The streams on which the decision about a correction rests, besides its own. */
export const premisesOfCorrection = <Ground>(
  correcting: Correcting<Ground>,
  dossier: Dossier<Ground>,
  asked: Correction<AskedCorrection>
): ReadonlyArray<string> => {
  const { aggregate } = correcting
  if (askedRefusals(correcting, dossier, asked).length > 0) return []
  const { placings, model } = rightActs(correcting, dossier, asked)
  if (E.isLeft(model)) return []
  const { dossier: after } = placed(aggregate, model.right, dossier, placings)
  return [
    ...new Set(restingOtherwise(aggregate, dossier, after).flatMap(({ rests }) => rests.on(after.ground)))
  ]
}

type Replacing<Ground> = Rules<Ground> & { readonly modelBefore: ConventionModel }

const replaced = <Ground>(
  rules: Replacing<Ground>,
  dossier: Dossier<Ground>,
  { says, placings }: RightActs,
  { at, hand, premises }: Recording
): Decision<AnyEvent, AnyRefusal> => {
  const { aggregate, modelBefore, model } = rules
  const relaid = placed(aggregate, model, dossier, placings)
  const { moves, drift } = movedBetween(aggregate, model, dossier, relaid, { was: modelBefore })
  const subject = { places: placings.map(({ place }) => place), revision: dossier.revision, says }
  const look = lookAt(rules, { others: dossier, relaid, moves }, subject)
  const today = todayIn(model, at)
  const notTheirs = cafRefusals(aggregate, modelBefore, { before: dossier, after: look.after, today }, hand)
  if (notTheirs.length > 0) return decided(notTheirs, () => [])
  return decided(
    [
      ...driftRefusals(drift),
      ...placings.flatMap(({ act }, i) =>
        act === null
          ? []
          : rightActRefusals(rules, dossier, { look, act, today }).map(
              insideInstead(`data.corrections[${i}].instead.`)
            )
      ),
      ...referringRefusals(rules, dossier, { look, placings }),
      ...(premises === null
        ? []
        : premiseRefusals(rules, dossier, {
            after: relaid.dossier,
            placings,
            linesOf: givenLines(premises)
          })),
      ...aggregate.groundless(model, dossier.ground, relaid.dossier.ground),
      ...aggregate.broken({ ...look, pathOf: () => 'data.corrections' })
    ],
    () => [{ type: aggregate.correction.event, data: { says, moves: gathered(moves) } }]
  )
}

const rightActRefusals = <Ground>(
  rules: Replacing<Ground>,
  dossier: Dossier<Ground>,
  { look, act, today }: { readonly look: Look<Ground>; readonly act: Act; readonly today: DateCivile | null }
): ReadonlyArray<AnyRefusal> => {
  const definition = rules.aggregate.acts[act.type]
  return definition === undefined
    ? []
    : [
        ...futureRefusals(definition, act, today),
        ...referenceRefusals(definition, look, act),
        ...neverGivenRefusals(rules, dossier, look, act),
        ...newDisagreements(rules, dossier, look, act)
      ]
}

/**
 * An act of another sort was never given at its place: it is asked whether it could be, after the acts before it. So the
 * annexes of a signed draft are not edited in the place of a modification.
 */
const neverGivenRefusals = <Ground>(
  rules: Replacing<Ground>,
  dossier: Dossier<Ground>,
  look: Look<Ground>,
  act: Act
): ReadonlyArray<AnyRefusal> => {
  const { aggregate, model } = rules
  const definition = aggregate.acts[act.type]
  const cannotNow = definition?.cannotNow
  if (definition === undefined || cannotNow === undefined || dossier.acts.get(act.place)?.type === act.type)
    return []
  const earlier = [...standing(look.after)].flatMap(
    (other): ReadonlyArray<Placing> => (other.place < act.place ? [{ place: other.place, act: other }] : [])
  )
  const empty = { ...emptyDossier(aggregate.ground), said: dossier.said }
  const relaid = placed(aggregate, model, empty, earlier)
  const { moves } = movedBetween(aggregate, model, empty, relaid)
  const others = withFacts(
    relaid.dossier,
    moves.map(factOf(aggregate.kinds, revision => dossier.said.get(revision)))
  )
  const earlierLook = {
    ...look,
    others,
    modelBefore: (on: DateCivile | null) => aggregate.modelOn(others.ground, model, on)
  }
  return cannotNow(lookUnder(earlierLook, definition, act), act)
}

/**
 * Why an act does not agree with the others, once the correction is made. A correction is not refused for what disagreed
 * before it: a modification that one party had signed, and that a form then made effective, stays as it was.
 */
const newDisagreements = <Ground>(
  { aggregate, modelBefore }: Replacing<Ground>,
  dossier: Dossier<Ground>,
  look: Look<Ground>,
  act: Act
): ReadonlyArray<AnyRefusal> => {
  const definition = aggregate.acts[act.type]
  if (definition === undefined) return []
  const is = disagreements(definition, besides(aggregate, look, act), act)
  const before = dossier.acts.get(act.place)
  if (is.length === 0 || before == null || before.type !== act.type) return is
  const was = disagreements(
    definition,
    lookAtStanding({ aggregate, model: modelBefore }, dossier, before),
    before
  )
  return newRefusals(is, was)
}

/**
 * Why the acts that refer to what is corrected would no longer hold: each names itself. Under another model every act is
 * asked again.
 */
const referringRefusals = <Ground>(
  rules: Replacing<Ground>,
  dossier: Dossier<Ground>,
  { look, placings }: { readonly look: Look<Ground>; readonly placings: ReadonlyArray<Placing> }
): ReadonlyArray<AnyRefusal> => {
  const { aggregate, model, modelBefore } = rules
  const places = new Set(placings.map(({ place }) => place))
  const references = new Set(
    placings.flatMap(placing => changedReferences(aggregate, dossier, look, placing))
  )
  return [...standing(look.after)].flatMap(act => {
    const definition = aggregate.acts[act.type]
    if (definition === undefined || places.has(act.place)) return []
    const refers = definition.refers?.(act.says, look.after.ground) ?? []
    const isAsked =
      model !== modelBefore ||
      refers.some(({ to }) => references.has(to)) ||
      isUnderAnother(rules, dossier, look, act)
    return [
      ...referenceRefusals(definition, look, act),
      ...(isAsked ? newDisagreements(rules, dossier, look, act) : [])
    ].map(toldOf(act))
  })
}

/** A refusal of an act that is not corrected itself names it. */
const toldOf =
  ({ place: revision }: Act) =>
  (because: AnyRefusal): AnyRefusal =>
    refusals.restsUpon('data.corrections', { revision, because }, because.article, because.computation)

/** What other dossiers carried before and would no longer: a delivery is asked again when its day or its request changes. */
const premiseRefusals = <Ground>(
  { aggregate, model, modelBefore }: Replacing<Ground>,
  before: Dossier<Ground>,
  {
    after,
    placings,
    linesOf
  }: {
    readonly after: Dossier<Ground>
    readonly placings: ReadonlyArray<Placing>
    readonly linesOf: (stream: string) => PremiseLines
  }
): ReadonlyArray<AnyRefusal> =>
  restingOtherwise(aggregate, before, after).flatMap(({ act, rests }) => {
    const mistaken = before.acts.get(act.place) ?? null
    const was =
      mistaken?.type === act.type
        ? rests.unmet({ model: modelBefore, ground: before.ground, act: mistaken, linesOf })
        : []
    const is = rests.unmet({ model, ground: after.ground, act, linesOf })
    const i = placings.findIndex(({ place }) => place === act.place)
    return newRefusals(is, was).map(i === -1 ? toldOf(act) : insideInstead(`data.corrections[${i}].instead.`))
  })
/** Whether an act is asked under another version of the model once the correction is made: that of its day. */
const isUnderAnother = <Ground>(
  rules: Replacing<Ground>,
  { ground }: Dossier<Ground>,
  look: Look<Ground>,
  { type, says }: Act
): boolean => {
  const { aggregate, modelBefore } = rules
  const on = aggregate.acts[type]?.day?.(says) ?? null
  return aggregate.modelOn(ground, modelBefore, on) !== look.modelAfter(on)
}

/** The references that a correction introduces otherwise, or no longer. */
const changedReferences = <Ground>(
  { acts }: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  { after }: Look<Ground>,
  { place, act }: Placing
): ReadonlyArray<string> =>
  [dossier.acts.get(place) ?? null, act]
    .flatMap(one => (one === null ? [] : (acts[one.type]?.introduces?.(one.says) ?? [])))
    .filter(
      reference => !isIntroducedAlike(reference, dossier.asserted.get(place), after.asserted.get(place))
    )
