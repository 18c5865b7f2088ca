import type { AnyEvent, Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Clock, systemClock } from '../clock'
import { invalidRequest, type ReadAllError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec } from '../journal/codec'
import { gauges } from '../telemetry/gauges'
import { tellTo } from './answer'
import { type AnyFault, defect } from './defect'
import type { Feed } from './feed'
import { type Lag, lagOf } from './lag'
import { isAtLeast, type NotReached, progress } from './progress'
import { type Build, build, type PageOutcome, type ProjectionIn } from './projection'
import type { ReadModelStore } from './read-models'
import { patientRetryPolicy, type RetryPolicy, type Sleep, timerSleep } from './retry'
import { type FollowOptions, followFaults, type StartFrom, startFaults } from './start'

export type ProjectOptions<Event extends AnyEvent, State, Fault> = FollowOptions<Event['type']> & {
  readonly store: EventStore
  /** Reads every event of the category; one that it cannot read stops the projection. */
  readonly codec: Pick<JournalCodec<Event>, 'types' | 'decode'>
  readonly projection: ProjectionIn<Event, State, Fault>
  readonly models: ReadModelStore<State>
  /** Told of what is tried again. What it throws is passed over. */
  readonly onInterrupted?: (fault: AnyFault) => void
  /** How far apart; it does not give up. */
  readonly retry?: RetryPolicy
  readonly random?: () => number
  readonly sleep?: Sleep
  readonly clock?: Clock
}

export type ProjectorState = {
  readonly status: 'catching-up' | 'live' | 'stopped' | 'failed'
  readonly version: number
  readonly checkpoint: Position | null
  /** Why it failed; a `ProjectionFault` says at which event. Readers still have the model as it stood before. */
  readonly fault: AnyFault | null
  readonly rebuilding: { readonly version: number; readonly checkpoint: Position | null } | null
}

export type RebuildRefused = {
  readonly _tag: 'RebuildRefused'
  readonly cause: 'same-version' | 'already-rebuilding' | 'stopped'
  readonly retryable: boolean
  readonly message: string
}

export type Projector<Event extends AnyEvent, State, Fault> = {
  /** The read model of the version in use. */
  readonly read: () => State
  readonly state: () => ProjectorState
  /** Read your writes: once the model in use holds this position. `timeout` in milliseconds; `Infinity` for no end. */
  readonly whenCaughtUp: (position: Position, timeout: number) => TaskEither<NotReached, Position>
  /** Against the end of the journal as it is now. Reads up to `limit` events, 10,000 by default. */
  readonly lag: (limit?: number) => TaskEither<ReadAllError, Lag>
  /**
   * Builds another version beside the one in use, from the start of the journal unless `from` says otherwise; takes its
   * place as soon as it has come as far, then forgets the old one; the last pages before that the old one leaves to it.
   * Readers see no step back. Right once it is in use; Left when it ended before, and the old one stays.
   */
  readonly rebuild: (
    projection: ProjectionIn<Event, State, Fault>,
    from?: Pick<FollowOptions, 'startFrom'>
  ) => TaskEither<AnyFault, void>
  /**
   * Right once it is stopped or, with `stopWhenCaughtUp`, holds all that is in the journal; Left as soon as the version in
   * use cannot go on; a rebuild alone is no end. After one that goes on from a failure it is to be asked anew.
   */
  readonly ended: Task<E.Either<AnyFault, void>>
  /** Lets the page at hand be kept and lets go of everything. The model stays readable. */
  readonly stop: Task<void>
}

/**
 * Builds a read model from the journal, then keeps it up to date. The model and its checkpoint are kept together,
 * page by page: after a crash it goes on from where both stand. An event that the projection cannot take in stops
 * it there, for a model with a hole would answer wrongly.
 */
export const project =
  <Event extends AnyEvent, State, Fault>(
    options: ProjectOptions<Event, State, Fault>
  ): TaskEither<AnyFault, Projector<Event, State, Fault>> =>
  async () => {
    try {
      return await projectorOf(options)
    } catch (error) {
      return E.left(defect('project', error))
    }
  }

const projectorOf = async <Event extends AnyEvent, State, Fault>({
  store,
  codec,
  category,
  types,
  startFrom = 'start',
  stopWhenCaughtUp = false,
  models,
  projection: first,
  onInterrupted = () => {},
  retry = patientRetryPolicy,
  random = Math.random,
  sleep = timerSleep,
  clock = systemClock
}: ProjectOptions<Event, State, Fault>): Promise<E.Either<AnyFault, Projector<Event, State, Fault>>> => {
  const faults = followFaults({ category, types, startFrom }, codec.types)
  if (faults.length > 0) return E.left(invalidRequest(faults))
  const told = tellTo(onInterrupted)
  const open = (projection: ProjectionIn<Event, State, Fault>, from: StartFrom) =>
    build<Event, State, Fault>({
      ...{ store, codec, category, types, startFrom: from, projection, models, retry, random, sleep, clock },
      onInterrupted: told
    })()
  const opened = await open(first, startFrom)
  if (E.isLeft(opened)) return opened
  const along = progress(positionIn(opened.right), sleep)

  const run = (
    built: Build<State>,
    onPage: (version: Version<State>, outcome: PageOutcome) => void
  ): Version<State> => {
    const version: Version<State> = {
      ...built,
      caughtUp: false,
      fault: null,
      feed: built.start(
        outcome => {
          version.caughtUp = outcome !== 'moved' && (version.caughtUp || outcome === 'caught-up')
          if (outcome === 'moved' && version === live) along.restart(positionIn(version))
          onPage(version, outcome)
        },
        // One that is built beside ends only once it is in use.
        stopWhenCaughtUp ? () => version === live : undefined
      )
    }
    void version.feed.ended.then(outcome => {
      if (E.isLeft(outcome)) version.fault = outcome.left
      if (version !== live) return
      if (E.isRight(outcome)) isDone = true
      // Who waits for the version in use would wait for nothing.
      along.end()
      ending.settle(outcome)
    })
    return version
  }
  /** Readers see the progress of the version in use only. */
  const show = (version: Version<State>): void => {
    if (version === live) along.advance(positionIn(version))
    telling.register()
  }
  const lag = (limit: number): TaskEither<ReadAllError, Lag> =>
    lagOf(store, category, clock)(along.reached(), limit)
  const telling = gauges(
    { 'avenant.project.lag': 's', 'avenant.project.lag.events': '{event}' },
    async () => {
      const { name, version } = live.key
      const behind = await lag(maxCounted)()
      return E.isLeft(behind)
        ? null
        : {
            values: {
              'avenant.project.lag': behind.right.seconds,
              'avenant.project.lag.events': behind.right.events
            },
            attributes: { 'avenant.projection': name, 'avenant.projection.version': version }
          }
    }
  )
  telling.register()
  let ending = endingOf()
  let live = run(opened.right, show)
  let next: Version<State> | null = null
  let pending: Promise<E.Either<AnyFault, void>> | null = null
  let stopping = false
  /** The version in use has ended, and not by a fault. */
  let isDone = false

  const replaceBy = async (
    projection: ProjectionIn<Event, State, Fault>,
    from: StartFrom
  ): Promise<E.Either<AnyFault, void>> => {
    const built = await open(projection, from)
    if (E.isLeft(built)) return built
    if (stopping) return E.left(rebuildRefused('stopped'))
    const old = live
    const takeOver = (version: Version<State>): void => {
      live = version
      next = null
      if (old.fault !== null || isDone) ending = endingOf()
      isDone = false
    }
    const replaced = await new Promise<E.Either<AnyFault, void>>(resolve => {
      const building = run(built.right, (version, outcome) => {
        if (version !== live) {
          if (outcome === 'failed') old.feed.release()
          // The look and the change are one step: no reader comes between them, and none sees the model go back.
          else if (isAtLeast(positionIn(version), positionIn(old))) {
            takeOver(version)
            resolve(E.right(undefined))
          }
          // Nearly there: the old one waits for it, else one that writes without a pause keeps the two apart.
          else if (outcome === 'caught-up') old.feed.hold()
        }
        show(version)
      })
      next = building
      void building.feed.ended.then(outcome =>
        resolve(E.isLeft(outcome) ? outcome : E.left(rebuildRefused('stopped')))
      )
    })
    next = null
    if (E.isLeft(replaced)) {
      old.feed.release()
      return replaced
    }
    await old.feed.stop()
    return models.remove(old.key)()
  }

  const state = (): ProjectorState => ({
    status:
      live.fault !== null
        ? 'failed'
        : stopping || isDone
          ? 'stopped'
          : live.caughtUp
            ? 'live'
            : 'catching-up',
    version: live.key.version,
    checkpoint: along.reached(),
    fault: live.fault,
    rebuilding: next === null ? null : { version: next.key.version, checkpoint: positionIn(next) }
  })

  return E.right({
    read: () => live.current().state,
    state,
    whenCaughtUp: along.whenReached,
    lag: (limit = maxCounted) => lag(limit),
    rebuild:
      (projection, { startFrom: from = 'start' } = {}) =>
      async () => {
        const wrong = startFaults(from)
        if (wrong.length > 0) return E.left(invalidRequest(wrong))
        if (stopping) return E.left(rebuildRefused('stopped'))
        if (pending !== null) return E.left(rebuildRefused('already-rebuilding'))
        const { name, version } = live.key
        if (projection.name === name && projection.version === version)
          return E.left(rebuildRefused('same-version'))
        pending = replaceBy(projection, from)
        try {
          return await pending
        } catch (error) {
          return E.left(defect('rebuild', error))
        } finally {
          pending = null
        }
      },
    ended: () => ending.settled,
    stop: async () => {
      stopping = true
      telling.remove()
      await Promise.all([live.feed.stop(), next?.feed.stop(), pending])
      // It may have taken its place meanwhile.
      await live.feed.stop()
      along.end()
      ending.settle(E.right(undefined))
    }
  })
}

const positionIn = <State>({ current }: Pick<Build<State>, 'current'>): Position | null =>
  current().checkpoint?.position ?? null

/** Events that are counted of a lag, unless asked otherwise. */
const maxCounted = 10_000

/** Of a projector, whichever of its versions is in use: settled once. */
const endingOf = () => {
  let settle = (_: E.Either<AnyFault, void>): void => {}
  const settled = new Promise<E.Either<AnyFault, void>>(resolve => {
    settle = resolve
  })
  return { settled, settle }
}

type Version<State> = Build<State> & {
  readonly feed: Feed<AnyFault>
  caughtUp: boolean
  fault: AnyFault | null
}

const refusals = {
  'same-version': 'cette version est déjà en service ; donnez-en une autre',
  'already-rebuilding': 'une autre version est en construction ; attendez-la',
  stopped: 'la projection a été arrêtée par ce programme ; relancez-la'
} as const

const rebuildRefused = (cause: RebuildRefused['cause']): RebuildRefused => ({
  _tag: 'RebuildRefused',
  cause,
  retryable: cause === 'already-rebuilding',
  message: `reconstruction refusée : ${refusals[cause]}`
})
