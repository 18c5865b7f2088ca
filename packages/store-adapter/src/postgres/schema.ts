import { appendFunction } from './append-function'

/** What a migration is written for: the schema's name, quoted. */
export type Migration = (schema: string) => string

/** What a schema of ours is for: its mark, and how it came to be what it is, one version after the other. */
export type Kind = { readonly application: string; readonly migrations: ReadonlyArray<Migration> }

/** The mark of a schema: one row, with the number of migrations that it went through. */
export const marked =
  (first: Migration): Migration =>
  schema =>
    `CREATE TABLE ${schema}.mark (application text PRIMARY KEY, version integer NOT NULL); ${first(schema)}`

/**
 * `events.position` comes from `positions` under the writers' lock, so that the order of positions is the order of
 * commits; a sequence never gives one twice, even after a retention removed the last events.
 * `streams` is never written by an append to a stream that is there, nor is there a counter in a row: a long
 * transaction elsewhere in the database would keep every version of it. What a retention removed is noted there.
 * `type` is written as within a JSON string, for PostgreSQL has no NUL in its texts; data and metadata are the very
 * JSON texts given (`jsonb` would change them). Instants are texts that sort as they follow.
 */
const first: Migration = schema => `
  CREATE SEQUENCE ${schema}.positions AS bigint MINVALUE 0 START WITH 1;
  CREATE TABLE ${schema}.streams (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    removed_revision bigint,
    removed_recorded_at text COLLATE "C"
  );
  CREATE TABLE ${schema}.events (
    position bigint PRIMARY KEY,
    stream_id bigint NOT NULL,
    category text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    schema bigint NOT NULL,
    recorded_at text COLLATE "C" NOT NULL,
    data text NOT NULL,
    metadata text NOT NULL,
    UNIQUE (stream_id, revision),
    UNIQUE (stream_id, id)
  );
  CREATE INDEX events_of_category ON ${schema}.events (category, position);
  CREATE FUNCTION ${schema}.events_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'events are immutable' USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER events_never_change BEFORE UPDATE ON ${schema}.events
    FOR EACH ROW EXECUTE FUNCTION ${schema}.events_never_change();
  ${appendFunction(schema)}
`

/** From nothing to the first version, from that to the second… What is published is not changed any more. */
export const journalKind: Kind = { application: 'avenant', migrations: [marked(first)] }
