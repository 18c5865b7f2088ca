/** The lines of every dossier of one aggregate: what holds on any date, as known at any moment. No act is known by name. */
import {
  assertOver,
  emptyTimeline,
  type Fact,
  factOf,
  type KindValues,
  type Move,
  type PremiseLines,
  type Recorded,
  type RecordedModels,
  readEvent,
  type Timeline,
  withModelOf
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import type { Appended, AppendFault, Step } from '../bitemporal/answers'
import { FactIndex } from '../bitemporal/fact-index'
import { SaidByDossier } from './said'

/** What is read of an aggregate: the types of its events. `conventionAggregate` is one. */
export type IndexedAggregate = {
  /** `convention` takes the streams `convention-<id>`; the dossier is then `<id>`. */
  readonly category: string
  /** By the type of their event. */
  readonly acts: Readonly<Record<string, { readonly says: t.Mixed } | null>>
  readonly kinds: KindValues
  readonly correction: { readonly event: string }
  readonly restatement: { readonly event: string }
}

export type LinesIndex<F extends Fact> = {
  /** The index that is asked. A dossier is named by its id, without the category. */
  readonly lines: FactIndex<F>
  /**
   * Takes one recorded event: those of a stream in order, streams in any order. One that comes again, or stands in the
   * stream of another category, changes nothing. On a fault the index is as before: the event is still to be taken.
   */
  readonly append: (recorded: Recorded) => E.Either<AppendFault, Appended>
  /** The lines of a stream, from its events up to a revision; null for a stream of another category. */
  readonly linesOf: (stream: string, upTo: number) => PremiseLines | null
  /** What an event of a stream says, shared and frozen; undefined for one that is no act, or was not taken. */
  readonly said: (stream: string, revision: number) => unknown
  /** Under which models a dossier was recorded; none of one that was not taken. */
  readonly modelsOf: (dossier: string) => RecordedModels
}

/** What is told of an event once it was taken: its dossier, and the facts that it asserts. */
export type OnTaken<F extends Fact> = (dossier: string, facts: ReadonlyArray<F>) => void

const NO_MODELS: RecordedModels = []

const PASSED_OVER: E.Either<never, Appended> = E.right('passed-over')

/**
 * An empty index of the lines of an aggregate. In its streams an event of another type asserts nothing, and its revision
 * counts: a service may record types of its own there, and one event that went astray is not to close the annexes of
 * every convention. The data of an event are as the store's codec has read them.
 *
 * A move that points to what an event of the stream says is given the value that stands there, so what the events say is
 * kept: as values that are shared with those of the facts.
 *
 * @example
 * const { lines, append } = linesIndex<ConventionFact>(conventionAggregate)
 * for (const recorded of journal) append(recorded)
 * lines.at('psu-1960-2017', { on, knownAt }, 'etablissement')
 *
 * @param onTaken told the facts of each event, once they were taken
 */
export const linesIndex = <F extends Fact>(
  aggregate: IndexedAggregate,
  onTaken: OnTaken<F> = () => {}
): LinesIndex<F> => {
  const { category, acts, kinds, correction, restatement } = aggregate
  const prefix = `${category}-`
  const types = new Set([...Object.keys(acts), correction.event, restatement.event])
  const lines = new FactIndex<F>()
  const saids = new SaidByDossier()

  const models = new Map<string, RecordedModels>()
  const modelsOf = (dossier: string): RecordedModels => models.get(dossier) ?? NO_MODELS

  const append = (recorded: Recorded) => {
    const { stream, type, data, revision, recordedAt, metadata } = recorded
    if (!stream.startsWith(prefix)) return PASSED_OVER
    const dossier = stream.slice(prefix.length)
    const event = types.has(type) ? eventOf(data) : NO_ACT
    if (event === null) return E.left({ fault: 'not-decoded', dossier, revision } as const)
    const said = (at: number) => ({ says: at === revision ? event.says : saids.of(dossier, at) })
    const reason = motifOf(event.says) ?? metadata.reason
    const cause = {
      revision,
      type,
      recordedAt,
      acteur: metadata.acteur.kind,
      ...(reason === null ? {} : { reason })
    }
    // The codec of the aggregate's events has read the values of the moves by their kinds.
    const facts = event.moves.map(
      factOf(kinds, said, readEvent(acts, revision, type))
    ) as ReadonlyArray<unknown> as ReadonlyArray<F>
    const appended = lines.append(dossier, cause, facts)
    if (E.isRight(appended) && appended.right === 'appended') {
      saids.keep(dossier, revision, lines.share(event.says))
      const before = modelsOf(dossier)
      const after = withModelOf(before, recorded)
      if (after !== before) models.set(dossier, after)
      onTaken(dossier, facts)
    }
    return appended
  }
  const said = (stream: string, revision: number): unknown =>
    stream.startsWith(prefix) ? saids.of(stream.slice(prefix.length), revision) : undefined
  const linesOf = (stream: string, upTo: number): PremiseLines | null =>
    stream.startsWith(prefix)
      ? // A kind that the aggregate does not have has no steps.
        (kind, id) =>
          timelineOf(lines.timeline(stream.slice(prefix.length), { kind: kind as F['kind'], id }, upTo))
      : null
  return { lines, append, said, linesOf, modelsOf }
}

/** The steps of a line as a timeline of all days: nothing holds on a day that no step covers. */
const timelineOf = (steps: ReadonlyArray<Pick<Step, 'value' | 'span'>>): Timeline<unknown> => {
  let timeline: Timeline<unknown> = emptyTimeline
  for (const { value, span } of steps) timeline = assertOver(span, value)(timeline)
  return timeline
}

type ActEvent = { readonly says: unknown; readonly moves: ReadonlyArray<Move> }

const NO_ACT: ActEvent = { says: undefined, moves: [] }

/** Null for data that no codec of the aggregate's events has read: its moves are not lines yet. */
const eventOf = (data: unknown): ActEvent | null => {
  const moves: unknown = typeof data === 'object' && data !== null && 'moves' in data ? data.moves : null
  // What the codec has read is of the type that it gives.
  return Array.isArray(moves) && moves.every(isLine) ? (data as ActEvent) : null
}

const isLine = (move: unknown): boolean => typeof move === 'object' && move !== null && 'kind' in move

/** Why an act was given, where it says so itself: a correction, a blocking. */
const motifOf = (says: unknown): string | null => {
  const motif: unknown = typeof says === 'object' && says !== null && 'motif' in says ? says.motif : null
  return typeof motif === 'string' ? motif : null
}
