import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { killMover } from '../../test/kill-mover'
import { killWriter } from '../../test/kill-writer'
import { race } from '../../test/race'
import { sqliteFile } from '../../test/sqlite-file'
import { working } from '../../test/working'
import {
  type Copies,
  type CrashFigures,
  type DamagedPart,
  eventStoreContract,
  type Failure,
  type NotJournal
} from '../contract/event-store-contract'
import { right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { applicationId, schemaVersion } from './schema'
import { type SqliteEventStore, sqliteEventStore } from './sqlite-event-store'

/** For the table of the contract. A few rounds, of a quick run, are no figures. */
const tellCrashFigures = (figures: CrashFigures): void => {
  if (figures.rounds < 50) return
  const out = join(__dirname, '..', '..', '..', '..', 'out')
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'crash-SQLite.json'), `${JSON.stringify(figures)}\n`)
  process.stdout.write(`kill -9, SQLite: ${JSON.stringify(figures)}\n`)
}

const changes: Record<DamagedPart, string> = {
  data: "UPDATE events SET data = replace(data, '{', '[')",
  metadata: 'UPDATE events SET metadata = substr(metadata, 2)',
  type: "UPDATE events SET type = ' '",
  id: "UPDATE events SET id = 'g' || substr(id, 2)",
  schema: 'UPDATE events SET schema = 0',
  recordedAt: "UPDATE events SET recorded_at = replace(recorded_at, 'T', 'U')",
  missing: 'DELETE FROM events'
}

/** Through the triggers that keep events as they are, which are put back. */
const damageIn =
  (file: string) =>
  async (stream: string, revision: number, part: DamagedPart): Promise<void> => {
    const db = sqliteFile(file, { timeout: 5000 })
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
      )
      .all()
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
    db.prepare(
      `${changes[part]} WHERE revision = ? AND stream_id = (SELECT id FROM streams WHERE name = ?)`
    ).run(revision, stream)
    for (const { sql } of triggers) db.exec(sql)
    db.close()
  }

const notJournals = (folder: string) => async (): Promise<ReadonlyArray<NotJournal>> => {
  const trial = (what: string, make: (file: string) => void): NotJournal => {
    const file = join(folder, `${what}.db`)
    make(file)
    const before = readFileSync(file)
    return {
      what,
      open: sqliteEventStore({ file }),
      untouched: async () => readFileSync(file).equals(before)
    }
  }
  const marked = (application: number, version: number) => (file: string) => {
    const db = sqliteFile(file)
    db.exec('CREATE TABLE other (a)')
    db.pragma(`application_id = ${application}`)
    db.pragma(`user_version = ${version}`)
    db.close()
  }
  return [
    trial('a text', file => writeFileSync(file, 'position;stream\n')),
    trial("another program's database", marked(7, 1)),
    trial('a newer schema', marked(applicationId, schemaVersion + 1))
  ]
}

/** What can become of a file under a program that has it open. */
const failures: ReadonlyArray<Failure> = Object.entries({
  'closed, with calls at hand': null,
  'the file removed': file => rmSync(file),
  'its log removed': file => rmSync(`${file}-wal`),
  'its index removed': file => rmSync(`${file}-shm`),
  'its folder removed': file => rmSync(dirname(file), { recursive: true }),
  'another file in its place': file => {
    writeFileSync(`${file}.autre`, 'autre chose')
    renameSync(`${file}.autre`, file)
  },
  'written over in place': file => writeFileSync(file, 'autre chose'),
  'its log cut': file => truncateSync(`${file}-wal`),
  'made read-only, with its folder': file => {
    for (const path of [file, `${file}-wal`, `${file}-shm`]) chmodSync(path, 0o444)
    chmodSync(dirname(file), 0o555)
    return () => chmodSync(dirname(file), 0o755)
  },
  'kept by another program': file => {
    const locker = sqliteFile(file, { timeout: 5000 })
    locker.exec('BEGIN IMMEDIATE')
    return () => locker.close()
  }
} satisfies Record<string, null | ((file: string) => unknown)>).map(([what, become]) => ({
  what,
  begin: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'avenant-'))
    const file = join(folder, 'journal.db')
    let undo: unknown
    return {
      program: working(file, 'without-privilege'),
      fail:
        become === null
          ? null
          : async () => {
              undo = become(file)
            },
      end: async () => {
        if (typeof undo === 'function') undo()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}))

const copiesOf = (store: SqliteEventStore, folder: string): Copies => ({
  make: name => store.backup(join(folder, name))(),
  open: async name => {
    const file = join(folder, name)
    return lstatSync(file, { throwIfNoEntry: false }) === undefined
      ? null
      : right(await sqliteEventStore({ file, create: false, verify: true })())
  },
  removeHalf: async () => {
    for (const name of readdirSync(folder))
      if (!name.startsWith('journal.db') && !/^copie(?:-[0-9]+)?$/.test(name))
        // Whoever makes the copy may add to it meanwhile.
        rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10 })
  },
  links: async name => {
    const text = join(folder, 'texte')
    writeFileSync(text, 'autre chose')
    const link = (of: string, target: string, still: () => boolean) => {
      symlinkSync(target, join(folder, of))
      return { name: of, still: async () => still() && readlinkSync(join(folder, of)) === target }
    }
    return [
      link(name, text, () => readFileSync(text, 'utf8') === 'autre chose'),
      link(`${name}-nulle-part`, join(folder, 'rien'), () => !existsSync(join(folder, 'rien')))
    ]
  }
})

eventStoreContract(
  'SQLite',
  async options => {
    const folder = await mkdtemp(join(tmpdir(), 'avenant-'))
    const file = join(folder, 'journal.db')
    const opened: EventStore[] = []
    const open = async (mode: { readOnly?: boolean; file?: string } = {}): Promise<SqliteEventStore> => {
      const store = right(
        await sqliteEventStore({ file, pollInterval: 5, busyTimeout: 300, ...options, ...mode })()
      )
      opened.push(store)
      return store
    }
    const store = await open()
    const locker = sqliteFile(file, { timeout: 5000 })
    return {
      store,
      another: open,
      other: () => open({ file: join(folder, 'other.db') }),
      readOnly: () => open({ readOnly: true }),
      race: race(file),
      tamper: async () =>
        ["UPDATE events SET data = '0'", 'DELETE FROM events'].map(what => ({
          what,
          attempt: async () => locker.exec(what)
        })),
      // A file does not go away as a server does; it is kept by another program.
      cut: async () => {
        locker.exec('BEGIN IMMEDIATE')
      },
      restore: async () => {
        locker.exec('ROLLBACK')
      },
      killWriter: (run, after) => {
        // The test's own connection would keep the log of the killed process alive.
        locker.close()
        return killWriter(join(__dirname, '..', '..', 'test', 'sqlite-writer.ts'), [file])(run, after)
      },
      killMover: (moved, killedAt) => {
        locker.close()
        return killMover(['sqlite', file])(moved, killedAt)
      },
      damage: damageIn(file),
      notJournals: notJournals(folder),
      failures,
      copies: copiesOf(store, folder),
      close: async () => {
        for (const one of opened) await one.close()
        locker.close()
        await rm(folder, { recursive: true })
      }
    }
  },
  { crashRounds: Number(process.env.CRASH_ROUNDS ?? 50), onCrashFigures: tellCrashFigures }
)
