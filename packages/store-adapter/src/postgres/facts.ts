/**
 * Everything that stands in a schema, as lines of text: what a migration made gives the
 * same lines in every database, and what anybody else put there, took away or changed gives others.
 */
export const factsSql = `
  WITH n AS (SELECT oid FROM pg_namespace WHERE nspname = $1),
  r AS (SELECT c.* FROM pg_class c JOIN n ON c.relnamespace = n.oid WHERE c.relkind NOT IN ('i', 'I', 't'))
  SELECT 'relation ' || relname || ' ' || relkind::text || relpersistence::text
      || CASE WHEN relhasrules THEN ' rules' ELSE '' END
      || CASE WHEN relhassubclass OR relispartition THEN ' inheritance' ELSE '' END
      || CASE WHEN relrowsecurity OR relforcerowsecurity THEN ' row security' ELSE '' END
    FROM r
  UNION ALL
  SELECT 'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
      || CASE WHEN attnotnull THEN ' not null' ELSE '' END
      || CASE WHEN attcollation = '"C"'::regcollation THEN ' C' ELSE '' END
      || CASE attidentity WHEN '' THEN '' ELSE ' identity ' || attidentity::text END
      || CASE attgenerated WHEN '' THEN '' ELSE ' generated' END
      || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
    FROM r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum WHERE relkind <> 'S'
  UNION ALL
  SELECT 'sequence ' || relname || ' ' || seqtypid::regtype || ' ' || seqstart || ' ' || seqincrement || ' ' || seqmin
      || ' ' || seqmax || CASE WHEN seqcycle THEN ' cycle' ELSE '' END
    FROM r JOIN pg_sequence s ON s.seqrelid = r.oid
  UNION ALL
  SELECT 'index ' || i.relname || ' on ' || r.relname || ' ('
      || coalesce((SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(x.indkey) WITH ORDINALITY k (attnum, n)
                   JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.attnum), '') || ')'
      || CASE WHEN indisprimary THEN ' primary' WHEN indisunique THEN ' unique' ELSE '' END
      || CASE WHEN indisvalid AND indimmediate THEN '' ELSE ' invalid' END
      || CASE WHEN indexprs IS NULL AND indpred IS NULL THEN '' ELSE ' expressions' END
    FROM r JOIN pg_index x ON x.indrelid = r.oid JOIN pg_class i ON i.oid = x.indexrelid
  UNION ALL
  SELECT 'constraint ' || conname || ' on ' || r.relname || ' ' || contype::text
    FROM r JOIN pg_constraint c ON r.oid IN (c.conrelid, c.confrelid) WHERE contype NOT IN ('p', 'u', 'n')
  UNION ALL
  SELECT 'trigger ' || tgname || ' on ' || relname || ' ' || tgtype::text || tgenabled::text || ' '
      || (SELECT proname || CASE WHEN pronamespace = relnamespace THEN '' ELSE ' of others' END FROM pg_proc WHERE oid = tgfoid)
      || CASE WHEN tgqual IS NULL AND tgnargs = 0 AND cardinality(tgattr::int2[]) = 0 THEN '' ELSE ' conditions' END
    FROM r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT tgisinternal
  UNION ALL
  SELECT 'policy ' || polname || ' on ' || relname FROM r JOIN pg_policy p ON p.polrelid = r.oid
  UNION ALL
  SELECT 'type ' || typname FROM pg_type t JOIN n ON t.typnamespace = n.oid
    WHERE typrelid = 0 AND NOT (typcategory = 'A' AND typelem <> 0)
  UNION ALL
  SELECT 'operator ' || oprname FROM pg_operator o JOIN n ON o.oprnamespace = n.oid
  UNION ALL
  SELECT 'function ' || proname || '(' || pg_get_function_identity_arguments(p.oid) || ') ' || prokind::text || provolatile::text
      || CASE WHEN prosecdef THEN ' definer' ELSE '' END || ' ' || l.lanname
      || coalesce(' ' || array_to_string(proconfig, '; '), '')
      || ' ' || encode(sha256(convert_to(prosrc, 'UTF8')), 'hex')
    FROM pg_proc p JOIN n ON p.pronamespace = n.oid JOIN pg_language l ON l.oid = p.prolang`

/**
 * The schema's owner; whether that is one to trust (this user or a role of his, a superuser, or the one that the
 * address names); and what others own in the schema or may do to it that would run code of theirs as this user.
 */
export const ownersSql = `
  WITH RECURSIVE n AS (SELECT * FROM pg_namespace WHERE nspname = $1),
  mine AS (
    SELECT oid FROM pg_roles WHERE rolname = current_user
    UNION SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.oid
  ),
  trusted AS (
    SELECT oid FROM pg_roles WHERE rolsuper OR rolname = $2 OR oid IN (SELECT oid FROM mine)
  ),
  held AS (
    SELECT nspname::text AS what, nspowner AS owner, coalesce(nspacl, acldefault('n', nspowner)) AS acl, 's' AS kind
      FROM n
    UNION ALL
    SELECT relname, relowner, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)),
           't'
      FROM pg_class c JOIN n ON c.relnamespace = n.oid WHERE relkind NOT IN ('i', 'I', 't')
    UNION ALL
    SELECT proname, proowner, coalesce(proacl, acldefault('f', proowner)), CASE WHEN prosecdef THEN 'd' ELSE 'f' END
      FROM pg_proc p JOIN n ON p.pronamespace = n.oid
  )
  SELECT what, 'OWNER', owner::regrole::text FROM held WHERE owner NOT IN (SELECT oid FROM trusted)
  UNION ALL
  SELECT what, privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
    FROM held, aclexplode(acl)
    WHERE grantee <> owner AND grantee NOT IN (SELECT oid FROM trusted)
      AND (kind, privilege_type) IN
        (('s', 'CREATE'), ('t', 'TRIGGER'), ('t', 'REFERENCES'))
  UNION ALL
  SELECT what, privilege_type, 'PUBLIC' FROM held, aclexplode(acl) WHERE kind = 'd' AND grantee = 0`
