/**
 * The face of the client that the adapter uses: five calls, each bounded in time, that reject with what the client
 * rejects with. What reaches into the client is here, and its version is pinned exactly for it.
 */
import type { AllStreamSubscription, EventData, EventStoreDBClient, Position } from '@eventstore/db-client'
import type { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { notInstalled } from '../missing-driver'
import { nodesOf } from './address'
import { type BatchCall, type Batches, batchesDown } from './batches'
import type { WireEvent, WireRecorded } from './envelope'
import { leaderToldBy } from './faults'
import { type Member, Nodes } from './nodes'
import { cutOff, type Looking, lookingAt, readAllOf, wireOf } from './reading'
import { within } from './within'

export type Server = {
  /** The revision of the last event. */
  readonly append: (stream: string, events: ReadonlyArray<WireEvent>, after: number | null) => Promise<number>
  /** Down one call, for a journal that is taken in. */
  readonly batches: () => Promise<Batches>
  readonly readStream: (slice: {
    readonly stream: string
    readonly from: number
    readonly direction: 'forwards' | 'backwards'
    readonly limit: number
  }) => Promise<ReadonlyArray<WireRecorded>>
  /** The last events of the log before a position, the last one first, whosever they are. */
  readonly backwards: (before: bigint | null, limit: number) => Promise<ReadonlyArray<WireRecorded>>
  /** The first event from a position on, whosever it is. */
  readonly firstFrom: (position: bigint) => Promise<WireRecorded | null>
  /** What the server's clock says, to a second, in milliseconds since the epoch; null where it does not tell. */
  readonly date: () => Promise<number | null>
  /** Streams whose name matches, after a position. */
  readonly look: (filter: string, after: bigint | null) => Promise<Looking>
  /**
   * The same, with the position of the log's last event, on the very node that is looked at: another one may be ahead of it.
   * No look where the log ends before.
   */
  readonly lookToEnd: (
    filter: string,
    after: bigint | null
  ) => Promise<{ readonly head: bigint; readonly looking: Looking } | null>
  /** Asks all nodes who leads, where there are several. Rejects when most of those that answer do not say. */
  readonly confirmLeader: () => Promise<void>
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

/**
 * Loaded when it is used: it is heavy, and does not bear its successor in the same process. Within `try`, so that a
 * bundle can be made where it is not installed.
 */
export const loadClient = async () => {
  try {
    const { EventStoreDBClient } = await import('@eventstore/db-client')
    const { append } = await import('@eventstore/db-client/dist/streams/appendToStream/append.js')
    const { GossipClient } = await import('@eventstore/db-client/generated/gossip_grpc_pb.js')
    const { MemberInfo } = exportsOf(await import('@eventstore/db-client/generated/gossip_pb.js'))
    const { Empty, StreamIdentifier, UUID } = exportsOf(
      await import('@eventstore/db-client/generated/shared_pb.js')
    )
    const { StreamsClient } = await import('@eventstore/db-client/generated/streams_grpc_pb.js')
    const { BatchAppendReq } = exportsOf(await import('@eventstore/db-client/generated/streams_pb.js'))
    const { parseUUID } = await import('@eventstore/db-client/dist/utils/grpcUUID.js')
    const { unpackToCommandError } = await import(
      '@eventstore/db-client/dist/streams/appendToStream/unpackError.js'
    )
    return {
      EventStoreDBClient,
      append,
      batch: {
        StreamsClient,
        BatchAppendReq,
        Empty,
        StreamIdentifier,
        UUID,
        parseUUID,
        unpackToCommandError
      },
      gossip: { GossipClient, MemberInfo, Empty }
    }
  } catch (error) {
    throw notInstalled('@eventstore/db-client', error)
  }
}

/**
 * The client's generated messages put their exports together while they run: Node, which looks for the names of exports
 * in the text, has them as the default export alone. A transpiler that makes a `require` of it gives them by name.
 */
const exportsOf = <Module extends object>(loaded: Module): Module =>
  'default' in loaded ? (loaded.default as Module) : loaded

/** @param callTimeout how long a call may be silent, in milliseconds */
export const connectTo = async (connection: string, callTimeout: number): Promise<Server> => {
  const { EventStoreDBClient, append, batch, gossip } = await loadClient()
  const { seeds, alone, addressOf } = nodesOf(connection)
  /** Clients that were left, with what they had at hand. */
  const left = new WeakSet<EventStoreDBClient>()
  const nodes = new Nodes<EventStoreDBClient>({
    seeds,
    alone,
    limit: callTimeout,
    linkTo: endpoint => {
      const client = withoutBackground(EventStoreDBClient.connectionString(addressOf(endpoint)))
      return {
        client,
        members: () => membersOf(client, gossip, callTimeout),
        close: () => {
          left.add(client)
          return closed(client, callTimeout)
        }
      }
    }
  })
  // Made as it is asked for: a wrong address or file is told by it.
  EventStoreDBClient.connectionString(connection)
  const requiresLeader = true
  let open = true

  const on = async <A>(call: (client: EventStoreDBClient) => Promise<A>): Promise<A> => {
    if (!open) throw cutOff
    const client = await within(callTimeout, nodes.current())
    try {
      return await call(client)
    } catch (error) {
      nodes.doubt(client, error)
      throw error
    }
  }

  /** A read that the end of its client ends looks like one that came to its end: what it gave is not all there is. */
  const whole = async (
    client: EventStoreDBClient,
    read: Parameters<typeof readAllOf>[0]
  ): Promise<ReadonlyArray<WireRecorded>> => {
    const events = await readAllOf(read, callTimeout)
    if (!open || left.has(client)) throw cutOff
    return events
  }

  const backwardsOn = (
    client: EventStoreDBClient,
    before: bigint | null,
    limit: number
  ): Promise<ReadonlyArray<WireRecorded>> =>
    whole(
      client,
      client.readAll({
        fromPosition: before === null ? 'end' : { commit: before, prepare: before },
        direction: 'backwards',
        maxCount: limit,
        resolveLinkTos: false,
        requiresLeader
      })
    )

  const subscribe = (
    client: EventStoreDBClient,
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

  const lookOn = (client: EventStoreDBClient, filter: string, after: bigint | null): Looking => {
    const looking = lookingAt(listener => subscribe(client, filter, after, listener), callTimeout)
    return {
      ...looking,
      next: async limit => {
        try {
          return await looking.next(limit)
        } catch (error) {
          nodes.doubt(client, error)
          throw error
        }
      }
    }
  }

  return {
    // Not `appendToStream`: on a server that has batches, it sends the appends of one client down one call, and keeps
    // the pending ones of all clients of the process in one map. The failure of one clears that map: the others are
    // rejected too, and an answer that comes after that throws where nobody can catch it.
    append: (stream, events, after) =>
      on(async client => {
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
      }),
    batches: () =>
      on(async client => {
        const batches = batchesDown(await batchCallOf(client, batch.StreamsClient), batch, callTimeout)
        const send: Batches['send'] = async (...given) => {
          try {
            await batches.send(...given)
          } catch (error) {
            nodes.doubt(client, error)
            throw error
          }
        }
        return { ...batches, send }
      }),
    readStream: ({ stream, from, direction, limit }) =>
      on(client =>
        whole(
          client,
          client.readStream(stream, {
            // The port's last of all is the server's end: not every version counts back from beyond it.
            fromRevision:
              direction === 'backwards' && from === Number.MAX_SAFE_INTEGER ? 'end' : BigInt(from),
            direction,
            maxCount: limit,
            resolveLinkTos: false,
            requiresLeader
          })
        )
      ),
    backwards: (before, limit) => on(client => backwardsOn(client, before, limit)),
    date: () =>
      on(async client => {
        const { date } = await gossipOf(client, gossip, callTimeout)
        return date
      }),
    firstFrom: position =>
      on(async client => {
        const fromPosition = { commit: position, prepare: position }
        const [first] = await whole(
          client,
          client.readAll({ fromPosition, maxCount: 1, resolveLinkTos: false, requiresLeader })
        )
        return first ?? null
      }),
    look: (filter, after) => on(async client => lookOn(client, filter, after)),
    lookToEnd: (filter, after) =>
      on(async client => {
        const head = (await backwardsOn(client, null, 1))[0]?.position ?? null
        return head === null || (after !== null && head <= after)
          ? null
          : { head, looking: lookOn(client, filter, after) }
      }),
    confirmLeader: async () => {
      await within(callTimeout, nodes.confirmed())
    },
    follow: (filter, { told, ended }) => {
      let stopped = false
      let end = (): void => {}
      const stop = (error: unknown): void => {
        if (stopped) return
        stopped = true
        end()
        ended(error)
      }
      on(async client => {
        if (stopped) return
        const source = subscribe(client, filter, 'end', () => {})
        end = () => {
          source.unsubscribe().catch(() => {})
        }
        source.on('confirmation', told)
        source.on('data', resolved => {
          if (wireOf(resolved) !== null) told()
        })
        source.on('error', stop)
        source.on('end', () => stop(cutOff))
      }).catch(stop)
      return () => {
        stopped = true
        end()
      }
    },
    close: () => {
      open = false
      return nodes.close()
    }
  }
}

/**
 * The client answers to an error by connecting anew, in the background, where nobody hears of what fails: a rejection
 * there would end the process. Nor may it go to another node by itself: `Nodes` says which one is spoken to.
 */
const withoutBackground = (client: EventStoreDBClient): EventStoreDBClient => {
  const inside = client as unknown as { handleError: (at: unknown, error: unknown) => Promise<void> }
  const { handleError } = inside
  inside.handleError = async (at, error) => {
    if (leaderToldBy(error) === null) await handleError(at, error).catch(() => {})
  }
  return client
}

const membersOf = async (
  client: EventStoreDBClient,
  gossip: Gossip,
  deadline: number
): Promise<ReadonlyArray<Member>> => (await gossipOf(client, gossip, deadline)).members

/** Asks a node for its cluster, down the client's own connection; with the date of its answer. */
const gossipOf = async (
  client: EventStoreDBClient,
  { GossipClient, MemberInfo, Empty }: Gossip,
  deadline: number
): Promise<{ readonly members: ReadonlyArray<Member>; readonly date: number | null }> => {
  const inside = client as unknown as Inside
  return inside.execute(
    GossipClient,
    'gossip',
    gossip =>
      new Promise((resolve, reject) => {
        let date: number | null = null
        const call = gossip.read(new Empty(), ...inside.callArguments({ deadline }), (error, info) => {
          if (error !== null) return reject(error)
          const members = info.getMembersList().flatMap(member => {
            const at = member.getHttpEndPoint()
            const leads = member.getIsAlive() && member.getState() === MemberInfo.VNodeState.LEADER
            return at === undefined ? [] : [{ endpoint: `${at.getAddress()}:${at.getPort()}`, leads }]
          })
          return resolve({ members, date })
        })
        call.on('metadata', headers => {
          const told = Date.parse(String(headers.get('date')[0] ?? ''))
          date = Number.isNaN(told) ? null : told
        })
      })
  )
}

/** The call lasts as long as there is something to send: each append has a time of its own. */
const batchCallOf = (client: EventStoreDBClient, kind: typeof StreamsClient): Promise<BatchCall> => {
  const inside = client as unknown as Inside
  return inside.execute(kind, 'batchAppend', async streams =>
    streams.batchAppend(
      ...inside.callArguments({ requiresLeader: true }, { deadline: Number.POSITIVE_INFINITY })
    )
  )
}

type Gossip = Awaited<ReturnType<typeof loadClient>>['gossip']

/** Those of its last form: request, metadata, options, callback. */
type GossipArguments = Parameters<GossipClient['read']>

/** What the client keeps to itself, and its version, which is pinned, has. */
type Inside = {
  readonly execute: <Client, A>(
    kind: new (...given: never) => Client,
    name: string,
    call: (client: Client) => Promise<A>
  ) => Promise<A>
  readonly callArguments: (
    options: { readonly deadline?: number; readonly requiresLeader?: boolean },
    callOptions?: { readonly deadline: number }
  ) => [GossipArguments[1], GossipArguments[2]]
  readonly getChannel: () => Promise<{ close: () => void }>
}

/** The client's type of data leaves out null, numbers and booleans, which are JSON and which it writes as such. */
const eventDataOf = ({ id, type, data, metadata }: WireEvent): EventData =>
  ({ id, type, data, metadata, contentType: 'application/json' }) as EventData

/** `dispose` ends the calls and leaves the connection open for half an hour; the channel is the client's own affair. */
const closed = async (client: EventStoreDBClient, limit: number): Promise<void> => {
  try {
    await within(limit, client.dispose())
    const channel = await within(limit, (client as unknown as Inside).getChannel())
    channel.close()
  } catch {
    // What cannot be closed is already gone.
  }
}
