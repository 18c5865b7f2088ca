import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Changes } from './changes'
import type { JournalSlice, Scan } from './engine'
import type { ReadAllError } from './errors'
import type { SubscriptionPage } from './event-store'

type Given = E.Either<ReadAllError, SubscriptionPage>

export type SubscriptionSource = {
  readonly scan: (slice: Pick<JournalSlice, 'after' | 'gapless'>) => Promise<E.Either<ReadAllError, Scan>>
  readonly changes: Changes
}

/**
 * One run through the journal and then live, pulled page by page. Written by hand and not as a generator:
 * `return()` has to end a `next()` that waits for an event which may never come.
 */
export class Subscription implements AsyncIterator<Given, undefined> {
  private after: Position | null
  private gapless: boolean
  private toldCaughtUp = false
  private closed = false
  private changed = false
  private wake = (): void => {}
  private cut = (): void => {}
  private turn: Promise<unknown> = Promise.resolve()
  private readonly release: ReadonlyArray<() => void>

  constructor(
    private readonly source: SubscriptionSource,
    after: Position | null,
    signal: AbortSignal | undefined,
    onClose: (subscription: Subscription) => void
  ) {
    this.after = after
    this.gapless = after === null
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
    this.cut()
  }

  private async page(): Promise<IteratorResult<Given, undefined>> {
    while (!this.closed) {
      // Before reading: a change that comes while reading must not be slept through.
      this.changed = false
      const scan = await this.scanned()
      if (scan === null || this.closed) break
      if (E.isLeft(scan)) return this.failed(scan.left)
      const { events, damage } = scan.right
      if (damage !== null && events.length === 0) return this.failed(damage)
      const page = this.told(damage === null ? scan.right : upToDamage(scan.right))
      if (page !== null) return { done: false, value: E.right(page) }
      await this.change()
    }
    return { done: true, value: undefined }
  }

  /** Null as soon as this is closed, however long the source takes. */
  private scanned(): Promise<E.Either<ReadAllError, Scan> | null> {
    return new Promise((resolve, reject) => {
      this.cut = () => resolve(null)
      this.source.scan({ after: this.after, gapless: this.gapless }).then(resolve, reject)
    })
  }

  private failed(fault: ReadAllError): IteratorResult<Given, undefined> {
    this.close()
    return { done: false, value: E.left(fault) }
  }

  /** The page to give, or null when there is nothing to tell. */
  private told({ events, checkpoint, end, gapless }: Scan): SubscriptionPage | null {
    this.gapless = gapless
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

/** What is before a damage is handled first: the next look, from there on, finds the damage at its start. */
const upToDamage = (scan: Scan): Scan => ({
  ...scan,
  checkpoint: scan.events.at(-1)?.position ?? null,
  end: false
})
