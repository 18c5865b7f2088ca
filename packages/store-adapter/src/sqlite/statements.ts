import type { Instant, Position, Recorded } from '@avenant/domain'
import type Database from 'better-sqlite3'
import { recordedOf } from '../recorded-text'

/**
 * The columns of an event in the order of `Row`. The position as text: exact beyond 2^53. What a retention hid is
 * not seen; unary plus: that is looked at in each row, and leads no search.
 */
const columns = `CAST(e.position AS TEXT), s.name, e.revision, e.id, e.type, e.schema, e.recorded_at, e.data, e.metadata
  FROM events e JOIN streams s ON s.id = e.stream_id AND +e.revision >= s.first_revision`

/** Rows as arrays: a third faster than objects. */
export type Row = readonly [Position, string, number, string, string, number, Instant, string, string]

export type StreamRow = { readonly id: number; readonly revision: number; readonly recordedAt: Instant }

export const recordedOfRow = ([
  position,
  stream,
  revision,
  id,
  type,
  schema,
  recordedAt,
  data,
  metadata
]: Row): Recorded => recordedOf({ position, stream, revision, id, type, schema, recordedAt, data, metadata })

type Statement<Bound extends unknown[], Result = unknown> = Database.Statement<Bound, Result>

export type Statements = {
  readonly findStream: Statement<[name: string], StreamRow>
  readonly addStream: Statement<[name: string, category: string, revision: number, at: string]>
  readonly moveStream: Statement<[revision: number, at: string, id: number]>
  readonly revisionOf: Statement<[stream: number, id: string], number>
  readonly placeOf: Statement<[stream: number, revision: number], { position: Position; recordedAt: Instant }>
  readonly addEvent: Statement<[number, number, string, string, number, string, string, string]>
  readonly forwards: Statement<[stream: number, from: number, limit: number], Row>
  readonly backwards: Statement<[stream: number, from: number, limit: number], Row>
  readonly after: Statement<[after: bigint, limit: number], Row>
  /** The last position of the window of `skipped + 1` events after one; none when the journal ends before. */
  readonly windowEnd: Statement<[after: bigint, skipped: number], bigint>
  readonly head: Statement<[], bigint | null>
  /** Whether anything was ever appended. */
  readonly begun: Statement<[], number>
  readonly ofCategory: Statement<[after: bigint, upTo: bigint, category: string, limit: number], Row>
  readonly dataVersion: Statement<[], number>
}

/** Every statement of the store, prepared once for a connection. */
export const statementsOf = (db: Database.Database): Statements => ({
  findStream: db.prepare('SELECT id, revision, recorded_at AS recordedAt FROM streams WHERE name = ?'),
  addStream: db.prepare('INSERT INTO streams (name, category, revision, recorded_at) VALUES (?, ?, ?, ?)'),
  moveStream: db.prepare('UPDATE streams SET revision = ?, recorded_at = ? WHERE id = ?'),
  revisionOf: db
    .prepare<[number, string], number>('SELECT revision FROM events WHERE stream_id = ? AND id = ?')
    .pluck(),
  placeOf: db.prepare(
    `SELECT CAST(position AS TEXT) AS position, recorded_at AS recordedAt
     FROM events WHERE stream_id = ? AND revision = ?`
  ),
  addEvent: db
    .prepare<[number, number, string, string, number, string, string, string]>(
      `INSERT INTO events (stream_id, revision, id, type, schema, recorded_at, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .safeIntegers(),
  forwards: db
    .prepare<[number, number, number], Row>(
      `SELECT ${columns} WHERE e.stream_id = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`
    )
    .raw(),
  backwards: db
    .prepare<[number, number, number], Row>(
      `SELECT ${columns} WHERE e.stream_id = ? AND e.revision <= ? ORDER BY e.revision DESC LIMIT ?`
    )
    .raw(),
  after: db
    .prepare<[bigint, number], Row>(`SELECT ${columns} WHERE e.position > ? ORDER BY e.position LIMIT ?`)
    .raw(),
  windowEnd: db
    .prepare<[bigint, number], bigint>(
      'SELECT position FROM events WHERE position > ? ORDER BY position LIMIT 1 OFFSET ?'
    )
    .pluck()
    .safeIntegers(),
  head: db.prepare<[], bigint | null>('SELECT max(position) FROM events').pluck().safeIntegers(),
  begun: db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM streams)').pluck(),
  // Unary plus: walk the window by position, and not the streams of the category.
  ofCategory: db
    .prepare<[bigint, bigint, string, number], Row>(
      `SELECT ${columns} WHERE e.position > ? AND e.position <= ? AND +s.category = ? ORDER BY e.position LIMIT ?`
    )
    .raw(),
  dataVersion: db.prepare<[], number>('PRAGMA data_version').pluck()
})
