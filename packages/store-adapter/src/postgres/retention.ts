import * as E from 'fp-ts/Either'
import type { Retained, RetainOptions } from '../event-store'
import type { Connections } from './connections'

/** So many events of the category are looked at by one statement: each has the time of any other. */
const batch = 2000

/**
 * Hides and removes at once: a transaction is seen whole or not at all. The last revision that goes is noted with
 * its stream, which may be left without an event. Takes no writers' lock: what is appended meanwhile stays.
 */
export const retainIn = (
  connections: Connections,
  { category, olderThan }: RetainOptions
): Promise<E.Either<never, Retained>> =>
  connections.transaction(async ask => {
    const { schema } = connections.settings
    const shortened = new Set<string>()
    let removed = 0
    let after: string | null = '-1'
    while (after !== null) {
      // One row without stream where nothing goes.
      const rows = await ask(
        `WITH looked AS (
           SELECT position, recorded_at FROM ${schema}.events
           WHERE category = $1 AND position > $3::bigint ORDER BY category, position LIMIT ${batch}
         ), gone AS (
           DELETE FROM ${schema}.events e USING looked l
           WHERE e.position = l.position AND l.recorded_at < $2
           RETURNING e.stream_id, e.revision, e.recorded_at
         ), shortened AS (
           SELECT stream_id, max(revision) AS revision, max(recorded_at) AS recorded_at, count(*) AS events
           FROM gone GROUP BY stream_id
         ), noted AS (
           UPDATE ${schema}.streams s SET removed_revision = g.revision, removed_recorded_at = g.recorded_at
           FROM shortened g WHERE s.id = g.stream_id
         )
         SELECT l.last, g.stream_id, g.events
         FROM (SELECT CASE WHEN count(*) = ${batch} THEN max(position) END AS last FROM looked) l
         LEFT JOIN shortened g ON true`,
        [category, olderThan, after]
      )
      for (const [, stream, events] of rows)
        if (typeof stream === 'string') {
          shortened.add(stream)
          removed += Number(events)
        }
      after = rows[0]?.[0] ?? null
    }
    return E.right({ streams: shortened.size, events: removed })
  })
