/** What one program of several is to do: it runs in one of them, and in another as soon as that one is gone. */
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { tellTo } from './answer'
import { type AnyFault, defect } from './defect'
import type { Leases } from './leases'
import { type Sleep, timerSleep } from './retry'

/** What runs here, until it ends or is stopped. */
export type Running = {
  /** Right when it was stopped; Left as soon as it cannot go on. */
  readonly ended: Task<E.Either<AnyFault, void>>
  readonly stop: Task<void>
}

export type AloneOptions<R extends Running> = {
  readonly leases: Leases
  /** What is done by one alone. */
  readonly name: string
  /** This program, among those that have the name in common: a uuid. */
  readonly holder: string
  readonly start: TaskEither<AnyFault, R>
  /** Milliseconds that the lease holds without being kept: the longest that nobody may do it. 6,000 by default. */
  readonly duration?: number
  /** Milliseconds between two looks at it. 2,000 by default; a third of the duration at most. */
  readonly every?: number
  /** Told of what goes wrong; it is tried again at the next look. What it throws is passed over. */
  readonly onInterrupted?: (fault: AnyFault) => void
  readonly sleep?: Sleep
}

export type Alone<R> = {
  /** What runs here; null while it runs in another program, or in none. */
  readonly running: () => R | null
  /** Why it last ended or did not start here; null once it has run since, here or in another program. */
  readonly fault: () => AnyFault | null
  /** Stops what runs here, and lets another program have it. */
  readonly stop: Task<void>
}

/**
 * Runs something where the lease is, and gives it up where the lease is lost. A program that stood still may go on for a
 * moment beside the one that took over: what runs has to bear that, as reactors do, whose checkpoint moves from where
 * they left it alone and whose commands are executed once.
 */
export const alone = <R extends Running>({
  leases,
  name,
  holder,
  start,
  duration = 6_000,
  every = 2_000,
  onInterrupted = () => {},
  sleep = timerSleep
}: AloneOptions<R>): Alone<R> => {
  const tell = tellTo(onInterrupted)
  const stopping = new AbortController()
  let running: R | null = null
  let fault: AnyFault | null = null

  const interrupted = (found: AnyFault): void => {
    fault = found
    tell(found)
  }
  const begin = async (): Promise<void> => {
    const started = await start()
    if (E.isLeft(started)) return interrupted(started.left)
    const here = started.right
    running = here
    fault = null
    void here.ended().then(async outcome => {
      if (running !== here) return
      running = null
      if (E.isLeft(outcome)) interrupted(outcome.left)
      await here.stop()
    })
  }
  const giveUp = async (): Promise<void> => {
    const here = running
    running = null
    await here?.stop()
  }
  const look = async (): Promise<void> => {
    const held = await leases.hold(name, holder, duration)()
    // What runs goes on: what keeps the lease may be back before it ends.
    if (E.isLeft(held)) return interrupted(held.left)
    if (!held.right) {
      fault = null
      return giveUp()
    }
    if (running === null && !stopping.signal.aborted) await begin()
  }
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => interrupted(defect('alone', error)))
      await sleep(Math.min(every, duration / 3), stopping.signal)
    }
  })()

  return {
    running: () => running,
    fault: () => fault,
    stop: async () => {
      stopping.abort()
      await looking
      await giveUp()
      await leases.release(name, holder)()
    }
  }
}
