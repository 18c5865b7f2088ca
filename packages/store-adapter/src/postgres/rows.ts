import { type Instant, type Position, positionOf, type Recorded } from '@avenant/domain'
import { recordedOf } from '../recorded-text'
import type { Row } from './connections'

/**
 * The events of rows whose columns are, from `from` on, those that `statements.ts` lists, the stream's name first. A
 * row without event gives none.
 */
export const recordedOfRows = (rows: ReadonlyArray<Row>, from = 0): Recorded[] => {
  const events: Recorded[] = []
  for (const row of rows) {
    if (row[from + 1] === null) continue
    events.push(
      recordedOf({
        stream: text(row[from]),
        position: positionOfText(row[from + 1]),
        revision: Number(row[from + 2]),
        id: text(row[from + 3]),
        type: typeOfText(text(row[from + 4])),
        schema: Number(row[from + 5]),
        recordedAt: instantOfText(row[from + 6]),
        data: text(row[from + 7]),
        metadata: text(row[from + 8])
      })
    )
  }
  return events
}

/** A type as within a JSON string: what a PostgreSQL text cannot hold (NUL) is escaped, nearly all is as it was. */
export const textOfType = (type: string): string => JSON.stringify(type).slice(1, -1)

const typeOfText = (kept: string): string => (kept.includes('\\') ? String(JSON.parse(`"${kept}"`)) : kept)

/** A `bigint` prints as the digits of a position. */
export const positionOfText = (kept: string | null | undefined): Position => text(kept) as Position

/** Written by a store, which keeps instants in their one form. */
export const instantOfText = (kept: string | null | undefined): Instant => text(kept) as Instant

const text = (value: string | null | undefined): string => {
  if (typeof value !== 'string') throw new Error('a column that is never null is missing')
  return value
}

const lastPosition = 2n ** 63n - 1n

/** What to read after: positions are 0 at the lowest, and none is beyond 64 bits. */
export const afterText = (after: Position | null): Position | '-1' =>
  after === null ? '-1' : BigInt(after) > lastPosition ? positionOf(lastPosition) : after
