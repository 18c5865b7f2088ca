import type { StreamSlice } from '../engine'
import type { WireRecorded } from './envelope'
import type { Server } from './server'

/**
 * Where a stream begins and ends, as far as a page of it has to be told from one with a hole. The server may have
 * truncated the beginning of a stream: only a page that begins, or ends, where it was not to be asks what there is before
 * it, or after it. Null for a page of nothing.
 */
export const boundsOf = async (
  server: Pick<Server, 'readStream'>,
  { stream, from, direction, limit }: StreamSlice,
  page: ReadonlyArray<WireRecorded>
): Promise<{ readonly first: number; readonly last: number } | null> => {
  const [begin, end] = [page[0]?.revision, page.at(-1)?.revision]
  if (begin === undefined || end === undefined) return null
  const firstFrom = async (revision: number): Promise<number | undefined> => {
    const [event] = await server.readStream({ stream, from: revision, direction: 'forwards', limit: 1 })
    return event?.revision
  }
  if (direction === 'forwards') {
    const first = begin > from ? ((await firstFrom(0)) ?? begin) : 0
    return { first: Math.min(first, begin), last: end }
  }
  const isAfterHole =
    begin < from && from !== Number.MAX_SAFE_INTEGER && (await firstFrom(from)) !== undefined
  const isCut = page.length < limit && end > 0
  return { first: isCut ? ((await firstFrom(0)) ?? end) : 0, last: isAfterHole ? from : begin }
}
