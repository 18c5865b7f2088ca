import type { Statement } from './connections'

const columns = `e.position, e.revision, e.id, e.type, e.schema, e.recorded_at, e.data, e.metadata`

export type Statements = {
  readonly append: Statement
  /** The same for one event: its values as they are, where arrays of texts would be written and read as one text more. */
  readonly appendOne: Statement
  readonly forwards: Statement
  readonly backwards: Statement
  readonly withId: Statement
  readonly after: Statement
  readonly ofCategory: Statement
  /** The first event of a range whose predecessor in its stream is missing, or whose stream is. */
  readonly orphan: Statement
  readonly orphanOfCategory: Statement
  readonly head: Statement
  readonly at: Statement
  /** Whether a retention removed something at a position or after it. */
  readonly removedFrom: Statement
  readonly names: Statement
  readonly namesOf: Statement
}

/** Of the elements of what `appendFunction` takes, in its order. */
const appendTypes = [
  ...['text', 'text', 'bigint', 'integer', 'integer', 'text', 'text', 'text', 'text', 'double precision'],
  ...['integer', 'uuid', 'text', 'bigint', 'text', 'text']
]

/** Every statement of the store, for one schema. */
export const statementsOf = (schema: string): Statements => ({
  append: {
    name: 'avenant-append',
    text: `SELECT * FROM ${schema}.append(${appendTypes.map((type, i) => `$${i + 1}::${type}[]`).join()})`
  },
  appendOne: {
    name: 'avenant-append-one',
    text: `SELECT * FROM ${schema}.append(${appendTypes.map((type, i) => `ARRAY[$${i + 1}::${type}]`).join()})`
  },
  forwards: ofStream(schema, 'forwards', '>=', 'ASC'),
  backwards: ofStream(schema, 'backwards', '<=', 'DESC'),
  withId: {
    name: 'avenant-with-id',
    text: `SELECT s.name, ${columns} FROM ${schema}.streams s
      JOIN ${schema}.events e ON e.stream_id = s.id AND e.id = $2::uuid WHERE s.name = $1::text`
  },
  // The name by a look-up per event, so that no plan goes through all streams for one page.
  after: {
    name: 'avenant-after',
    text: `SELECT (SELECT s.name FROM ${schema}.streams s WHERE s.id = e.stream_id), ${columns}
      FROM ${schema}.events e WHERE e.position > $1::bigint ORDER BY e.position LIMIT $2::bigint`
  },
  // The end of the journal and the events before it, as of one moment. One row without event when there is none.
  ofCategory: {
    name: 'avenant-of-category',
    text: `SELECT h.position, (SELECT s.name FROM ${schema}.streams s WHERE s.id = e.stream_id), ${columns}
      FROM (SELECT max(position) AS position FROM ${schema}.events) h LEFT JOIN LATERAL (
        SELECT * FROM ${schema}.events
        WHERE category = $2::text AND position > $1::bigint ORDER BY category, position LIMIT $3::bigint
      ) e ON true ORDER BY e.position`
  },
  orphan: { name: 'avenant-orphan', text: orphan(schema, '') },
  orphanOfCategory: { name: 'avenant-orphan-of-category', text: orphan(schema, 'AND e.category = $3::text') },
  at: {
    name: 'avenant-at',
    text: `SELECT s.name, e.revision, e.id, e.recorded_at FROM ${schema}.events e
      LEFT JOIN ${schema}.streams s ON s.id = e.stream_id WHERE e.position = $1::bigint`
  },
  removedFrom: {
    name: 'avenant-removed-from',
    text: `SELECT EXISTS (SELECT FROM ${schema}.streams WHERE removed_position >= $1::bigint)`
  },
  names: {
    name: 'avenant-names',
    text: `SELECT name FROM ${schema}.streams WHERE name > $1::text ORDER BY name LIMIT $2::bigint`
  },
  // From the category to what follows its dash: a name holds nothing else that sorts before the full stop.
  namesOf: {
    name: 'avenant-names-of',
    text: `SELECT name FROM ${schema}.streams
      WHERE name > $1::text AND name >= $3::text AND name < $3::text || '.' ORDER BY name LIMIT $2::bigint`
  },
  head: { name: 'avenant-head', text: `SELECT max(position) FROM ${schema}.events` }
})

const orphan = (schema: string, also: string): string =>
  `SELECT s.name, e.position, e.revision FROM ${schema}.events e LEFT JOIN ${schema}.streams s ON s.id = e.stream_id
    WHERE e.position > $1::bigint AND e.position <= $2::bigint ${also}
      AND (s.id IS NULL OR (e.revision > coalesce(s.removed_revision + 1, 0) AND NOT EXISTS (
        SELECT FROM ${schema}.events p WHERE p.stream_id = e.stream_id AND p.revision = e.revision - 1)))
    ORDER BY e.position LIMIT 1`

/** What the stream keeps ends each row. No row without the stream; one row without event when the stream has none there. */
const ofStream = (
  schema: string,
  direction: 'forwards' | 'backwards',
  compared: string,
  order: string
): Statement => ({
  name: `avenant-${direction}`,
  text: `SELECT s.name, ${columns}, s.removed_revision, l.revision FROM ${schema}.streams s
    LEFT JOIN LATERAL (SELECT max(revision) AS revision FROM ${schema}.events WHERE stream_id = s.id) l ON true
    LEFT JOIN LATERAL (
      SELECT * FROM ${schema}.events
      WHERE stream_id = s.id AND revision ${compared} $2::bigint ORDER BY revision ${order} LIMIT $3::bigint
    ) e ON true WHERE s.name = $1::text ORDER BY e.revision ${order}`
})
