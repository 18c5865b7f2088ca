import { comparePositions, type Position, positionOf } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { isRetryOf, ruleAppend } from '../append-rule'
import { changesOf } from '../changes'
import type { ClockOptions } from '../clock'
import type { Engine, JournalSlice, RestoredEvent, Scan, StreamSlice } from '../engine'
import { conflict, restoreRefused, storeNotEmpty, streamNotFound } from '../errors'
import type { EventStore, Retained, RetainOptions } from '../event-store'
import { recordedOf, untilDamage } from '../recorded-text'
import { clockReader, recordingInstantHere } from '../recording-instant'
import { type MayWrite, type StoreLimits, storeOfEngine } from '../store-of-engine'
import { categoryOf } from '../stream-name'

export type MemoryEventStoreOptions = StoreLimits & MayWrite & ClockOptions

/** A store that forgets all when it goes: the test double, which passes the same contract as the others. */
export const memoryEventStore = (options: MemoryEventStoreOptions = {}): EventStore =>
  storeOfEngine(memoryEngine(options), options)

/** `last` stays when a retention removed it; `first` is the revision of the first event that is kept. */
type Stream = {
  first: number
  last: RestoredEvent
  events: RestoredEvent[]
  readonly revisions: Map<string, number>
}
/** `removed` is the last position that a retention took away. */
type Journal = {
  last: Position | null
  removed: Position | null
  events: RestoredEvent[]
  readonly streams: Map<string, Stream>
}

const emptyJournal = (): Journal => ({
  last: null,
  removed: null,
  events: [],
  streams: new Map()
})

/** Keeps JSON texts, never the callers' objects: nobody can change what was recorded. */
const memoryEngine = (options: ClockOptions): Engine => {
  const readClock = clockReader(options)
  let journal = emptyJournal()
  const changes = changesOf()

  return {
    append: async append => {
      const { stream: name, events } = append
      const stream = journal.streams.get(name)
      const before = stream?.last
      const ruling = ruleAppend(append, before?.revision ?? null, id => stream?.revisions.get(id))
      if (ruling._tag === 'Refuse') return E.left(conflict(append, ruling))
      if (ruling._tag === 'Already' && stream !== undefined) {
        const recorded = sliceOf(stream, {
          stream: name,
          from: ruling.firstRevision,
          direction: 'forwards',
          limit: events.length
        })
        if (!isRetryOf(append, untilDamage(recorded.map(recordedOf)).events))
          return E.left(conflict(append, { actual: stream.last.revision, cause: 'content' }))
      }
      if (ruling._tag === 'Write') {
        const recordedAt = recordingInstantHere(readClock(), name, {
          journal: journal.events.at(-1)?.recordedAt ?? null,
          stream: before?.recordedAt ?? null
        })
        if (E.isLeft(recordedAt)) return recordedAt
        let position = nextPosition(journal)
        let revision = ruling.firstRevision
        for (const event of events)
          put(journal, {
            ...event,
            position: positionOf(position++),
            stream: name,
            revision: revision++,
            recordedAt: recordedAt.right
          })
        changes.notify()
      }
      const lastRevision =
        ruling._tag === 'Already' ? ruling.lastRevision : ruling.firstRevision + events.length - 1
      const after = journal.streams.get(name)
      const last = after?.events[lastRevision - after.first]
      if (last === undefined) throw new Error(`${name} lost revision ${lastRevision}`)
      return E.right({ revision: last.revision, position: last.position, recordedAt: last.recordedAt })
    },

    readStream: async slice => {
      const stream = journal.streams.get(slice.stream)
      return stream === undefined
        ? E.left(streamNotFound(slice.stream))
        : E.right(untilDamage(sliceOf(stream, slice).map(recordedOf)))
    },

    find: async (name, id) => {
      const stream = journal.streams.get(name)
      const event = stream?.events[(stream.revisions.get(id) ?? -1) - stream.first]
      return event === undefined ? E.right(null) : recordedOf(event)
    },

    at: async position => {
      const { events, removed } = journal
      const event = events[firstAfter(events, events.length, position) - 1]
      if (event?.position === position) {
        const { stream, revision, id, recordedAt } = event
        return E.right({ position, stream, revision, id, recordedAt })
      }
      return E.right(removed !== null && comparePositions(position, removed) <= 0 ? 'removed' : 'unknown')
    },
    scan: async slice => E.right(scanIn(journal.events, journal.events.length, slice)),
    // Events are only added at the end, or the list is replaced by another one.
    snapshot: () => {
      const { events } = journal
      const { length } = events
      return { scan: async slice => E.right(scanIn(events, length, slice)), close: () => {} }
    },
    head: async () => E.right(journal.events.at(-1)?.position ?? null),
    streams: async ({ after, category, limit }) =>
      E.right(
        [...journal.streams.keys()]
          .filter(
            name => (after === null || name > after) && (category === null || categoryOf(name) === category)
          )
          // By code, not by a language's order.
          .sort((a, b) => (a < b ? -1 : 1))
          .slice(0, limit)
      ),

    restore: async pages => {
      if (journal.last !== null) return E.left(storeNotEmpty)
      const restored = emptyJournal()
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
      if (journal.last !== null) return E.left(storeNotEmpty)
      journal = restored
      changes.notify()
      return E.right({ events: restored.events.length, position: restored.last })
    },

    retain: async options => E.right(removeOlder(journal, options)),
    changes,
    close: async () => {}
  }
}

const nextPosition = ({ last }: Journal): bigint => BigInt(last ?? '0') + 1n

/** False, and nothing put, when the stream already holds the id. */
const put = (journal: Journal, event: RestoredEvent): boolean => {
  const stream: Stream = journal.streams.get(event.stream) ?? {
    first: event.revision,
    last: event,
    events: [],
    revisions: new Map()
  }
  if (stream.revisions.has(event.id)) return false
  // A retention cut this stream where the journal comes from.
  if (stream.events.length === 0 && event.revision > 0 && stream.last === event)
    journal.removed = furthest(journal.removed, positionOf(BigInt(event.position) - 1n))
  journal.streams.set(event.stream, stream)
  stream.revisions.set(event.id, event.revision)
  stream.events.push(event)
  stream.last = event
  journal.events.push(event)
  journal.last = event.position
  return true
}

/** The index of a stream's event is its revision, less the first one that is kept. */
const sliceOf = (
  { events, first }: Stream,
  { from, direction, limit }: StreamSlice
): ReadonlyArray<RestoredEvent> => {
  const start = Math.max(0, from - first)
  if (direction === 'forwards') return events.slice(start, start + limit)
  const end = Math.max(0, Math.min(from - first + 1, events.length))
  return events.slice(Math.max(0, end - limit), end).reverse()
}

/** Takes the old events of a category out of a journal. */
const removeOlder = (journal: Journal, { category, olderThan }: RetainOptions): Retained => {
  let streams = 0
  let removed = 0
  for (const [name, stream] of journal.streams) {
    if (categoryOf(name) !== category) continue
    const kept = stream.events.filter(event => event.recordedAt >= olderThan)
    const gone = stream.events.length - kept.length
    if (gone === 0) continue
    for (const { id, position } of stream.events.slice(0, gone)) {
      stream.revisions.delete(id)
      journal.removed = furthest(journal.removed, position)
    }
    stream.first += gone
    stream.events = kept
    streams++
    removed += gone
  }
  if (removed > 0)
    journal.events = journal.events.filter(
      ({ stream, recordedAt }) => categoryOf(stream) !== category || recordedAt >= olderThan
    )
  return { streams, events: removed }
}

/** Of the first `length` events. */
const scanIn = (
  events: ReadonlyArray<RestoredEvent>,
  length: number,
  { after, category, limit }: JournalSlice
): Scan => {
  let index = after === null ? 0 : firstAfter(events, length, after)
  const found: RestoredEvent[] = []
  while (index < length && found.length < limit) {
    const event = events[index++]
    if (event !== undefined && (category === null || categoryOf(event.stream) === category)) found.push(event)
  }
  return {
    // Nobody but this program reaches what it keeps: nothing is missing.
    ...untilDamage(found.map(recordedOf)),
    gapless: true,
    // A retention may have removed the last events.
    checkpoint: index === 0 ? after : furthest(after, events[index - 1]?.position ?? null),
    end: index === length
  }
}

const firstAfter = (events: ReadonlyArray<RestoredEvent>, length: number, after: Position): number => {
  let low = 0
  let high = length
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
