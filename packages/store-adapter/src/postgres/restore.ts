import * as E from 'fp-ts/Either'
import type { RestoredEvent } from '../engine'
import { type RestoreError, type RestoreRefused, restoreRefused, storeNotEmpty } from '../errors'
import type { Restored } from '../event-store'
import type { Pages } from '../pages'
import { categoryOf } from '../stream-name'
import { channelOf, writersLock } from './append-function'
import type { Ask, Connections } from './connections'
import { textOfType } from './rows'

/**
 * Takes in a journal in one transaction, which holds the writers' lock while pages arrive: what others append
 * meanwhile waits its time, and is answered busy.
 */
export const restoreInto = async <Fault>(
  connections: Connections,
  pages: Pages<Fault, ReadonlyArray<RestoredEvent>>
): Promise<E.Either<Fault | RestoreError, Restored>> =>
  connections.transaction(async ask => {
    const { schema } = connections.settings
    await ask('SET LOCAL idle_in_transaction_session_timeout = 0')
    await ask(
      "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'"
    )
    await ask(`SELECT pg_advisory_xact_lock(${writersLock(schema)})`)
    const streams = await ask(`SELECT id FROM ${schema}.streams LIMIT 1`)
    if (streams.length > 0) return E.left(storeNotEmpty)

    let events = 0
    let last: RestoredEvent | null = null
    for await (const page of pages) {
      if (E.isLeft(page)) return page
      const refused = await add(ask, schema, page.right, events)
      if (refused !== null) return E.left(refused)
      events += page.right.length
      last = page.right.at(-1) ?? last
    }
    if (last !== null) {
      await ask(`SELECT setval('${schema}.positions', $1::bigint)`, [last.position])
      await ask(`SELECT pg_notify('${channelOf(schema)}', '')`)
    }
    return E.right({ events, position: last?.position ?? null })
  })

/** Null, or the first event whose stream already holds its id: the checks before cannot know that. */
const add = async (
  ask: Ask,
  schema: string,
  page: ReadonlyArray<RestoredEvent>,
  before: number
): Promise<RestoreRefused | null> => {
  // A stream that begins later was cut by a retention where the journal comes from: it is declared here too.
  await ask(
    `INSERT INTO ${schema}.streams (name, removed_revision, removed_position)
     SELECT name, nullif(min(revision), 0) - 1, CASE WHEN min(revision) > 0 THEN min(position) - 1 END
       FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS e (name, revision, position) GROUP BY name
     ON CONFLICT (name) DO NOTHING`,
    [
      page.map(({ stream }) => stream),
      page.map(({ revision }) => revision),
      page.map(({ position }) => position)
    ]
  )
  const added = await ask(
    `INSERT INTO ${schema}.events
       (position, stream_id, category, revision, id, type, schema, recorded_at, data, metadata)
     SELECT position, (SELECT s.id FROM ${schema}.streams s WHERE s.name = stream), category, revision, id, type,
            schema, recorded_at, data, metadata
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::uuid[], $6::text[], $7::bigint[],
                   $8::text[], $9::text[], $10::text[])
         AS e (position, stream, category, revision, id, type, schema, recorded_at, data, metadata)
     ON CONFLICT (stream_id, id) DO NOTHING RETURNING position`,
    [
      page.map(({ position }) => position),
      page.map(({ stream }) => stream),
      page.map(({ stream }) => categoryOf(stream)),
      page.map(({ revision }) => revision),
      page.map(({ id }) => id),
      page.map(({ type }) => textOfType(type)),
      page.map(({ schema: version }) => version),
      page.map(({ recordedAt }) => recordedAt),
      page.map(({ data }) => data),
      page.map(({ metadata }) => metadata)
    ]
  )
  if (added.length === page.length) return null
  const positions = new Set(added.map(([position]) => position))
  const index = page.findIndex(({ position }) => !positions.has(position))
  const twice = page[index]
  return twice === undefined
    ? null
    : restoreRefused(before + index + 1, twice.id, [{ path: 'id', message: `déjà dans ${twice.stream}` }])
}
