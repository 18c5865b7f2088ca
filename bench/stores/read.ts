import { join } from 'node:path'
import { decodedPages, type EventStore, sqliteEventStore } from '@avenant/store-adapter'
import Database from 'better-sqlite3'
import type { Measure } from '../measure'
import { bytesInUse } from '../memory'
import { type EmmettSample, emmettStore } from './emmett'
import { journal } from './journal'
import { micros, ratioMeasure } from './measures'
import { interleaved, timed } from './rounds'
import { right, sampleCodec, sampleToAppend } from './sample'

const decoding = 'the decoding: every field is checked, a date against the calendar'

// Profiled with `node --cpu-prof`, on 250 readings.
const rows =
  'of the time a third is SQLite giving rows, a quarter JSON.parse, and a sixth the collecting of both'

/** Reads, decodes and folds the whole journal; also what memory did from the first quarter on, in MiB. */
const foldAll = async (store: EventStore, events: number, growth: number[] | null): Promise<void> => {
  let total = 0
  let read = 0
  let before: number | null = null
  for await (const decoded of decodedPages(store.readAll(), sampleCodec)) {
    for (const { data } of right(decoded)) total += data.n
    read += right(decoded).length
    if (growth !== null && before === null && read >= events / 4) before = bytesInUse()
  }
  if (growth !== null && before !== null) growth.push((bytesInUse() - before) / 2 ** 20)
  if (read !== events || total === 0) throw new Error(`read ${read} of ${events}`)
}

/** Reading everything against a scan by hand; memory meanwhile. */
export const readingAll = async (
  folder: string,
  rounds: number,
  events: number
): Promise<ReadonlyArray<Measure>> => {
  const file = join(folder, 'read.db')
  const store = right(await sqliteEventStore({ file })())
  right(await store.restore(journal(events))())
  const raw = new Database(file)
  const scan = raw.prepare<[], { data: string; metadata: string }>('SELECT * FROM events ORDER BY position')
  const { micros: time, ratio } = await interleaved(rounds, {
    ours: () => timed(events, () => foldAll(store, events, null)),
    raw: () =>
      timed(events, async () => {
        let total = 0
        for (const { data, metadata } of scan.iterate()) {
          total += JSON.parse(data).n
          if (JSON.parse(metadata) === null) throw new Error('no metadata')
        }
        if (total === 0) throw new Error('nothing read')
      })
  })
  const growth: number[] = []
  await foldAll(store, events, growth)
  raw.close()
  await store.close()
  const [grown = 0] = growth
  const what = `read all, decode and fold ${events.toLocaleString('en')} events`
  return [
    micros(`${what}, for one event`, time.ours),
    ratioMeasure(
      `${what}: of a raw scan of the same rows with JSON.parse`,
      ratio('ours', 'raw'),
      0.5,
      decoding
    ),
    {
      what: `${what}: memory at the end, more than at a quarter`,
      aim: '≤ 4 MiB',
      measured: `${grown.toFixed(1)} MiB`,
      met: grown <= 4,
      value: grown,
      unit: 'MiB',
      limit: null
    }
  ]
}

/** One stream of 10,000 events, folded. */
export const aggregating = async (
  folder: string,
  rounds: number,
  events: number
): Promise<ReadonlyArray<Measure>> => {
  const store = right(await sqliteEventStore({ file: join(folder, 'aggregate.db') })())
  const emmett = await emmettStore(join(folder, 'aggregate-emmett.db'))
  const batch = 1000
  for (let written = 0; written < events; written += batch) {
    const some = Array.from({ length: Math.min(batch, events - written) }, (_, i) =>
      sampleToAppend(written + i)
    )
    right(await store.append('contrat-1', some, 'any')())
    // The sample is a plain object of strings and numbers, as Emmett's types want it.
    await emmett.store.appendToStream('contrat-1', some as unknown as EmmettSample[])
  }
  const { micros: time, ratio } = await interleaved(rounds, {
    ours: () =>
      timed(1, async () => {
        let total = 0
        for await (const decoded of decodedPages(store.read('contrat-1'), sampleCodec))
          for (const { data } of right(decoded)) total += data.n
        if (total === 0) throw new Error('nothing read')
      }),
    undecoded: () =>
      timed(1, async () => {
        let total = 0
        for await (const recorded of store.read('contrat-1'))
          for (const { data } of right(recorded)) total += Number(Object(data).n)
        if (total === 0) throw new Error('nothing read')
      }),
    emmett: () =>
      timed(1, async () => {
        const { state } = await emmett.store.aggregateStream<number, EmmettSample>('contrat-1', {
          initialState: () => 0,
          evolve: (total: number, { data }: EmmettSample) => total + data.n
        })
        if (state === 0) throw new Error('nothing read')
      })
  })
  await store.close()
  emmett.close()
  const what = `aggregate a stream of ${events.toLocaleString('en')} events`
  return [
    micros(`${what}, decoded`, time.ours),
    micros(`${what}, as it was recorded`, time.undecoded),
    ratioMeasure(
      `${what}, as it was recorded: times Emmett's aggregateStream`,
      ratio('undecoded', 'emmett'),
      4,
      rows
    ),
    ratioMeasure(
      `${what}: times Emmett's aggregateStream, which decodes nothing`,
      ratio('ours', 'emmett'),
      4,
      `${rows}; the decoding is a fifth`
    )
  ]
}
