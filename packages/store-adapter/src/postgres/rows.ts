import { type Instant, type Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Found } from '../engine'
import { type DamagedJournal, damagedJournal } from '../errors'
import { recordedOf, untilDamage } from '../recorded-text'
import type { Row } from './connections'

/**
 * The events of rows whose columns are, from `from` on, those that `statements.ts` lists, the stream's name first. A
 * row without event gives none.
 */
export const foundInRows = (rows: ReadonlyArray<Row>, from = 0): Found =>
  untilDamage(rows.flatMap(row => (row[from + 1] === null ? [] : [recordedOfRow(row, from)])))

const recordedOfRow = (row: Row, from: number): E.Either<DamagedJournal, Recorded> => {
  const [stream = null, position, revision, id, type, schema, recordedAt, data, metadata] = row.slice(from)
  const place = { position: positionOfText(position), revision: Number(revision) }
  // The event is there, and the name of its stream is not.
  if (stream === null) return E.left(damagedJournal({ ...place, stream, what: 'stream' }))
  return recordedOf({
    ...place,
    stream,
    id: text(id),
    type: typeOfText(text(type)),
    schema: Number(schema),
    recordedAt: instantOfText(recordedAt),
    data: text(data),
    metadata: text(metadata)
  })
}

/** A type as within a JSON string: what a PostgreSQL text cannot hold (NUL) is escaped, nearly all is as it was. */
export const textOfType = (type: string): string => JSON.stringify(type).slice(1, -1)

/** Nothing for what is none, which no type is. */
const typeOfText = (kept: string): string => {
  if (!kept.includes('\\')) return kept
  try {
    return String(JSON.parse(`"${kept}"`))
  } catch {
    return ''
  }
}

/** A `bigint` prints as the digits of a position. */
export const positionOfText = (kept: string | null | undefined): Position => text(kept) as Position

/** Written by a store, which keeps instants in their one form. */
export const instantOfText = (kept: string | null | undefined): Instant => text(kept) as Instant

export const instantOrNull = (kept: string | null): Instant | null =>
  kept === null ? null : instantOfText(kept)

const text = (value: string | null | undefined): string => {
  if (typeof value !== 'string') throw new Error('a column that is never null is missing')
  return value
}

const lastPosition = 2n ** 63n - 1n

/** What to read after: positions are 0 at the lowest, and none is beyond 64 bits. */
export const afterText = (after: Position | null): Position | '-1' =>
  after === null ? '-1' : BigInt(after) > lastPosition ? positionOf(lastPosition) : after
