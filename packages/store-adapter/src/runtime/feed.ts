import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import { messageOf } from '../error-code'
import { type ReadAllError, type StoreClosed, storeClosed } from '../errors'
import type { EventStore, SubscriptionPage } from '../event-store'
import { delayAfter, type RetryPolicy, type Sleep } from './retry'

/** What goes wrong behind has a tag, a line in French, and says whether to try again. */
export type AnyFault = { readonly _tag: string; readonly retryable: boolean; readonly message: string }

/** A defect of the program that handles the events: what it threw. */
export type Defect = {
  readonly _tag: 'Defect'
  readonly error: unknown
  readonly retryable: false
  readonly message: string
}

export const defect = (error: unknown): Defect => ({
  _tag: 'Defect',
  error,
  retryable: false,
  message: `défaut du programme : ${messageOf(error).split('\n', 1)[0]} ; corrigez-le et relancez`
})

export type FeedOptions<Fault extends AnyFault> = {
  readonly store: EventStore
  readonly category: string | undefined
  readonly after: Position | null
  /** Handles a page; the next is read once it is done. A retryable fault brings the page again, after a wait. */
  readonly handle: (page: SubscriptionPage) => Promise<E.Either<Fault, unknown>>
  /** Told of what the feed tries again. */
  readonly onInterrupted: (fault: Fault | ReadAllError) => void
  readonly retry: RetryPolicy
  readonly random: () => number
  readonly sleep: Sleep
}

export type FeedFault<Fault> = Fault | ReadAllError | StoreClosed | Defect

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
  const { store, category, handle, onInterrupted, retry, random, sleep } = options
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

  /** Null when the subscription ended by itself. */
  const follow = async (onPage: () => void): Promise<Fault | ReadAllError | null> => {
    for await (const page of store.subscribe({
      after,
      signal,
      ...(category === undefined ? {} : { category })
    })) {
      if (E.isLeft(page)) return page.left
      // Let go and held again at once, it goes on being held.
      while (held !== null) await held
      if (signal.aborted) return null
      const handled = await handle(page.right)
      if (E.isLeft(handled)) return handled.left
      after = page.right.checkpoint
      onPage()
    }
    return null
  }

  const run = async (): Promise<E.Either<FeedFault<Fault>, void>> => {
    let attempts = 0
    while (!signal.aborted) {
      const fault = await follow(() => {
        attempts = 0
      })
      if (signal.aborted) break
      // A subscription that ends without being asked to is that of a store that was closed.
      if (fault === null) return E.left(storeClosed)
      if (!fault.retryable) return E.left(fault)
      onInterrupted(fault)
      attempts++
      await sleep(delayAfter(attempts, random(), retry), signal)
    }
    return E.right(undefined)
  }

  const ended = run().catch((error: unknown) => E.left(defect(error)))
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
