/**
 * How a correction is decided (G1, G18): the right acts are laid at the places of the mistaken ones, and what would no
 * longer hold refuses it. No act is known by name.
 */
import * as E from 'fp-ts/Either'
import * as nea from 'fp-ts/ReadonlyNonEmptyArray'
import { type Decision, decided, nothing } from '../decision'
import type { AnyEvent } from '../event'
import type { Hand } from '../identity/hand'
import type { ConventionModel } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal } from '../refusal'
import type { DateCivile, Instant } from '../time'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import type { AskedCorrection, Correction, RecordedCorrection } from './correction'
import type { AnyActDefinition } from './definition'
import { movedBetween } from './derive'
import { type Dossier, emptyDossier, type Placing, standing, withFacts } from './dossier'
import { placed } from './laying'
import type { Look } from './look'
import { besides, lookAt, lookAtStanding, type Rules } from './looking'
import { factOf } from './move'
import { correctedBy, isIntroducedAlike, isSame, modelWith, placingsOf } from './placings'
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
import { gathered } from './written-moves'

type Refused = nea.ReadonlyNonEmptyArray<AnyRefusal>
type Asked = {
  readonly asked: Correction<AskedCorrection>
  readonly at: Instant | null
  readonly hand: Hand | null
}

/** The rules of the dossier as it is, the definitions by the names of their commands, and the models that are known. */
export type Correcting<Ground> = Rules<Ground> & {
  readonly byCommand: ReadonlyMap<string, AnyActDefinition<Ground>>
  readonly modelOf: (ref: ModelRef | null) => E.Either<Refused, ConventionModel>
}

export const decideCorrection = <Ground>(
  correcting: Correcting<Ground>,
  dossier: Dossier<Ground>,
  { asked, at, hand }: Asked
): Decision<AnyEvent, AnyRefusal> => {
  const { aggregate, modelOf } = correcting
  const faults = askedRefusals(correcting, dossier, asked)
  if (faults.length > 0) return decided(faults, () => [])
  const says = asRecorded(correcting, asked)
  const placings = placingsOf(aggregate, dossier.revision, aggregate.correction.event, says)
  if (placings.every(({ place, act }) => isSame(dossier.acts.get(place) ?? null, act))) return nothing
  // The model may be what was wrong: all is decided again under the one that the right act names.
  const opening = placings.findIndex(({ act }) => act !== null && isOpening(aggregate, act.type))
  const model = E.mapLeft(nea.map(insideInstead(`data.corrections[${opening}].instead.`)))(
    modelOf(modelWith(aggregate, dossier, placings))
  )
  return E.chain((model: ConventionModel) =>
    replaced({ aggregate, model, modelBefore: correcting.model }, dossier, { says, placings, at, hand })
  )(model)
}

const isOpening = <Ground>({ acts }: Aggregate<Ground>, type: string | undefined): boolean =>
  type !== undefined && acts[type]?.model !== undefined

/** Why what is asked is no correction of the acts that were recorded. */
const askedRefusals = <Ground>(
  { aggregate, byCommand }: Correcting<Ground>,
  dossier: Dossier<Ground>,
  { corrections }: Correction<AskedCorrection>
): ReadonlyArray<AnyRefusal> =>
  corrections.flatMap(({ corrects, instead }, i): ReadonlyArray<AnyRefusal> => {
    const path = `data.corrections[${i}]`
    const mistaken = dossier.acts.get(corrects)
    if (mistaken === undefined) {
      const facts = { corrects, place: correctedBy(dossier, corrects), last: dossier.revision - 1 }
      return [refusals.nothingToCorrect(`${path}.corrects`, facts)]
    }
    if (corrections.findIndex(other => other.corrects === corrects) < i)
      return [refusals.correctedTwice(`${path}.corrects`, { corrects })]
    const wasOpening = isOpening(aggregate, mistaken?.type)
    if (instead === null) return wasOpening ? [refusals.cannotWithdraw(`${path}.instead`, { corrects })] : []
    return wasOpening === isOpening(aggregate, byCommand.get(instead.type)?.event)
      ? []
      : [refusals.opensElsewhere(`${path}.instead`, { corrects })]
  })

/** What is recorded names an act by the type of its event; what is asked, by its command. */
const asRecorded = <Ground>(
  { byCommand }: Correcting<Ground>,
  asked: Correction<AskedCorrection>
): Correction<RecordedCorrection> => ({
  ...asked,
  corrections: asked.corrections.map(({ corrects, instead }) => {
    const definition = instead === null ? undefined : byCommand.get(instead.type)
    return {
      corrects,
      instead:
        instead === null || definition === undefined ? null : { type: definition.event, says: instead.data }
    }
  })
})

type Replacing<Ground> = Rules<Ground> & { readonly modelBefore: ConventionModel }

const replaced = <Ground>(
  rules: Replacing<Ground>,
  dossier: Dossier<Ground>,
  {
    says,
    placings,
    at,
    hand
  }: {
    readonly says: Correction<RecordedCorrection>
    readonly placings: ReadonlyArray<Placing>
    readonly at: Instant | null
    readonly hand: Hand | null
  }
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
      ...restingRefusals(rules, dossier, { look, placings }),
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
  const cannotNow = aggregate.acts[act.type]?.cannotNow
  if (cannotNow === undefined || dossier.acts.get(act.place)?.type === act.type) return []
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
  return cannotNow({ ...look, others }, act)
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
const restingRefusals = <Ground>(
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
    const isAsked = model !== modelBefore || refers.some(({ to }) => references.has(to))
    return [
      ...referenceRefusals(definition, look, act),
      ...(isAsked ? newDisagreements(rules, dossier, look, act) : [])
    ].map(because =>
      refusals.restsUpon(
        'data.corrections',
        { revision: act.place, because },
        because.article,
        because.computation
      )
    )
  })
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
