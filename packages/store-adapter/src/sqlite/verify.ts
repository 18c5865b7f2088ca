import type { SqliteDatabase } from './database'

const digits = (count: number): string => '[0-9]'.repeat(count)
const hex = (count: number): string => '[0-9a-f]'.repeat(count)
const instant = `${digits(4)}-${digits(2)}-${digits(2)}T${digits(2)}:${digits(2)}:${digits(2)}.${digits(3)}Z`
const uuid = [8, 4, 4, 4, 12].map(hex).join('-')

/** How many events are not there that were written: each took a position, or stands among the gaps. */
const lostSql = `SELECT
  (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events') - gaps - (SELECT count(*) FROM events) AS lost
  FROM journal`

/**
 * What a sound file has nothing of. Each gives one row for what it finds; later ones count on what earlier ones did not
 * find. There is no seal: what was changed into something as sound is not found.
 */
const impossible: ReadonlyArray<readonly [what: string, sql: string]> = [
  ['une clé étrangère sans cible', 'PRAGMA foreign_key_check'],
  [
    'un flux sans événement',
    `SELECT 1 FROM streams s WHERE s.first_revision = 0 AND NOT EXISTS
       (SELECT 1 FROM events e WHERE e.stream_id = s.id)`
  ],
  [
    'un trou dans les révisions',
    `SELECT 1 FROM streams s JOIN events e ON e.stream_id = s.id AND e.revision >= s.first_revision
     GROUP BY s.id HAVING count(*) <> max(e.revision) - s.first_revision + 1`
  ],
  [
    'un identifiant deux fois dans un flux',
    'SELECT 1 FROM events GROUP BY stream_id, id HAVING count(*) > 1'
  ],
  [
    'des données qui ne sont pas du JSON',
    'SELECT 1 FROM events WHERE NOT json_valid(data) OR NOT json_valid(metadata)'
  ],
  ["un événement de moins qu'il n'en fut écrit", `SELECT 1 FROM (${lostSql}) WHERE lost <> 0`],
  [
    "un journal qui n'a pas une ligne et une seule",
    'SELECT 1 FROM (SELECT count(*) AS n, min(gaps) AS gaps FROM journal) WHERE n <> 1 OR gaps < 0'
  ],
  [
    "un flux dont on ne sait jusqu'où il fut retiré",
    'SELECT 1 FROM streams WHERE (first_revision = 0) <> (hidden_up_to IS NULL)'
  ],
  [
    "un flux dont la catégorie n'est pas celle de son nom, ou qui commence avant 0",
    `SELECT 1 FROM streams
     WHERE category <> substr(name, 1, instr(name || '-', '-') - 1) OR first_revision < 0`
  ],
  ["un identifiant qui n'est pas un uuid", `SELECT 1 FROM events WHERE id NOT GLOB '${uuid}'`],
  [
    'un événement sans type, ou sans version de ses données',
    "SELECT 1 FROM events WHERE trim(type) = '' OR schema < 1"
  ],
  ['des métadonnées qui ne sont pas un objet', "SELECT 1 FROM events WHERE json_type(metadata) <> 'object'"],
  ["un instant qui n'est pas dans sa forme", `SELECT 1 FROM events WHERE recorded_at NOT GLOB '${instant}'`],
  [
    'un flux qui recule dans le temps ou dans le journal',
    `SELECT 1 FROM (
       SELECT recorded_at, lag(recorded_at) OVER along AS before, position, lag(position) OVER along AS previous
       FROM events WINDOW along AS (PARTITION BY stream_id ORDER BY revision)
     ) WHERE recorded_at < before OR position < previous`
  ]
]

/** Reads the whole file. Null when nothing is wrong, or what is. */
export const damageOf = (db: SqliteDatabase): string | null => {
  const found = String(db.pragma('integrity_check(1)', { simple: true }))
  if (found !== 'ok') return found.replaceAll('\n', ' ')
  return impossible.find(([, sql]) => db.prepare(sql).get() !== undefined)?.[0] ?? null
}

/** Counts, and reads no event: cheap enough for each opening that answers are given from. */
export const lostEventsOf = (db: SqliteDatabase): number =>
  db.prepare<[], { readonly lost: number }>(lostSql).get()?.lost ?? 0
