import * as E from 'fp-ts/Either'
import type { RestoredEvent } from '../engine'
import {
  type OpenError,
  type RestoreError,
  restoreRefused,
  type StoreFault,
  storeClosed,
  storeNotEmpty
} from '../errors'
import type { Restored } from '../event-store'
import type { Pages } from '../pages'
import { addStream } from './append'
import { disconnect } from './connection'
import type { SqliteDatabase } from './database'
import { attempt, faultOfOpening, storeFaultOf } from './faults'
import { patiently } from './patience'
import { type Statements, statementsOf } from './statements'

/**
 * Takes in a journal in one transaction, on a connection of its own: the transaction stays open while pages
 * arrive, and nothing that is appended meanwhile may get into it.
 */
export const restoreInto =
  (open: () => E.Either<OpenError | StoreFault, SqliteDatabase>, patience: number) =>
  async <Fault>(
    pages: Pages<Fault, ReadonlyArray<RestoredEvent>>,
    closing: AbortSignal
  ): Promise<E.Either<Fault | RestoreError, Restored>> => {
    const opened = await patiently(patience, open)
    if (E.isLeft(opened)) return E.left(faultOfOpening(opened.left))
    const db = opened.right
    try {
      const begun = await patiently(patience, () => attempt(() => E.right(db.exec('BEGIN IMMEDIATE'))))
      if (E.isLeft(begun)) return begun
      const restored = await takeIn(db, pages, closing)
      db.exec(E.isRight(restored) ? 'COMMIT' : 'ROLLBACK')
      return restored
    } catch (error) {
      return E.left(storeFaultOf(error))
    } finally {
      // Closing rolls back what is not committed.
      disconnect(db)
    }
  }

const takeIn = async <Fault>(
  db: SqliteDatabase,
  pages: Pages<Fault, ReadonlyArray<RestoredEvent>>,
  closing: AbortSignal
): Promise<E.Either<Fault | RestoreError, Restored>> => {
  const sql = statementsOf(db)
  if (sql.begun.get() === 1) return E.left(storeNotEmpty)
  const add = addAt(db)
  const streams = new Map<string, number>()
  let events = 0
  let last: RestoredEvent | null = null
  for await (const page of pages) {
    // Once the store is closed nothing of it is kept; pages may come for as long as their source likes.
    if (closing.aborted) return E.left(storeClosed)
    if (E.isLeft(page)) return page
    for (const event of page.right) {
      events++
      if (!addEvent(sql, add, streams, event))
        return E.left(
          restoreRefused(events, event.id, [{ path: 'id', message: `déjà dans ${event.stream}` }])
        )
      last = event
    }
  }
  if (closing.aborted) return E.left(storeClosed)
  const position = last?.position ?? null
  db.prepare('UPDATE journal SET gaps = ?').run(BigInt(position ?? 0) - BigInt(events))
  return E.right({ events, position })
}

const addAt = (db: SqliteDatabase) => ({
  add: db.prepare<[bigint, number, number, string, string, number, string, string, string]>(
    `INSERT INTO events (position, stream_id, revision, id, type, schema, recorded_at, data, metadata)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
  ),
  /** As a retention left it where the journal comes from: what it took there stood before what is kept. */
  begin: db.prepare<[first: number, upTo: bigint, id: number]>(
    'UPDATE streams SET first_revision = ?, hidden_up_to = ? WHERE id = ?'
  )
})

/** False when the stream already holds the id. */
const addEvent = (
  sql: Statements,
  { add, begin }: ReturnType<typeof addAt>,
  streams: Map<string, number>,
  { position, stream, revision, id, type, schema, recordedAt, data, metadata }: RestoredEvent
): boolean => {
  const known = streams.get(stream)
  const streamId = known ?? addStream(sql, stream)
  if (known === undefined) {
    streams.set(stream, streamId)
    if (revision > 0) begin.run(revision, BigInt(position) - 1n, streamId)
  }
  if (sql.revisionOf.get(id, streamId) !== undefined) return false
  add.run(BigInt(position), streamId, revision, id, type, schema, recordedAt, data, metadata)
  return true
}
