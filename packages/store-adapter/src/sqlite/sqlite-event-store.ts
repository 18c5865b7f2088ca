import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Changes, changesOf } from '../changes'
import type { CheckedAppend } from '../checked-events'
import type { ClockOptions } from '../clock'
import type { Engine } from '../engine'
import { type OpenError, type StoreFault, storeBusy, storeClosed } from '../errors'
import type { EventStore } from '../event-store'
import { refusedLimits } from '../limits'
import { clockReader } from '../recording-instant'
import { type MayCreate, type MayWrite, type StoreLimits, storeOfEngine } from '../store-of-engine'
import { appendWithin } from './append'
import { type BackupError, backupInto, type Source } from './backup'
import { connect, disconnect, openErrorOf } from './connection'
import type { SqliteDatabase } from './database'
import { attempt } from './faults'
import { journalFiles } from './file-identity'
import { groupCommit } from './group-commit'
import { lockWait, patiently } from './patience'
import { readOnlyEngine } from './read-only-engine'
import { readingOf } from './reading'
import { restoreInto } from './restore'
import { retainIn } from './retention'
import { snapshotReader } from './snapshot'
import { type Statements, statementsOf } from './statements'
import { lostEventsOf } from './verify'
import { type View, type Viewing, viewOf } from './view'

export type SqliteEventStoreOptions = StoreLimits &
  MayCreate &
  MayWrite &
  ClockOptions & {
    /** Made when it is missing or empty, unless `create` is false; its folder has to be there. */
    readonly file: string
    /**
     * How long a call waits for the lock of another connection, in milliseconds; the event loop goes on meanwhile.
     * 5,000 by default; then the answer is `StoreBusy`.
     */
    readonly busyTimeout?: number
    /** How often a subscription looks for what other connections wrote, in milliseconds. 100 by default. */
    readonly pollInterval?: number
    /** Looks through the whole file when it is opened: its pages, revisions and JSON. False by default. */
    readonly verify?: boolean
    /** Bytes of appends that wait to be written, at most; beyond, the answer is `StoreBusy`. 256 MiB by default. */
    readonly maxWaitingBytes?: number
  }

export type SqliteEventStore = EventStore & {
  /**
   * The journal as it stands, into a new file; the store goes on while it is copied. The copy is then checked, which holds
   * the event loop up for as long as it takes to read it.
   */
  readonly backup: (file: string) => TaskEither<BackupError, void>
  /**
   * How many events are not there that were written: somebody removed them by hand. It counts, and reads none: `verify` looks
   * through all. Of a store that is opened to be read, as it was opened.
   */
  readonly lostEvents: () => TaskEither<StoreFault, number>
}

/** Told in `engine-openings.ts`, which reads this file when it is asked for. */
export const sqliteEventStore =
  ({
    file,
    busyTimeout = 5000,
    pollInterval = 100,
    verify = false,
    create = true,
    readOnly = false,
    maxWaitingBytes = 256 * 1024 * 1024,
    ...limits
  }: SqliteEventStoreOptions): TaskEither<OpenError, SqliteEventStore> =>
  async () => {
    const refused = refusedLimits('sqlite:', { ...limits, busyTimeout, pollInterval, maxWaitingBytes })
    if (refused !== null) return E.left(refused)
    if (readOnly) return openReadOnly({ file, patience: busyTimeout, verify }, pollInterval, limits)
    const opened = await patiently(busyTimeout, () => connect(file, lockWait, { verify, create }))
    if (E.isLeft(opened)) return opened
    const settings: Settings = { file, clock: limits, busyTimeout, pollInterval, maxWaitingBytes }
    try {
      const { engine, another } = sqliteEngine(opened.right, settings)
      const backup = backupInto(() => patiently(busyTimeout, () => E.map(sourceOf)(another())), file)
      const db = opened.right
      return E.right({
        ...storeOfEngine(engine, limits),
        backup: path => () => backup(path),
        lostEvents: () => () =>
          patiently(busyTimeout, () =>
            db.open ? attempt(() => E.right(lostEventsOf(db))) : E.left(storeClosed)
          )
      })
    } catch (error) {
      disconnect(opened.right)
      return E.left(openErrorOf(file, error))
    }
  }

const openReadOnly = async (
  viewing: Viewing,
  pollInterval: number,
  limits: StoreLimits
): Promise<E.Either<OpenError, SqliteEventStore>> => {
  const view = await viewOf(viewing)
  if (E.isLeft(view)) return view
  const copied = async () =>
    E.map(({ db }: View) => ({ db, close: () => void db.close() }))(await viewOf(viewing))
  const backup = backupInto(copied, viewing.file)
  const lost = attempt(() => E.right(lostEventsOf(view.right.db)))
  return E.right({
    ...storeOfEngine(readOnlyEngine(view.right, viewing, pollInterval), { ...limits, readOnly: true }),
    backup: path => () => backup(path),
    lostEvents: () => async () => lost
  })
}

const sourceOf = (db: SqliteDatabase): Source => ({ db, close: () => disconnect(db) })

type Settings = Required<
  Pick<SqliteEventStoreOptions, 'file' | 'busyTimeout' | 'pollInterval' | 'maxWaitingBytes'>
> & { readonly clock: ClockOptions }

type SqliteEngine = {
  readonly engine: Engine
  /**
   * Another connection on the same journal. Where the first one lost a file that is told, and none is opened: SQLite
   * would make a new log in the place of the lost one, and what stands in that could not be rescued any more.
   */
  readonly another: () => E.Either<OpenError | StoreFault, SqliteDatabase>
}

const sqliteEngine = (
  db: SqliteDatabase,
  { file, clock, busyTimeout, pollInterval, maxWaitingBytes }: Settings
): SqliteEngine => {
  const sql = statementsOf(db)
  const reading = readingOf(sql)
  const changes = pollingChanges(sql, pollInterval)
  const write = appendWithin(sql, clockReader(clock))
  // SQLite opens the log and its index with the first reading.
  sql.begun.get()
  const files = journalFiles(file, () => attempt(() => E.right(db.pragma('wal_checkpoint(PASSIVE)'))))
  const group = groupCommit({
    // IMMEDIATE takes the write lock before the first look at a stream, so that the look stays true.
    commit: db.transaction((appends: ReadonlyArray<CheckedAppend>) => {
      files.begun()
      return appends.map(write)
    }).immediate,
    committed: () => {
      changes.notify()
      return files.lost()
    },
    patience: busyTimeout,
    maxWaitingBytes
  })
  const another: SqliteEngine['another'] = () => {
    if (!db.open) return E.left(storeClosed)
    const lost = files.lost()
    return lost === null ? connect(file, lockWait, { create: false }) : E.left(lost)
  }
  const restore = restoreInto(another, busyTimeout)
  const closing = new AbortController()
  const retain = retainIn(db, busyTimeout, files)
  /** Closing waits for them: what is hidden is to be removed too. */
  const retentions = new Set<Promise<unknown>>()
  let restoring = false

  const read = <Fault extends { readonly _tag: string }, A>(work: () => E.Either<Fault, A>) =>
    patiently(busyTimeout, () => (db.open ? attempt(work) : E.left(storeClosed)))

  const engine: Engine = {
    // The lock is held by this very process: to wait for it would be to wait for oneself.
    append: async append => (restoring ? E.left(storeBusy('RESTORING')) : group.append(append)),
    readStream: slice => read(() => reading.readStream(slice)),
    find: (stream, id) => read(() => reading.find(stream, id)),
    at: position => read(() => reading.at(position)),
    scan: slice => read(() => reading.scan(slice)),
    snapshot: () => snapshotReader(another, busyTimeout),
    head: () => read(() => reading.head()),
    streams: slice => read(() => reading.streams(slice)),
    restore: async pages => {
      if (restoring) return E.left(storeBusy('RESTORING'))
      restoring = true
      try {
        const restored = await restore(pages, closing.signal)
        if (E.isRight(restored)) changes.notify()
        return restored
      } finally {
        restoring = false
      }
    },
    retain: options => {
      const ended = retain(options).finally(() => retentions.delete(ended))
      retentions.add(ended)
      return ended
    },
    changes,
    close: async () => {
      closing.abort()
      await group.settled()
      await Promise.all(retentions)
      files.close()
      disconnect(db)
    }
  }
  return { engine, another }
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
