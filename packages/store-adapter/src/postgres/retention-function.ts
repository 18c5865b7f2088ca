import { pinned } from './guards'

/** So many events of the category are looked at by one call: each has the time of any other statement. */
const batch = 2000

/**
 * The one way out of a journal: declares the retention, once in a transaction, and removes from a batch of events after
 * a position what it covers. It runs as the owner, so that who may call it needs no right on the tables.
 *
 * Gives one row for each stream that it shortened, or one without stream, with the position to go on after (null at the
 * end of the category). The last revision that goes is noted with its stream, which may be left without an event.
 */
export const retentionFunction = (schema: string): string => `
  CREATE FUNCTION ${schema}.retain(wanted text, before text, after bigint)
  RETURNS TABLE (last_looked bigint, shortened_stream bigint, removed bigint)
  LANGUAGE plpgsql SECURITY DEFINER ${pinned}
  AS $$
  BEGIN
    IF before !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$' THEN
      RAISE EXCEPTION 'a retention is declared by an instant' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO ${schema}.retentions (category, older_than) SELECT wanted, before
      WHERE NOT EXISTS (SELECT FROM ${schema}.retentions r WHERE r.transaction = pg_current_xact_id()
        AND r.declared_at = transaction_timestamp() AND r.category = wanted AND r.older_than = before);
    RETURN QUERY WITH looked AS (
        SELECT e.position, e.recorded_at FROM ${schema}.events e
        WHERE e.category = wanted AND e.position > after ORDER BY e.category, e.position LIMIT ${batch}
      ), gone AS (
        DELETE FROM ${schema}.events e USING looked l
        WHERE e.position = l.position AND l.recorded_at < before
        RETURNING e.stream_id, e.revision, e.recorded_at, e.position
      ), shortened AS (
        SELECT g.stream_id, max(g.revision) AS revision, max(g.recorded_at) AS recorded_at,
          max(g.position) AS position, count(*) AS events
        FROM gone g GROUP BY g.stream_id
      ), noted AS (
        UPDATE ${schema}.streams s SET removed_revision = g.revision,
          removed_recorded_at = g.recorded_at, removed_position = g.position
        FROM shortened g WHERE s.id = g.stream_id
      )
      SELECT l.last, g.stream_id, g.events
      FROM (SELECT CASE WHEN count(*) = ${batch} THEN max(k.position) END AS last FROM looked k) l
      LEFT JOIN shortened g ON true;
  END $$;
  REVOKE ALL ON FUNCTION ${schema}.retain(text, text, bigint) FROM PUBLIC;
`
