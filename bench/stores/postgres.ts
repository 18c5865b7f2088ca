import { type EventToAppend, openEventStore } from '@avenant/store-adapter'
import { Pool } from 'pg'
import { postgresServer } from '../../packages/store-adapter/test/postgres-server'
import type { Measure } from '../measure'
import { atOnce, callers, inTurn } from './callers'
import { journal } from './journal'
import { micros, ratioMeasure } from './measures'
import { interleaved, timed } from './rounds'
import { right } from './sample'

const page = 256

/** What the adapter sends for one event, sent by hand. */
const append = {
  name: 'raw-append',
  text: `SELECT * FROM avenant.append(ARRAY[$1], ARRAY['contrat'], ARRAY[-3::bigint], ARRAY[1], ARRAY[1], ARRAY[$2],
    ARRAY['1900'], ARRAY['2999'], ARRAY['2999'], ARRAY[60000::double precision], ARRAY[1],
    ARRAY[$3::uuid], ARRAY[$4], ARRAY[$5::bigint], ARRAY[$6], ARRAY[$7])`
}

/** The least that keeps an event: no revision to find, no retry to tell, no order of commits, no wake-up. */
const insert = {
  name: 'raw-insert',
  text: `INSERT INTO raw.events (stream, id, type, schema, recorded_at, data, metadata)
    VALUES ($1, $3, $4, $5, $2, $6, $7) RETURNING position`
}

const after = {
  name: 'raw-after',
  text: `SELECT (SELECT s.name FROM avenant.streams s WHERE s.id = e.stream_id) AS stream, e.position, e.revision, e.id,
      e.type, e.schema, e.recorded_at, e.data, e.metadata
    FROM avenant.events e WHERE e.position > $1::bigint ORDER BY e.position LIMIT $2::bigint`
}

/** The adapter against `pg` by hand, on one server: both without the flush to the disk, which hides the rest. */
export const onPostgres = async (
  rounds: number,
  count: number,
  events: number
): Promise<ReadonlyArray<Measure>> => {
  const server = await postgresServer()
  try {
    const url = await ownDatabase(server)
    const ours = right(await openEventStore(url)())
    // As many connections, and the same settings, as the adapter's.
    const raw = new Pool({ connectionString: url, max: 10, options: '-c enable_seqscan=off' })
    // A connection may still be closing when its server stops.
    raw.on('error', () => {})
    raw.on('connect', client => client.on('error', () => {}))
    await raw.query(`CREATE SCHEMA raw; CREATE TABLE raw.events (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL, id uuid NOT NULL UNIQUE,
      type text NOT NULL, schema bigint NOT NULL, recorded_at text NOT NULL, data text NOT NULL, metadata text NOT NULL)`)
    try {
      right(await ours.restore(journal(events))())
      await raw.query('ANALYZE')
      const sent =
        (statement: typeof append) =>
        (stream: string, { id, type, schema, data, metadata }: EventToAppend): Promise<unknown> =>
          raw.query({
            ...statement,
            values: [
              ...[stream, new Date().toISOString(), id, type, schema],
              ...[JSON.stringify(data), JSON.stringify(metadata)]
            ]
          })
      const appended = async (stream: string, event: EventToAppend): Promise<void> => {
        right(await ours.append(stream, [event], 'any')())
      }
      const reading = await interleaved(rounds, {
        ours: () =>
          timed(events, async () => {
            let read = 0
            for await (const recorded of ours.readAll({ limit: events })) read += right(recorded).length
            if (read !== events) throw new Error(`read ${read} of ${events}`)
          }),
        raw: () =>
          timed(events, async () => {
            let [read, last] = [0, '-1']
            while (read < events) {
              const { rows } = await raw.query({ ...after, values: [last, Math.min(page, events - read)] })
              for (const row of rows) {
                last = row.position
                if (JSON.parse(row.data) === null || JSON.parse(row.metadata) === null)
                  throw new Error('null')
              }
              read += rows.length
            }
          })
      })
      const one = await interleaved(rounds, {
        ours: () => inTurn(count, appended),
        same: () => inTurn(count, sent(append)),
        insert: () => inTurn(count, sent(insert))
      })
      const turns = Math.max(1, Math.round(count / 16))
      const many = await interleaved(rounds, {
        ours: () => atOnce(turns, appended),
        same: () => atOnce(turns, sent(append)),
        insert: () => atOnce(turns, sent(insert))
      })
      const what = 'PostgreSQL, append one event'
      const bare =
        'a bare insert keeps neither revisions nor the order of commits, and does not know a retry or wake anybody'
      // Layer by layer, interleaved. The same call differs by a tenth and more from one connection to another.
      const own =
        'our own code, slow as others use the caches while the answer is waited for: 60 µs an append, for the checks, the queue with its turn of the event loop, and the envelope of the call'
      const read = `PostgreSQL, read all ${events.toLocaleString('en')} events`
      return [
        micros(`${what}, one caller`, one.micros.ours),
        ratioMeasure(`${what}, one caller: of raw pg, the same call`, one.ratio('ours', 'same'), 0.85, own),
        ratioMeasure(
          `${what}, one caller: of raw pg, a bare insert`,
          one.ratio('ours', 'insert'),
          null,
          bare
        ),
        micros(`${what}, ${callers} callers`, many.micros.ours),
        ratioMeasure(
          `${what}, ${callers} callers: of raw pg, the same call on 10 connections`,
          many.ratio('ours', 'same'),
          0.85,
          'not explained'
        ),
        ratioMeasure(
          `${what}, ${callers} callers: of raw pg, a bare insert on 10 connections`,
          many.ratio('ours', 'insert'),
          null,
          bare
        ),
        micros(`${read}, for one event`, reading.micros.ours),
        ratioMeasure(
          `${read}: of raw pg, the same pages with JSON.parse`,
          reading.ratio('ours', 'raw'),
          0.85,
          'not explained'
        )
      ]
    } finally {
      await raw.end()
      await ours.close()
    }
  } finally {
    await server.remove()
  }
}

/** On a server that is not ours: a database of its own, which stays there. */
const ownDatabase = async (server: Awaited<ReturnType<typeof postgresServer>>): Promise<string> => {
  const name = `avenant_bench_${Date.now()}`
  await server.run(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  const url = new URL(server.url)
  url.pathname = name
  return url.href
}
