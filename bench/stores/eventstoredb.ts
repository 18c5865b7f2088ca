import { type EventToAppend, openEventStore } from '@avenant/store-adapter'
import { EventStoreDBClient, type JSONType, jsonEvent } from '@eventstore/db-client'
import { standInApart } from '../../packages/store-adapter/test/eventstoredb/stand-in-apart'
import type { Measure } from '../measure'
import { atOnce, callers, inTurn } from './callers'
import { micros, ratioMeasure } from './measures'
import { interleaved, timed } from './rounds'
import { right, sampleToAppend } from './sample'

/**
 * The adapter against the client by hand, on the tests' stand-in, whose log is in memory: what is seen is what the
 * adapter adds to the client, and nothing of a real server.
 */
export const onEventStoreDb = async (
  rounds: number,
  count: number,
  events: number
): Promise<ReadonlyArray<Measure>> => {
  const { connection, stop } = await standInApart()
  try {
    const ours = right(await openEventStore(connection)())
    const raw = EventStoreDBClient.connectionString(connection)
    try {
      for (let written = 0; written < events; written += 100)
        right(
          await ours.append(
            `journal-${written}`,
            Array.from({ length: 100 }, (_, n) => sampleToAppend(n)),
            'none'
          )()
        )

      const reading = await interleaved(rounds, {
        ours: () =>
          timed(events, async () => {
            let read = 0
            for await (const recorded of ours.readAll({ limit: events })) read += right(recorded).length
            if (read !== events) throw new Error(`read ${read} of ${events}`)
          }),
        raw: () =>
          timed(events, async () => {
            let read = 0
            for await (const { event } of raw.readAll({ maxCount: events })) if (event !== undefined) read++
            if (read !== events) throw new Error(`read ${read} of ${events}`)
          }),
        filtered: () =>
          timed(events, async () => {
            let read = 0
            const following = raw.subscribeToAll({
              fromPosition: 'start',
              filter: { filterOn: 'streamName', regex: '^[^$]', maxSearchWindow: 256, checkpointInterval: 16 }
            })
            for await (const { event } of following) if (event !== undefined && ++read === events) break
            await following.unsubscribe()
          })
      })

      const appended = async (stream: string, event: EventToAppend): Promise<void> => {
        right(await ours.append(stream, [event], 'any')())
      }
      const sent = (stream: string, { id, type, schema, data, metadata }: EventToAppend) =>
        raw.appendToStream(
          `raw${stream}`,
          // The sample is a plain object of strings and numbers, as the client's types want it.
          jsonEvent({ id, type, data: data as JSONType, metadata: { avenant: { schema, metadata } } })
        )
      const readBack = async (stream: string, event: EventToAppend): Promise<void> => {
        const { nextExpectedRevision: fromRevision } = await sent(stream, event)
        for await (const { event: last } of raw.readStream(`raw${stream}`, { fromRevision, maxCount: 1 }))
          if (last?.id !== event.id) throw new Error('another event')
      }
      const one = await interleaved(rounds, {
        ours: () => inTurn(count, appended),
        same: () => inTurn(count, readBack),
        single: () => inTurn(count, sent)
      })
      const turns = Math.max(1, Math.round(count / 16))
      const many = await interleaved(rounds, {
        ours: () => atOnce(turns, appended),
        same: () => atOnce(turns, readBack),
        single: () => atOnce(turns, sent)
      })
      const what = 'EventStoreDB (stand-in), append one event'
      const read = `EventStoreDB (stand-in), read all ${events.toLocaleString('en')} events`
      const checked = 'the envelope of each event is checked, and the server waits between two pages'
      // Each added to the client's own calls, interleaved with them.
      const checks =
        'a deadline for each call, 3 to 7 in a hundred, and no more than 32 appends at once, up to 4; the rest is spread over our own code'
      const back = 'an append is two calls: what is answered was read back'
      return [
        micros(`${what}, one caller`, one.micros.ours),
        ratioMeasure(
          `${what}, one caller: of the client, the same two calls`,
          one.ratio('ours', 'same'),
          0.85,
          checks
        ),
        ratioMeasure(
          `${what}, one caller: of the client, which reads nothing back`,
          one.ratio('ours', 'single'),
          0.85,
          back
        ),
        micros(`${what}, ${callers} callers`, many.micros.ours),
        ratioMeasure(
          `${what}, ${callers} callers: of the client, the same two calls`,
          many.ratio('ours', 'same'),
          0.85,
          checks
        ),
        ratioMeasure(
          `${what}, ${callers} callers: of the client, which reads nothing back`,
          many.ratio('ours', 'single'),
          0.85,
          back
        ),
        micros(`${read}, for one event`, reading.micros.ours),
        ratioMeasure(
          `${read}: of the client's readAll, one call`,
          reading.ratio('ours', 'raw'),
          0.85,
          checked
        ),
        // The stand-in sends a read all at once, and a subscription as fast as it is taken: the second is quicker.
        ratioMeasure(
          `${read}: of the client's subscription, one call through the same filter`,
          reading.ratio('ours', 'filtered'),
          0.85,
          checked
        )
      ]
    } finally {
      await ours.close()
      await raw.dispose()
    }
  } finally {
    await stop()
  }
}
