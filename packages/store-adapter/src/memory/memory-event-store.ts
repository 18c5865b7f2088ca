import { comparePositions, type Position, positionOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { ruleAppend } from '../append-rule'
import { changesOf } from '../changes'
import { type Clock, systemClock } from '../clock'
import type { Engine, RestoredEvent, StreamSlice } from '../engine'
import { conflict, restoreRefused, storeNotEmpty, streamNotFound } from '../errors'
import type { EventStore } from '../event-store'
import { recordedOf } from '../recorded-text'
import { type StoreLimits, storeOfEngine } from '../store-of-engine'
import { categoryOf } from '../stream-name'

export type MemoryEventStoreOptions = StoreLimits & { readonly clock?: Clock }

/** A store that forgets all when it goes: the test double, which passes the same contract as the others. */
export const memoryEventStore = ({
  clock = systemClock,
  ...limits
}: MemoryEventStoreOptions = {}): EventStore => storeOfEngine(memoryEngine(clock), limits)

type Stream = { readonly events: RestoredEvent[]; readonly revisions: Map<string, number> }
type Journal = { readonly events: RestoredEvent[]; readonly streams: Map<string, Stream> }

/** Keeps JSON texts, never the callers' objects: nobody can change what was recorded. */
const memoryEngine = (clock: Clock): Engine => {
  let journal: Journal = { events: [], streams: new Map() }
  const changes = changesOf()

  return {
    append: async append => {
      const { stream: name, events } = append
      const stream = journal.streams.get(name)
      const before = stream?.events.at(-1)
      const ruling = ruleAppend(append, before?.revision ?? null, id => stream?.revisions.get(id))
      if (ruling._tag === 'Refuse') return E.left(conflict(append, ruling))
      if (ruling._tag === 'Write') {
        const now = clock()
        const recordedAt = before !== undefined && before.recordedAt > now ? before.recordedAt : now
        let position = nextPosition(journal)
        let revision = ruling.firstRevision
        for (const event of events)
          put(journal, {
            ...event,
            position: positionOf(position++),
            stream: name,
            revision: revision++,
            recordedAt
          })
        changes.notify()
      }
      const lastRevision =
        ruling._tag === 'Already' ? ruling.lastRevision : ruling.firstRevision + events.length - 1
      const last = journal.streams.get(name)?.events[lastRevision]
      if (last === undefined) throw new Error(`${name} lost revision ${lastRevision}`)
      return E.right({ revision: last.revision, position: last.position, recordedAt: last.recordedAt })
    },

    readStream: async slice => {
      const stream = journal.streams.get(slice.stream)
      return stream === undefined
        ? E.left(streamNotFound(slice.stream))
        : E.right(sliceOf(stream.events, slice).map(recordedOf))
    },

    scan: async ({ after, category, limit }) => {
      const { events } = journal
      let index = after === null ? 0 : firstAfter(events, after)
      const found: Recorded[] = []
      while (index < events.length && found.length < limit) {
        const event = events[index++]
        if (event !== undefined && (category === null || categoryOf(event.stream) === category))
          found.push(recordedOf(event))
      }
      return E.right({
        events: found,
        // A checkpoint from further on, of another journal, is not moved back.
        checkpoint: index === 0 ? after : furthest(after, events[index - 1]?.position ?? null),
        end: index === events.length
      })
    },

    restore: async pages => {
      if (journal.events.length > 0) return E.left(storeNotEmpty)
      const restored: Journal = { events: [], streams: new Map() }
      for await (const page of pages) {
        if (E.isLeft(page)) return page
        for (const event of page.right)
          if (!put(restored, event))
            return E.left(
              restoreRefused(restored.events.length + 1, event.id, [
                { path: 'id', message: `déjà dans ${event.stream}` }
              ])
            )
      }
      // What was appended meanwhile is not overwritten.
      if (journal.events.length > 0) return E.left(storeNotEmpty)
      journal = restored
      changes.notify()
      return E.right({ events: restored.events.length, position: restored.events.at(-1)?.position ?? null })
    },

    changes,
    close: async () => {}
  }
}

const nextPosition = ({ events }: Journal): bigint => BigInt(events.at(-1)?.position ?? '0') + 1n

/** False, and nothing put, when the stream already holds the id. */
const put = ({ events, streams }: Journal, event: RestoredEvent): boolean => {
  const stream: Stream = streams.get(event.stream) ?? { events: [], revisions: new Map() }
  if (stream.revisions.has(event.id)) return false
  streams.set(event.stream, stream)
  stream.revisions.set(event.id, event.revision)
  stream.events.push(event)
  events.push(event)
  return true
}

/** The index of a stream's event is its revision. */
const sliceOf = (
  events: ReadonlyArray<RestoredEvent>,
  { from, direction, limit }: StreamSlice
): ReadonlyArray<RestoredEvent> =>
  direction === 'forwards'
    ? events.slice(from, from + limit)
    : events.slice(Math.max(0, Math.min(from + 1, events.length) - limit), from + 1).reverse()

const firstAfter = (events: ReadonlyArray<RestoredEvent>, after: Position): number => {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const event = events[middle]
    if (event !== undefined && comparePositions(event.position, after) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

const furthest = (a: Position | null, b: Position | null): Position | null =>
  a === null || b === null ? (a ?? b) : comparePositions(a, b) > 0 ? a : b
