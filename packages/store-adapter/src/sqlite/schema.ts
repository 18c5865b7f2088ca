/** The marks of a journal in the header of its file; SQLite keeps both for its users. 'AVNT'. */
export const applicationId = 0x41_56_4e_54
export const schemaVersion = 2

/** What a retention did not hide first cannot be removed, by this program or by hand. */
const keepsWhatIsSeen = `
  CREATE TRIGGER events_stay BEFORE DELETE ON events
  WHEN OLD.revision >= (SELECT first_revision FROM streams WHERE id = OLD.stream_id) BEGIN
    SELECT RAISE(ABORT, 'events are not removed');
  END;`

/** From a version to the next. `first_revision`: what is before it is hidden, and about to be removed. */
export const migrations: Readonly<Record<number, string>> = {
  1: `
    ALTER TABLE streams ADD COLUMN first_revision INTEGER NOT NULL DEFAULT 0;
    ${keepsWhatIsSeen}
    PRAGMA user_version = 2;`
}

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
    recorded_at TEXT NOT NULL,
    first_revision INTEGER NOT NULL DEFAULT 0
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
  ${keepsWhatIsSeen}
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};
`
