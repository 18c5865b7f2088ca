import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Changes } from './changes'
import type { Scan } from './engine'
import type { ReadAllError } from './errors'
import type { SubscriptionPage } from './event-store'

type Given = E.Either<ReadAllError, SubscriptionPage>

export type SubscriptionSource = {
  readonly scan: (after: Position | null) => Promise<E.Either<ReadAllError, Scan>>
  readonly changes: Changes
}

/**
 * One run through the journal and then live, pulled page by page. Written by hand and not as a generator:
 * `return()` has to end a `next()` that waits for an event which may never come.
 */
export class Subscription implements AsyncIterator<Given, undefined> {
  private after: Position | null
  private toldCaughtUp = false
  private closed = false
  private changed = false
  private wake = (): void => {}
  private turn: Promise<unknown> = Promise.resolve()
  private readonly release: ReadonlyArray<() => void>

  constructor(
    private readonly source: SubscriptionSource,
    after: Position | null,
    signal: AbortSignal | undefined,
    onClose: (subscription: Subscription) => void
  ) {
    this.after = after
    const close = (): void => this.close()
    signal?.addEventListener('abort', close, { once: true })
    this.release = [
      source.changes.listen(() => {
        this.changed = true
        this.wake()
      }),
      () => signal?.removeEventListener('abort', close),
      () => onClose(this)
    ]
  }

  /** One page at a time, in the order of the calls. */
  next(): Promise<IteratorResult<Given, undefined>> {
    const result = this.turn.then(() => this.page())
    this.turn = result.catch(() => undefined)
    return result
  }

  return(): Promise<IteratorResult<Given, undefined>> {
    this.close()
    return Promise.resolve({ done: true, value: undefined })
  }

  /** Lets go of the listener and the signal, and ends a `next()` that waits. */
  close(): void {
    if (this.closed) return
    this.closed = true
    for (const release of this.release) release()
    this.wake()
  }

  private async page(): Promise<IteratorResult<Given, undefined>> {
    while (!this.closed) {
      // Before reading: a change that comes while reading must not be slept through.
      this.changed = false
      const scan = await this.source.scan(this.after)
      if (this.closed) break
      if (E.isLeft(scan)) {
        this.close()
        return { done: false, value: scan }
      }
      const page = this.told(scan.right)
      if (page !== null) return { done: false, value: E.right(page) }
      await this.change()
    }
    return { done: true, value: undefined }
  }

  /** The page to give, or null when there is nothing to tell. */
  private told({ events, checkpoint, end }: Scan): SubscriptionPage | null {
    const moved = checkpoint !== this.after
    if (!moved && !(end && !this.toldCaughtUp)) return null
    this.after = checkpoint
    this.toldCaughtUp = end
    return { events, checkpoint, caughtUp: end }
  }

  private change(): Promise<void> {
    return new Promise(resolve => {
      if (this.changed || this.closed) resolve()
      else this.wake = resolve
    })
  }
}
