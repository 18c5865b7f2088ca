import { type AnyEvent, epochOf, type Position, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Clock } from '../clock'
import type { EventStore, SubscriptionPage } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import { categoryOf } from '../stream-name'
import { count, inSpan, record, stopwatch } from '../telemetry/telemetry'
import { type AnyFault, type Defect, defect, isEither } from './defect'
import { type Feed, feed } from './feed'
import { isAtLeast } from './progress'
import { reactionCategory } from './reaction-log'
import type { Advanced, ModelKey, ReadModelStore } from './read-models'
import type { RetryPolicy, Sleep } from './retry'
import { type StartFrom, startOf, takes } from './start'

/** What is built from a journal: a `Projection` of the projections package is one. */
export type ProjectionIn<Event extends AnyEvent, State, Fault> = {
  readonly name: string
  /** Another one is built anew, from the start of the journal. */
  readonly version: number
  readonly initial: () => State
  /**
   * The state with the event in it; it may change the state in place. Synchronous. What it throws stops the projection:
   * tables undo what it had changed by then, and a model in memory shows it until it is built anew.
   */
  readonly apply: (state: State, recorded: Recorded<Event>) => E.Either<Fault, State>
}

/** The event that a projection could not take in, and why: it goes no further, until a version that can. */
export type ProjectionFault<Fault> = {
  readonly _tag: 'ProjectionFault'
  readonly projection: string
  readonly recorded: Recorded
  readonly fault: Fault | UnreadableEvent | Defect
  readonly retryable: false
  readonly message: string
}

export type BuildOptions<Event extends AnyEvent, State, Fault> = {
  readonly store: EventStore
  readonly codec: JournalCodec<Event>
  readonly category: string | undefined
  readonly types: ReadonlyArray<string> | undefined
  readonly startFrom: StartFrom
  readonly projection: ProjectionIn<Event, State, Fault>
  readonly models: ReadModelStore<State>
  readonly onInterrupted: (fault: AnyFault) => void
  readonly retry: RetryPolicy
  readonly random: () => number
  readonly sleep: Sleep
  readonly clock: Clock
}

/** What became of a page: it failed, or is kept; `caught-up` when the journal ended with it. */
export type PageOutcome = 'failed' | 'behind' | 'caught-up'

/** One version of a projection, as it was kept; once started it is built and kept up to date. */
export type Build<State> = {
  readonly key: ModelKey
  readonly current: () => Advanced<State>
  /**
   * `onPage` is told after each page; of one that failed the beginning may be kept. `endsHere` is asked at the end of the
   * journal.
   */
  readonly start: (onPage: (outcome: PageOutcome) => void, endsHere?: () => boolean) => Feed<AnyFault>
}

export const build =
  <Event extends AnyEvent, State, Fault>(
    options: BuildOptions<Event, State, Fault>
  ): TaskEither<AnyFault, Build<State>> =>
  async () => {
    const { store, codec, types, startFrom, projection, models, onInterrupted, clock } = options
    const isTaken = takes(types)
    const { name, version } = projection
    const key: ModelKey = { name, version }
    const opened = await models.open(key, projection.initial)()
    if (E.isLeft(opened)) return opened
    const model = opened.right
    if (model.current().checkpoint === null) {
      const start = await startOf(store, startFrom)
      if (E.isLeft(start)) return start
      const checkpoint = start.right
      if (checkpoint !== null) {
        const kept = await model.update(({ state }) => [{ state, checkpoint }])()
        if (E.isLeft(kept)) return kept
      }
    }

    /**
     * The events before one that is refused are kept, then it is told. One at which the projection throws may have
     * been written in part: a store that has undone the page takes the events before it once more.
     */
    const handle = async (
      events: ReadonlyArray<Recorded>,
      checkpoint: Position | null
    ): Promise<E.Either<AnyFault, void>> => {
      let at = 0
      let fault: ProjectionFault<Fault> | null = null
      const work = function* (kept: Advanced<State>): Iterable<Advanced<State>> {
        let { state } = kept
        for (const [index, recorded] of events.entries()) {
          if (isAtLeast(kept.checkpoint, recorded.position)) continue
          at = index
          if (isTaken(recorded) && categoryOf(recorded.stream) !== reactionCategory) {
            const decoded = codec.decode(recorded)
            const applied: E.Either<Fault | UnreadableEvent, State> = E.isLeft(decoded)
              ? decoded
              : projection.apply(state, decoded.right)
            // A promise, or nothing, would be taken for a state.
            if (!isEither(applied)) throw new TypeError('expected an Either, at once')
            if (E.isLeft(applied)) {
              fault = projectionFault(name, recorded, applied.left)
              return
            }
            state = applied.right
          }
          yield { state, checkpoint: recorded.position }
        }
        if (!isAtLeast(kept.checkpoint, checkpoint)) yield { state, checkpoint }
      }
      try {
        const kept = await model.update(work)()
        if (E.isLeft(kept)) return kept
        return fault === null ? E.right(undefined) : E.left(fault)
      } catch (error) {
        const recorded = events[at]
        if (recorded === undefined) throw error
        const before = events.slice(0, at)
        const upTo = before.at(-1)?.position ?? null
        const kept = isAtLeast(model.current().checkpoint, upTo)
          ? E.right(undefined)
          : await handle(before, upTo)
        return E.isLeft(kept) ? kept : E.left(projectionFault(name, recorded, defect('apply', error)))
      }
    }

    const observed = async (page: SubscriptionPage): Promise<E.Either<AnyFault, void>> => {
      const elapsed = stopwatch()
      const of = { 'avenant.projection': name, 'avenant.projection.version': version }
      const outcome = await inSpan(
        'avenant.project',
        () => ({ ...of, 'avenant.events': page.events.length, 'avenant.caught_up': page.caughtUp }),
        () => handle(page.events, page.checkpoint)
      )
      elapsed('avenant.project.duration', of)
      const last = page.events.at(-1)
      if (last !== undefined && E.isRight(outcome)) {
        count('avenant.project.events', '{event}', page.events.length, of)
        record('avenant.project.delay', Math.max(0, epochOf(clock()) - epochOf(last.recordedAt)) / 1000, of)
      }
      return outcome
    }

    return E.right({
      key,
      current: model.current,
      start: (onPage, endsHere) =>
        feed<AnyFault>({
          ...options,
          ...(endsHere === undefined ? {} : { endsHere }),
          onInterrupted: fault => {
            onPage('failed')
            onInterrupted(fault)
          },
          after: model.current().checkpoint,
          handle: async page => {
            const outcome = await observed(page)
            onPage(E.isLeft(outcome) ? 'failed' : page.caughtUp ? 'caught-up' : 'behind')
            return outcome
          }
        })
    })
  }

const projectionFault = <Fault>(
  projection: string,
  recorded: Recorded,
  fault: Fault | UnreadableEvent | Defect
): ProjectionFault<Fault> => ({
  _tag: 'ProjectionFault',
  projection,
  recorded,
  fault,
  retryable: false,
  message: `la projection ${projection} est arrêtée : flux ${recorded.stream}, révision ${recorded.revision}, ${recorded.id} ; corrigez-la, changez sa version et reconstruisez-la`
})
