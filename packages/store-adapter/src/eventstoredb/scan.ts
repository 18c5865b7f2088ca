import { type Position, positionOf, type Recorded } from '@avenant/domain'
import type { JournalSlice, Scan } from '../engine'
import { recordedOfWire, type WireRecorded } from './envelope'
import type { Place } from './place'
import type { Server } from './server'

type Log = Pick<Server, 'head' | 'look'>

/**
 * One page of the journal, chosen by the server's filter. The head is asked for first: the server says that this is
 * all, but not how far that is, and a checkpoint must move also when nothing matches.
 */
export const scan = async (
  server: Log,
  place: Place,
  { after, category, limit }: JournalSlice
): Promise<Scan> => {
  const from = after === null ? null : BigInt(after)
  const head = await server.head()
  if (head === null || (from !== null && head <= from)) return { events: [], checkpoint: after, end: true }

  const look = await server.look(place.filter(category), from, limit)
  const events = look.events.flatMap(wire => ourEventOf(place, wire) ?? [])
  const last = look.events.at(-1)?.position
  if (look.reached !== null) return { events, checkpoint: positionOf(look.reached), end: false }
  if (last !== undefined) return { events, checkpoint: positionOf(last), end: look.end }
  return { events, checkpoint: await checkpointAtEnd(server, place, after, head), end: true }
}

/** All up to the head was looked through, for nothing. An empty journal has no checkpoint, whoever else is there. */
const checkpointAtEnd = async (
  server: Log,
  place: Place,
  after: Position | null,
  head: bigint
): Promise<Position | null> => {
  if (after !== null) return positionOf(head)
  const any = await server.look(place.filter(null), null, 1)
  return any.events.length > 0 ? positionOf(head) : null
}

/** Null for what is not of this journal: the server's own events, links, names that no stream of ours has. */
const ourEventOf = (place: Place, wire: WireRecorded): Recorded | null => {
  const stream = place.fromServer(wire.stream)
  return stream === null || wire.type.startsWith('$') ? null : recordedOfWire(wire, stream)
}
