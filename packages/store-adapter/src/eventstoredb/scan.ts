import { type Position, positionOf, type Recorded } from '@avenant/domain'
import type * as E from 'fp-ts/Either'
import type { JournalSlice, Scan } from '../engine'
import type { DamagedJournal } from '../errors'
import { untilDamage } from '../recorded-text'
import { recordedOfWire, type WireRecorded } from './envelope'
import type { Place } from './place'
import type { Looking } from './reading'
import type { Server } from './server'

type Log = Pick<Server, 'head' | 'look' | 'backwards'>

/** One page of the journal, by itself. */
export const scan = async (server: Log, place: Place, slice: JournalSlice): Promise<Scan> => {
  const { next, close } = pagesOf(server, place)
  try {
    return await next(slice)
  } finally {
    close()
  }
}

/**
 * Pages of the journal, chosen by the server's filter: of one category, each from where the one before it ended, which
 * goes on with the same call. Where a call begins the head is asked for first: the server says that this is all, but not
 * how far that is, and a checkpoint must move also when nothing matches.
 */
export const pagesOf = (server: Log, place: Place) => {
  let kept: { readonly looking: Looking; readonly at: Position | null } | null = null

  const close = (): void => {
    kept?.looking.end()
    kept = null
  }

  const next = async ({ after, category, limit }: JournalSlice): Promise<Scan> => {
    const going = kept !== null && kept.at === after && kept.looking.open() ? kept.looking : null
    if (going === null) close()
    const from = after === null ? null : BigInt(after)
    const head = going === null ? await server.head() : null
    if (going === null && (head === null || (from !== null && head <= from)))
      return { events: [], damage: null, checkpoint: after, end: true, gapless: true }

    const looking = going ?? (await server.look(place.filter(category), from))
    kept = { looking, at: null }
    const look = await looking.next(limit)
    const found = untilDamage(look.events.flatMap(wire => ourEventOf(place, wire) ?? []))
    const last = look.reached ?? look.events.at(-1)?.position
    if (last === undefined)
      return {
        ...found,
        checkpoint: head === null ? after : await checkpointAtEnd(server, place, after, head),
        end: true,
        gapless: true
      }
    const checkpoint = positionOf(last)
    kept = { looking, at: checkpoint }
    return { ...found, checkpoint, end: look.end, gapless: true }
  }

  return { next, close }
}

/** All up to the head was looked through, for nothing. An empty journal has no checkpoint, whoever else is there. */
const checkpointAtEnd = async (
  server: Log,
  place: Place,
  after: Position | null,
  head: bigint
): Promise<Position | null> => {
  if (after !== null) return positionOf(head)
  const looking = await server.look(place.filter(null), null)
  const any = await looking.next(1).finally(looking.end)
  return any.events.length > 0 ? positionOf(head) : null
}

const pageOfHead = 256

/**
 * The position of the journal's last event: what others wrote after it is gone through, backwards. The server's filter
 * says first whether there is any event at all, so that an empty journal beside a long one costs one look.
 */
export const headOf = async (server: Log, place: Place): Promise<Position | null> => {
  const looking = server.look(place.filter(null), null)
  const any = await looking.next(1).finally(looking.end)
  if (any.events.length === 0 && any.end) return null
  let before: bigint | null = null
  for (;;) {
    const page: ReadonlyArray<WireRecorded> = await server.backwards(before, pageOfHead)
    for (const wire of page) {
      if (ourEventOf(place, wire) !== null) return positionOf(wire.position)
    }
    const reached: bigint | undefined = page.at(-1)?.position
    if (reached === undefined || reached === before) return null
    before = reached
  }
}

/** Null for what is not of this journal: the server's own events, links, names that no stream of ours has. */
const ourEventOf = (place: Place, wire: WireRecorded): E.Either<DamagedJournal, Recorded> | null => {
  const stream = place.fromServer(wire.stream)
  return stream === null || wire.type.startsWith('$') ? null : recordedOfWire(wire, stream)
}
