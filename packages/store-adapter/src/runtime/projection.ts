import type { AnyEvent, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Clock, secondsSince } from '../clock'
import type { EventStore } from '../event-store'
import type { JournalCodec, UnreadableEvent } from '../journal/codec'
import { categoryOf } from '../stream-name'
import { count, inSpan, record, stopwatch } from '../telemetry/telemetry'
import { type Checkpoint, checkpointOn } from './checkpoint'
import type { ModelStoreFault } from './checkpoints'
import { type AnyFault, type Defect, defect, isEither } from './defect'
import { type Feed, type FollowedPage, feed } from './feed'
import { isAtLeast } from './progress'
import { reactionCategory } from './reaction-log'
import type { Advanced, ModelKey, ReadModelStore } from './read-models'
import type { RetryPolicy, Sleep } from './retry'
import { type StartFrom, startOf, takes } from './start'
import { journalMoved, modelOfOtherJournal, whereabouts } from './whereabouts'

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
  readonly codec: Pick<JournalCodec<Event>, 'types' | 'decode'>
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

/**
 * What became of a page: it failed, or is kept; `caught-up` when the journal ended with it. `moved`: before a page the
 * model was put where another journal has its event, or emptied.
 */
export type PageOutcome = 'failed' | 'behind' | 'caught-up' | 'moved'

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
    let model = opened.right
    let isEmptied = false
    let onMoved = (): void => {}

    /** What a model holds of another journal is shown to nobody, not even while it is built again. */
    const emptied = async (): Promise<E.Either<ModelStoreFault, void>> => {
      const removed = isEmptied ? E.right(undefined) : await models.remove(key)()
      if (E.isLeft(removed)) return removed
      isEmptied = true
      const anew = await models.open(key, projection.initial)()
      if (E.isLeft(anew)) return anew
      isEmptied = false
      model = anew.right
      return E.right(undefined)
    }
    const goOnFrom = async (kept: Checkpoint): Promise<E.Either<AnyFault, Checkpoint | null>> => {
      const found = await whereabouts(store, kept)
      if (E.isLeft(found) || found.right === kept) return found
      const checkpoint = found.right
      onInterrupted(
        checkpoint === null ? modelOfOtherJournal(name, kept) : journalMoved(name, kept, checkpoint)
      )
      const changed =
        checkpoint === null ? await emptied() : await model.update(({ state }) => [{ state, checkpoint }])()
      if (E.isLeft(changed)) return changed
      onMoved()
      return E.right(model.current().checkpoint)
    }

    const kept = model.current().checkpoint
    if (kept !== null) {
      const at = await goOnFrom(kept)
      if (E.isLeft(at)) return at
    } else {
      const start = await startOf(store, startFrom)
      if (E.isLeft(start)) return start
      const checkpoint = start.right
      if (checkpoint !== null) {
        const begun = await model.update(({ state }) => [{ state, checkpoint }])()
        if (E.isLeft(begun)) return begun
      }
    }

    /**
     * The events before one that is refused are kept, then it is told. One at which the projection throws may have
     * been written in part: a store that has undone the page takes the events before it once more.
     */
    const handle = async (
      events: ReadonlyArray<Recorded>,
      checkpoint: Checkpoint | null
    ): Promise<E.Either<AnyFault, void>> => {
      let at = 0
      let fault: ProjectionFault<Fault> | null = null
      const work = function* (kept: Advanced<State>): Iterable<Advanced<State>> {
        let { state } = kept
        for (const [index, recorded] of events.entries()) {
          if (isPast(kept, recorded.position)) continue
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
          yield { state, checkpoint: checkpointOn(recorded) }
        }
        if (checkpoint !== null && !isPast(kept, checkpoint.position)) yield { state, checkpoint }
      }
      try {
        const kept = await model.update(work)()
        if (E.isLeft(kept)) return kept
        return fault === null ? E.right(undefined) : E.left(fault)
      } catch (error) {
        const recorded = events[at]
        if (recorded === undefined) throw error
        const before = events.slice(0, at)
        const last = before.at(-1)
        const kept =
          last === undefined || isPast(model.current(), last.position)
            ? E.right(undefined)
            : await handle(before, checkpointOn(last))
        return E.isLeft(kept) ? kept : E.left(projectionFault(name, recorded, defect('apply', error)))
      }
    }

    const observed = async (page: FollowedPage): Promise<E.Either<AnyFault, void>> => {
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
        const delay = secondsSince(clock, last.recordedAt)
        if (delay !== null) record('avenant.project.delay', delay, of)
      }
      return outcome
    }

    return E.right({
      key,
      current: () => model.current(),
      start: (onPage, endsHere) => {
        onMoved = () => onPage('moved')
        return feed<AnyFault>({
          ...options,
          ...(endsHere === undefined ? {} : { endsHere }),
          onInterrupted: fault => {
            onPage('failed')
            onInterrupted(fault)
          },
          after: model.current().checkpoint,
          goOnFrom,
          handle: async page => {
            const outcome = await observed(page)
            onPage(E.isLeft(outcome) ? 'failed' : page.caughtUp ? 'caught-up' : 'behind')
            return outcome
          }
        })
      }
    })
  }

type Checkpointed = { readonly checkpoint: Checkpoint | null }

const isPast = ({ checkpoint }: Checkpointed, position: Recorded['position']): boolean =>
  isAtLeast(checkpoint?.position ?? null, position)

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
