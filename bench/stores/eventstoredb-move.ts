import {
  type EventToAppend,
  eventstoreDbEventStore,
  memoryEventStore,
  moveJournal
} from '@avenant/store-adapter'
import { EventStoreDBClient, type JSONType, jsonEvent } from '@eventstore/db-client'
import { standInApart } from '../../packages/store-adapter/test/eventstoredb/stand-in-apart'
import type { Measure } from '../measure'
import { micros, ratioMeasure } from './measures'
import { interleaved, timed } from './rounds'
import { right, sampleToAppend } from './sample'

/** Events that follow one another in a stream, in the journal that moves. */
const together = 3
/** Appends that the client has at hand, as the restoration has. */
const atHand = 256

/**
 * A journal that moves into EventStoreDB against the client's own batch appends of the same events, which compare and
 * check nothing, on the tests' stand-in.
 */
export const movingToEventStoreDb = async (
  rounds: number,
  events: number
): Promise<ReadonlyArray<Measure>> => {
  const { connection, stop } = await standInApart('batches')
  try {
    const raw = EventStoreDBClient.connectionString(connection)
    const from = memoryEventStore()
    const appends: (readonly [stream: string, events: ReadonlyArray<EventToAppend>])[] = []
    for (let n = 0; n < events; n += together) {
      const stream = `contrat-${appends.length % 50}`
      const some = Array.from({ length: Math.min(together, events - n) }, (_, k) => sampleToAppend(n + k))
      appends.push([stream, some])
      right(await from.append(stream, some, 'any')())
    }
    let round = 0
    const opened = async () =>
      right(await eventstoreDbEventStore({ connection, journal: `ours${round++}` })())
    const result = await interleaved(rounds, {
      ours: async () => {
        const to = await opened()
        const time = await timed(events, async () => {
          right(await moveJournal({ from, to })())
        })
        await to.close()
        return time
      },
      raw: () => {
        const prefix = `raw${round++}.`
        return timed(events, async () => {
          let next = 0
          const sending = async (): Promise<void> => {
            for (let one = appends[next++]; one !== undefined; one = appends[next++]) {
              const [stream, some] = one
              // The sample is a plain object of strings and numbers, as the client's types want it.
              const wires = some.map(({ id, type, schema, data, metadata }) =>
                jsonEvent({ id, type, data: data as JSONType, metadata: { avenant: { schema, metadata } } })
              )
              await raw.appendToStream(`${prefix}${stream}`, wires)
            }
          }
          await Promise.all(Array.from({ length: atHand }, sending))
        })
      }
    })
    await raw.dispose()
    const what = `EventStoreDB (stand-in), a journal of ${events.toLocaleString('en')} events moves in`
    return [
      micros(`${what}, for one event`, result.micros.ours),
      ratioMeasure(
        `${what}: of the client's own batch appends, which check and compare nothing`,
        result.ratio('ours', 'raw'),
        null,
        ''
      )
    ]
  } finally {
    await stop()
  }
}
