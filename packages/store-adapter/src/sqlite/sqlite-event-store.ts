import { comparePositions, type Position, positionOf } from '@avenant/domain'
import type Database from 'better-sqlite3'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Changes, changesOf } from '../changes'
import { type Clock, systemClock } from '../clock'
import type { Engine, JournalSlice, Scan } from '../engine'
import { type OpenError, storeBusy, streamNotFound } from '../errors'
import type { EventStore } from '../event-store'
import { type StoreLimits, storeOfEngine } from '../store-of-engine'
import { appendWithin } from './append'
import { connect } from './connection'
import { attempt } from './faults'
import { restoreInto } from './restore'
import { recordedOfRow, type Statements, statementsOf } from './statements'

export type SqliteEventStoreOptions = StoreLimits & {
  /** Made when it is missing or empty; its folder has to be there. */
  readonly file: string
  readonly clock?: Clock
  /**
   * How long a write waits for another connection's, in milliseconds; the event loop waits with it. 500 by
   * default; then the answer is `StoreBusy`.
   */
  readonly busyTimeout?: number
  /** How often a subscription looks for what other connections wrote, in milliseconds. 100 by default. */
  readonly pollInterval?: number
}

/**
 * A journal in one SQLite file (WAL, `synchronous=FULL`): what was answered survives a crash. Several stores and
 * several processes may use one file on one machine. A file that is not a journal, or a newer one, is refused and
 * left as it is.
 */
export const sqliteEventStore =
  ({
    file,
    clock = systemClock,
    busyTimeout = 500,
    pollInterval = 100,
    ...limits
  }: SqliteEventStoreOptions): TaskEither<OpenError, EventStore> =>
  async () => {
    const open = (): E.Either<OpenError, Database.Database> => connect(file, busyTimeout)
    return E.map((db: Database.Database) =>
      storeOfEngine(sqliteEngine(db, open, clock, pollInterval), limits)
    )(open())
  }

const sqliteEngine = (
  db: Database.Database,
  open: () => E.Either<OpenError, Database.Database>,
  clock: Clock,
  pollInterval: number
): Engine => {
  const sql = statementsOf(db)
  const changes = pollingChanges(sql, pollInterval)
  // IMMEDIATE takes the write lock before the first look at the stream, so that the look stays true.
  const commit = db.transaction(appendWithin(sql, clock)).immediate
  const restore = restoreInto(open)
  let restoring = false

  return {
    append: async append => {
      // The lock is held by this very process: to wait for it here would be to wait for oneself.
      if (restoring) return E.left(storeBusy('RESTORING'))
      const committed = attempt(() => commit(append))
      if (E.isRight(committed)) changes.notify()
      return committed
    },
    readStream: async ({ stream: name, from, direction, limit }) =>
      attempt(() => {
        const stream = sql.findStream.get(name)
        return stream === undefined
          ? E.left(streamNotFound(name))
          : E.right(sql[direction].all(stream.id, from, limit).map(recordedOfRow))
      }),
    scan: async slice => attempt(() => E.right(scan(sql, slice))),
    restore: async pages => {
      if (restoring) return E.left(storeBusy('RESTORING'))
      restoring = true
      try {
        const restored = await restore(pages)
        if (E.isRight(restored)) changes.notify()
        return restored
      } finally {
        restoring = false
      }
    },
    changes,
    close: async () => {
      db.close()
    }
  }
}

/** With a category, so many events are looked through at a time at most: the event loop is not held for longer. */
const windowSize = 4096

const scan = (sql: Statements, { after, category, limit }: JournalSlice): Scan => {
  // Positions start at 0 at the lowest.
  const from = after === null ? -1n : BigInt(after)
  if (category === null) {
    const events = sql.after.all(from, limit).map(recordedOfRow)
    return { events, checkpoint: events.at(-1)?.position ?? after, end: events.length < limit }
  }
  const windowEnd = sql.windowEnd.get(from, windowSize - 1)
  // The head may be before `after`, a checkpoint of another journal, which is not moved back.
  const upTo = windowEnd ?? sql.head.get() ?? -1n
  const events = sql.ofCategory.all(from, upTo, category, limit).map(recordedOfRow)
  const full = events.length === limit
  return {
    events,
    checkpoint: full ? (events.at(-1)?.position ?? after) : furthest(after, upTo),
    end: !full && windowEnd === undefined
  }
}

const furthest = (after: Position | null, upTo: bigint): Position | null => {
  if (upTo < 0n) return after
  const reached = positionOf(upTo)
  return after !== null && comparePositions(after, reached) > 0 ? after : reached
}

/** Own writes wake at once; those of other connections are seen by their mark, at each turn of an unref'd timer. */
const pollingChanges = (sql: Statements, pollInterval: number): Changes =>
  changesOf(notify => {
    let seen = attempt(() => E.right(sql.dataVersion.get()))
    const timer = setInterval(() => {
      const now = attempt(() => E.right(sql.dataVersion.get()))
      const same = E.isRight(now) && E.isRight(seen) && now.right === seen.right
      seen = now
      // A failure wakes too: reading again will tell it.
      if (!same) notify()
    }, pollInterval)
    timer.unref()
    return () => clearInterval(timer)
  })
