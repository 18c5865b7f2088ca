import type { Position } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type * as t from 'io-ts'
import { codeOf, messageOf } from '../error-code'
import type { SqliteDatabase } from '../sqlite/database'
import { sqliteDriver } from '../sqlite/driver'
import { lockWait, patiently } from '../sqlite/patience'
import { Checkpoint, Trail } from './checkpoint'
import { type Checkpoints, type ModelStoreFault, modelStoreFault, movedElsewhere } from './checkpoints'
import type { Leases } from './leases'
import { type Advanced, afterWork, type ModelKey, type ReadModelStore, type Work } from './read-models'

/** How a projection keeps its read model in tables of its own. */
export type SqliteTables<State> = {
  /** Makes the tables of this version when they are missing, and gives what `apply` writes and answers read with. */
  readonly open: (db: SqliteDatabase, key: ModelKey) => State
  /** Removes them. */
  readonly drop: (db: SqliteDatabase, key: ModelKey) => void
}

/** One file of read models, checkpoints and leases, apart from the journal's. */
export type SqliteModels = {
  readonly checkpoints: Checkpoints
  readonly leases: Leases
  readonly readModels: <State>(tables: SqliteTables<State>) => ReadModelStore<State>
  readonly close: Task<void>
}

/** Tells this file from a journal's and from another program's: "AvRM". */
const applicationId = 0x4176524d
const version = 3

const schema = `
  CREATE TABLE projection_checkpoint (
    name TEXT NOT NULL, version INTEGER NOT NULL, checkpoint TEXT NOT NULL, PRIMARY KEY (name, version)
  ) STRICT;
  CREATE TABLE reaction_checkpoint (name TEXT PRIMARY KEY, trail TEXT NOT NULL) STRICT;
  CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${version};
`

/** Milliseconds by the clock of the machine, which every program that has the file open is on. */
const now = "((julianday('now') - 2440587.5) * 86400000)"

/** Opens the file, or makes it. It may be thrown away at any time: it is built again from the journal. */
export const sqliteModels =
  ({
    file,
    busyTimeout = 500
  }: {
    readonly file: string
    /** How long a call waits for another program's lock, in milliseconds; the event loop goes on meanwhile. */
    readonly busyTimeout?: number
  }): TaskEither<ModelStoreFault, SqliteModels> =>
  async () => {
    const driver = sqliteDriver()
    if (E.isLeft(driver)) return E.left(modelStoreFault('NO_DRIVER', false, driver.left))
    return patiently(
      busyTimeout,
      () =>
        attempt(() => {
          const db = driver.right.connect(file, { timeout: lockWait })
          try {
            db.transaction(() => {
              const found = db.pragma('application_id', { simple: true })
              if (found === applicationId) {
                if (db.pragma('user_version', { simple: true }) !== version) throw older
                return
              }
              const objects = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
              if (found !== 0 || objects !== 0) throw foreign
              db.exec(schema)
            }).immediate()
            db.pragma('journal_mode = WAL')
            return modelsOf(db, busyTimeout)
          } catch (error) {
            db.close()
            throw error
          }
        }),
      isLocked
    )
  }

const modelsOf = (db: SqliteDatabase, busyTimeout: number): SqliteModels => {
  const asked = <A>(work: () => A): Promise<E.Either<ModelStoreFault, A>> =>
    patiently(busyTimeout, () => attempt(work), isLocked)
  const reaction = {
    get: db.prepare<[string], string>('SELECT trail FROM reaction_checkpoint WHERE name = ?').pluck(),
    put: db.prepare<[string, string]>('INSERT OR REPLACE INTO reaction_checkpoint VALUES (?, ?)')
  }
  const projection = {
    get: db
      .prepare<[string, number], string>(
        'SELECT checkpoint FROM projection_checkpoint WHERE name = ? AND version = ?'
      )
      .pluck(),
    put: db.prepare<[string, number, string]>(
      'INSERT OR REPLACE INTO projection_checkpoint VALUES (?, ?, ?)'
    ),
    remove: db.prepare<[string, number]>('DELETE FROM projection_checkpoint WHERE name = ? AND version = ?')
  }
  const lease = {
    hold: db.prepare<[string, string, number]>(
      `INSERT INTO lease VALUES (?, ?, ${now} + ?)
       ON CONFLICT DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE lease.holder = excluded.holder OR lease.until <= ${now}`
    ),
    release: db.prepare<[string, string]>('DELETE FROM lease WHERE name = ? AND holder = ?')
  }
  const move = db.transaction((name: string, trail: Trail, from: Position | null): boolean => {
    if ((trailOf(reaction.get.get(name))?.last.position ?? null) !== from) return false
    reaction.put.run(name, JSON.stringify(trail))
    return true
  }).immediate
  return {
    checkpoints: {
      load: name => () => asked(() => trailOf(reaction.get.get(name))),
      save: (name, trail, from) => async () => advanced(name, await asked(() => move(name, trail, from)))
    },
    leases: {
      hold: (name, holder, milliseconds) => () =>
        asked(() => Number(lease.hold.run(name, holder, milliseconds).changes) === 1),
      release: (name, holder) => () => asked(() => void lease.release.run(name, holder))
    },
    readModels: <State>({ open, drop }: SqliteTables<State>): ReadModelStore<State> => ({
      open: key => () =>
        asked(() => {
          let kept: Advanced<State> = db
            .transaction(() => ({
              state: open(db, key),
              checkpoint: checkpointIn(projection.get.get(key.name, key.version))
            }))
            .immediate()
          const update = db.transaction((work: Work<State>): Advanced<State> | null => {
            const before = projection.get.get(key.name, key.version) ?? null
            if (before !== textOf(kept.checkpoint)) return null
            const next = afterWork(work, kept)
            const text = textOf(next.checkpoint)
            if (text !== null) projection.put.run(key.name, key.version, text)
            return next
          }).immediate
          return {
            current: () => kept,
            update: work => async () =>
              advanced(
                key.name,
                await asked(() => {
                  const next = update(work)
                  kept = next ?? kept
                  return next !== null
                })
              )
          }
        }),
      remove: key => () =>
        asked(
          db.transaction(() => {
            drop(db, key)
            projection.remove.run(key.name, key.version)
          }).immediate
        )
    }),
    close: async () => {
      db.close()
    }
  }
}

/** False: the checkpoint was not where this program left it. */
const advanced = (name: string, done: E.Either<ModelStoreFault, boolean>): E.Either<ModelStoreFault, void> =>
  E.isLeft(done) ? done : done.right ? E.right(undefined) : E.left(movedElsewhere(name))

const checkpointIn = (text: string | undefined): Checkpoint | null =>
  text === undefined ? null : decoded(Checkpoint, text)

const trailOf = (text: string | undefined): Trail | null => (text === undefined ? null : decoded(Trail, text))

const decoded = <A>(codec: t.Type<A, unknown, unknown>, text: string): A => {
  const kept = codec.decode(JSON.parse(text))
  if (E.isLeft(kept)) throw foreign
  return kept.right
}

const textOf = (checkpoint: Checkpoint | null): string | null =>
  checkpoint === null ? null : JSON.stringify(checkpoint)

/** Of before the first release. */
const older = { code: 'SQLITE_SCHEMA' } as const

const foreign = { code: 'SQLITE_NOTADB' } as const

const isLocked = ({ code }: ModelStoreFault): boolean => /^SQLITE_(?:BUSY|LOCKED)/.test(code)

/** SQLite's failures, and its driver's, as values; what a projection throws is its own, and goes on. */
const attempt = <A>(work: () => A): E.Either<ModelStoreFault, A> => {
  try {
    return E.right(work())
  } catch (error) {
    const code = codeOf(error)
    if (code === null && /database connection is not open|directory does not exist/.test(messageOf(error)))
      return E.left(modelStoreFault('CLOSED', false, 'ouvrez un fichier dont le dossier existe, et une fois'))
    if (code === null || !code.startsWith('SQLITE_')) throw error
    const locked = modelStoreFault(code, true, 'un autre programme y écrit : réessayez')
    if (isLocked(locked)) return E.left(locked)
    if (/^SQLITE_(?:FULL|IOERR|NOMEM)/.test(code))
      return E.left(modelStoreFault(code, true, 'vérifiez la place et le disque, puis réessayez'))
    if (/^SQLITE_(?:NOTADB|CORRUPT)/.test(code))
      return E.left(
        modelStoreFault(code, false, "ce fichier n'est pas un dépôt de lectures : donnez-en un autre")
      )
    if (code === older.code)
      return E.left(
        modelStoreFault(
          code,
          false,
          "ce fichier est d'un programme antérieur : donnez-en un nouveau, il se reconstruit"
        )
      )
    return E.left(modelStoreFault(code, false, 'vérifiez le fichier, les droits et les tables'))
  }
}
