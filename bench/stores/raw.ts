import type { EventToAppend } from '@avenant/store-adapter'
import Database from 'better-sqlite3'

/** What one would write by hand: one table, one index, the same bytes, the same durability. */
export const rawStore = (file: string) => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
    type TEXT NOT NULL, schema INTEGER NOT NULL, recorded_at TEXT NOT NULL, data TEXT NOT NULL,
    metadata TEXT NOT NULL, UNIQUE (stream, revision)) STRICT`)
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, schema, recorded_at, data, metadata) VALUES (?,?,?,?,?,?,?,?)'
  )
  let revision = 0
  const append = (stream: string, { id, type, schema, data, metadata }: EventToAppend): void => {
    const at = new Date().toISOString()
    insert.run(stream, revision++, id, type, schema, at, JSON.stringify(data), JSON.stringify(metadata))
  }
  return {
    append,
    appendAll: db.transaction((events: ReadonlyArray<readonly [stream: string, event: EventToAppend]>) => {
      for (const [stream, event] of events) append(stream, event)
    }).immediate,
    close: () => db.close()
  }
}
