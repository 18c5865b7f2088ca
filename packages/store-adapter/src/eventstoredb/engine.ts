import type { Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ClockOptions } from '../clock'
import type { Engine, Found, StreamSlice } from '../engine'
import { type HalfRestored, halfRestored, storeBusy, streamNotFound } from '../errors'
import { untilDamage } from '../recorded-text'
import { clockReader } from '../recording-instant'
import { untilHole } from '../stream-hole'
import { appendTo } from './append'
import { boundsOf } from './bounds'
import { beginningMissing, isCut, metadataPrefix } from './cuts'
import { recordedOfWire } from './envelope'
import { eventAt } from './event-at'
import { Damaged, isAccessDenied, isStreamDeleted, isStreamNotFound } from './faults'
import { keeperOf } from './keeper'
import { KnownStreams } from './known-streams'
import { lastRecordings } from './last-recording'
import type { Place } from './place'
import { unlessHalf } from './restoration'
import { restoreInto } from './restore'
import type { Retrying } from './retrying'
import { headOf, pagesOf, scan } from './scan'
import type { Server } from './server'
import { wakeUps } from './wake-up'

export type EngineOptions = ClockOptions & {
  readonly pageSize?: number
  readonly pollInterval?: number
  readonly maxKnownIds?: number
}

/** Reads and appends wait for their turns apart, so that neither keeps the other from going on. */
export type Calls = {
  readonly server: Server
  readonly place: Place
  readonly reading: Retrying
  readonly appending: Retrying
  /** How many events the journal will have that was half when it was opened; null for one that is whole. */
  readonly half: number | null
  readonly retryFor: number
  readonly closing: AbortSignal
  readonly close: () => Promise<void>
}

const lastOf = { from: Number.MAX_SAFE_INTEGER, direction: 'backwards', limit: 1 } as const

export const eventstoreDbEngine = (
  calls: Calls,
  { pageSize = 256, pollInterval = 5000, maxKnownIds = 100_000, ...clocks }: EngineOptions
): Engine => {
  const { server, place, reading, appending, close } = calls
  const known = new KnownStreams(maxKnownIds)
  const changes = wakeUps(server, place.filter(null), pollInterval)

  /** Every event of a stream of ours is ours: one that is not would be a hole in what is read. */
  const readStream = async (slice: StreamSlice): Promise<Found> => {
    const onServer = { ...slice, stream: place.onServer(slice.stream) }
    const wires = await server.readStream(onServer).catch(async error => {
      if (await isRemoved(onServer.stream, error)) return null
      if (isStreamNotFound(error)) known.notFound(slice.stream)
      throw error
    })
    if (wires === null) return { events: [], damage: beginningMissing(slice.stream) }
    const bounds = await boundsOf(server, onServer, wires)
    const sound = untilDamage(wires.map(wire => recordedOfWire(wire, slice.stream)))
    const found = bounds === null ? sound : untilHole(slice, bounds, sound)
    if (slice.direction === 'forwards') known.learn(slice.stream, slice.from, found.events)
    return found
  }

  /** Whether an operator hid events of the stream. Where nobody may ask, it is taken for whole. */
  const isCutByHand = async (stream: string): Promise<boolean> => {
    try {
      const [last] = await server.readStream({ ...lastOf, stream: `${metadataPrefix}${stream}` })
      return isCut(last)
    } catch (error) {
      if (isStreamNotFound(error) || isAccessDenied(error)) return false
      throw error
    }
  }

  /** Whether a stream that is not there was deleted. */
  const isRemoved = async (stream: string, error: unknown): Promise<boolean> =>
    isStreamDeleted(error) || (isStreamNotFound(error) && (await isCutByHand(stream)))

  /** None for a stream that is not there. */
  const eventsOf = async (slice: StreamSlice): Promise<ReadonlyArray<Recorded>> => {
    try {
      const { events, damage } = await readStream(slice)
      if (damage !== null) throw new Damaged(damage)
      return events
    } catch (error) {
      if (isStreamNotFound(error)) return []
      throw error
    }
  }

  const refresh = async (stream: string): Promise<void> => {
    try {
      for (let read = pageSize; read === pageSize; ) {
        const from = known.nextOf(stream)
        const { events, damage } = await readStream({ stream, from, direction: 'forwards', limit: pageSize })
        if (damage !== null) throw new Damaged(damage)
        read = events.length
      }
    } catch (error) {
      if (!isStreamNotFound(error)) throw error
    }
  }

  /** Twice at most: the second time, if what was known of the stream was not true any more. */
  const find = async (stream: string, id: string): Promise<Recorded | null> => {
    for (let turn = 0; turn < 2; turn++) {
      if (known.get(stream)?.revisionOf(id) === undefined) await refresh(stream)
      const revision = known.get(stream)?.revisionOf(id)
      if (revision === undefined) return null
      const [found] = await eventsOf({ stream, from: revision, direction: 'forwards', limit: 1 })
      if (found?.id === id) return found
      known.forget(stream)
    }
    return null
  }

  const last = lastRecordings(server, place)
  const append = appendTo({
    server,
    known,
    readClock: clockReader(clocks),
    lastRecordedAt: last.recordedAt,
    keeper: keeperOf(server),
    retrying: appending,
    onServer: place.onServer,
    refresh,
    isCut: stream => isCutByHand(place.onServer(stream))
  })

  let half: HalfRestored | null = calls.half === null ? null : halfRestored(calls.half)
  let restoring = false
  const restore: Engine['restore'] = async (pages, told) => {
    if (restoring) return E.left(storeBusy('RESTORING'))
    restoring = true
    try {
      const restored = await restoreInto({ ...calls, pageSize }, pages, told, events => {
        half = halfRestored(events)
      })
      // What is there is no half, or not any more.
      if (E.isRight(restored) || Object(restored.left)._tag === 'StoreNotEmpty') half = null
      if (E.isLeft(restored)) return restored
      const { events, position } = restored.right
      if (restored.right.lastRecordedAt !== null) last.appended(restored.right.lastRecordedAt)
      changes.notify()
      return E.right({ events, position })
    } finally {
      restoring = false
    }
  }

  const engine: Engine = {
    append: async checked => {
      const appended = await append(checked)
      if (E.isRight(appended)) {
        last.appended(appended.right.recordedAt)
        changes.notify()
      }
      return appended
    },
    readStream: async slice => {
      const read = await reading(async () => {
        try {
          return E.right(await readStream(slice))
        } catch (error) {
          if (isStreamNotFound(error)) return E.left(streamNotFound(slice.stream))
          throw error
        }
      })
      return E.isLeft(read) ? read : read.right
    },
    find: (stream, id) => reading(() => find(stream, id)),
    at: position =>
      reading(async () => {
        const standing = await eventAt(server, place, position)
        if (standing !== 'unknown') return standing
        // A node that is behind does not know what another one gave.
        await server.confirmLeader()
        return eventAt(server, place, position)
      }),
    scan: slice => reading(() => scan(server, place, slice)),
    reader: () => {
      const { next, close } = pagesOf(server, place)
      return { scan: slice => reading(() => next(slice)), close }
    },
    head: () => reading(() => headOf(server, place)),
    restore,
    changes,
    close
  }
  return unlessHalf(engine, () => half)
}
