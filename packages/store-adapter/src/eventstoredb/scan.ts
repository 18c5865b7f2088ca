import { type Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Found, JournalSlice, Scan } from '../engine'
import type { DamagedJournal } from '../errors'
import { untilDamage } from '../recorded-text'
import { beginningMissing, isCut, metadataPrefix } from './cuts'
import { recordedOfWire, type WireRecorded } from './envelope'
import { isStreamDeleted, isStreamNotFound } from './faults'
import type { Place } from './place'
import type { Looking } from './reading'
import type { Server } from './server'

type Log = Pick<Server, 'look' | 'lookToEnd' | 'backwards' | 'readStream'>

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
    // Position 0 is the start, where no record is.
    const from = after === null || after === '0' ? null : BigInt(after)
    const begun = going === null ? await server.lookToEnd(place.filter(category), from) : null
    const looking = going ?? begun?.looking
    if (looking === undefined)
      return { events: [], damage: null, checkpoint: after, end: true, gapless: true }
    kept = { looking, at: null }
    const look = await looking.next(limit)
    const found = await oursOf(server, place, look.events)
    const last = look.reached ?? look.events.at(-1)?.position
    if (last === undefined)
      return {
        ...found,
        checkpoint: begun === null ? after : await checkpointAtEnd(server, place, after, begun.head),
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
  const first = await firstPosition(server, place)
  return first !== null && first <= head ? positionOf(head) : null
}

/** Of the journal's streams and their metadata; null when there is none, whatever others wrote on the server. */
const firstPosition = async (server: Log, place: Place): Promise<bigint | null> => {
  const looking = await server.look(place.filter(null), null)
  try {
    for (;;) {
      const { events, end } = await looking.next(1)
      const [first] = events
      if (first !== undefined) return first.position
      if (end) return null
    }
  } finally {
    looking.end()
  }
}

const pageOfHead = 256

/**
 * The position of the journal's last event: what others wrote after it is gone through, backwards. The server's filter
 * says first whether there is any event at all, so that an empty journal beside a long one costs one look.
 */
export const headOf = async (server: Log, place: Place): Promise<Position | null> => {
  if ((await firstPosition(server, place)) === null) return null
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

/** What of a page is of this journal, up to what was damaged or cut. */
const oursOf = async (server: Log, place: Place, wires: ReadonlyArray<WireRecorded>): Promise<Found> => {
  const ours: E.Either<DamagedJournal, Recorded>[] = []
  for (const wire of wires) {
    const event = wire.stream.startsWith(metadataPrefix)
      ? await cutOf(server, place, wire)
      : ourEventOf(place, wire)
    if (event !== null) ours.push(event)
  }
  return untilDamage(ours)
}

/** Null for metadata that hides nothing, or does not any more: the stream begins where it should. */
const cutOf = async (
  server: Log,
  place: Place,
  wire: WireRecorded
): Promise<E.Either<DamagedJournal, never> | null> => {
  const onServer = wire.stream.slice(metadataPrefix.length)
  const stream = place.fromServer(onServer)
  if (stream === null || !isCut(wire)) return null
  return (await beginsAtZero(server, onServer)) ? null : E.left(beginningMissing(stream))
}

const beginsAtZero = async (server: Log, stream: string): Promise<boolean> => {
  try {
    const [first] = await server.readStream({ stream, from: 0, direction: 'forwards', limit: 1 })
    return first?.revision === 0
  } catch (error) {
    if (isStreamNotFound(error) || isStreamDeleted(error)) return false
    throw error
  }
}

/** Null for what is not of this journal. In a stream of ours there is nothing of the server's own, nor a link. */
const ourEventOf = (place: Place, wire: WireRecorded): E.Either<DamagedJournal, Recorded> | null => {
  const stream = place.fromServer(wire.stream)
  if (stream === null) return null
  return wire.type === '$streamDeleted' ? E.left(beginningMissing(stream)) : recordedOfWire(wire, stream)
}
