import { appendFunction } from './append-function'
import { factsOfJournal, factsOfMark } from './expected-facts'
import { guardOfMark, guardsOfJournal } from './guards'
import { retentionFunction } from './retention-function'

/** What a migration is written for: the schema's name, quoted. */
export type Migration = (schema: string) => string

/** What a schema of ours is for: its mark, and how it came to be what it is, one version after the other. */
export type Kind = {
  readonly application: string
  readonly migrations: ReadonlyArray<Migration>
  /** What they leave in the schema, as `factsSql` tells it, the digests of the functions left out. */
  readonly facts: ReadonlyArray<string>
  /** Whether the schema also holds what others of this user's programs make. */
  readonly shared?: boolean
}

/** The mark of a schema: one row, with the number of migrations that it went through. */
export const marked =
  (first: Migration): Migration =>
  schema =>
    `CREATE TABLE ${schema}.mark (application text PRIMARY KEY, version integer NOT NULL);
    ${guardOfMark(schema)}
    ${first(schema)}`

/**
 * `events.position` comes from `positions` under the writers' lock, so that the order of positions is the order of
 * commits; a sequence never gives one twice, even after a retention removed the last events.
 * `streams` is never written by an append to a stream that is there, nor is there a counter in a row: a long
 * transaction elsewhere in the database would keep every version of it. What a retention removed is noted there:
 * a position that no event has, and that is above all that were removed, was never given.
 * `type` is written as within a JSON string, for PostgreSQL has no NUL in its texts; data and metadata are the very
 * JSON texts given (`jsonb` would change them). Instants are texts that sort as they follow.
 */
const first: Migration = schema => `
  CREATE SEQUENCE ${schema}.positions AS bigint MINVALUE 0 START WITH 1;
  CREATE TABLE ${schema}.streams (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE pg_catalog."C" NOT NULL UNIQUE,
    removed_revision bigint,
    removed_recorded_at text COLLATE pg_catalog."C",
    removed_position bigint
  );
  CREATE TABLE ${schema}.events (
    position bigint PRIMARY KEY,
    stream_id bigint NOT NULL,
    category text COLLATE pg_catalog."C" NOT NULL,
    revision bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    schema bigint NOT NULL,
    recorded_at text COLLATE pg_catalog."C" NOT NULL,
    data text NOT NULL,
    metadata text NOT NULL,
    UNIQUE (stream_id, revision),
    UNIQUE (stream_id, id)
  );
  CREATE INDEX events_of_category ON ${schema}.events (category, position);
  CREATE TABLE ${schema}.retentions (
    transaction xid8 NOT NULL,
    declared_at timestamptz NOT NULL,
    declared_by text NOT NULL,
    category text COLLATE pg_catalog."C" NOT NULL,
    older_than text COLLATE pg_catalog."C" NOT NULL,
    PRIMARY KEY (transaction, category, older_than)
  );
  ${guardsOfJournal(schema)}
  ${retentionFunction(schema)}
  ${appendFunction(schema)}
`

/** From nothing to the first version, from that to the second… What is published is not changed any more. */
export const journalKind: Kind = {
  application: 'avenant',
  migrations: [marked(first)],
  facts: [...factsOfMark, ...factsOfJournal]
}
