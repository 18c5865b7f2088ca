import type { StreamSlice } from '../engine'
import type { WireRecorded } from './envelope'
import type { Server } from './server'

/**
 * Where a stream begins and ends, as far as a page of it has to be told from one with a hole. Every stream begins at
 * revision 0: this engine has no retention of ours, and what an operator cut (`$tb`, `$maxCount`, `$maxAge`) is a hole.
 * Null for a page of nothing that is past the end: where a cut hid what the stream ended with, nothing is before it either.
 */
export const boundsOf = async (
  server: Pick<Server, 'readStream'>,
  { stream, from, direction }: StreamSlice,
  page: ReadonlyArray<WireRecorded>
): Promise<{ readonly first: number; readonly last: number } | null> => {
  const [begin, end] = [page[0]?.revision, page.at(-1)?.revision]
  if (begin === undefined || end === undefined)
    return direction === 'forwards' && from > 0 && (await hasEvents(server, stream))
      ? null
      : { first: 0, last: -1 }
  if (direction === 'forwards') return { first: 0, last: end }
  const isAfterHole =
    begin < from &&
    from !== Number.MAX_SAFE_INTEGER &&
    (await server.readStream({ stream, from, direction: 'forwards', limit: 1 })).length > 0
  return { first: 0, last: isAfterHole ? from : begin }
}

const hasEvents = async (server: Pick<Server, 'readStream'>, stream: string): Promise<boolean> =>
  (await server.readStream({ stream, from: Number.MAX_SAFE_INTEGER, direction: 'backwards', limit: 1 }))
    .length > 0
