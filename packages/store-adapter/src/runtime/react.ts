import type { AnyEvent, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { invalidRequest } from '../errors'
import type { EventStore } from '../event-store'
import { categoryOf } from '../stream-name'
import { recordedAttributes } from '../telemetry/attributes'
import { count, inSpan, stopwatch } from '../telemetry/telemetry'
import { breathe, givenUp, tellTo } from './answer'
import { type Checkpoint, checkpointAt } from './checkpoint'
import { checkpointOf, type MoveCheckpoint } from './checkpoints'
import { type AnyFault, defect } from './defect'
import type { AnyCommand } from './execution'
import { type FollowedPage, feed } from './feed'
import { inParallel } from './parallel'
import { isAtLeast, progress } from './progress'
import { handlerOf, type Poison } from './reaction'
import { reactionCategory } from './reaction-log'
import { type Act, openRecord } from './reaction-record'
import { type ReactOptions, type Reactor, type ReactorState, reactFaults } from './reactor'
import { resumption } from './resumption'
import { delayAfter, patientRetryPolicy, timerSleep } from './retry'
import { followFaults, type StartFrom, startOf, takes } from './start'
import { journalMoved, reactorOfOtherJournal, whereaboutsOf } from './whereabouts'

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
  <Event extends AnyEvent, Command extends AnyCommand>(
    options: ReactOptions<Event, Command>
  ): TaskEither<AnyFault, Reactor> =>
  async () => {
    try {
      return await reactorOf(options)
    } catch (error) {
      return E.left(defect('react', error))
    }
  }

const reactorOf = async <Event extends AnyEvent, Command extends AnyCommand>({
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
}: ReactOptions<Event, Command>): Promise<E.Either<AnyFault, Reactor>> => {
  const faults = [
    ...followFaults({ category, types, startFrom }, codec.types),
    ...reactFaults({ name, concurrency, refusal, maxCausationDepth, timeout, grace, retry })
  ]
  if (faults.length > 0) return E.left(invalidRequest(faults))
  const opened = await openRecord({ name, store, acteur, random, sleep })()
  if (E.isLeft(opened)) return opened
  const { record, waiting } = opened.right
  const loaded = await checkpoints.load(name)()
  if (E.isLeft(loaded)) return loaded
  const tell = tellTo(onReport)
  const { kept, move } = checkpointOf(checkpoints, name, loaded.right)
  /** Where the journal still has all that the reactor left in it. */
  const goOnFrom = async (after: Checkpoint): Promise<E.Either<AnyFault, Checkpoint>> => {
    const trail = kept()
    if (trail === null) return E.right(after)
    const found = await whereaboutsOf(store, trail)
    if (E.isLeft(found)) return found
    const { last } = trail
    if (found.right._tag === 'Gone') return E.left(reactorOfOtherJournal(name, last, found.right.since))
    const { at } = found.right
    if (at.position === last.position) return E.right(at)
    tell({ _tag: 'Interrupted', fault: journalMoved(name, last, at) })
    const moved = await move(at, null)
    return E.isLeft(moved) ? moved : E.right(at)
  }
  const after =
    loaded.right === null ? await beginning(startFrom, store, move) : await goOnFrom(loaded.right.last)
  if (E.isLeft(after)) return after

  let status: ReactorState['status'] = 'running'
  let fault: AnyFault | null = null
  let handled = 0
  let refused = 0
  let passedOver = 0
  /** Commands since the end of the journal was met last: they may have added to it. */
  let given = 0
  /** Commands whose acts no checkpoint that is kept tells of yet. */
  let untold = 0
  const isTaken = takes(types)
  const along = progress(after.right?.position ?? null, sleep)

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
      untold++
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

  const handlePage = async ({ events, checkpoint }: FollowedPage): Promise<E.Either<AnyFault, void>> => {
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
    const telling = untold
    const acts = await endOfActs(store, checkpoint, telling === 0 ? (kept()?.last.acts ?? null) : 'new')
    if (E.isLeft(acts)) return acts
    const saved = await move(checkpoint, acts.right)
    if (E.isRight(saved)) {
      untold -= telling
      along.advance(checkpoint.position)
    }
    return saved
  }

  const following = feed<AnyFault>({
    store,
    category,
    after: after.right,
    goOnFrom,
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

/** Where one that never had a checkpoint begins: this is kept. */
const beginning = async (
  startFrom: StartFrom,
  store: EventStore,
  move: MoveCheckpoint
): Promise<E.Either<AnyFault, Checkpoint | null>> => {
  const start = await startOf(store, startFrom)
  if (E.isLeft(start) || start.right === null) return start
  const saved = await move(start.right, null)
  return E.isLeft(saved) ? saved : start
}

/** Where the journal ends that holds the acts of all up to a checkpoint; null when they are all before it. */
const endOfActs = async (
  store: EventStore,
  { position }: Checkpoint,
  acts: Checkpoint | null | 'new'
): Promise<E.Either<AnyFault, Checkpoint | null>> => {
  if (acts === 'new') {
    const head = await store.head()()
    if (E.isLeft(head)) return head
    return isAtLeast(position, head.right) || head.right === null
      ? E.right(null)
      : checkpointAt(store, head.right)
  }
  return E.right(acts !== null && isAtLeast(position, acts.position) ? null : acts)
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
