/** The marks of a journal in the header of its file; SQLite keeps both for its users. 'AVNT'. */
export const applicationId = 0x41_56_4e_54
export const schemaVersion = 1

/**
 * AUTOINCREMENT: a position is never given twice, even after a retention removed the last events, so that no
 * checkpoint skips one. `UNIQUE (stream_id, id)` finds retries. Data and metadata are the very texts given.
 */
export const schema = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    revision INTEGER NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream_id, revision),
    UNIQUE (stream_id, id)
  ) STRICT;
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'events are immutable');
  END;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};
`
