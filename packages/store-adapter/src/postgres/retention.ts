import * as E from 'fp-ts/Either'
import type { Retained, RetainOptions } from '../event-store'
import { asking, type Connections } from './connections'

/**
 * Hides and removes at once: a transaction is seen whole or not at all. The last revision that goes is noted with
 * its stream, which may be left without an event. Takes no writers' lock: what is appended meanwhile stays.
 */
export const retainIn = (
  connections: Connections,
  { category, olderThan }: RetainOptions
): Promise<E.Either<never, Retained>> =>
  connections.transaction(async (ask, client) => {
    const { schema } = connections.settings
    // As long as it takes, on either side: there may be much to remove.
    await ask('SET LOCAL statement_timeout = 0')
    const [[streams, events] = []] = await asking(client)(
      `WITH gone AS (
         DELETE FROM ${schema}.events WHERE category = $1 AND recorded_at < $2
         RETURNING stream_id, revision, recorded_at
       ), shortened AS (
         SELECT stream_id, max(revision) AS revision, max(recorded_at) AS recorded_at, count(*) AS events
         FROM gone GROUP BY stream_id
       ), noted AS (
         UPDATE ${schema}.streams s SET removed_revision = g.revision, removed_recorded_at = g.recorded_at
         FROM shortened g WHERE s.id = g.stream_id
       )
       SELECT count(*), coalesce(sum(events), 0) FROM shortened`,
      [category, olderThan]
    )
    return E.right({ streams: Number(streams), events: Number(events) })
  })
