import { type Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Found, JournalSlice, NamesSlice, Scan, Standing, StreamSlice } from '../engine'
import { type DamagedJournal, damagedJournal, type StreamNotFound, streamNotFound } from '../errors'
import { untilDamage } from '../recorded-text'
import { untilHole } from '../stream-hole'
import { scan } from './scan'
import { recordedOfRow, type Statements } from './statements'

/** What is asked of a journal by one connection. Throws what SQLite does. */
export type Reading = {
  readonly readStream: (slice: StreamSlice) => E.Either<StreamNotFound, Found>
  readonly find: (stream: string, id: string) => E.Either<DamagedJournal, Recorded | null>
  readonly at: (position: Position) => E.Either<DamagedJournal, Standing>
  readonly scan: (slice: JournalSlice) => E.Either<never, Scan>
  readonly head: () => E.Either<never, Position | null>
  readonly streams: (slice: NamesSlice) => E.Either<never, ReadonlyArray<string>>
}

export const readingOf = (sql: Statements): Reading => ({
  readStream: slice => {
    for (;;) {
      const stream = sql.findStream.get(slice.stream)
      if (stream === undefined) return E.left(streamNotFound(slice.stream))
      const rows = sql[slice.direction].all(stream.id, slice.from, stream.id, slice.limit)
      const found = untilDamage(rows.map(row => recordedOfRow(row, slice.stream)))
      const whole = untilHole(slice, { first: stream.first, last: stream.revision }, found)
      if (whole.damage?.what !== 'missing') return E.right(whole)
      // An append or a retention of another connection may have come between the two statements.
      const now = sql.findStream.get(slice.stream)
      if (now?.first === stream.first && now.revision === stream.revision) return E.right(whole)
    }
  },
  find: (name, id) => {
    const row = sql.withId.get(id, name)
    return row === undefined ? E.right(null) : recordedOfRow(row, name)
  },
  at: position => {
    const row = sql.at.get(BigInt(position))
    if (row === undefined) return E.right(sql.removedFrom.get(BigInt(position)) === 1 ? 'removed' : 'unknown')
    const { stream, revision, id, recordedAt } = row
    if (stream === null) return E.left(damagedJournal({ stream, revision, position, what: 'stream' }))
    return E.right(row.hidden === 1 ? 'removed' : { position, stream, revision, id, recordedAt })
  },
  scan: slice => E.right(scan(sql, slice)),
  head: () => {
    const last = sql.lastSeen.get()
    return E.right(last === undefined ? null : positionOf(last))
  },
  streams: ({ after, category, limit }) =>
    E.right(
      category === null
        ? sql.names.all(after ?? '', limit)
        : sql.namesOf.all(after ?? '', category, category, limit)
    )
})
