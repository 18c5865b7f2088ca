/** The decider of any aggregate: a command asks for an act; the event records it, and what it moved. */
import * as E from 'fp-ts/Either'
import * as nea from 'fp-ts/ReadonlyNonEmptyArray'
import { type Decider, type Recording, unrecorded } from '../decider'
import { type Decision, decided, nothing, refused } from '../decision'
import type { AnyEvent } from '../event'
import type { Acteur } from '../identity/acteur'
import { type ConventionModel, findModel, type Models } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal } from '../refusal'
import type { DateCivile, Instant } from '../time'
import { sameValue } from '../timeline'
import type { Act } from './act'
import type { Aggregate } from './aggregate'
import type { AskedCorrection, Correction, RecordedCorrection } from './correction'
import type { AnyActDefinition } from './definition'
import { everyLine, type Moved, movedBetween } from './derive'
import {
  actsAbout,
  type Dossier,
  emptyDossier,
  type Placing,
  type Relaid,
  standing,
  withFacts
} from './dossier'
import { placed, supposing } from './laying'
import type { Look } from './look'
import { factOf } from './move'
import { correctedBy, isIntroducedAlike, isSame, modelWith, placingsOf, type Recorded } from './placings'
import {
  type Asking,
  drifted,
  foreign,
  future,
  insideInstead,
  newly,
  strange,
  todayIn,
  unknown
} from './reasons'
import * as refusals from './refusals'

export type AnyCommand = { readonly type: string; readonly acteur: Acteur; readonly data: unknown }

type D = Decision<AnyEvent, AnyRefusal>

export const dossierDecider = <Ground, Command extends AnyCommand, Event extends AnyEvent>(
  aggregate: Aggregate<Ground>,
  models: Models
): Decider<Dossier<Ground>, Command, Event, AnyRefusal> => {
  const find = findModel(models)
  const definitions = Object.values(aggregate.acts)
  const byCommand = new Map(definitions.map(definition => [definition.command, definition]))

  const under = (ref: ModelRef | null): E.Either<nea.ReadonlyNonEmptyArray<AnyRefusal>, ConventionModel> => {
    if (ref === null) return refused(aggregate.notOpened)
    const model = find(ref)
    const known = models.map(({ id, version }) => ({ id, version }))
    return model === null
      ? refused(refusals.unknownModel('data.model', { model: ref, known }))
      : E.right(model)
  }

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
    const placings = placingsOf(aggregate, dossier.revision, type, recorded.says)
    const ref = modelWith(aggregate, dossier, placings)
    const model = ref === null ? null : find(ref)
    // Under a model that nobody knows nothing is decided: what was recorded is read all the same.
    const relaid = model === null ? dossier : placed(aggregate, model, dossier, placings).dossier
    const facts = recorded.moves.map(factOf(at => said.get(at)))
    return withFacts({ ...relaid, revision, said }, facts)
  }

  const decide =
    ({ type, acteur, data }: AnyCommand, { at, hand, premises }: Recording = unrecorded) =>
    (dossier: Dossier<Ground>): D => {
      const definition = byCommand.get(type)
      const givers = definition?.givers(data) ?? ['agent-caf']
      if (!givers.includes(acteur.kind))
        return refused(refusals.acteurNotAllowed('acteur', { given: acteur.kind, allowed: givers }))
      if (type === aggregate.correction.command)
        return E.chain((model: ConventionModel) =>
          corrected(model, dossier, data as Correction<AskedCorrection>, at)
        )(under(dossier.model))
      if (type === aggregate.restatement.command)
        return E.chain((model: ConventionModel) => restated(model, dossier, data))(under(dossier.model))
      if (definition === undefined) return refused(aggregate.notOpened)
      const place = dossier.revision
      const act: Act = { type: definition.event, says: data, place, at: [place, 'says'] }
      if (definition.model !== undefined && dossier.acts.size > 0)
        return isRepeated(dossier, definition, act) ? nothing : refused(aggregate.opened)
      return E.chain((model: ConventionModel) =>
        given(model, dossier, definition, act, { acteur, hand, premises, today: todayIn(model, at) })
      )(under(modelWith(aggregate, dossier, [{ place, act }])))
    }

  const given = (
    model: ConventionModel,
    dossier: Dossier<Ground>,
    definition: AnyActDefinition<Ground>,
    act: Act,
    { acteur, hand, premises, today }: Asking
  ): D => {
    const relaid = placed(aggregate, model, dossier, [{ place: act.place, act }])
    const moved = movedBetween(aggregate, model, dossier, relaid)
    const notTheirs = [
      ...strange(model, definition, act, acteur),
      ...(hand === null ? [] : foreign(aggregate, relaid.dossier, definition, act, hand))
    ]
    // Who may not give it is told nothing else: not even whether it stands.
    if (notTheirs.length > 0) return decided(notTheirs, () => [])
    if (moved.moves.length === 0 && isRepeated(dossier, definition, act)) return nothing
    const look: Look<Ground> = {
      ...lookAt(model, dossier, relaid, moved, [act.place], [act.place, act.says]),
      premises
    }
    const disagrees = definition.disagrees?.(look, act) ?? []
    const faults = [
      ...(definition.cannotNow?.(look, act) ?? []),
      ...disagrees,
      // What does not agree gives no ground to speak of: it is told once.
      ...(disagrees.length > 0 ? [] : aggregate.groundless(model, dossier.ground, relaid.dossier.ground)),
      ...aggregate.broken(look)
    ]
    return decided(
      [
        ...drifted(moved),
        ...future(definition, act, today),
        // A rule that tells the same fault names its article.
        ...unknown(definition, look, act).filter(
          ({ code, path }) => !faults.some(fault => fault.code === code && fault.path === path)
        ),
        ...faults
      ],
      () => {
        const { event, computes } = definition
        const computed = computes === undefined ? {} : { computed: computes.from(look, act) }
        return [{ type: event, data: { says: act.says, ...computed, moves: moved.moves } }]
      }
    )
  }

  const isRepeated = (dossier: Dossier<Ground>, { about }: AnyActDefinition<Ground>, act: Act): boolean =>
    actsAbout(dossier, about(act.says)).some(
      ({ type, says }) => type === act.type && sameValue(says, act.says)
    )

  /** @param says what the event says that is being decided, by its revision: a move may point to it */
  const lookAt = (
    model: ConventionModel,
    others: Dossier<Ground>,
    relaid: Relaid<Ground>,
    { moves }: Moved,
    places: ReadonlyArray<number>,
    says: readonly [revision: number, says: unknown]
  ): Look<Ground> => {
    const said = (revision: number) => (revision === says[0] ? { says: says[1] } : others.said.get(revision))
    const moved = moves.map(factOf(said))
    const after = withFacts(relaid.dossier, moved)
    return {
      model,
      others,
      after,
      places,
      moved,
      premises: null,
      pathOf: ({ kind, id }) => {
        for (const place of places)
          for (const assertion of after.asserted.get(place) ?? [])
            if (assertion.kind === kind && assertion.id === id) return assertion.path
        return ''
      },
      supposing: assertions => {
        const supposed = supposing(aggregate, after, places[0] ?? others.revision, assertions)
        return lookAt(model, after, supposed, movedBetween(aggregate, model, after, supposed), places, says)
      }
    }
  }

  const corrected = (
    modelBefore: ConventionModel,
    dossier: Dossier<Ground>,
    asked: Correction<AskedCorrection>,
    at: Instant | null
  ): D => {
    const faults: Array<AnyRefusal> = []
    const corrections: Array<RecordedCorrection> = []
    const opens = (type: string | undefined): boolean =>
      type !== undefined && aggregate.acts[type]?.model !== undefined
    for (const [i, { corrects, instead }] of asked.corrections.entries()) {
      const path = `data.corrections[${i}]`
      const known = dossier.acts.get(corrects)
      const right = instead === null ? null : byCommand.get(instead.type)
      if (known === undefined) {
        const place = correctedBy(dossier, corrects)
        faults.push(
          refusals.nothingToCorrect(`${path}.corrects`, { corrects, place, last: dossier.revision - 1 })
        )
      } else if (asked.corrections.findIndex(other => other.corrects === corrects) < i)
        faults.push(refusals.correctedTwice(`${path}.corrects`, { corrects }))
      else if (instead === null && opens(known?.type))
        faults.push(refusals.cannotWithdraw(`${path}.instead`, { corrects }))
      else if (right != null && opens(known?.type) !== opens(right.event))
        faults.push(refusals.opensElsewhere(`${path}.instead`, { corrects }))
      else
        corrections.push({
          corrects,
          instead: instead === null || right == null ? null : { type: right.event, says: instead.data }
        })
    }
    if (faults.length > 0) return decided(faults, () => [])
    const says: Correction<RecordedCorrection> = { ...asked, corrections }
    const placings = placingsOf(aggregate, dossier.revision, aggregate.correction.event, says)
    if (placings.every(({ place, act }) => isSame(dossier.acts.get(place) ?? null, act))) return nothing
    // The model may be what was wrong: all is decided again under the one that the right act names.
    const opening = placings.findIndex(({ act }) => act !== null && opens(act.type))
    const model = E.mapLeft(nea.map(insideInstead(`data.corrections[${opening}].instead.`)))(
      under(modelWith(aggregate, dossier, placings))
    )
    return E.chain((model: ConventionModel) =>
      replaced({ modelBefore, model }, dossier, { says, placings }, at)
    )(model)
  }

  const replaced = (
    { modelBefore, model }: { readonly modelBefore: ConventionModel; readonly model: ConventionModel },
    dossier: Dossier<Ground>,
    {
      says,
      placings
    }: { readonly says: Correction<RecordedCorrection>; readonly placings: ReadonlyArray<Placing> },
    at: Instant | null
  ): D => {
    const relaid = placed(aggregate, model, dossier, placings)
    const moved = movedBetween(aggregate, model, dossier, relaid, { was: modelBefore })
    const places = placings.map(({ place }) => place)
    const look = lookAt(model, dossier, relaid, moved, places, [dossier.revision, says])
    const today = todayIn(model, at)
    return decided(
      [
        ...drifted(moved),
        ...placings.flatMap(({ act }, i) =>
          act === null
            ? []
            : correctedRefusals(look, act, today, disagreed(modelBefore, dossier, act)).map(
                insideInstead(`data.corrections[${i}].instead.`)
              )
        ),
        ...leaning(dossier, look, placings, modelBefore),
        ...aggregate.groundless(model, dossier.ground, relaid.dossier.ground),
        ...aggregate.broken({ ...look, pathOf: () => 'data.corrections' })
      ],
      () => [{ type: aggregate.correction.event, data: { says, moves: moved.moves } }]
    )
  }

  const correctedRefusals = (
    look: Look<Ground>,
    act: Act,
    today: DateCivile | null,
    before: ReadonlyArray<AnyRefusal>
  ): ReadonlyArray<AnyRefusal> => {
    const definition = aggregate.acts[act.type]
    return definition === undefined
      ? []
      : [
          ...future(definition, act, today),
          ...unknown(definition, look, act),
          ...newly(definition.disagrees?.(besides(look, act), act) ?? [], before)
        ]
  }

  /**
   * Why the act of that type that stands at a place does not agree with what was recorded since, as where a modification
   * was signed by one and then made by a form. A correction is not refused for what was so before it.
   */
  const disagreed = (
    model: ConventionModel,
    dossier: Dossier<Ground>,
    { place, type }: Pick<Act, 'place' | 'type'>
  ): ReadonlyArray<AnyRefusal> => {
    const act = dossier.acts.get(place)
    if (act == null || act.type !== type) return []
    const asItWas = lookAt(
      model,
      dossier,
      { dossier, touched: [] },
      { moves: [], drift: null },
      [place],
      [place, null]
    )
    return aggregate.acts[type]?.disagrees?.(besides(asItWas, act), act) ?? []
  }

  /** The same look, in which the others are without the act. */
  const besides = (look: Look<Ground>, act: Act): Look<Ground> => ({
    ...look,
    others: relaidWithout(look, act)
  })

  const relaidWithout = ({ model, after }: Look<Ground>, act: Act): Dossier<Ground> => {
    const without = placed(aggregate, model, after, [{ place: act.place, act: null }])
    const { moves } = movedBetween(aggregate, model, after, without)
    return withFacts(without.dossier, moves.map(factOf(revision => after.said.get(revision))))
  }

  /**
   * The acts that refer to what was corrected, all of them under another model: each is asked again, and names itself when
   * it would no longer hold.
   */
  const leaning = (
    dossier: Dossier<Ground>,
    look: Look<Ground>,
    placings: ReadonlyArray<Placing>,
    modelBefore: ConventionModel
  ): ReadonlyArray<AnyRefusal> => {
    const places = new Set(placings.map(({ place }) => place))
    const moved = new Set(
      placings.flatMap(({ place, act }) =>
        [dossier.acts.get(place) ?? null, act]
          .flatMap(one => (one === null ? [] : (aggregate.acts[one.type]?.introduces?.(one.says) ?? [])))
          .filter(
            reference =>
              !isIntroducedAlike(reference, dossier.asserted.get(place), look.after.asserted.get(place))
          )
      )
    )
    return [...standing(look.after)].flatMap(act => {
      const definition = aggregate.acts[act.type]
      if (definition === undefined || places.has(act.place)) return []
      const refers = definition.refers?.(act.says, look.after.ground) ?? []
      const broken = [
        ...unknown(definition, look, act),
        ...(look.model !== modelBefore || refers.some(({ to }) => moved.has(to))
          ? newly(definition.disagrees?.(besides(look, act), act) ?? [], disagreed(modelBefore, dossier, act))
          : [])
      ]
      return broken.map(because =>
        refusals.restsUpon(
          'data.corrections',
          { revision: act.place, because },
          because.article,
          because.computation
        )
      )
    })
  }

  /** What would have to move for every line to be as the acts make it today. */
  const driftOf = (model: ConventionModel, dossier: Dossier<Ground>) =>
    movedBetween(aggregate, model, dossier, { dossier, touched: everyLine(dossier) }, { whole: true }).moves

  const restated = (model: ConventionModel, dossier: Dossier<Ground>, says: unknown): D => {
    const moves = driftOf(model, dossier)
    return moves.length === 0
      ? nothing
      : E.right([{ type: aggregate.restatement.event, data: { says, moves } }])
  }

  return {
    initial: emptyDossier(aggregate.ground),
    evolve,
    // The events are those of the aggregate's own table: their types are its keys.
    decide: (command, recording) => dossier =>
      decide(command, recording)(dossier) as Decision<Event, AnyRefusal>,
    model: ({ model }) => model,
    modelData: ({ model }) => (model === null ? null : find(model)),
    rules: aggregate.rules,
    drift: dossier => {
      const model = dossier.model === null ? null : find(dossier.model)
      return model === null ? [] : driftOf(model, dossier)
    },
    premises: ({ type }, { ground }) => byCommand.get(type)?.premises?.(ground) ?? [],
    addressee: command => ({ category: aggregate.category, ids: idsIn(aggregate, command) })
  }
}

/** Every id of its dossier that a command holds: beside its data, and in those of what opens the dossier. */
const idsIn = <Ground>({ idKey }: Aggregate<Ground>, command: AnyCommand): ReadonlyArray<string> =>
  [command, command.data].flatMap(holder => {
    const id: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, idKey) : undefined
    return typeof id === 'string' ? [id] : []
  })
