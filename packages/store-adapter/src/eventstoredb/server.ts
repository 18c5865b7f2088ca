/**
 * The face of the client that the adapter uses: five calls, each bounded in time, that reject with what the client
 * rejects with. What reaches into the client is here, and its version is pinned exactly for it.
 */
import type { AllStreamSubscription, EventData, EventStoreDBClient, Position } from '@eventstore/db-client'
import { notInstalled } from '../missing-driver'
import type { WireEvent, WireRecorded } from './envelope'
import { cutOff, type Looking, lookingAt, readAllOf, wireOf } from './reading'
import { within } from './within'

export type Server = {
  /** The revision of the last event. */
  readonly append: (stream: string, events: ReadonlyArray<WireEvent>, after: number | null) => Promise<number>
  readonly readStream: (slice: {
    readonly stream: string
    readonly from: number
    readonly direction: 'forwards' | 'backwards'
    readonly limit: number
  }) => Promise<ReadonlyArray<WireRecorded>>
  /** The position of the log's last event, whosever it is. */
  readonly head: () => Promise<bigint | null>
  /** The last events of the log before a position, the last one first, whosever they are. */
  readonly backwards: (before: bigint | null, limit: number) => Promise<ReadonlyArray<WireRecorded>>
  /** The first event from a position on, whosever it is. */
  readonly firstFrom: (position: bigint) => Promise<WireRecorded | null>
  /** Streams whose name matches, after a position. */
  readonly look: (filter: string, after: bigint | null) => Looking
  /** What is written from now on. Gives back how to stop. */
  readonly follow: (filter: string, listener: FollowListener) => () => void
  readonly close: () => Promise<void>
}

type FollowListener = {
  /** An event, or the moment from which events are told. */
  readonly told: () => void
  readonly ended: (error: unknown) => void
}

/** The server looks through as many events before it tells how far it is. */
const window = { maxSearchWindow: 256, checkpointInterval: 16 }

/** Loaded when it is used: it is heavy, and does not bear its successor in the same process. */
export const loadClient = async () => {
  try {
    const { EventStoreDBClient } = await import('@eventstore/db-client')
    const { append } = await import('@eventstore/db-client/dist/streams/appendToStream/append.js')
    return { EventStoreDBClient, append }
  } catch (error) {
    throw notInstalled('@eventstore/db-client', error)
  }
}

/** @param callTimeout how long a call may be silent, in milliseconds */
export const connectTo = async (connection: string, callTimeout: number): Promise<Server> => {
  const { EventStoreDBClient, append } = await loadClient()
  const client = EventStoreDBClient.connectionString(connection)
  const requiresLeader = true
  let open = true

  /** A read that closing ends looks like one that came to its end: what it gave is not all there is. */
  const whole = async (read: Parameters<typeof readAllOf>[0]): Promise<ReadonlyArray<WireRecorded>> => {
    const events = await readAllOf(read, callTimeout)
    if (!open) throw cutOff
    return events
  }

  const subscribe = (
    regex: string,
    after: bigint | 'end' | null,
    checkpointReached: (position: Position) => void
  ): AllStreamSubscription =>
    client.subscribeToAll({
      fromPosition: after === null ? 'start' : after === 'end' ? 'end' : { commit: after, prepare: after },
      resolveLinkTos: false,
      requiresLeader,
      filter: {
        ...window,
        filterOn: 'streamName',
        regex,
        checkpointReached: (_, position) => checkpointReached(position)
      }
    })

  return {
    // Not `appendToStream`: on a server that has batches, it sends the appends of one client down one call, and keeps
    // the pending ones of all clients of the process in one map. The failure of one clears that map: the others are
    // rejected too, and an answer that comes after that throws where nobody can catch it.
    append: async (stream, events, after) => {
      if (!open) throw cutOff
      const { nextExpectedRevision } = await within(
        callTimeout,
        append.call(client, stream, events.map(eventDataOf), {
          expectedRevision: after === null ? 'no_stream' : BigInt(after),
          batchAppendSize: 0,
          deadline: callTimeout,
          requiresLeader
        })
      )
      return Number(nextExpectedRevision)
    },
    readStream: ({ stream, from, direction, limit }) =>
      whole(
        client.readStream(stream, {
          // The port's last of all is the server's end: not every version counts back from beyond it.
          fromRevision: from === Number.MAX_SAFE_INTEGER ? 'end' : BigInt(from),
          direction,
          maxCount: limit,
          resolveLinkTos: false,
          requiresLeader
        })
      ),
    head: async () => {
      const read = client.readAll({
        fromPosition: 'end',
        direction: 'backwards',
        maxCount: 1,
        requiresLeader
      })
      const [last] = await whole(read)
      return last?.position ?? null
    },
    backwards: (before, limit) =>
      whole(
        client.readAll({
          fromPosition: before === null ? 'end' : { commit: before, prepare: before },
          direction: 'backwards',
          maxCount: limit,
          resolveLinkTos: false,
          requiresLeader
        })
      ),
    firstFrom: async position => {
      const read = client.readAll({
        fromPosition: { commit: position, prepare: position },
        direction: 'forwards',
        maxCount: 1,
        resolveLinkTos: false,
        requiresLeader
      })
      const [first] = await whole(read)
      return first ?? null
    },
    look: (filter, after) => lookingAt(listener => subscribe(filter, after, listener), callTimeout),
    follow: (filter, { told, ended }) => {
      const source = subscribe(filter, 'end', () => {})
      let stopped = false
      const stop = (error: unknown): void => {
        if (stopped) return
        stopped = true
        source.unsubscribe().catch(() => {})
        ended(error)
      }
      source.on('confirmation', told)
      source.on('data', resolved => {
        if (wireOf(resolved) !== null) told()
      })
      source.on('error', stop)
      source.on('end', () => stop(cutOff))
      return () => {
        stopped = true
        source.unsubscribe().catch(() => {})
      }
    },
    close: () => {
      open = false
      return closed(client, callTimeout)
    }
  }
}

/** The client's type of data leaves out null, numbers and booleans, which are JSON and which it writes as such. */
const eventDataOf = ({ id, type, data, metadata }: WireEvent): EventData =>
  ({ id, type, data, metadata, contentType: 'application/json' }) as EventData

/** `dispose` ends the calls and leaves the connection open for half an hour; the channel is the client's own affair. */
const closed = async (client: EventStoreDBClient, limit: number): Promise<void> => {
  const inside = client as unknown as { getChannel: () => Promise<{ close: () => void }> }
  try {
    await within(limit, client.dispose())
    const channel = await within(limit, inside.getChannel())
    channel.close()
  } catch {
    // What cannot be closed is already gone.
  }
}
