/** The decider of any aggregate: a command asks for an act; the event records it, and what it moved. */
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { type Decider, type Recording, unrecorded } from '../decider'
import { type Decision, decided, nothing, refused } from '../decision'
import type { AnyEvent } from '../event'
import type { Acteur } from '../identity/acteur'
import type { Hand } from '../identity/hand'
import { type ConventionModel, findModel, type Models } from '../model/model'
import type { ModelRef } from '../model/ref'
import type { AnyRefusal } from '../refusal'
import { civilDateOf, type DateCivile } from '../time'
import { sameValue } from '../timeline'
import type { Act, AnyActDefinition } from './act'
import type { Aggregate } from './aggregate'
import type { Pointer } from './assertion'
import type { AskedCorrection, Correction, RecordedCorrection } from './correction'
import { everyLine, type Moved, movedBetween } from './derive'
import {
  actsAbout,
  type Dossier,
  emptyDossier,
  type Placing,
  placed,
  type Relaid,
  standing,
  supposing,
  withFacts
} from './dossier'
import type { Look } from './look'
import { factOf, type Move } from './move'
import * as refusals from './refusals'

/** What any event of a dossier holds. */
export type Recorded = {
  readonly says: unknown
  readonly computed?: unknown
  readonly moves: ReadonlyArray<Move>
}

export type AnyCommand = { readonly type: string; readonly acteur: Acteur; readonly data: unknown }

type D = Decision<AnyEvent, AnyRefusal>

export const dossierDecider = <Ground, Command extends AnyCommand, Event extends AnyEvent>(
  aggregate: Aggregate<Ground>,
  models: Models
): Decider<Dossier<Ground>, Command, Event, AnyRefusal> => {
  const find = findModel(models)
  const definitions = Object.values(aggregate.acts)
  const byCommand = new Map(definitions.map(definition => [definition.command, definition]))

  const under = (ref: ModelRef | null): E.Either<ReadonlyNonEmptyArray<AnyRefusal>, ConventionModel> => {
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
      const todayIn = (model: ConventionModel): DateCivile | null =>
        at === null ? null : civilDateOf(at, model.zone)
      if (type === aggregate.correction.command)
        return E.chain((model: ConventionModel) =>
          corrected(model, dossier, data as Correction<AskedCorrection>, todayIn(model))
        )(under(dossier.model))
      if (type === aggregate.restatement.command)
        return E.chain((model: ConventionModel) => restated(model, dossier, data))(under(dossier.model))
      if (definition === undefined) return refused(aggregate.notOpened)
      const place = dossier.revision
      const act: Act = { type: definition.event, says: data, place, at: [place, 'says'] }
      if (definition.model !== undefined && dossier.acts.size > 0)
        return isRepeated(dossier, definition, act) ? nothing : refused(aggregate.opened)
      return E.chain((model: ConventionModel) =>
        given(model, dossier, definition, act, { acteur, hand, premises, today: todayIn(model) })
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
    if (moved.moves.length === 0 && isRepeated(dossier, definition, act)) return nothing
    const look: Look<Ground> = {
      ...lookAt(model, dossier, relaid, moved, [act.place], [act.place, act.says]),
      premises
    }
    const disagrees = definition.disagrees?.(look, act) ?? []
    return decided(
      [
        ...drifted(moved),
        ...strange(model, definition, act, acteur),
        ...(hand === null ? [] : foreign(aggregate, relaid.dossier, definition, act, hand)),
        ...future(definition, act, today),
        ...unknown(definition, look, act),
        ...(definition.cannotNow?.(look, act) ?? []),
        ...disagrees,
        // What does not agree gives no ground to speak of: it is told once.
        ...(disagrees.length > 0 ? [] : aggregate.groundless(model, dossier.ground, relaid.dossier.ground)),
        ...aggregate.broken(look)
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
    model: ConventionModel,
    dossier: Dossier<Ground>,
    asked: Correction<AskedCorrection>,
    today: DateCivile | null
  ): D => {
    const faults: Array<AnyRefusal> = []
    const corrections: Array<RecordedCorrection> = []
    for (const [i, { corrects, instead }] of asked.corrections.entries()) {
      const path = `data.corrections[${i}]`
      const opens = (type: string | undefined) =>
        type === undefined ? undefined : aggregate.acts[type]?.model !== undefined
      const known = dossier.acts.get(corrects)
      const right = instead === null ? null : byCommand.get(instead.type)
      if (known === undefined) {
        const place = correctedBy(dossier, corrects)
        faults.push(
          refusals.nothingToCorrect(`${path}.corrects`, { corrects, place, last: dossier.revision - 1 })
        )
      } else if (instead === null && opens(known?.type) === true)
        faults.push(refusals.cannotWithdraw(`${path}.instead`, { corrects }))
      else if (right != null && known !== null && opens(known.type) !== (right.model !== undefined))
        faults.push(refusals.opensElsewhere(`${path}.instead`, { corrects }))
      else
        corrections.push({
          corrects,
          instead: instead === null || right == null ? null : { type: right.event, says: instead.data }
        })
    }
    if (faults.length > 0) return decided(faults, () => [])
    const says: Correction<RecordedCorrection> = { ...asked, corrections }
    const { event } = aggregate.correction
    const placings = placingsOf(aggregate, dossier.revision, event, says)
    if (placings.every(({ place, act }) => isSame(dossier.acts.get(place) ?? null, act))) return nothing
    const relaid = placed(aggregate, model, dossier, placings)
    const moved = movedBetween(aggregate, model, dossier, relaid)
    const places = placings.map(({ place }) => place)
    const look = lookAt(model, dossier, relaid, moved, places, [dossier.revision, says])
    return decided(
      [
        ...drifted(moved),
        ...placings.flatMap(({ act }, i) =>
          act === null
            ? []
            : correctedRefusals(look, act, today).map(insideInstead(`data.corrections[${i}].instead.`))
        ),
        ...leaning(dossier, look, placings),
        ...aggregate.groundless(model, dossier.ground, relaid.dossier.ground),
        ...aggregate.broken({ ...look, pathOf: () => 'data.corrections' })
      ],
      () => [{ type: event, data: { says, moves: moved.moves } }]
    )
  }

  const correctedRefusals = (
    look: Look<Ground>,
    act: Act,
    today: DateCivile | null
  ): ReadonlyArray<AnyRefusal> => {
    const definition = aggregate.acts[act.type]
    return definition === undefined
      ? []
      : [
          ...future(definition, act, today),
          ...unknown(definition, look, act),
          ...(definition.disagrees?.(besides(look, act), act) ?? [])
        ]
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

  /** The acts that refer to what was corrected: each is asked again, and names itself when it would no longer hold. */
  const leaning = (
    dossier: Dossier<Ground>,
    look: Look<Ground>,
    placings: ReadonlyArray<Placing>
  ): ReadonlyArray<AnyRefusal> => {
    const places = new Set(placings.map(({ place }) => place))
    const moved = new Set(
      [
        ...placings.map(({ place }) => dossier.acts.get(place) ?? null),
        ...placings.map(({ act }) => act)
      ].flatMap(act => (act === null ? [] : (aggregate.acts[act.type]?.introduces?.(act.says) ?? [])))
    )
    return [...standing(look.after)].flatMap(act => {
      const definition = aggregate.acts[act.type]
      if (definition === undefined || places.has(act.place)) return []
      const refers = definition.refers?.(act.says, look.after.ground) ?? []
      const broken = [
        ...unknown(definition, look, act),
        ...(refers.some(({ to }) => moved.has(to))
          ? (definition.disagrees?.(besides(look, act), act) ?? [])
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

  const restated = (model: ConventionModel, dossier: Dossier<Ground>, says: unknown): D => {
    const touched = everyLine(dossier)
    const { moves } = movedBetween(aggregate, model, dossier, { dossier, touched }, true)
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

const isSame = (a: Act | null, b: Act | null): boolean =>
  a === null || b === null ? a === b : a.type === b.type && sameValue(a.says, b.says)

/** The acts that an event places: its own, or those that it corrects. */
const placingsOf = <Ground>(
  { correction, restatement }: Aggregate<Ground>,
  revision: number,
  type: string,
  says: unknown
): ReadonlyArray<Placing> => {
  if (type === restatement.event) return []
  if (type !== correction.event)
    return [{ place: revision, act: { type, says, place: revision, at: [revision, 'says'] } }]
  // The codec of the event has read what it says.
  const { corrections } = says as Correction<RecordedCorrection>
  return corrections.map(({ corrects: place, instead }, i): Placing => {
    const at: Pointer = [revision, 'says', 'corrections', i, 'instead', 'says']
    return { place, act: instead === null ? null : { ...instead, place, at } }
  })
}

/** The model of a dossier in which these acts are: what opens a dossier tells it. */
const modelWith = <Ground>(
  { acts }: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  placings: ReadonlyArray<Placing>
): ModelRef | null =>
  placings.reduce<ModelRef | null>(
    (known, { act }) => (act === null ? known : (acts[act.type]?.model?.(act.says) ?? known)),
    dossier.model
  )

/** The place of the act that an event corrected, when there is one. */
const correctedBy = <Ground>({ said }: Dossier<Ground>, revision: number): number | null => {
  const recorded = said.get(revision) as Recorded | undefined
  const says = recorded?.says
  if (typeof says !== 'object' || says === null || !('corrections' in says)) return null
  return (says as Correction<RecordedCorrection>).corrections[0]?.corrects ?? null
}

const drifted = ({ drift }: Moved): ReadonlyArray<AnyRefusal> =>
  drift === null ? [] : [refusals.rulesDrifted('', drift)]

/** Who asks, for whom, and on which day. */
type Asking = Pick<Recording, 'hand' | 'premises'> & {
  readonly acteur: Acteur
  readonly today: DateCivile | null
}

/** An agent of the Caf records for any party; another acteur, for a party of its kind. */
const strange = <Ground>(
  model: ConventionModel,
  { partie }: AnyActDefinition<Ground>,
  { says }: Act,
  { kind }: Acteur
): ReadonlyArray<AnyRefusal> => {
  const expected = partie === undefined ? undefined : model.parties.find(({ id }) => id === partie(says))
  return expected === undefined || kind === 'agent-caf' || kind === expected.acteur
    ? []
    : [refusals.acteurNotAllowed('acteur', { given: kind, allowed: ['agent-caf'] }, model.partiesArticle)]
}

/** A partner acts for one party of one convention, and a person for himself (G21). */
const foreign = <Ground>(
  { conventionOf, personneOf }: Aggregate<Ground>,
  { ground }: Dossier<Ground>,
  { partie }: AnyActDefinition<Ground>,
  { says }: Act,
  hand: Hand
): ReadonlyArray<AnyRefusal> => {
  const isOwn =
    hand.kind === 'caf' ||
    (hand.kind === 'soi' && personneOf(ground) === hand.personneId) ||
    (hand.kind === 'partie' &&
      conventionOf(ground) === hand.conventionId &&
      (partie === undefined || partie(says) === hand.partie))
  return isOwn ? [] : [refusals.notOwnHand('acteur', { hand })]
}

const future = <Ground>(
  { happened }: AnyActDefinition<Ground>,
  { says }: Act,
  today: DateCivile | null
): ReadonlyArray<AnyRefusal> =>
  today === null
    ? []
    : (happened?.(says) ?? []).flatMap(([path, on]) =>
        on > today ? [refusals.notYetHappened(path, { on, recordedOn: today })] : []
      )

const unknown = <Ground>(
  { refers }: AnyActDefinition<Ground>,
  { after }: Look<Ground>,
  { says }: Act
): ReadonlyArray<AnyRefusal> =>
  (refers?.(says, after.ground) ?? []).flatMap(({ to, refusal }) =>
    (after.introduced.get(to) ?? 0) > 0 ? [] : [refusal]
  )

const insideInstead =
  (at: string) =>
  (refusal: AnyRefusal): AnyRefusal => ({
    ...refusal,
    path: refusal.path.startsWith('data') ? `${at}${refusal.path}` : at.slice(0, -1)
  })
