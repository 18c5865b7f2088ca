/** Runs the rounds of the deadlines, as long as it is not stopped. */
import type { Acteur, Models } from '@avenant/domain'
import type { DossiersIndex } from '@avenant/projections'
import type { AnyFault, Clock, EventStore, Running, Sleep } from '@avenant/store-adapter'
import { defect, timerSleep } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Remind } from './reminders'
import { deadlinesRound, type RoundOptions } from './round'

/** How what is due is recorded, and what is to come reminded of. */
export type DeadlinesOptions = {
  /** What this service does with a reminder; without it, nobody is reminded. */
  readonly remind?: Remind
  /** Milliseconds between two looks at what is due; an hour by default. No answer waits for it. */
  readonly every?: number
}

export type EngineOptions = DeadlinesOptions & {
  readonly store: EventStore
  /** The index, once it holds all that is recorded. */
  readonly onAll: TaskEither<AnyFault, DossiersIndex>
  readonly models: Models
  readonly acteur: Acteur
  readonly clock: Clock
  readonly execute: RoundOptions['execute']
  readonly onInterrupted: (fault: AnyFault) => void
  readonly sleep?: Sleep
}

const HOUR = 3_600_000
/** Milliseconds to another look where the journal could not be read to its end. */
const AGAIN = 5_000

export const startDeadlines = ({
  remind,
  every = HOUR,
  onAll,
  store,
  clock,
  onInterrupted,
  sleep = timerSleep,
  ...options
}: EngineOptions): Running => {
  const stopping = new AbortController()
  const known = new Set<string>()
  const tell = (fault: AnyFault): void => {
    try {
      onInterrupted(fault)
    } catch {
      // What is told wrong is no reason to stop.
    }
  }
  /** Whether there was one: not as long as the journal cannot be read to its end. */
  const round = async (): Promise<boolean> => {
    const index = await onAll()
    if (E.isLeft(index)) return refused(index.left)
    await deadlinesRound({
      ...options,
      store,
      now: clock(),
      index: index.right,
      remind: remind ?? null,
      known,
      tell,
      signal: stopping.signal
    })
    return true
  }
  const refused = (fault: AnyFault): false => {
    tell(fault)
    return false
  }
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const done = await round().catch((error: unknown) => refused(defect('deadlines', error)))
      await sleep(done ? every : Math.min(every, AGAIN), stopping.signal)
    }
  })()
  return {
    ended: async () => {
      await running
      return E.right(undefined)
    },
    stop: async () => {
      stopping.abort()
      await running
    }
  }
}
