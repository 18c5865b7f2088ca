import { join } from 'node:path'
import { type EventToAppend, sqliteEventStore } from '@avenant/store-adapter'
import type { Measure } from '../measure'
import { type EmmettSample, emmettStore } from './emmett'
import { micros, ratioMeasure } from './measures'
import { rawStore } from './raw'
import { interleaved, timed } from './rounds'
import { right, sampleToAppend } from './sample'

const callers = 64

/** Appending one event, durably: one caller after the other, and 64 at once. */
export const appending = async (
  folder: string,
  rounds: number,
  count: number
): Promise<ReadonlyArray<Measure>> => {
  const ours = right(await sqliteEventStore({ file: join(folder, 'append.db') })())
  const raw = rawStore(join(folder, 'append-raw.db'))
  const emmett = await emmettStore(join(folder, 'append-emmett.db'))
  const made = (events: number): EventToAppend[] =>
    Array.from({ length: events }, (_, n) => sampleToAppend(n))
  // The sample is a plain object of strings and numbers, as Emmett's types want it.
  const asEmmett = (event: EventToAppend): EmmettSample => event as unknown as EmmettSample

  /** The events are made before the clock starts. */
  const inTurn = (append: (event: EventToAppend) => unknown): Promise<number> => {
    const events = made(count)
    return timed(count, async () => {
      for (const event of events) await append(event)
    })
  }
  const one = await interleaved(rounds, {
    ours: () => inTurn(async event => right(await ours.append('contrat-1', [event], 'any')())),
    raw: () => inTurn(event => raw.append('contrat-1', event)),
    emmett: () => inTurn(event => emmett.store.appendToStream('contrat-1', [asEmmett(event)]))
  })

  const turns = Math.max(1, Math.round(count / 16))
  const many = callers * turns
  /** 64 callers, each of which appends again once it is answered. */
  const atOnce = (append: (stream: string, event: EventToAppend) => Promise<unknown>): Promise<number> => {
    const events = Array.from({ length: callers }, () => made(turns))
    return timed(many, async () => {
      await Promise.all(
        events.map(async (own, caller) => {
          for (const event of own) await append(`contrat-${caller}`, event)
        })
      )
    })
  }
  const together = await interleaved(rounds, {
    ours: () => atOnce(async (stream, event) => right(await ours.append(stream, [event], 'any')())),
    raw: () => {
      const events = Array.from({ length: turns }, () => made(callers))
      return timed(many, async () => {
        for (const group of events) raw.appendAll(group.map((event, caller) => [`contrat-${caller}`, event]))
      })
    },
    emmett: () =>
      atOnce((stream, event) => emmett.inTurn(() => emmett.store.appendToStream(stream, [asEmmett(event)])))
  })
  await ours.close()
  raw.close()
  emmett.close()
  const what = 'append one event, durable'
  const pages = 'more pages to flush: the stream and a second index, which tells retries, are written too'
  const flush = 'the flush to the disk is nearly all of it, the same for both'
  return [
    micros(`${what}, one caller`, one.micros.ours),
    ratioMeasure(
      `${what}, one caller: of raw better-sqlite3, one insert a transaction`,
      one.ratio('ours', 'raw'),
      0.8,
      pages
    ),
    ratioMeasure(`${what}, one caller: times Emmett`, one.ratio('ours', 'emmett'), 8, flush),
    micros(`${what}, 64 callers`, together.micros.ours),
    ratioMeasure(
      `${what}, 64 callers: of raw better-sqlite3, transactions of 64`,
      together.ratio('ours', 'raw'),
      0.6,
      pages
    ),
    ratioMeasure(`${what}, 64 callers: times Emmett`, together.ratio('ours', 'emmett'), 50, flush)
  ]
}
