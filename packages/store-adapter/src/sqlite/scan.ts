import { comparePositions, type Position, positionOf } from '@avenant/domain'
import type { JournalSlice, Scan } from '../engine'
import { untilDamage } from '../recorded-text'
import { untilOrphan } from '../stream-hole'
import { recordedOfNamedRow, type Statements } from './statements'

/** With a category, so many events are looked through at a time at most: the event loop is not held for longer. */
const windowSize = 4096

export const scan = (sql: Statements, slice: JournalSlice): Scan => {
  const { after, category, limit } = slice
  // Positions start at 0 at the lowest.
  const from = after === null ? -1n : BigInt(after)
  if (category === null) {
    const rows = sql.after.all(from, limit)
    const last = rows.at(-1)
    const upTo = last === undefined ? from : BigInt(last[0])
    return checked(sql, slice, {
      ...untilDamage(rows.map(recordedOfNamedRow)),
      checkpoint: last === undefined ? after : positionOf(upTo),
      end: rows.length < limit,
      gapless: slice.gapless && isDense(from, upTo, BigInt(rows.length))
    })
  }
  const windowEnd = sql.windowEnd.get(from, windowSize - 1)
  // The head may be before `after`: a retention removed the last events.
  const upTo = windowEnd ?? sql.head.get() ?? -1n
  const rows = sql.ofCategory.all(from, upTo, category, limit)
  const full = rows.length === limit
  const reached = full ? BigInt(rows.at(-1)?.[0] ?? upTo) : upTo
  const seen = (): bigint => (windowEnd === undefined ? (sql.count.get(from) ?? 0n) : BigInt(windowSize))
  return checked(sql, slice, {
    ...untilDamage(rows.map(recordedOfNamedRow)),
    checkpoint: furthest(after, reached),
    end: !full && windowEnd === undefined,
    gapless: slice.gapless && isDense(from, upTo, seen())
  })
}

/** Positions start at 1, and a journal gives each of them: one that is not there was removed, or never taken in. */
const isDense = (from: bigint, upTo: bigint, events: bigint): boolean =>
  upTo <= from || upTo - (from < 0n ? 0n : from) === events

/** Only where positions are missing is there something to look for: each event then has to have its predecessor. */
const checked = (sql: Statements, { after, category }: JournalSlice, found: Scan): Scan => {
  if (found.gapless || found.checkpoint === null) return found
  const from = after === null ? -1n : BigInt(after)
  return untilOrphan(sql.orphan.get(from, BigInt(found.checkpoint), category) ?? null, found)
}

const furthest = (after: Position | null, upTo: bigint): Position | null => {
  if (upTo < 0n) return after
  const reached = positionOf(upTo)
  return after !== null && comparePositions(after, reached) > 0 ? after : reached
}
