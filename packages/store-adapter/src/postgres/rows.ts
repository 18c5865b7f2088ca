import { type Instant, type Position, positionOf, type Recorded } from '@avenant/domain'
import { recordedOf } from '../recorded-text'
import type { Row } from './connections'

/** The row's columns as `statements.ts` lists them, from the stream's name on; null for a row without event. */
export const recordedOfRow = (row: Row, from = 0): Recorded | null => {
  const [stream, position, revision, id, type, schema, recordedAt, data, metadata] =
    from === 0 ? row : row.slice(from)
  if (position === null) return null
  return recordedOf({
    position: positionOfText(position),
    stream: text(stream),
    revision: Number(revision),
    id: text(id),
    type: typeOfText(text(type)),
    schema: Number(schema),
    recordedAt: instantOfText(recordedAt),
    data: text(data),
    metadata: text(metadata)
  })
}

export const recordedOfRows = (rows: ReadonlyArray<Row>, from = 0): Recorded[] =>
  rows.flatMap(row => recordedOfRow(row, from) ?? [])

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
