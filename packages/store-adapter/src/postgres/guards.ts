/**
 * What the database itself refuses, whoever asks: events and streams are only added, and leave only by a declared
 * retention. The triggers are `ENABLE ALWAYS`, so that `session_replication_role` does not pass them by. Only the
 * tables' owner, or a superuser, can take them away, and the next opening tells it.
 */

/** Every function runs with it: a function, an operator or a type of anybody else is never found by our names. */
export const pinned = 'SET search_path = pg_catalog, pg_temp'

/** The version goes up, by a migration; nothing else of a mark changes. */
export const guardOfMark = (schema: string): string => `
  CREATE FUNCTION ${schema}.never_changes() RETURNS trigger LANGUAGE plpgsql ${pinned} AS $$
  BEGIN
    RAISE EXCEPTION '% are immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE FUNCTION ${schema}.mark_goes_up() RETURNS trigger LANGUAGE plpgsql ${pinned} AS $$
  BEGIN
    IF NEW.application = OLD.application AND NEW.version > OLD.version THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'mark only goes up' USING ERRCODE = 'restrict_violation';
  END $$;
  ${refusing(schema, 'mark', 'DELETE OR TRUNCATE')}
  ${asking(schema, 'mark', 'mark_goes_up', 'UPDATE')}
`

/**
 * `retentions` says for ever which were declared, when and by whom. What it covers may leave in the very transaction
 * that declares it, and at no other time.
 */
export const guardsOfJournal = (schema: string): string => `
  CREATE FUNCTION ${schema}.retention_is_declared() RETURNS trigger LANGUAGE plpgsql ${pinned} AS $$
  BEGIN
    NEW.transaction := pg_current_xact_id();
    NEW.declared_at := transaction_timestamp();
    NEW.declared_by := session_user;
    RETURN NEW;
  END $$;
  CREATE FUNCTION ${schema}.events_stay() RETURNS trigger LANGUAGE plpgsql ${pinned} AS $$
  BEGIN
    IF EXISTS (SELECT FROM ${schema}.retentions r
        WHERE r.transaction = pg_current_xact_id() AND r.declared_at = transaction_timestamp()
          AND r.category = OLD.category AND OLD.recorded_at < r.older_than) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'events are not removed but by a declared retention' USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE FUNCTION ${schema}.streams_stay() RETURNS trigger LANGUAGE plpgsql ${pinned} AS $$
  BEGIN
    IF NEW.id = OLD.id AND NEW.name = OLD.name AND NEW.removed_revision > coalesce(OLD.removed_revision, -1)
        AND NEW.removed_position > coalesce(OLD.removed_position, -1)
        AND EXISTS (SELECT FROM ${schema}.retentions r
          WHERE r.transaction = pg_current_xact_id() AND r.declared_at = transaction_timestamp()
            AND r.category = split_part(OLD.name, '-', 1) AND NEW.removed_recorded_at < r.older_than) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'streams are immutable' USING ERRCODE = 'restrict_violation';
  END $$;
  ${asking(schema, 'retentions', 'retention_is_declared', 'INSERT')}
  ${refusing(schema, 'retentions', 'UPDATE OR DELETE OR TRUNCATE')}
  ${refusing(schema, 'events', 'UPDATE OR TRUNCATE')}
  ${asking(schema, 'events', 'events_stay', 'DELETE')}
  ${refusing(schema, 'streams', 'DELETE OR TRUNCATE')}
  ${asking(schema, 'streams', 'streams_stay', 'UPDATE')}
`

/** Also of a statement that would touch no row. */
const refusing = (schema: string, table: string, statements: string): string =>
  trigger(schema, table, `${table}_never_change`, statements, 'STATEMENT', 'never_changes')

const asking = (schema: string, table: string, guard: string, statement: string): string =>
  trigger(schema, table, guard, statement, 'ROW', guard)

const trigger = (
  schema: string,
  table: string,
  name: string,
  statements: string,
  each: 'ROW' | 'STATEMENT',
  called: string
): string => `
  CREATE TRIGGER ${name} BEFORE ${statements} ON ${schema}.${table}
    FOR EACH ${each} EXECUTE FUNCTION ${schema}.${called}();
  ALTER TABLE ${schema}.${table} ENABLE ALWAYS TRIGGER ${name};`
