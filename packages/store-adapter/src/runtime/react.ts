import { type Acteur, type AnyEvent, Count, type Fault, type Position, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { invalidRequest } from '../errors'
import type { EventStore, SubscriptionPage } from '../event-store'
import type { JournalCodec } from '../journal/codec'
import { categoryOf } from '../stream-name'
import { recordedAttributes } from '../telemetry/attributes'
import { count, inSpan, stopwatch } from '../telemetry/telemetry'
import { breathe, givenUp, tellTo } from './answer'
import { type Checkpoints, checkpointOf } from './checkpoints'
import type { AnyFault } from './defect'
import type { AnyCommand } from './execution'
import { feed } from './feed'
import { inParallel } from './parallel'
import { type NotReached, progress } from './progress'
import { type GiveCommand, handlerOf, type Poison, type Reactions } from './reaction'
import { reactionCategory, type StopCause, type WaitingStream } from './reaction-log'
import { type Act, openRecord } from './reaction-record'
import { resumption } from './resumption'
import { delayAfter, patientRetryPolicy, type RetryPolicy, type Sleep, timerSleep } from './retry'
import { type FollowOptions, followFaults, type StartFrom, startOf, takes } from './start'

export type ReactOptions<Event extends AnyEvent, Command> = FollowOptions<Event['type']> & {
  /** Letters, digits and `-`: its checkpoint is kept and its acts are recorded under it (`reaction-<name>`). */
  readonly name: string
  readonly store: EventStore
  /** Reads every event of the category; one that it cannot read stops its stream. */
  readonly codec: JournalCodec<Event>
  readonly reactions: Reactions<Event, Command>
  readonly execute: GiveCommand<Command>
  readonly checkpoints: Checkpoints
  /** In whose name a stream is stopped: the system's. */
  readonly acteur: Acteur
  /** Streams handled at the same time, 8 by default; and one more that is resumed. */
  readonly concurrency?: number
  /**
   * When the commanded aggregate refuses: `report` tells it and counts the event as handled, for a command that may
   * be repeated is not refused for that; `stop` stops the stream.
   */
  readonly refusal?: 'report' | 'stop'
  /**
   * How many reactions may follow from one another, 32 by default: an event at which it is reached and that asks for more
   * stops its stream (`chaine`). The executor is to record `meta.causationDepth`, as `executor` does.
   */
  readonly maxCausationDepth?: number
  /**
   * Milliseconds that one reaction, and one command, may take; 60,000 by default, `Infinity` for no end. What takes longer
   * stops its stream, whether or not it ends one day.
   */
  readonly timeout?: number
  /** Milliseconds that `stop` waits for what is at hand, 2,000 by default. */
  readonly grace?: number
  /** Of a reaction or a command that may pass later, and of a store that is away. */
  readonly retry?: RetryPolicy
  /** Told at once. What it throws is passed over. */
  readonly onReport?: (report: ReactionReport) => void
  readonly random?: () => number
  readonly sleep?: Sleep
}

export type ReactionReport =
  | {
      readonly _tag: 'Stopped'
      readonly recorded: Recorded
      readonly cause: StopCause
      /** What the journal does not keep of it. */
      readonly error: AnyFault
    }
  | {
      readonly _tag: 'Refused'
      readonly recorded: Recorded
      readonly stream: string
      readonly commandId: string
      readonly refused: AnyFault
    }
  /**
   * The reaction gives another command than it did when it met this event first: that one stands, this one was not
   * executed, and the event counts as handled.
   */
  | {
      readonly _tag: 'PassedOver'
      readonly recorded: Recorded
      readonly stream: string
      readonly commandId: string
      readonly reused: AnyFault
    }
  | { readonly _tag: 'Resumed'; readonly stream: string; readonly revision: number }
  /** It goes on by itself as soon as it can. */
  | { readonly _tag: 'Interrupted'; readonly fault: AnyFault }

export type ReactorState = {
  readonly status: 'running' | 'stopped' | 'failed'
  readonly fault: AnyFault | null
  /** Every event up to it is handled, or is of a stream that is recorded as waiting. */
  readonly checkpoint: Position | null
  readonly handled: number
  readonly refused: number
  /** Commands that were not executed, for another one stands under their id. */
  readonly passedOver: number
  readonly waiting: ReadonlyArray<WaitingStream>
}

export type Reactor = {
  readonly state: () => ReactorState
  /** Has the event at which a stream was stopped handled again, then those that wait after it. Recorded. */
  readonly retry: (stream: string, act: Act) => TaskEither<AnyFault, void>
  /** Passes it over for ever, and goes on with those that wait after it. Recorded. */
  readonly skip: (stream: string, act: Act) => TaskEither<AnyFault, void>
  /** Once the checkpoint is there; `timeout` in milliseconds; `Infinity` for no end. */
  readonly whenCaughtUp: (position: Position, timeout: number) => TaskEither<NotReached, Position>
  /** Right once it is stopped or, with `stopWhenCaughtUp`, has handled all; Left as soon as it cannot go on. */
  readonly ended: Task<E.Either<AnyFault, void>>
  /**
   * Lets the page at hand end, without trying again what fails, keeps the checkpoint and lets go of everything. What has
   * not ended within the `grace` is left: it comes again at the next start.
   */
  readonly stop: Task<void>
}

/**
 * Runs reactions after the append, at least once: commands have ids derived from their event, so that running one
 * twice changes nothing. The order of each stream is kept; different streams of a page go on side by side. A page
 * waits for its slowest stream: what a reaction has read of the journal is not overtaken by the reaction to an event of
 * a later page.
 *
 * An event that cannot be handled stops its stream, and no other: this is recorded in `reaction-<name>`, and only
 * then may the checkpoint pass what waits.
 *
 * One reactor at a time runs under a name. Of two that share their checkpoints, the one that comes second ends at its
 * next page with the fault `MOVED`: it has handled that page too, which changes nothing, and passes nothing over.
 */
export const react =
  <Event extends AnyEvent, Command extends AnyCommand>({
    name,
    store,
    codec,
    category,
    types,
    startFrom = 'start',
    stopWhenCaughtUp = false,
    reactions,
    execute,
    checkpoints,
    acteur,
    concurrency = 8,
    refusal = 'report',
    maxCausationDepth = 32,
    timeout = 60_000,
    grace = 2_000,
    retry = patientRetryPolicy,
    onReport = () => {},
    random = Math.random,
    sleep = timerSleep
  }: ReactOptions<Event, Command>): TaskEither<AnyFault, Reactor> =>
  async () => {
    const faults = [
      ...followFaults({ category, types, startFrom }, codec.types),
      ...reactFaults({ concurrency, refusal, maxCausationDepth, timeout, grace, retry })
    ]
    if (faults.length > 0) return E.left(invalidRequest(faults))
    const opened = await openRecord({ name, store, acteur, random, sleep })()
    if (E.isLeft(opened)) return opened
    const { record, waiting } = opened.right
    const loaded = await checkpoints.load(name)()
    if (E.isLeft(loaded)) return loaded
    const save = checkpointOf(checkpoints, name, loaded.right)
    const after = await beginning(loaded.right, startFrom, store, save)
    if (E.isLeft(after)) return after

    let status: ReactorState['status'] = 'running'
    let fault: AnyFault | null = null
    let handled = 0
    let refused = 0
    let passedOver = 0
    /** Commands since the end of the journal was met last: they may have added to it. */
    let given = 0
    const isTaken = takes(types)
    const along = progress(after.right, sleep)

    const tell = tellTo(onReport)

    const handle = handlerOf({
      name,
      codec,
      reactions,
      execute,
      maxCausationDepth,
      timeout,
      grace,
      retry,
      random,
      sleep,
      stopsOnRefusal: refusal === 'stop',
      onGiven: () => {
        given++
      },
      onPassedOver: (command, recorded) => {
        passedOver++
        tell({ _tag: 'PassedOver', recorded, ...command })
      },
      onRefused: (refusedCommand, recorded) => {
        refused++
        tell({ _tag: 'Refused', recorded, ...refusedCommand })
      }
    })

    const observed = async (recorded: Recorded): Promise<Awaited<ReturnType<typeof handle>>> => {
      const elapsed = stopwatch()
      const outcome = await inSpan(
        'avenant.react',
        () => ({ 'avenant.reactor': name, ...recordedAttributes(recorded) }),
        () => handle(recorded, following.signal)
      )
      elapsed('avenant.react.duration', {
        'avenant.reactor': name,
        'avenant.category': categoryOf(recorded.stream),
        'avenant.outcome': E.isRight(outcome) ? 'ok' : outcome.left._tag
      })
      return outcome
    }

    /** Handled, or stopped and recorded as such. A Left is for the reactor as a whole. */
    const handleOrStop = async (recorded: Recorded): Promise<E.Either<AnyFault, 'handled' | 'stopped'>> => {
      if (!isTaken(recorded)) return E.right('handled')
      await breathe()
      for (let attempts = 1; ; attempts++) {
        const outcome = await observed(recorded)
        if (E.isRight(outcome)) {
          handled++
          return E.right('handled')
        }
        if (outcome.left._tag === 'GivenUp') return E.left(outcome.left)
        const stopped = await record.stop(recorded, outcome.left)
        if (E.isRight(stopped)) {
          tellStopped(recorded, outcome.left)
          return E.right('stopped')
        }
        if (!stopped.left.retryable) return stopped
        if (following.signal.aborted) return E.left(givenUp)
        // The store is away: that may be all that was wrong with the event.
        tell({ _tag: 'Interrupted', fault: stopped.left })
        await sleep(delayAfter(attempts, random(), retry), following.signal)
      }
    }

    const tellStopped = (recorded: Recorded, { cause, error }: Poison): void => {
      count('avenant.react.stopped', '{stream}', 1, { 'avenant.reactor': name, 'avenant.cause': cause })
      tell({ _tag: 'Stopped', recorded, cause, error })
    }

    const handlePage = async ({
      events,
      checkpoint
    }: SubscriptionPage): Promise<E.Either<AnyFault, void>> => {
      const faults: AnyFault[] = []
      await inParallel(concurrency, byStream(events), async queue => {
        for (const recorded of queue) {
          if (faults.length > 0) return
          if (waiting.passesOver(recorded)) continue
          const outcome = await handleOrStop(recorded)
          if (E.isLeft(outcome)) faults.push(outcome.left)
        }
      })
      const [first] = faults
      if (first !== undefined) return E.left(first)
      if (checkpoint === null) return E.right(undefined)
      const saved = await save(checkpoint)
      if (E.isRight(saved)) along.advance(checkpoint)
      return saved
    }

    const following = feed<AnyFault>({
      store,
      category,
      after: after.right,
      handle: handlePage,
      ...(stopWhenCaughtUp
        ? {
            endsHere: () => {
              const nothingMore = given === 0
              given = 0
              return nothingMore
            }
          }
        : {}),
      onInterrupted: interruption => tell({ _tag: 'Interrupted', fault: interruption }),
      retry,
      random,
      sleep
    })
    const resuming = resumption({
      store,
      record,
      waiting,
      handleOrStop,
      signal: following.signal,
      onResumed: (stream, revision) => tell({ _tag: 'Resumed', stream, revision }),
      onFault: async failed => {
        fault ??= failed
        await following.stop()
      },
      pause: attempts => sleep(delayAfter(attempts, random(), retry), following.signal)
    })
    for (const { stream, resuming: goesOn } of waiting.list()) if (goesOn) resuming.resume(stream)

    const ended = following.ended.then(async (outcome): Promise<E.Either<AnyFault, void>> => {
      await following.stop()
      await resuming.idle()
      await record.close()
      if (E.isLeft(outcome)) fault ??= outcome.left
      status = fault === null ? 'stopped' : 'failed'
      along.end()
      return fault === null ? E.right(undefined) : E.left(fault)
    })

    const goOn =
      (recordAct: typeof record.retry) =>
      (stream: string, act: Act): TaskEither<AnyFault, void> =>
      async () => {
        const recorded = await recordAct(stream, act)
        if (E.isRight(recorded)) resuming.resume(stream)
        return recorded
      }

    return E.right({
      state: () => ({
        status,
        fault,
        checkpoint: along.reached(),
        handled,
        refused,
        passedOver,
        waiting: waiting.list()
      }),
      retry: goOn(record.retry),
      skip: goOn(record.skip),
      whenCaughtUp: along.whenReached,
      ended: () => ended,
      stop: async () => {
        await following.stop()
        await ended
      }
    })
  }

type Numbers = Required<
  Pick<
    ReactOptions<AnyEvent, never>,
    'concurrency' | 'refusal' | 'maxCausationDepth' | 'timeout' | 'grace' | 'retry'
  >
>

/** A reactor that handles nothing at a time, or never gives up, would pass over or stand still without a word. */
const reactFaults = ({
  concurrency,
  refusal,
  maxCausationDepth,
  timeout,
  grace,
  retry
}: Numbers): ReadonlyArray<Fault> => {
  const wrong: ReadonlyArray<readonly [path: string, isRight: boolean, expected: string]> = [
    ['concurrency', Count.is(concurrency) && concurrency > 0, "un entier d'au moins 1"],
    ['refusal', refusal === 'report' || refusal === 'stop', "'report' ou 'stop'"],
    ['maxCausationDepth', Count.is(maxCausationDepth), 'un entier positif ou nul'],
    ['timeout', timeout > 0, 'un nombre de millisecondes, ou Infinity'],
    ['grace', grace >= 0, 'un nombre de millisecondes, ou Infinity'],
    ['retry.attempts', retry.attempts >= 1, 'au moins 1']
  ]
  return wrong.flatMap(([path, isRight, expected]) =>
    isRight ? [] : [{ path, message: `attendu : ${expected}` }]
  )
}

/** The checkpoint, or where one that never had any begins: this is kept. */
const beginning = async (
  checkpoint: Position | null,
  startFrom: StartFrom,
  store: EventStore,
  save: ReturnType<typeof checkpointOf>
): Promise<E.Either<AnyFault, Position | null>> => {
  if (checkpoint !== null) return E.right(checkpoint)
  const start = await startOf(store, startFrom)
  if (E.isLeft(start) || start.right === null) return start
  const saved = await save(start.right)
  return E.isLeft(saved) ? saved : start
}

/** What reactors record of themselves asks for nothing. */
const byStream = (events: ReadonlyArray<Recorded>): Iterable<ReadonlyArray<Recorded>> => {
  const queues = new Map<string, Recorded[]>()
  for (const recorded of events) {
    if (categoryOf(recorded.stream) === reactionCategory) continue
    const queue = queues.get(recorded.stream)
    if (queue === undefined) queues.set(recorded.stream, [recorded])
    else queue.push(recorded)
  }
  return queues.values()
}
