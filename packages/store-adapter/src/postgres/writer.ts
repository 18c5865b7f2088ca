import * as E from 'fp-ts/Either'
import type { CheckedAppend } from '../checked-events'
import { type AppendRefusal, type StoreFault, storeBusy } from '../errors'
import type { Appended } from '../event-store'
import type { ClockReading } from '../recording-instant'
import type { AppendAnswer, TimedAppend } from './append'
import { attempt } from './faults'

type Answer = E.Either<AppendRefusal | StoreFault, Appended>
type Send = (appends: ReadonlyArray<TimedAppend>) => Promise<ReadonlyArray<AppendAnswer>>

type Waiting = {
  readonly append: CheckedAppend
  readonly bytes: number
  readonly answer: (answer: Answer) => void
  readonly fail: (defect: unknown) => void
}

const largestBatch = 256
const largestBatchBytes = 4 * 1024 * 1024
/** So many are looked at to fill a batch: most may be for streams that it has already. */
const lookAhead = 1024
/** What may wait; beyond, the answer is `StoreBusy`. */
const maxWaitingBytes = 256 * 1024 * 1024

/**
 * Appends that arrive together go together: one round trip, one transaction, one flush to the disk. One batch is on
 * its way at a time, the next gathers meanwhile; writers take turns in the database anyway. A batch has at most one
 * append of each stream, and those of a stream keep their order.
 */
export class Writer {
  private waiting: Waiting[] = []
  private waitingBytes = 0
  private running: Promise<void> | null = null

  constructor(
    private readonly send: Send,
    private readonly readClock: () => ClockReading,
    private readonly written: () => void
  ) {}

  append(append: CheckedAppend): Promise<Answer> {
    const bytes = bytesOf(append)
    if (this.waiting.length > 0 && this.waitingBytes + bytes > maxWaitingBytes)
      return Promise.resolve(E.left(storeBusy('QUEUE_FULL')))
    return new Promise((answer, fail) => {
      this.waiting.push({ append, bytes, answer, fail })
      this.waitingBytes += bytes
      this.running ??= this.run()
    })
  }

  /** Once nothing waits any more. */
  async settled(): Promise<void> {
    await this.running
  }

  private async run(): Promise<void> {
    // All that this turn of the event loop brings gets into the first batch.
    await new Promise(setImmediate)
    while (this.waiting.length > 0) await this.write(this.nextBatch())
    this.running = null
  }

  private nextBatch(): ReadonlyArray<Waiting> {
    const batch: Waiting[] = []
    const passedOver: Waiting[] = []
    const streams = new Set<string>()
    let bytes = 0
    let looked = 0
    for (const one of this.waiting) {
      if (looked === lookAhead || batch.length === largestBatch) break
      if (batch.length > 0 && bytes + one.bytes > largestBatchBytes) break
      looked++
      if (streams.has(one.append.stream)) passedOver.push(one)
      else {
        streams.add(one.append.stream)
        batch.push(one)
        bytes += one.bytes
      }
    }
    this.waiting = [...passedOver, ...this.waiting.slice(looked)]
    this.waitingBytes -= bytes
    return batch
  }

  private async write(batch: ReadonlyArray<Waiting>): Promise<void> {
    try {
      const answers = await attempt(async () =>
        E.right(
          await this.send(
            batch.map(({ append }) => ({ append, reading: this.readClock(), readClock: this.readClock }))
          )
        )
      )
      if (E.isRight(answers)) {
        if (answers.right.some(E.isRight)) this.written()
        for (const [index, { answer, fail }] of batch.entries()) {
          const own = answers.right[index]
          if (own === undefined) fail(new Error('an append was not answered'))
          else answer(own)
        }
      } else if (answers.left.retryable || batch.length === 1) {
        for (const { answer } of batch) answer(answers)
        // Those who wait for a server that does not answer are not made to wait for it one after the other.
        if (answers.left.retryable) this.answerAll(answers)
      } else {
        // One that the database cannot take does no harm to its neighbours.
        for (const one of batch) await this.write([one])
      }
    } catch (defect) {
      for (const { fail } of batch) fail(defect)
    }
  }

  private answerAll(answer: Answer): void {
    for (const one of this.waiting) one.answer(answer)
    this.waiting = []
    this.waitingBytes = 0
  }
}

/** Of text as JavaScript counts it: near enough for bounds that are round figures. */
const bytesOf = ({ events }: CheckedAppend): number =>
  events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0)
