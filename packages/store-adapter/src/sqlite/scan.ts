import { comparePositions, type Position, positionOf } from '@avenant/domain'
import type { JournalSlice, Scan } from '../engine'
import { recordedOfNamedRow, type Statements } from './statements'

/** With a category, so many events are looked through at a time at most: the event loop is not held for longer. */
const windowSize = 4096

export const scan = (sql: Statements, { after, category, limit }: JournalSlice): Scan => {
  // Positions start at 0 at the lowest.
  const from = after === null ? -1n : BigInt(after)
  if (category === null) {
    const events = sql.after.all(from, limit).map(recordedOfNamedRow)
    return { events, checkpoint: events.at(-1)?.position ?? after, end: events.length < limit }
  }
  const windowEnd = sql.windowEnd.get(from, windowSize - 1)
  // The head may be before `after`, a checkpoint of another journal, which is not moved back.
  const upTo = windowEnd ?? sql.head.get() ?? -1n
  const events = sql.ofCategory.all(from, upTo, category, limit).map(recordedOfNamedRow)
  const full = events.length === limit
  return {
    events,
    checkpoint: full ? (events.at(-1)?.position ?? after) : furthest(after, upTo),
    end: !full && windowEnd === undefined
  }
}

const furthest = (after: Position | null, upTo: bigint): Position | null => {
  if (upTo < 0n) return after
  const reached = positionOf(upTo)
  return after !== null && comparePositions(after, reached) > 0 ? after : reached
}
