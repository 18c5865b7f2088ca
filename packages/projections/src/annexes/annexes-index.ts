import {
  type ConventionId,
  conventionStream,
  covers,
  findModel,
  type Instant,
  instant,
  type Models,
  modelGiven,
  type Recorded,
  type RecordedModels
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { AppendFault, FactIndex, IndexStats, Point } from '../bitemporal'
import { type ConventionFact, conventionLines } from '../dossiers'
import type { Projection } from '../projection'
import type { Annexes, AsOf } from './answer'
import { describeAnnexes } from './describe'
import type { AnnexesDocument, PendingDescription } from './description'
import { type Differences, differencesBetween, type Side } from './differences'
import type { EffetLines } from './end'
import { heldFacts } from './held-facts'
import { type OtherDays, pendingOf } from './pending'
import { versionsIn } from './versions'

/** What is asked of the annexes of conventions. */
export type AnnexesQuestions = {
  /** The annexes on a date, as known at a moment (G2). Microseconds, whatever the number of conventions. Never fails. */
  readonly annexesAt: (conventionId: ConventionId, at: AsOf) => Annexes
  /** The same, put together for people and documents: sections, names, last days included, alerts with their article. */
  readonly describe: (conventionId: ConventionId, at: AsOf) => AnnexesDocument
  /** What differs between two points, in either order, each difference with the event that caused it. */
  readonly differences: (conventionId: ConventionId, before: AsOf, after: AsOf) => Differences
}

/** What is asked by other questions alone. */
export type PendingQuestion = {
  /** The modifications that wait, as {@link AnnexesQuestions.describe} tells them, without the rest. */
  readonly pendingAt: (conventionId: ConventionId, at: AsOf) => ReadonlyArray<PendingDescription>
}

/** The annexes of every convention that it was fed, on any date, as known at any moment. */
export type AnnexesIndex = AnnexesQuestions & {
  /**
   * Takes one recorded event: those of a stream in order, streams in any order. An event that comes again, or of
   * another aggregate's stream, changes nothing; one of a foreign type in a convention's stream asserts nothing. A
   * fault leaves the index as it was: the event is still to be taken.
   */
  readonly append: (recorded: Recorded) => E.Either<AppendFault, AnnexesIndex>
  readonly stats: () => IndexStats
}

/** No event is recorded after the last instant that can be written, nor before the first. */
const EVER: Instant = instant('2999-12-31T23:59:59.999Z')
const NEVER: Instant = instant('1900-01-01T00:00:00.000Z')

/**
 * An empty index, under the models that the service knows. A convention decided under another model is answered
 * `modele-inconnu`. Throws a `TypeError` when two models have the same id and version: which one an answer is under
 * would be a matter of their order, and that is a programmer's error.
 *
 * @example
 * const index = annexesIndex(shippedModels)
 * for (const recorded of journal) index.append(recorded)
 * index.annexesAt(psu2017Id, { on: dateCivile('2017-08-31') }).status // 'en-vigueur'
 */
export const annexesIndex = (models: Models): AnnexesIndex => {
  const { lines, append, modelsOf } = conventionLines()
  const { pendingAt: _, ...annexes } = annexesOver({ facts: lines, modelsOf }, models)
  const index: AnnexesIndex = {
    append: recorded => E.map(() => index)(append(recorded)),
    ...annexes,
    stats: () => lines.stats
  }
  return index
}

/** The lines of conventions that somebody else feeds, and under which models each was recorded. */
type Fed = {
  readonly facts: FactIndex<ConventionFact>
  readonly modelsOf: (conventionId: ConventionId) => RecordedModels
}

/** The same questions over them. */
export const annexesOver = ({ facts, modelsOf }: Fed, models: Models): AnnexesQuestions & PendingQuestion => {
  const twice = models.find(({ id, version }, i) =>
    models.some((other, j) => j < i && other.id === id && other.version === version)
  )
  if (twice !== undefined) throw new TypeError(`two models are ${twice.id}, version ${twice.version}`)
  const heldAt = heldFacts(facts)
  const modelOf = findModel(models)

  const annexesAt = (conventionId: ConventionId, { on, knownAt = null }: AsOf): Annexes => {
    const held = heldAt(conventionId, { on, knownAt: knownAt ?? EVER })
    const effet = held.effet[0]?.value
    const ref = held.model[0]?.value
    if (effet === undefined || ref === undefined)
      return { conventionId, on, knownAt, status: 'inconnue', model: null, given: null, facts: held }
    const model = modelOf(ref)
    const given = modelGiven(conventionStream(conventionId), modelsOf(conventionId), ref, model, knownAt)
    const asked = { conventionId, on, knownAt, given, facts: held }
    if (model === null) return { ...asked, status: 'modele-inconnu', model }
    return effet.status === 'en-vigueur'
      ? { ...asked, status: effet.status, model, effect: effet.effect }
      : { ...asked, status: effet.status, model }
  }
  const effetLines = (conventionId: ConventionId, { knownAt }: AsOf): EffetLines => ({
    effet: facts.timeline(conventionId, { kind: 'effet', id: '' }, knownAt ?? EVER),
    manquement: facts.timeline(conventionId, { kind: 'manquement', id: '' }, knownAt ?? EVER),
    versions: versionsIn(facts.timeline(conventionId, { kind: 'model', id: '' }, knownAt ?? EVER), modelOf)
  })
  const describe = (conventionId: ConventionId, at: AsOf): AnnexesDocument => {
    const point = pointAsOf(at)
    const { knownAt } = point
    return describeAnnexes(annexesAt(conventionId, at), {
      lines: effetLines(conventionId, at),
      derogations: facts.spansAt(conventionId, point, 'derogation'),
      firstSaid: facts.changes(conventionId, { on: at.on, knownAt: NEVER }, point),
      lastRecordedAt: facts.lastRecorded(conventionId, knownAt),
      otherDays: otherDays(conventionId, point)
    })
  }
  const pendingAt: PendingQuestion['pendingAt'] = (conventionId, at) =>
    pendingOf(annexesAt(conventionId, at), otherDays(conventionId, pointAsOf(at)))
  const otherDays = (conventionId: ConventionId, point: Point): OtherDays => {
    const { knownAt } = point
    return {
      personneOn: (id, on) =>
        facts.factOn(conventionId, { kind: 'personne', id }, { on, knownAt })?.value ?? null,
      spanOf: spanOf(conventionId, point),
      heldFrom: on => attributionsFrom(conventionId, { on, knownAt }),
      modelOn: on => {
        const ref = facts.factOn(conventionId, { kind: 'model', id: '' }, { on, knownAt })?.value
        return ref == null ? null : modelOf(ref)
      },
      modelOf
    }
  }
  const attributionsFrom = (conventionId: ConventionId, { on, knownAt }: Point): ReadonlyArray<string> =>
    facts
      .ids(conventionId, 'attribution')
      .filter(id =>
        facts
          .timeline(conventionId, { kind: 'attribution', id }, knownAt)
          .some(({ value, span: { to } }) => value !== null && (to === null || to > on))
      )
  const spanOf =
    (conventionId: ConventionId, { on, knownAt }: Point): OtherDays['spanOf'] =>
    (kind, id) =>
      facts.line(conventionId, keyOf(kind, id), knownAt).find(({ span }) => covers(span)(on))?.span ?? null
  const side = (conventionId: ConventionId, at: AsOf): Side => ({
    annexes: annexesAt(conventionId, at),
    document: describe(conventionId, at),
    lines: effetLines(conventionId, at),
    spanOf: spanOf(conventionId, pointAsOf(at)),
    causesOf: (kind, id) =>
      facts.timeline(conventionId, keyOf(kind, id), pointAsOf(at).knownAt).map(({ cause }) => cause),
    personneOn: (id, on) =>
      facts.factOn(conventionId, { kind: 'personne', id }, { on, knownAt: pointAsOf(at).knownAt })
  })

  return {
    annexesAt,
    describe,
    pendingAt,
    differences: (conventionId, before, after) =>
      differencesBetween(
        side(conventionId, before),
        side(conventionId, after),
        facts.changes(conventionId, pointAsOf(before), pointAsOf(after))
      )
  }
}

/** The same as a projection, for what feeds several of them from one journal. */
export const annexesProjection = (models: Models): Projection<AnnexesIndex, AppendFault> => ({
  name: 'annexes',
  version: 2,
  initial: () => annexesIndex(models),
  apply: (index, recorded) => index.append(recorded)
})

const pointAsOf = ({ on, knownAt }: AsOf): Point => ({ on, knownAt: knownAt ?? EVER })

/** A kind that no convention has, has no line. */
const keyOf = (kind: string, id: string) => ({ kind: kind as ConventionFact['kind'], id })
