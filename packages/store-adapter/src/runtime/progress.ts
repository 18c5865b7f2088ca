import { comparePositions, type Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { Sleep } from './retry'

/** Why a position was not waited for to its end; `reached` is how far it had come. */
export type NotReached = {
  readonly _tag: 'TimedOut' | 'Ended'
  readonly position: Position
  readonly reached: Position | null
  readonly retryable: boolean
  readonly message: string
}

/** How far something has come along the journal, and who waits for it. */
export type Progress = {
  readonly reached: () => Position | null
  readonly advance: (position: Position | null) => void
  /** From there, also back: what was reached in another journal counts no more. */
  readonly restart: (position: Position | null) => void
  /** It does not come further: answers those who wait, and those who will, unless it advances again. */
  readonly end: () => void
  readonly whenReached: (position: Position, timeout: number) => TaskEither<NotReached, Position>
}

export const isAtLeast = (reached: Position | null, position: Position | null): boolean =>
  position === null || (reached !== null && comparePositions(reached, position) >= 0)

export const progress = (from: Position | null, sleep: Sleep): Progress => {
  let reached = from
  let ended = false
  const waiting = new Set<{ readonly position: Position; readonly wake: () => void }>()

  const notReached = (position: Position): NotReached => ({
    _tag: ended ? 'Ended' : 'TimedOut',
    position,
    reached,
    retryable: !ended,
    message: ended
      ? `arrêté à la position ${reached ?? 'de départ'}, avant ${position} ; relancez`
      : `pas encore à la position ${position}, seulement à ${reached ?? 'celle de départ'} ; attendez plus longtemps`
  })

  return {
    reached: () => reached,
    advance: position => {
      if (!isAtLeast(position, reached)) return
      reached = position
      ended = false
      for (const one of [...waiting]) if (isAtLeast(reached, one.position)) one.wake()
    },
    restart: position => {
      reached = position
      for (const one of [...waiting]) if (isAtLeast(reached, one.position)) one.wake()
    },
    end: () => {
      ended = true
      for (const one of [...waiting]) one.wake()
    },
    whenReached: (position, timeout) => async () => {
      if (!isAtLeast(reached, position) && !ended) {
        const arrived = new AbortController()
        const one = { position, wake: () => arrived.abort() }
        waiting.add(one)
        // The sleep ends at its time, or at once when the position is reached: no timer stays behind.
        await sleep(timeout, arrived.signal)
        waiting.delete(one)
      }
      return reached !== null && isAtLeast(reached, position)
        ? E.right(reached)
        : E.left(notReached(position))
    }
  }
}
