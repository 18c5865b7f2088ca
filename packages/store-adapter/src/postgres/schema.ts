import { appendFunction } from './append-function'

/** Tells a journal from another program's schema. */
export const application = 'avenant'

/** What a migration is written for: the schema's name, quoted. */
export type Migration = (schema: string) => string

/**
 * `events.position` comes from `positions` under the writers' lock, so that the order of positions is the order of
 * commits; a sequence never gives one twice, even after a retention removed the last events.
 * `streams` is never written by an append to a stream that is there, nor is there a counter in a row: a long
 * transaction elsewhere in the database would keep every version of it. What a retention removed is noted there.
 * `type` is written as within a JSON string, for PostgreSQL has no NUL in its texts; data and metadata are the very
 * JSON texts given (`jsonb` would change them). Instants are texts that sort as they follow.
 */
const first: Migration = schema => `
  CREATE TABLE ${schema}.journal (
    application text PRIMARY KEY,
    version integer NOT NULL
  );
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
  CREATE TABLE ${schema}.checkpoints (
    projection text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL
  );
  ${appendFunction(schema)}
`

/** From nothing to the first version, from that to the second… What is published is not changed any more. */
export const migrations: ReadonlyArray<Migration> = [first]
