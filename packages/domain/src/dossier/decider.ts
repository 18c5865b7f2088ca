/** The decider of any aggregate: a command asks for an act; the event records it, and what it moved. */
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { type Decider, type Recording, unrecorded } from '../decider'
import { type Decision, decided, nothing, refused } from '../decision'
import type { AnyEvent } from '../event'
import type { Acteur } from '../identity/acteur'
import { type ConventionModel, findModel, type Models } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal } from '../refusal'
import { sameValue } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import type { Correcting } from './asked-correction'
import { decideCorrection, premisesOfCorrection } from './correcting'
import type { AskedCorrection, Correction } from './correction'
import type { AnyActDefinition } from './definition'
import { everyLine, movedBetween } from './derive'
import { actsAbout, type Dossier, emptyDossier, withFacts } from './dossier'
import { driftedOf } from './drifted'
import { placed, withActs } from './laying'
import { lookAt, lookUnder } from './looking'
import { factOf, readEvent } from './move'
import { correctedBy, modelWith, placingsOf, type Recorded } from './placings'
import { givenLines } from './premise'
import {
  type Asking,
  acteurRefusals,
  cafRefusals,
  type Defined,
  disagreements,
  driftRefusals,
  futureRefusals,
  handRefusals,
  referenceRefusals,
  todayIn
} from './reasons'
import * as refusals from './refusals'
import { restingActs } from './resting'
import { gathered } from './written-moves'

export type AnyCommand = { readonly type: string; readonly acteur: Acteur; readonly data: unknown }

type AnyDecision = Decision<AnyEvent, AnyRefusal>
type Refused = ReadonlyNonEmptyArray<AnyRefusal>

export const dossierDecider = <Ground, Command extends AnyCommand, Event extends AnyEvent>(
  aggregate: Aggregate<Ground>,
  models: Models
): Decider<Dossier<Ground>, Command, Event, AnyRefusal> => {
  const find = findModel(models)
  const byCommand = new Map(Object.values(aggregate.acts).map(definition => [definition.command, definition]))

  /** @param path where the command names the model; `''` when it names none */
  const modelOf =
    (path: string) =>
    (ref: ModelRef | null): E.Either<Refused, ConventionModel> => {
      if (ref === null) return refused(aggregate.notOpened)
      const model = find(ref)
      return model === null ? refused(refusals.unknownModel(path, { model: ref, known })) : E.right(model)
    }
  const known = models.map(({ id, version }) => ({ id, version }))

  type Ruled = E.Either<ReadonlyNonEmptyArray<AnyRefusal>, ConventionModel>

  /** The version that opens a dossier, when the service knows it and every version that the dossier adopted. */
  const modelIn = ({ ground }: Dossier<Ground>, path: string, opening: ModelRef | null): Ruled =>
    E.chain((model: ConventionModel): Ruled => {
      const unknown = aggregate.adopted(ground).find(ref => find(ref) === null)
      return unknown === undefined
        ? E.right(model)
        : refused(refusals.unknownModel('', { model: unknown, known }))
    })(modelOf(path)(opening))

  /** Those under which days of a dossier are, in their order. */
  const versionsOf = ({ model, ground }: Dossier<Ground>): ReadonlyArray<ModelRef> =>
    model === null ? [] : [model, ...aggregate.adopted(ground)]

  const evolve = (dossier: Dossier<Ground>, { type, data }: AnyEvent): Dossier<Ground> => {
    const revision = dossier.revision + 1
    const isOurs =
      Object.hasOwn(aggregate.acts, type) ||
      type === aggregate.correction.event ||
      type === aggregate.restatement.event
    // A service may record types of its own in the stream: they are no acts.
    if (!isOurs) return { ...dossier, revision }
    // The codec of the event has read its data.
    const recorded = data as Recorded
    const said = dossier.said.with(dossier.revision, recorded)
    const named = placingsOf(aggregate, dossier.revision, type, recorded.says)
    // A correction replaces acts of before: one that names another place, as a forged one may, places nothing there.
    const placings =
      type === aggregate.correction.event ? named.filter(({ place }) => dossier.acts.has(place)) : named
    const ref = modelWith(aggregate, dossier, placings)
    const model = ref === null ? null : find(ref)
    // Under a model that this service does not know nothing is laid: the acts and the recorded lines are kept.
    const withPlacings =
      model === null
        ? withActs(aggregate, dossier, placings)
        : placed(aggregate, model, dossier, placings).dossier
    const facts = recorded.moves.map(
      factOf(aggregate.kinds, at => said.get(at), readEvent(aggregate.acts, dossier.revision, type))
    )
    return withFacts({ ...withPlacings, revision, said }, facts)
  }

  /** What a correction is decided by, once its dossier is opened. */
  const correcting = (dossier: Dossier<Ground>): E.Either<Refused, Correcting<Ground>> =>
    E.map((model: ConventionModel) => ({ aggregate, model, byCommand, modelOf: modelOf('data.model') }))(
      modelIn(dossier, '', dossier.model)
    )

  const decide =
    ({ type, acteur, data }: AnyCommand, recording: Recording = unrecorded) =>
    (dossier: Dossier<Ground>): AnyDecision => {
      const { at, hand, premises } = recording
      const definition = byCommand.get(type)
      const givers = definition?.givers(data) ?? ['agent-caf']
      if (!givers.includes(acteur.kind))
        return refused(refusals.acteurNotAllowed('acteur', { given: acteur.kind, allowed: givers }))
      if (type === aggregate.correction.command)
        return E.chain((by: Correcting<Ground>) =>
          // The codec of the command has read its data.
          decideCorrection(by, dossier, data as Correction<AskedCorrection>, recording)
        )(correcting(dossier))
      if (type === aggregate.restatement.command)
        return E.chain((model: ConventionModel) =>
          E.chain(() => decideRestatement(model, dossier, data))(
            decided(
              cafRefusals(
                aggregate,
                model,
                { before: dossier, after: dossier, today: todayIn(model, at) },
                hand
              ),
              () => []
            )
          )
        )(modelIn(dossier, '', dossier.model))
      if (definition === undefined) return refused(aggregate.notOpened)
      const place = dossier.revision
      const act: Act = { type: definition.event, says: data, place, at: [place, 'says'] }
      const isOpening = definition.model !== undefined
      if (isOpening && dossier.acts.size > 0)
        return isRepeated(dossier, definition, act) ? nothing : refused(aggregate.opened)
      return E.chain((model: ConventionModel) =>
        decideAct(model, dossier, { definition, act }, { acteur, hand, premises, today: todayIn(model, at) })
      )(modelIn(dossier, isOpening ? 'data.model' : '', modelWith(aggregate, dossier, [{ place, act }])))
    }

  const decideAct = (
    model: ConventionModel,
    dossier: Dossier<Ground>,
    asked: Defined<Ground>,
    { acteur, hand, premises, today }: Asking
  ): AnyDecision => {
    const { definition, act } = asked
    const relaid = placed(aggregate, model, dossier, [{ place: act.place, act }])
    const { moves, drift } = movedBetween(aggregate, model, dossier, relaid)
    const subject = { places: [act.place], revision: act.place, says: act.says }
    const look = lookAt({ aggregate, model }, { others: dossier, relaid, moves }, subject)
    const own = lookUnder(look, definition, act)
    const notTheirs = [
      ...cafRefusals(aggregate, model, { before: dossier, after: look.after, today }, hand),
      ...acteurRefusals({ aggregate, model: own.model }, relaid.dossier, asked, acteur),
      ...(hand === null ? [] : handRefusals(aggregate, relaid.dossier, asked, hand))
    ]
    // Who may not give it is told nothing else: not even whether it stands.
    if (notTheirs.length > 0) return decided(notTheirs, () => [])
    if (moves.length === 0 && isRepeated(dossier, definition, act)) return nothing
    const disagrees = disagreements(definition, look, act)
    const faults = [
      ...(definition.cannotNow?.(own, act) ?? []),
      ...(premises === null
        ? []
        : (definition.rests?.unmet({
            model: own.model,
            ground: dossier.ground,
            act,
            linesOf: givenLines(premises)
          }) ?? [])),
      ...disagrees,
      // What does not agree gives no ground to speak of: it is told once.
      ...(disagrees.length > 0 ? [] : aggregate.groundless(model, dossier.ground, relaid.dossier.ground)),
      ...aggregate.broken(look)
    ]
    return decided(
      [
        ...driftRefusals(drift),
        ...futureRefusals(definition, act, today),
        // A rule that tells the same fault names its article.
        ...referenceRefusals(definition, look, act).filter(
          ({ code, path }) => !faults.some(fault => fault.code === code && fault.path === path)
        ),
        ...faults
      ],
      () => {
        const { event, computes } = definition
        const computed = computes === undefined ? {} : { computed: computes.from(own, act) }
        return [{ type: event, data: { says: act.says, ...computed, moves: gathered(moves) } }]
      }
    )
  }

  /** An equal act stands: it is the same command given twice (G13). */
  const isRepeated = (dossier: Dossier<Ground>, { about }: AnyActDefinition<Ground>, act: Act): boolean =>
    actsAbout(dossier, about(act.says)).some(
      ({ type, says }) => type === act.type && sameValue(says, act.says)
    )

  /** What would have to move for every line to be as the acts make it today. */
  const driftOf = (model: ConventionModel, dossier: Dossier<Ground>) =>
    movedBetween(aggregate, model, dossier, { dossier, touched: everyLine(dossier) }, { whole: true }).moves

  /** Records what today's rules lay otherwise than it was recorded, and nothing when they lay all as it was. */
  const decideRestatement = (
    model: ConventionModel,
    dossier: Dossier<Ground>,
    says: unknown
  ): AnyDecision => {
    const moves = driftOf(model, dossier)
    return moves.length === 0
      ? nothing
      : E.right([{ type: aggregate.restatement.event, data: { says, moves: gathered(moves) } }])
  }

  return {
    initial: emptyDossier(aggregate.ground),
    evolve,
    // The events are those of the aggregate's own table: their types are its keys.
    decide: (command, recording) => dossier =>
      decide(command, recording)(dossier) as Decision<Event, AnyRefusal>,
    model: dossier => versionsOf(dossier).at(-1) ?? null,
    versions: dossier => versionsOf(dossier).map(ref => ({ ref, data: find(ref) })),
    rules: aggregate.rules,
    drift: dossier => {
      // Under a version that this service does not know, nothing says what its days would be.
      const ruled = modelIn(dossier, '', dossier.model)
      return E.isLeft(ruled)
        ? null
        : driftOf(ruled.right, dossier).flatMap(driftedOf(aggregate.kinds, dossier))
    },
    premises: ({ type, data }, dossier) => {
      if (type !== aggregate.correction.command) return byCommand.get(type)?.rests?.on(dossier.ground) ?? []
      const by = correcting(dossier)
      // The codec of the command has read its data.
      return E.isLeft(by) ? [] : premisesOfCorrection(by.right, dossier, data as Correction<AskedCorrection>)
    },
    unmet: (dossier, revision, linesOf) => {
      const model = dossier.model === null ? null : find(dossier.model)
      if (model === null) return null
      const isCorrection = correctedBy(dossier, revision) !== null
      const unmet = restingActs(aggregate, dossier).flatMap(({ act, rests }) => {
        const isAsked = isCorrection || act.place === revision
        const because = isAsked ? rests.unmet({ model, ground: dossier.ground, act, linesOf }) : []
        return because.length === 0 ? [] : [{ because, toDo: rests.toDo }]
      })
      const [first] = unmet
      return first === undefined ? null : { ...first, because: unmet.flatMap(({ because }) => because) }
    },
    addressee: command => ({ category: aggregate.category, ids: idsIn(aggregate, command) })
  }
}

/** Every id of its dossier that a command holds: beside its data, and in those of what opens the dossier or corrects that. */
const idsIn = <Ground>(
  { idKey, correction }: Aggregate<Ground>,
  command: AnyCommand
): ReadonlyArray<string> => {
  const corrected =
    command.type === correction.command
      ? // The codec of the command has read its data.
        (command.data as Correction<AskedCorrection>).corrections.map(({ instead }) => instead?.data)
      : []
  return [command, command.data, ...corrected].flatMap(holder => {
    const id: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, idKey) : undefined
    return typeof id === 'string' ? [id] : []
  })
}
