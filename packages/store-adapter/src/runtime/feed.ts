import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import { type ReadAllError, type StoreClosed, storeClosed } from '../errors'
import type { EventStore, SubscriptionPage } from '../event-store'
import { breathe } from './answer'
import { afterOf, type Checkpoint, checkpointAt, checkpointOn } from './checkpoint'
import { type AnyFault, type Defect, defect } from './defect'
import { delayAfter, type RetryPolicy, type Sleep } from './retry'

/** A page, and the event that its checkpoint stands on. */
export type FollowedPage = Omit<SubscriptionPage, 'checkpoint'> & { readonly checkpoint: Checkpoint | null }

export type FeedOptions<Fault extends AnyFault> = {
  readonly store: EventStore
  readonly category: string | undefined
  readonly after: Checkpoint | null
  /**
   * Asked before the journal is followed again, for it may have been put back from a copy meanwhile: where to go on, null
   * for the start. A Left ends the feed, unless it is retryable.
   */
  readonly goOnFrom: (after: Checkpoint) => Promise<E.Either<Fault, Checkpoint | null>>
  /** Handles a page; the next is read once it is done. A retryable fault brings the page again, after a wait. */
  readonly handle: (page: FollowedPage) => Promise<E.Either<Fault, unknown>>
  /**
   * Asked once the end of the journal was met and that page handled: whether to end there, or to look again, for handling
   * may have added to it. Absent for what goes on without end.
   */
  readonly endsHere?: () => boolean
  /** Told of what the feed tries again. */
  readonly onInterrupted: (fault: Fault | ReadAllError) => void
  readonly retry: RetryPolicy
  readonly random: () => number
  readonly sleep: Sleep
}

type FeedFault<Fault> = Fault | ReadAllError | StoreClosed | Defect

/** A journal that is followed, page by page, until it is stopped or meets what cannot be tried again. */
export type Feed<Fault> = {
  readonly signal: AbortSignal
  /** Right when it was stopped. Never rejects. */
  readonly ended: Promise<E.Either<FeedFault<Fault>, void>>
  /** Lets the page at hand end, and begins no other until `release`. */
  readonly hold: () => void
  readonly release: () => void
  /** Lets the page at hand end. */
  readonly stop: Task<void>
}

export const feed = <Fault extends AnyFault>(options: FeedOptions<Fault>): Feed<Fault> => {
  const { store, category, goOnFrom, handle, endsHere, onInterrupted, retry, random, sleep } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let after = options.after
  let held: Promise<void> | null = null
  let release = (): void => {}
  const hold = (): void => {
    held ??= new Promise(resolve => {
      release = () => {
        held = null
        resolve()
      }
    })
  }

  const standingOn = async ({
    events,
    checkpoint
  }: SubscriptionPage): Promise<E.Either<ReadAllError, Checkpoint | null>> => {
    if (checkpoint === null) return E.right(null)
    if (checkpoint === after?.position) return E.right(after)
    const last = events.at(-1)
    return last?.position === checkpoint ? E.right(checkpointOn(last)) : checkpointAt(store, checkpoint)
  }

  /** `closed` when the subscription ended by itself. */
  const follow = async (
    onPage: () => void
  ): Promise<Fault | ReadAllError | 'closed' | 'look-again' | 'done'> => {
    for await (const page of store.subscribe({
      after: afterOf(after),
      signal,
      ...(category === undefined ? {} : { category })
    })) {
      if (E.isLeft(page)) return page.left
      // Let go and held again at once, it goes on being held.
      while (held !== null) await held
      if (signal.aborted) return 'closed'
      const checkpoint = await standingOn(page.right)
      if (E.isLeft(checkpoint)) return checkpoint.left
      const handled = await handle({ ...page.right, checkpoint: checkpoint.right })
      if (E.isLeft(handled)) return handled.left
      after = checkpoint.right
      onPage()
      if (page.right.caughtUp && endsHere !== undefined) return endsHere() ? 'done' : 'look-again'
      await breathe()
      if (signal.aborted) return 'closed'
    }
    return 'closed'
  }

  const run = async (): Promise<E.Either<FeedFault<Fault>, void>> => {
    let attempts = 0
    let again = false
    let lost = false
    while (!signal.aborted) {
      const from: E.Either<Fault, Checkpoint | null> =
        again && after !== null ? await goOnFrom(after) : E.right(after)
      if (E.isRight(from)) after = from.right
      const fault = E.isLeft(from)
        ? from.left
        : await follow(() => {
            attempts = 0
          })
      if (signal.aborted || fault === 'done') break
      if (fault === 'look-again') continue
      // A subscription that ends without being asked to is that of a store that was closed.
      if (fault === 'closed') return E.left(storeClosed)
      again = true
      // What it means is for `goOnFrom` to say.
      lost = fault._tag === 'UnknownPosition' && !lost
      if (lost) continue
      if (!fault.retryable) return E.left(fault)
      onInterrupted(fault)
      attempts++
      await sleep(delayAfter(attempts, random(), retry), signal)
    }
    return E.right(undefined)
  }

  const ended = run().catch((error: unknown) => E.left(defect('suivi', error)))
  return {
    signal,
    ended,
    hold,
    release: () => release(),
    stop: async () => {
      stopping.abort()
      release()
      await ended
    }
  }
}
