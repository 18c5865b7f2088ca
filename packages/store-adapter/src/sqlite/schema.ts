/** The marks of a journal in the header of its file; SQLite keeps both for its users. 'AVNT'. */
export const applicationId = 0x41_56_4e_54
export const schemaVersion = 4

/** Eight digits that any version of uuid changes from one id to the next, or soon after. */
export const idKey = (id: string): string => `substr(${id}, 5, 4) || substr(${id}, 33)`

/**
 * What an append writes is what it costs: an event, its two places in the indexes, and nothing of its stream. The last
 * revision is the last event's; `first_revision`, `hidden_at` and `hidden_up_to` are a retention's: what is before it is hidden and
 * about to be removed, with when and at which position the last of that was recorded. A position that no event has, and
 * that is above all of these, was never given.
 *
 * AUTOINCREMENT: a position is never given twice, even after a retention removed the last events, so that no
 * checkpoint skips one. `gaps` counts the positions that no event has, of an import or after a retention: with it, an
 * event that is lost is missed. `events_id` finds retries: by a part of the id, as what is short is written less.
 * Data and metadata are the very texts given.
 */
export const schema = `
  CREATE TABLE journal (gaps INTEGER NOT NULL) STRICT;
  INSERT INTO journal VALUES (0);
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    first_revision INTEGER NOT NULL DEFAULT 0,
    hidden_at TEXT,
    hidden_up_to INTEGER
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
    UNIQUE (stream_id, revision)
  ) STRICT;
  CREATE INDEX events_id ON events (stream_id, ${idKey('id')});
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'events are immutable');
  END;
  -- What a retention did not hide first cannot be removed, by this program or by hand.
  CREATE TRIGGER events_stay BEFORE DELETE ON events
  WHEN OLD.revision >= (SELECT first_revision FROM streams WHERE id = OLD.stream_id) BEGIN
    SELECT RAISE(ABORT, 'events are not removed');
  END;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};
`
