import { join } from 'node:path'
import { type EventToAppend, sqliteEventStore } from '@avenant/store-adapter'
import type { Measure } from '../measure'
import { atOnce, callers, inTurn } from './callers'
import { type EmmettSample, emmettStore } from './emmett'
import { micros, ratioMeasure } from './measures'
import { rawStore } from './raw'
import { interleaved, timed } from './rounds'
import { right, sampleToAppend } from './sample'

/** Appending one event, durably: one caller after the other, and 64 at once. */
export const appending = async (
  folder: string,
  rounds: number,
  count: number
): Promise<ReadonlyArray<Measure>> => {
  const ours = right(await sqliteEventStore({ file: join(folder, 'append.db') })())
  const raw = rawStore(join(folder, 'append-raw.db'))
  const emmett = await emmettStore(join(folder, 'append-emmett.db'))
  // The sample is a plain object of strings and numbers, as Emmett's types want it.
  const asEmmett = (event: EventToAppend): EmmettSample => event as unknown as EmmettSample

  const one = await interleaved(rounds, {
    ours: () => inTurn(count, async (stream, event) => right(await ours.append(stream, [event], 'any')())),
    raw: () => inTurn(count, raw.append),
    emmett: () => inTurn(count, (stream, event) => emmett.store.appendToStream(stream, [asEmmett(event)]))
  })

  const turns = Math.max(1, Math.round(count / 16))
  const together = await interleaved(rounds, {
    ours: () => atOnce(turns, async (stream, event) => right(await ours.append(stream, [event], 'any')())),
    raw: () => {
      const events = Array.from({ length: turns }, () =>
        Array.from({ length: callers }, (_, n) => sampleToAppend(n))
      )
      return timed(callers * turns, async () => {
        for (const group of events) raw.appendAll(group.map((event, caller) => [`contrat-${caller}`, event]))
      })
    },
    emmett: () =>
      atOnce(turns, (stream, event) =>
        emmett.inTurn(() => emmett.store.appendToStream(stream, [asEmmett(event)]))
      )
  })
  await ours.close()
  raw.close()
  emmett.close()
  const what = 'append one event, durable'
  // By the growth of the log, and layer by layer in one interleaved run: the transaction alone, with the checks, with
  // the look at the file, in its group.
  const alone =
    'of the log 4.2 pages an append against 3.3, the one that tells retries: a tenth; the rest is our own code, slow as the flush lets others use the caches: the checks 25 µs (5 when nothing comes between), the group and its turn 20, a look whether the file is still there 15'
  const together64 =
    'SQLite itself 23 µs against 15, of which 7 for the index that tells retries; then the checks, 5 to 7'
  // Counted with `strace -e trace=fsync,pwrite64` over 50 appends: 50 flushes each; 422 and 328 writes, 318 by hand.
  const flush = 'one flush to the disk an append for both; ours writes a quarter more pages'
  const shared =
    'ours flushes once for a group, Emmett for each event: what that gains is what a flush costs on this disk'
  return [
    micros(`${what}, one caller`, one.micros.ours),
    ratioMeasure(
      `${what}, one caller: of raw better-sqlite3, one insert a transaction`,
      one.ratio('ours', 'raw'),
      0.8,
      alone
    ),
    ratioMeasure(`${what}, one caller: times Emmett`, one.ratio('ours', 'emmett'), 8, flush),
    micros(`${what}, 64 callers`, together.micros.ours),
    ratioMeasure(
      `${what}, 64 callers: of raw better-sqlite3, transactions of 64`,
      together.ratio('ours', 'raw'),
      0.6,
      together64
    ),
    ratioMeasure(`${what}, 64 callers: times Emmett`, together.ratio('ours', 'emmett'), 50, shared)
  ]
}
