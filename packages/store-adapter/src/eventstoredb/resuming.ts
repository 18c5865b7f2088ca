import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { subscribeAsked } from '../asked'
import type { ReadAllError } from '../errors'
import type { EventStore, SubscribeOptions, SubscriptionPage } from '../event-store'
import { backoff, paused } from './retrying'

type Given = E.Either<ReadAllError, SubscriptionPage>
type Result = IteratorResult<Given, undefined>

export type Resuming = {
  readonly subscribe: EventStore['subscribe']
  /** How long a subscription waits for a server that does not come back, in milliseconds. */
  readonly resumeFor: number
  /** The store is being closed. */
  readonly closing: AbortSignal
}

/** Subscriptions that outlive a cut: taken up again from the last page that was asked to be followed by another. */
export const resuming =
  (source: Resuming): EventStore['subscribe'] =>
  (options = {}) => {
    const asked = subscribeAsked(options)
    // What is no request is refused by the port itself, once.
    return E.isLeft(asked)
      ? source.subscribe(options)
      : { [Symbol.asyncIterator]: () => new ResumingSubscription(source, asked.right) }
  }

class ResumingSubscription implements AsyncIterator<Given, undefined> {
  private readonly ended = new AbortController()
  private readonly end = (): void => this.ended.abort()
  private turn: Promise<unknown> = Promise.resolve()
  private handled: Position | null
  private inner: AsyncIterator<Given, unknown>

  constructor(
    private readonly source: Resuming,
    private readonly options: SubscribeOptions
  ) {
    this.handled = options.after ?? null
    this.inner = this.open()
    for (const signal of this.signals()) {
      signal.addEventListener('abort', this.end, { once: true })
      if (signal.aborted) this.end()
    }
  }

  /** One page at a time, in the order of the calls. To ask for the next is to have handled the one before. */
  next(): Promise<Result> {
    const result = this.turn.then(() => this.page())
    this.turn = result.catch(() => undefined)
    return result
  }

  async return(): Promise<Result> {
    this.release()
    await this.inner.return?.()
    return { done: true, value: undefined }
  }

  private open(): AsyncIterator<Given, unknown> {
    return this.source.subscribe({ ...this.options, after: this.handled })[Symbol.asyncIterator]()
  }

  private async page(): Promise<Result> {
    // From the first failure on: before it, the wait was for an event, however long.
    let until: number | null = null
    for (let tries = 0; ; tries++) {
      const next = await this.inner.next()
      if (next.done === true) break
      const given = next.value
      if (E.isRight(given)) {
        this.handled = given.right.checkpoint
        return { done: false, value: given }
      }
      // The store was closed while this one waited for the server: an end, and not a fault.
      if (this.ended.signal.aborted && tries > 0) break
      until ??= performance.now() + this.source.resumeFor
      if (!given.left.retryable || performance.now() > until) {
        this.release()
        return { done: false, value: given }
      }
      await paused(backoff(tries), this.ended.signal)
      if (this.ended.signal.aborted) break
      this.inner = this.open()
    }
    this.release()
    return { done: true, value: undefined }
  }

  private release(): void {
    this.ended.abort()
    for (const signal of this.signals()) signal.removeEventListener('abort', this.end)
  }

  private signals(): ReadonlyArray<AbortSignal> {
    const { signal } = this.options
    return signal === undefined ? [this.source.closing] : [this.source.closing, signal]
  }
}
