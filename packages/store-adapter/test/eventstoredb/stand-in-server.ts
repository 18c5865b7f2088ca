/**
 * A stand-in for an EventStoreDB node, for tests: the real protocol (gRPC on loopback, from the client's own service
 * definitions) around a log in memory, and switches to misbehave. It proves how the adapter uses the client, not how
 * a real server behaves.
 */
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb'
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb'
import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerWritableStream,
  type sendUnaryData,
  status
} from '@grpc/grpc-js'
import { emptyLog, type Log } from './log'
import { appendRequestOf, appendResponse, failure, readRequestOf } from './messages'
import { type Call, serveRead } from './serve-read'
import type { Switches } from './switches'

export type StandIn = {
  readonly address: string
  readonly connection: string
  readonly switches: Switches
  readonly log: Log
  /** What was asked, in order. */
  readonly asked: string[]
  /** The events that went out, by the filter that let them. */
  readonly sent: { filter: string; stream: string }[]
  /** The headers of the last call. */
  readonly headers: () => Metadata | null
  /** Reads and subscriptions that nobody has ended. */
  readonly openReads: () => number
  /** Resolves once that many are open. */
  readonly whenOpenReads: (count: number) => Promise<void>
  /** Resolves once as many of these were asked for. */
  readonly whenAsked: (what: string, count: number) => Promise<void>
  /** Ends every subscription as a server does that goes. */
  readonly cutSubscriptions: () => void
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

export type StandInOptions = {
  readonly firstPosition?: bigint
  /** A certificate and its key, in PEM. */
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer }
}

export const standInServer = async ({
  firstPosition = 1000n,
  tls
}: StandInOptions = {}): Promise<StandIn> => {
  const log = emptyLog(firstPosition)
  const switches: Switches = {
    silent: false,
    loseAnswers: 0,
    refuse: null,
    authorization: null,
    eagerCheckpoints: false,
    cutAfter: null,
    brokenLinks: false,
    maxAppendSize: 16 * 1024 * 1024,
    batches: false
  }
  const asked: string[] = []
  const sent: { filter: string; stream: string }[] = []
  const open = new Set<Call>()
  let watchers: (() => void)[] = []
  let headers: Metadata | null = null
  let port = 0
  let server = new Server()

  const changed = (): void => {
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
  }
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) await new Promise<void>(resolve => watchers.push(resolve))
  }

  /** Null when the call is let in. */
  const refusal = (what: string, metadata: Metadata): ReturnType<typeof failure> | null => {
    asked.push(what)
    headers = metadata
    changed()
    const { authorization } = switches
    return authorization !== null && metadata.get('authorization')[0] !== authorization
      ? failure(status.UNAUTHENTICATED, null)
      : null
  }

  const read = (call: ServerWritableStream<ReadReq, ReadResp>): void => {
    const request = readRequestOf(call.request)
    const refused = refusal(request.count === null ? 'subscribe' : 'read', call.metadata)
    if (refused !== null) {
      call.emit('error', refused)
      return
    }
    const one: Call = { call, request, subscription: request.count === null }
    open.add(one)
    changed()
    call.on('close', () => {
      open.delete(one)
      changed()
    })
    call.on('cancelled', () => {
      open.delete(one)
      changed()
    })
    if (!switches.silent) serveRead(log, switches, sent, one)
  }

  const append = (
    call: ServerReadableStream<AppendReq, AppendResp>,
    answer: sendUnaryData<AppendResp>
  ): void => {
    const requests: AppendReq[] = []
    call.on('data', request => {
      requests.push(request)
      asked.push('append message')
      changed()
    })
    call.on('end', async () => {
      // Here a request that its client broke off ends as one that is whole does, and is told as cancelled only then.
      // The server's own gRPC throws while it reads such a request, so that it writes nothing of it.
      await new Promise(setImmediate)
      if (call.cancelled) {
        asked.push('broken append')
        changed()
        return undefined
      }
      const refused = refusal('append', call.metadata)
      if (refused !== null) return answer(refused)
      if (switches.silent) return undefined
      if (switches.refuse !== null && switches.refuse.times-- > 0)
        return answer(failure(switches.refuse.code, switches.refuse.exception))
      const { stream, proposed, expected } = appendRequestOf(requests)
      const size = proposed.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0)
      if (size > switches.maxAppendSize)
        return answer(
          failure(status.INVALID_ARGUMENT, 'maximum-append-size-exceeded', {
            'maximum-append-size': String(switches.maxAppendSize)
          })
        )
      const written = log.append(stream, proposed, expected)
      if (switches.loseAnswers > 0) {
        switches.loseAnswers--
        return undefined
      }
      return answer(null, appendResponse(written))
    })
  }

  /** Taken and never answered: the adapter has no use for it, and a test needs one that hangs. */
  const batchAppend = (call: { on: (event: 'data', listener: () => void) => unknown }): void => {
    call.on('data', () => {
      asked.push('batchAppend')
      changed()
    })
  }

  const start = async (): Promise<void> => {
    server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
    server.addService(StreamsService, { read, append, batchAppend })
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<SupportedMethods>) =>
        answer(null, switches.batches ? batches() : new SupportedMethods())
    })
    server.addService(GossipService, {
      read: (_: unknown, answer: sendUnaryData<ClusterInfo>) => {
        asked.push('gossip')
        answer(null, oneNode(port))
      }
    })
    const credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }])
    port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`localhost:${port}`, credentials, (error, bound) =>
        error === null ? resolve(bound) : reject(error)
      )
    )
  }
  await start()
  const address = `localhost:${port}`

  return {
    address,
    connection: `esdb://${address}?tls=${tls !== undefined}`,
    switches,
    log,
    asked,
    sent,
    headers: () => headers,
    openReads: () => open.size,
    whenOpenReads: count => until(() => open.size === count),
    whenAsked: (what, count) => until(() => asked.filter(one => one === what).length >= count),
    cutSubscriptions: () => {
      for (const { call, subscription } of [...open])
        if (subscription) call.emit('error', failure(status.UNAVAILABLE, null))
    },
    stop: async () => server.forceShutdown(),
    start
  }
}

/** That batches are supported, which is why the client would use them. */
const batches = (): SupportedMethods =>
  new SupportedMethods()
    .setEventStoreServerVersion('24.10.0')
    .setMethodsList([
      new SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName('batchappend')
    ])

const oneNode = (port: number): ClusterInfo =>
  new ClusterInfo().setMembersList([
    new MemberInfo()
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new EndPoint().setAddress('localhost').setPort(port))
  ])
