import type { Instant, Position, Recorded } from '@avenant/domain'
import type * as E from 'fp-ts/Either'
import type { DamagedJournal } from '../errors'
import { recordedOf } from '../recorded-text'
import type { SqliteDatabase, SqliteStatement as Statement } from './database'
import { idKey } from './schema'

/**
 * The columns of an event in the order of `Row`. A position is a text where a number would not be exact: all as texts
 * would be half a microsecond more for each.
 */
const columns = `iif(e.position > ${Number.MAX_SAFE_INTEGER}, CAST(e.position AS TEXT), e.position),
  e.revision, e.id, e.type, e.schema, e.recorded_at, e.data, e.metadata`

/** What a retention hid is not seen; unary plus: that is looked at in each row, and leads no search. */
const ofStreams = 'FROM events e JOIN streams s ON s.id = e.stream_id AND +e.revision >= s.first_revision'

/** Rows as arrays: a third faster than objects. */
export type Row = readonly [number | string, number, string, string, number, Instant, string, string]
export type NamedRow = readonly [...Row, stream: string]

/** `revision` is the last one: before the first one that is kept, when a retention left nothing. */
export type StreamRow = {
  readonly id: number
  readonly first: number
  readonly revision: number
  readonly recordedAt: Instant
}

/** `stream` is null where it is lost; `hidden` is 1 for what a retention is about to remove. */
type EventRow = {
  readonly stream: string | null
  readonly revision: number
  readonly id: string
  readonly recordedAt: Instant
  readonly hidden: number
}

export const recordedOfRow = (
  [position, revision, id, type, schema, recordedAt, data, metadata]: Row | NamedRow,
  stream: string
): E.Either<DamagedJournal, Recorded> =>
  recordedOf({
    // Of digits in both cases.
    position: String(position) as Position,
    stream,
    revision,
    id,
    type,
    schema,
    recordedAt,
    data,
    metadata
  })

export const recordedOfNamedRow = (row: NamedRow): E.Either<DamagedJournal, Recorded> =>
  recordedOfRow(row, row[8])

export type Statements = {
  readonly findStream: Statement<[name: string], StreamRow>
  readonly addStream: Statement<[name: string, category: string]>
  readonly revisionOf: Statement<[id: string, stream: number], number>
  readonly between: Statement<[stream: number, first: number, last: number], Row>
  readonly withId: Statement<[id: string, stream: string], Row>
  readonly addEvent: Statement<[number, number, string, string, number, string, string, string]>
  readonly forwards: Statement<[stream: number, from: number, stream: number, limit: number], Row>
  readonly backwards: Statement<[stream: number, from: number, stream: number, limit: number], Row>
  readonly after: Statement<[after: bigint, limit: number], NamedRow>
  /** The last position of the window of `skipped + 1` events after one; none when the journal ends before. */
  readonly windowEnd: Statement<[after: bigint, skipped: number], bigint>
  readonly head: Statement<[], bigint | null>
  /** Of the journal's last event. */
  readonly lastRecordedAt: Statement<[], Instant>
  /** Of the events that no retention hid. */
  readonly lastSeen: Statement<[], bigint>
  readonly names: Statement<[after: string, limit: number], string>
  readonly namesOf: Statement<[after: string, category: string, category: string, limit: number], string>
  /** Whether anything was ever appended. */
  readonly begun: Statement<[], number>
  readonly ofCategory: Statement<[after: bigint, upTo: bigint, category: string, limit: number], NamedRow>
  /** Events after a position. */
  readonly count: Statement<[after: bigint], bigint>
  /** The first event of a range, of a category or of all (null), whose predecessor in its stream, or stream, is missing. */
  readonly orphan: Statement<
    [after: bigint, upTo: bigint, category: string | null],
    { position: Position; revision: number; stream: string | null }
  >
  readonly at: Statement<[position: bigint], EventRow>
  /** Whether a retention removed, or hid, something at a position or after it. */
  readonly removedFrom: Statement<[position: bigint], number>
  readonly dataVersion: Statement<[], number>
}

const ofStream = (compared: string, order: string): string =>
  `SELECT ${columns} FROM events e WHERE e.stream_id = ? AND e.revision ${compared} ?
     AND e.revision >= (SELECT first_revision FROM streams WHERE id = ?) ORDER BY e.revision ${order} LIMIT ?`

/** Every statement of the store, prepared once for a connection. */
export const statementsOf = (db: SqliteDatabase): Statements => ({
  // A stream of which nothing is left ends before its first revision.
  findStream: db.prepare(
    `SELECT s.id, s.first_revision AS first, coalesce(e.revision, s.first_revision - 1) AS revision,
       coalesce(e.recorded_at, s.hidden_at) AS recordedAt
     FROM streams s LEFT JOIN events e
       ON e.stream_id = s.id AND e.revision = (SELECT max(revision) FROM events WHERE stream_id = s.id)
     WHERE s.name = ?`
  ),
  addStream: db.prepare('INSERT INTO streams (name, category) VALUES (?, ?)'),
  revisionOf: db
    .prepare<[string, number], number>(
      `SELECT e.revision FROM (SELECT ? AS id) given
       JOIN events e ON e.stream_id = ? AND ${idKey('e.id')} = ${idKey('given.id')} AND e.id = given.id`
    )
    .pluck(),
  between: db
    .prepare<[number, number, number], Row>(
      `SELECT ${columns} FROM events e WHERE e.stream_id = ? AND e.revision BETWEEN ? AND ? ORDER BY e.revision`
    )
    .raw(),
  withId: db
    .prepare<[string, string], Row>(
      `SELECT ${columns} FROM (SELECT ? AS id) given JOIN streams s ON s.name = ?
       JOIN events e ON e.stream_id = s.id AND ${idKey('e.id')} = ${idKey('given.id')} AND e.id = given.id
         AND e.revision >= s.first_revision`
    )
    .raw(),
  addEvent: db
    .prepare<[number, number, string, string, number, string, string, string]>(
      `INSERT INTO events (stream_id, revision, id, type, schema, recorded_at, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .safeIntegers(),
  forwards: db.prepare<[number, number, number, number], Row>(ofStream('>=', 'ASC')).raw(),
  backwards: db.prepare<[number, number, number, number], Row>(ofStream('<=', 'DESC')).raw(),
  after: db
    .prepare<[bigint, number], NamedRow>(
      `SELECT ${columns}, s.name ${ofStreams} WHERE e.position > ? ORDER BY e.position LIMIT ?`
    )
    .raw(),
  windowEnd: db
    .prepare<[bigint, number], bigint>(
      'SELECT position FROM events WHERE position > ? ORDER BY position LIMIT 1 OFFSET ?'
    )
    .pluck()
    .safeIntegers(),
  head: db.prepare<[], bigint | null>('SELECT max(position) FROM events').pluck().safeIntegers(),
  lastRecordedAt: db
    .prepare<[], Instant>('SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1')
    .pluck(),
  lastSeen: db
    .prepare<[], bigint>(`SELECT e.position ${ofStreams} ORDER BY e.position DESC LIMIT 1`)
    .pluck()
    .safeIntegers(),
  names: db
    .prepare<[string, number], string>('SELECT name FROM streams WHERE name > ? ORDER BY name LIMIT ?')
    .pluck(),
  // From the category to what follows its dash: a name holds nothing else that sorts before the full stop.
  namesOf: db
    .prepare<[string, string, string, number], string>(
      "SELECT name FROM streams WHERE name > ? AND name >= ? AND name < ? || '.' ORDER BY name LIMIT ?"
    )
    .pluck(),
  begun: db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM streams)').pluck(),
  // Unary plus: walk the window by position, and not the streams of the category.
  ofCategory: db
    .prepare<[bigint, bigint, string, number], NamedRow>(
      `SELECT ${columns}, s.name ${ofStreams} WHERE e.position > ? AND e.position <= ? AND +s.category = ? ORDER BY e.position LIMIT ?`
    )
    .raw(),
  count: db
    .prepare<[bigint], bigint>('SELECT count(*) FROM events WHERE position > ?')
    .pluck()
    .safeIntegers(),
  orphan: db.prepare(
    `SELECT CAST(e.position AS TEXT) AS position, e.revision, s.name AS stream
     FROM events e LEFT JOIN streams s ON s.id = e.stream_id
     WHERE e.position > ? AND e.position <= ? AND +s.category IS coalesce(?, s.category)
       AND (s.id IS NULL OR (e.revision > s.first_revision AND NOT EXISTS (
         SELECT 1 FROM events p WHERE p.stream_id = e.stream_id AND p.revision = e.revision - 1)))
     ORDER BY e.position LIMIT 1`
  ),
  at: db.prepare(
    `SELECT s.name AS stream, e.revision, e.id, e.recorded_at AS recordedAt, e.revision < s.first_revision AS hidden
     FROM events e LEFT JOIN streams s ON s.id = e.stream_id WHERE e.position = ?`
  ),
  removedFrom: db
    .prepare<[bigint], number>('SELECT EXISTS (SELECT 1 FROM streams WHERE hidden_up_to >= ?)')
    .pluck(),
  dataVersion: db.prepare<[], number>('PRAGMA data_version').pluck()
})
