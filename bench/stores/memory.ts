import { join } from 'node:path'
import { decodedPages, sqliteEventStore } from '@avenant/store-adapter'
import type { Measure } from '../measure'
import { bytesInUse } from '../memory'
import { journal } from './journal'
import { right, sampleCodec } from './sample'

const samples = 20

/**
 * What a journal of many events costs in memory while it is read and decoded from its first event to its last: in use
 * once nothing more is given back, and resident, from a tenth of the way on.
 */
export const remembering = async (folder: string, events: number): Promise<ReadonlyArray<Measure>> => {
  const store = right(await sqliteEventStore({ file: join(folder, 'memory.db') })())
  right(await store.restore(journal(events))())
  const used: number[] = []
  const resident: number[] = []
  let total = 0
  let read = 0
  for await (const decoded of decodedPages(store.readAll(), sampleCodec)) {
    for (const { data } of right(decoded)) total += data.n
    read += right(decoded).length
    if (read < ((used.length + 2) * events) / samples) continue
    // Before the collection that the other figure wants.
    resident.push(process.memoryUsage.rss() / 2 ** 20)
    used.push(bytesInUse() / 2 ** 20)
  }
  await store.close()
  if (read !== events || total === 0) throw new Error(`read ${read} of ${events}`)
  const what = `read and decode a journal of ${events.toLocaleString('en')} events`
  return [
    growth(`${what}: memory in use at its most, more than at a tenth`, used, 4),
    growth(`${what}: resident memory at its most, more than at a tenth`, resident, 32),
    mebibytes(`${what}: memory in use at the end`, used.at(-1) ?? Number.NaN, null),
    mebibytes(
      `${what}: resident memory at the end, what writing it took included`,
      resident.at(-1) ?? Number.NaN,
      null
    )
  ]
}

const growth = (what: string, sample: ReadonlyArray<number>, most: number): Measure =>
  mebibytes(what, Math.max(...sample) - (sample[0] ?? Number.NaN), most)

const mebibytes = (what: string, value: number, most: number | null): Measure => ({
  what,
  aim: most === null ? '' : `≤ ${most} MiB`,
  measured: `${value.toFixed(1)} MiB`,
  met: most === null ? null : value <= most,
  value,
  unit: 'MiB',
  limit: null
})
