import { keptInstantPattern } from '../recorded-text'
import { pinned } from './guards'

/**
 * Appends to streams that are all different, in one statement and so in one transaction: those that can be
 * written are, the others tell what `ruleAppend` has to know to say why not, or that it is a retry.
 *
 * The lock is held until the commit, which is seen by others before the lock is given on: so an event whose
 * position is lower than one that can be read can be read too. Each statement of the function sees what was
 * committed before it, and so what the last holder of the lock wrote.
 *
 * Its plans are kept: PostgreSQL would take those that know the arrays' lengths for better, and make them anew for each
 * append, which is an eighth of it.
 *
 * It runs as the owner: who may call it needs no right to write into the tables, and can add nothing by other means.
 *
 * What it does not write it tells why by the last recordings of the journal and of the stream, as they were: a clock that
 * is far from them writes nothing (`recordingInstant` has the rule), nor is an instant that is none copied.
 *
 * A clock is far from this server's, too, when the append waited for the lock for too long: what is recorded under the lock
 * was read from a clock at most `differences` milliseconds before, null where the clocks are not compared.
 *
 * `wanted` is a revision, or one of the codes of `codeOfExpected`. `instants` are what the clock said, null when that is
 * no instant; the last recording of the journal is to be between `earliest` and `latest`. `owners` tells for each event its append, from 1;
 * the events of an append follow one another, and `firsts` is the index of its first one.
 */
export const appendFunction = (schema: string): string => `
  CREATE FUNCTION ${schema}.append(
    names text[], categories text[], wanted bigint[], firsts integer[], counts integer[], instants text[],
    earliest text[], latest text[], latest_of_stream text[], differences double precision[], owners integer[], ids uuid[], types text[], schemas bigint[],
    datas text[], metadatas text[]
  ) RETURNS TABLE (
    written boolean, actual bigint, last_position bigint, instant text, revisions text,
    damaged boolean, last_of_journal text, last_of_stream text, kept_at text
  )
  LANGUAGE plpgsql SECURITY DEFINER
  ${pinned}
  SET plan_cache_mode = force_generic_plan
  AS $$
  DECLARE
    stream record;
    stream_ids bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(names)]);
    bases bigint[] := stream_ids;
    actuals bigint[] := stream_ids;
    skipped bigint[] := stream_ids;
    damages boolean[] := array_fill(false, ARRAY[cardinality(names)]);
    lasts_of_journal text[] := array_fill(NULL::text, ARRAY[cardinality(names)]);
    lasts_of_stream text[] := lasts_of_journal;
    journal_at text COLLATE pg_catalog."C";
    stream_at text COLLATE pg_catalog."C";
    own uuid[];
    new_id bigint;
    total bigint := 0;
    start bigint;
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'appends need READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    -- What is answered is durable, whatever the database's default.
    IF current_setting('synchronous_commit') = 'off' THEN
      PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    PERFORM pg_advisory_xact_lock(${writersLock(schema)});

    SELECT e.recorded_at INTO journal_at FROM ${schema}.events e ORDER BY e.position DESC LIMIT 1;

    FOR i IN 1 .. cardinality(names) LOOP
      SELECT s.id, greatest(e.revision, s.removed_revision) AS revision,
             coalesce(e.recorded_at, s.removed_recorded_at) AS recorded_at
        INTO stream
        FROM ${schema}.streams s
        LEFT JOIN LATERAL (
          SELECT revision, recorded_at FROM ${schema}.events
          WHERE stream_id = s.id ORDER BY revision DESC LIMIT 1
        ) e ON true
        WHERE s.name = names[i];
      actuals[i] := stream.revision;
      stream_at := stream.recorded_at;
      lasts_of_stream[i] := stream_at;
      lasts_of_journal[i] := journal_at;
      damages[i] := stream.id IS NOT NULL AND (stream_at ~ '${keptInstantPattern}') IS NOT TRUE;
      own := ids[firsts[i] : firsts[i] + counts[i] - 1];
      CONTINUE WHEN damages[i]
        OR NOT CASE wanted[i]
          WHEN ${expectedCodes.any} THEN true
          WHEN ${expectedCodes.exists} THEN stream.id IS NOT NULL
          WHEN ${expectedCodes.none} THEN stream.id IS NULL
          ELSE stream.revision IS NOT DISTINCT FROM wanted[i] END
        OR EXISTS (SELECT FROM ${schema}.events e WHERE e.stream_id = stream.id AND e.id = ANY (own))
        OR instants[i] IS NULL
        OR stream_at > latest_of_stream[i]
        OR abs(extract(epoch FROM clock_timestamp() - instants[i]::timestamptz) * 1000) > differences[i]
        OR (journal_at NOT BETWEEN earliest[i] AND latest[i] AND journal_at ~ '${keptInstantPattern}');
      IF stream.id IS NULL THEN
        INSERT INTO ${schema}.streams AS s (name) VALUES (names[i]) RETURNING s.id INTO new_id;
      END IF;
      stream_ids[i] := coalesce(stream.id, new_id);
      instants[i] := greatest(instants[i] COLLATE pg_catalog."C", stream_at);
      journal_at := instants[i];
      bases[i] := coalesce(stream.revision, -1) + 1;
      -- How many events before these are of an append that is not written.
      skipped[i] := firsts[i] - 1 - total;
      total := total + counts[i];
    END LOOP;

    IF total > 0 THEN
      start := nextval('${schema}.positions');
      IF total > 1 THEN
        PERFORM setval('${schema}.positions', start + total - 1);
      END IF;
      INSERT INTO ${schema}.events
          (position, stream_id, category, revision, id, type, schema, recorded_at, data, metadata)
        SELECT start + (e.n - 1 - skipped[e.owner]), stream_ids[e.owner], categories[e.owner],
               bases[e.owner] + (e.n - firsts[e.owner]), e.id, e.type, e.schema, instants[e.owner],
               e.data, e.metadata
          FROM unnest(owners, ids, types, schemas, datas, metadatas)
            WITH ORDINALITY AS e (owner, id, type, schema, data, metadata, n)
          WHERE stream_ids[e.owner] IS NOT NULL;
      PERFORM pg_notify('${channelOf(schema)}', '');
    END IF;

    FOR i IN 1 .. cardinality(names) LOOP
      written := stream_ids[i] IS NOT NULL;
      actual := actuals[i];
      damaged := damages[i];
      last_of_journal := lasts_of_journal[i];
      last_of_stream := lasts_of_stream[i];
      kept_at := to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
      IF written THEN
        last_position := start + (firsts[i] + counts[i] - 2 - skipped[i]);
        instant := instants[i];
        revisions := NULL;
      ELSE
        own := ids[firsts[i] : firsts[i] + counts[i] - 1];
        SELECT string_agg(coalesce(e.revision::text, ''), ',' ORDER BY o.n),
               max(e.position) FILTER (WHERE o.n = counts[i]),
               max(e.recorded_at) FILTER (WHERE o.n = counts[i])
          INTO revisions, last_position, instant
          FROM unnest(own) WITH ORDINALITY AS o (id, n)
          LEFT JOIN ${schema}.streams s ON s.name = names[i]
          LEFT JOIN ${schema}.events e ON e.stream_id = s.id AND e.id = o.id;
      END IF;
      RETURN NEXT;
    END LOOP;
  END $$;
  REVOKE ALL ON FUNCTION ${schema}.append FROM PUBLIC;
`

/** Revisions are at least 0; these are the other expectations. */
export const expectedCodes = { none: -1, exists: -2, any: -3 } as const

/** The key of the writers' lock: 'AVNT', and the table that it stands for. */
export const writersLock = (schema: string): string =>
  `${0x41_56_4e_54} * 4294967296 + '${schema}.events'::regclass::oid::bigint`

/** Where the journal's changes are told. */
export const channelOf = (schema: string): string => `avenant_${schema.replaceAll('"', '')}`
