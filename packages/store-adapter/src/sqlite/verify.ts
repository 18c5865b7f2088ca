import type Database from 'better-sqlite3'

/** What a sound file has nothing of. Each gives one row for what it finds. */
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
  [
    "un événement de moins qu'il n'en fut écrit",
    `SELECT 1 FROM journal WHERE gaps + (SELECT count(*) FROM events) <>
       (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events')`
  ]
]

/** Reads the whole file. Null when nothing is wrong, or what is. */
export const damageOf = (db: Database.Database): string | null => {
  const found = String(db.pragma('integrity_check(1)', { simple: true }))
  if (found !== 'ok') return found.replaceAll('\n', ' ')
  return impossible.find(([, sql]) => db.prepare(sql).get() !== undefined)?.[0] ?? null
}
