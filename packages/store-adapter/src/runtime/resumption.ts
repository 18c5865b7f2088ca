import type { Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore } from '../event-store'
import type { AnyFault } from './defect'
import type { ReactionRecord } from './reaction-record'
import type { Waiting } from './waiting'

type Options = {
  readonly store: EventStore
  readonly record: ReactionRecord
  readonly waiting: Waiting
  readonly handleOrStop: (recorded: Recorded) => Promise<E.Either<AnyFault, 'handled' | 'stopped'>>
  readonly signal: AbortSignal
  readonly onResumed: (stream: string, revision: number) => void
  /** What keeps the reactor from going on at all. */
  readonly onFault: (fault: AnyFault) => Promise<void>
  readonly pause: (attempts: number) => Promise<void>
}

export type Resumption = {
  /** Handles what waits in a stream, then lets it go on with the pages. One stream after the other. */
  readonly resume: (stream: string) => void
  /** Once nothing is being resumed. */
  readonly idle: () => Promise<void>
}

export const resumption = ({
  store,
  record,
  waiting,
  handleOrStop,
  signal,
  onResumed,
  onFault,
  pause
}: Options): Resumption => {
  /**
   * From `from` to the end of the stream: the revision to go on from, or null when it was stopped. What the pages had
   * passed over before the reading and the reading did not give, a retention has removed: nobody can handle it.
   */
  const handleFrom = async (stream: string, from: number): Promise<E.Either<AnyFault, number | null>> => {
    let next = Math.max(from, waiting.passedTo(stream))
    for await (const page of store.read(stream, { from })) {
      if (E.isLeft(page) && page.left._tag === 'StreamNotFound') break
      if (E.isLeft(page)) return page
      for (const recorded of page.right) {
        if (signal.aborted) return E.right(null)
        const outcome = await handleOrStop(recorded)
        if (E.isLeft(outcome)) return outcome
        if (outcome.right === 'stopped') return E.right(null)
        next = Math.max(next, recorded.revision + 1)
      }
    }
    return E.right(next)
  }

  const drain = async (stream: string): Promise<void> => {
    let from = waiting.get(stream)?.revision ?? 0
    for (let attempts = 1; !signal.aborted && waiting.get(stream)?.resuming === true; ) {
      const reached = await handleFrom(stream, from)
      if (E.isLeft(reached)) {
        if (!reached.left.retryable) return onFault(reached.left)
        await pause(attempts++)
        continue
      }
      if (reached.right === null) return
      from = reached.right
      if (!waiting.release(stream, from)) {
        // A store may answer without a turn of the event loop, and what else there is to do is not to wait for it.
        await new Promise(setImmediate)
        continue
      }
      onResumed(stream, from)
      // Not recorded, it is resumed once more at the next start: twice changes nothing.
      await record.resume(stream, from)
      return
    }
  }

  let turn: Promise<void> = Promise.resolve()
  return {
    resume: stream => {
      turn = turn.then(() => drain(stream))
    },
    idle: () => turn
  }
}
