import * as E from 'fp-ts/Either'
import type { StoreFault } from '../errors'
import type { Retained, RetainOptions } from '../event-store'
import type { SqliteDatabase } from './database'
import { attempt } from './faults'
import type { JournalFiles } from './file-identity'
import { patiently } from './patience'

/** So many events are removed at a time: writers get in between, and the event loop goes on. */
const batch = 1000

/**
 * Hides in one transaction, which costs what is hidden, then removes batch by batch. What an earlier run hid and
 * was stopped before removing goes now.
 */
export const retainIn = (db: SqliteDatabase, patience: number, files: JournalFiles) => {
  const begins = db.prepare<
    [olderThan: string, category: string],
    { id: number; before: number; first: number }
  >(
    `SELECT s.id, s.first_revision AS before, coalesce(
       (SELECT e.revision FROM events e
        WHERE e.stream_id = s.id AND e.revision >= s.first_revision AND e.recorded_at >= ?
        ORDER BY e.revision LIMIT 1),
       (SELECT max(e.revision) + 1 FROM events e WHERE e.stream_id = s.id),
       s.first_revision) AS first
     FROM streams s WHERE s.category = ?`
  )
  const begin = db.prepare<[first: number, last: number, id: number]>(
    `UPDATE streams SET first_revision = ?,
       (hidden_at, hidden_up_to) =
         (SELECT recorded_at, position FROM events WHERE stream_id = streams.id AND revision = ?)
     WHERE id = ?`
  )
  const hidden = db.prepare<
    [category: string, from: number, limit: number],
    { id: number; position: bigint }
  >(
    `SELECT s.id, e.position FROM streams s JOIN events e ON e.stream_id = s.id AND e.revision < s.first_revision
     WHERE s.category = ? AND s.first_revision > 0 AND s.id >= ? ORDER BY s.id LIMIT ?`
  )
  hidden.safeIntegers()
  const remove = db.prepare<[position: bigint]>('DELETE FROM events WHERE position = ?')
  const widen = db.prepare<[removed: number]>('UPDATE journal SET gaps = gaps + ?')

  const hide = db.transaction(({ category, olderThan }: RetainOptions): Retained => {
    let streams = 0
    let events = 0
    for (const { id, before, first } of begins.all(olderThan, category)) {
      if (first <= before) continue
      begin.run(first, first - 1, id)
      streams++
      events += first - before
    }
    return { streams, events }
  }).immediate

  /** Gives the stream to go on from, or null at the end. */
  const removeSome = db.transaction((category: string, from: number): number | null => {
    const gone = hidden.all(category, from, batch)
    for (const { position } of gone) remove.run(position)
    widen.run(gone.length)
    const last = gone.at(-1)
    return last === undefined || gone.length < batch ? null : Number(last.id)
  }).immediate

  /** Nothing is begun in files that are lost, and nothing of it answered as done. */
  const kept = async <A>(work: () => A): Promise<E.Either<StoreFault, A>> => {
    const before = files.lost()
    if (before !== null) return E.left(before)
    const done = await patiently(patience, () => attempt(() => E.right(work())))
    const since = files.lost()
    return E.isRight(done) && since !== null ? E.left(since) : done
  }

  return async (options: RetainOptions): Promise<E.Either<StoreFault, Retained>> => {
    const retained = await kept(() => hide(options))
    if (E.isLeft(retained)) return retained
    let from: number | null = 0
    while (from !== null) {
      const start: number = from
      const next = await kept(() => removeSome(options.category, start))
      if (E.isLeft(next)) return next
      from = next.right
      await new Promise(setImmediate)
    }
    // The log still holds the old pages: it is emptied, now if nobody reads, else at a later checkpoint.
    attempt(() => E.right(db.pragma('wal_checkpoint(TRUNCATE)')))
    return retained
  }
}
