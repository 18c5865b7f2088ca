import { comparePositions, type Position } from '@avenant/domain'
import type { Found, Scan, StreamSlice } from './engine'
import { damagedJournal } from './errors'

/**
 * Up to where an event of the slice is missing: along a stream revisions have no hole. What is missing at the end of a
 * stream is not seen, for nothing follows it.
 *
 * @param first the first revision that a stream keeps: above 0 only where a retention is declared
 * @param last its last revision, -1 when it holds nothing; null when that was not looked at
 */
export const untilHole = (
  { stream, from, direction, limit }: StreamSlice,
  { first, last }: { readonly first: number; readonly last: number | null },
  found: Found
): Found => {
  const { events, damage } = found
  const missingAt = (revision: number, index: number): Found => ({
    events: events.slice(0, index),
    damage: damagedJournal({ stream, revision, position: null, what: 'missing' })
  })
  // No stream is made without an event.
  if (first === 0 && last === -1) return missingAt(0, 0)
  const step = direction === 'forwards' ? 1 : -1
  let expected: number | undefined =
    direction === 'forwards' ? Math.max(from, first) : startOf(from, last, found)
  for (const [index, { revision }] of events.entries()) {
    if (expected !== undefined && revision !== expected) return missingAt(expected, index)
    expected = revision + step
  }
  if (expected === undefined || damage !== null || events.length === limit) return found
  return expected >= first && expected <= (last ?? -1) ? missingAt(expected, events.length) : found
}

const startOf = (from: number, last: number | null, { events }: Found): number | undefined =>
  last === null ? events[0]?.revision : Math.min(from, last)

/** An event whose predecessor in its stream is not there; `stream` is null when that is not there either. */
export type Orphan = {
  readonly stream: string | null
  readonly revision: number
  readonly position: Position
}

/** Up to the first event that follows a hole, unless there is a damage before it. */
export const untilOrphan = (orphan: Orphan | null, found: Scan): Scan => {
  if (orphan === null) return found
  const damagedAt = found.damage?.position ?? null
  if (damagedAt !== null && comparePositions(damagedAt, orphan.position) < 0) return found
  const { stream, revision, position } = orphan
  return {
    ...found,
    events: found.events.filter(event => comparePositions(event.position, position) < 0),
    damage:
      stream === null
        ? damagedJournal({ stream, revision, position, what: 'stream' })
        : damagedJournal({ stream, revision: revision - 1, position: null, what: 'missing' })
  }
}
