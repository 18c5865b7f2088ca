import type { Recorded } from '@avenant/domain'
import type { WaitingStream, WaitingStreams } from './reaction-log'

/**
 * The streams that wait, as the pages that go by must know them. An event of a stream that waits is passed over: it
 * is read again from its stream when somebody says to go on.
 */
export type Waiting = {
  readonly list: () => ReadonlyArray<WaitingStream>
  readonly get: (stream: string) => WaitingStream | undefined
  readonly set: (entry: WaitingStream) => void
  /** The first revision that the pages have not passed over, all before it being in the journal by then. */
  readonly passedTo: (stream: string) => number
  /** Whether the pages pass this event over: it waits, or was handled already while its stream was resumed. */
  readonly passesOver: (recorded: Recorded) => boolean
  /**
   * The stream goes on with the pages, all before `revision` being handled. False, and nothing done, when the pages
   * have passed over an event from `revision` on: it is to be handled first. There is no step between the look and
   * the deed, so that no event falls between the two.
   */
  readonly release: (stream: string, revision: number) => boolean
}

export const waitingStreams = (initial: WaitingStreams): Waiting => {
  const waiting = new Map<string, WaitingStream>(initial)
  /** The revision after the last one that was passed over, and, of streams that go on, after the last one handled. */
  const passed = new Map<string, number>()
  const resumedAt = new Map<string, number>()
  const passedTo = (stream: string): number => passed.get(stream) ?? 0
  return {
    list: () => [...waiting.values()],
    get: stream => waiting.get(stream),
    set: entry => {
      waiting.set(entry.stream, entry)
      resumedAt.delete(entry.stream)
    },
    passesOver: ({ stream, revision }) => {
      if (waiting.has(stream)) {
        passed.set(stream, Math.max(revision + 1, passedTo(stream)))
        return true
      }
      const from = resumedAt.get(stream)
      if (from === undefined || revision < from) return from !== undefined
      resumedAt.delete(stream)
      return false
    },
    passedTo,
    release: (stream, revision) => {
      if (passedTo(stream) > revision) return false
      waiting.delete(stream)
      passed.delete(stream)
      resumedAt.set(stream, revision)
      return true
    }
  }
}
