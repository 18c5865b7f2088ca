import * as E from 'fp-ts/Either'
import type { CheckedAppend } from '../checked-events'
import { type AppendRefusal, type StoreFault, storeBusy } from '../errors'
import type { Appended } from '../event-store'
import { attempt } from './faults'
import { isBusy, pauseOf } from './patience'

type Answer = E.Either<AppendRefusal | StoreFault, Appended>

export type GroupCommitOptions = {
  /** All in one transaction, and the answer of each once it is committed. Throws, and then nothing is written. */
  readonly commit: (appends: ReadonlyArray<CheckedAppend>) => ReadonlyArray<E.Either<AppendRefusal, Appended>>
  /** After each commit; a fault is the answer of all of its appends. */
  readonly committed: () => StoreFault | null
  /** How long an append waits for the lock, in milliseconds. */
  readonly patience: number
  /** Bytes of the appends that wait, at most; beyond, the answer is `StoreBusy`. */
  readonly maxWaitingBytes: number
}

export type GroupCommit = {
  readonly append: (append: CheckedAppend) => Promise<Answer>
  /** Once nothing waits any more. */
  readonly settled: () => Promise<void>
}

type Waiting = {
  readonly append: CheckedAppend
  readonly bytes: number
  readonly deadline: number
  readonly answer: (answer: Answer) => void
  readonly fail: (defect: unknown) => void
}

/** A group holds the event loop while it is written: some milliseconds, and no more. */
const largestGroup = 256
const largestGroupBytes = 4 * 1024 * 1024

/**
 * Appends that arrive together are committed together: the flush to the disk, which is nearly all of the cost, is
 * shared. In the order of their arrival, each answered after its own commit.
 *
 * A group starts with `setImmediate`: all that the present turn of the event loop brings gets into it, and between
 * two groups the loop sees to the rest. A group that fails as a whole is tried again one by one, so that one append
 * that SQLite cannot write does no harm to its neighbours; conflicts are found before anything is written, and need
 * no such thing.
 */
export const groupCommit = ({
  commit,
  committed,
  patience,
  maxWaitingBytes
}: GroupCommitOptions): GroupCommit => {
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let scheduled = false
  /** How many of those who wait come from a group that failed. */
  let alone = 0
  let whenSettled: Array<() => void> = []

  const schedule = (delay: number | null): void => {
    if (scheduled) return
    scheduled = true
    if (delay === null) setImmediate(run)
    else setTimeout(run, delay)
  }

  const take = (group: ReadonlyArray<Waiting>): void => {
    waiting = waiting.slice(group.length)
    alone = Math.max(0, alone - group.length)
    for (const { bytes } of group) waitingBytes -= bytes
  }

  const run = (): void => {
    scheduled = false
    const group = waiting.slice(0, alone > 0 ? 1 : groupSize(waiting))
    const settledGroup = write(group)
    if (settledGroup === 'busy') expire()
    else if (settledGroup === 'split') alone = group.length
    if (waiting.length > 0) schedule(settledGroup === 'busy' ? pauseOf(Math.random()) : null)
    else for (const settled of whenSettled.splice(0)) settled()
  }

  const write = (group: ReadonlyArray<Waiting>): 'answered' | 'busy' | 'split' => {
    let answers: E.Either<StoreFault, ReadonlyArray<E.Either<AppendRefusal, Appended>>>
    try {
      answers = attempt(() => E.right(commit(group.map(({ append }) => append))))
    } catch (defect) {
      if (group.length > 1) return 'split'
      take(group)
      for (const { fail } of group) fail(defect)
      return 'answered'
    }
    if (E.isLeft(answers)) {
      if (isBusy(answers.left)) return 'busy'
      if (group.length > 1) return 'split'
    }
    take(group)
    const fault = E.isLeft(answers) ? answers.left : committed()
    const given = E.isLeft(answers) ? [] : answers.right
    for (const [index, { answer }] of group.entries()) {
      const own = given[index]
      answer(fault !== null || own === undefined ? E.left(fault ?? storeBusy('UNANSWERED')) : own)
    }
    return 'answered'
  }

  /** In the order of arrival, those who waited long enough. */
  const expire = (): void => {
    const now = performance.now()
    const patient = waiting.findIndex(({ deadline }) => deadline > now)
    const expired = patient === -1 ? waiting : waiting.slice(0, patient)
    take(expired)
    for (const { answer } of expired) answer(E.left(storeBusy('SQLITE_BUSY')))
  }

  return {
    append: append =>
      new Promise((answer, fail) => {
        const bytes = bytesOf(append)
        if (waitingBytes > 0 && waitingBytes + bytes > maxWaitingBytes) {
          answer(E.left(storeBusy('TOO_MANY_WAITING')))
          return
        }
        waitingBytes += bytes
        waiting.push({ append, bytes, deadline: performance.now() + patience, answer, fail })
        schedule(null)
      }),
    settled: () =>
      new Promise(resolve => {
        if (waiting.length === 0) resolve()
        else whenSettled = [...whenSettled, resolve]
      })
  }
}

const groupSize = (waiting: ReadonlyArray<Waiting>): number => {
  let bytes = 0
  let size = 0
  for (const one of waiting) {
    bytes += one.bytes
    if (size === largestGroup || (size > 0 && bytes > largestGroupBytes)) break
    size++
  }
  return size
}

/** About what it holds in memory. */
const bytesOf = ({ events }: CheckedAppend): number =>
  events.reduce((bytes, { data, metadata }) => bytes + data.length + metadata.length + 200, 0)
