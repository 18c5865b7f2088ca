import * as E from 'fp-ts/Either'
import type { Retained, RetainOptions } from '../event-store'
import { asking, type Connections } from './connections'

/** What a timer of Node can count. */
const longest = 2 ** 31 - 1

/**
 * Hides and removes at once: a transaction is seen whole or not at all. The last revision that goes is noted with
 * its stream, which may be left without an event. Takes no writers' lock: what is appended meanwhile stays.
 */
export const retainIn = (
  connections: Connections,
  { category, olderThan }: RetainOptions
): Promise<E.Either<never, Retained>> =>
  connections.transaction(async client => {
    const { schema } = connections.settings
    // As long as it takes, on either side: there may be much to remove.
    await asking(client)('SET LOCAL statement_timeout = 0')
    const removal = {
      text: `WITH gone AS (
          DELETE FROM ${schema}.events WHERE category = $1 AND recorded_at < $2
          RETURNING stream_id, revision, recorded_at
        ), shortened AS (
          SELECT stream_id, max(revision) AS revision, max(recorded_at) AS recorded_at, count(*) AS events
          FROM gone GROUP BY stream_id
        ), noted AS (
          UPDATE ${schema}.streams s SET removed_revision = g.revision, removed_recorded_at = g.recorded_at
          FROM shortened g WHERE s.id = g.stream_id
        )
        SELECT count(*) AS streams, coalesce(sum(events), 0) AS events FROM shortened`,
      values: [category, olderThan],
      query_timeout: longest
    }
    const { rows } = await client.query<{ streams: string; events: string }>(removal)
    const { streams, events } = rows[0] ?? { streams: 0, events: 0 }
    return E.right({ streams: Number(streams), events: Number(events) })
  })
