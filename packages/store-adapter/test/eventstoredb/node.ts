/** One node of the stand-in: the real protocol (gRPC on loopback, from the client's own definitions) around a log. */
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb'
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb'
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  TombstoneReq,
  TombstoneResp
} from '@eventstore/db-client/generated/streams_pb'
import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData
} from '@grpc/grpc-js'
import { appendRefusal, wrongVersion } from './append-refusals'
import type { Log, Written } from './log'
import {
  type AppendRequest,
  accessDenied,
  appendRequestOf,
  appendResponse,
  batchRequestOf,
  batchResponse,
  deleteResponse,
  type Failure,
  notLeader,
  readRequestOf,
  removalRequestOf,
  streamDeleted,
  tombstoneResponse,
  unauthenticated,
  unavailable
} from './messages'
import { type Call, serveRead } from './serve-read'
import type { Asker, Right, Switches } from './switches'
import { Watch } from './watch'

export type Endpoint = { readonly host: string; readonly port: number }
type Member = Endpoint & { readonly state: MemberInfo.VNodeState; readonly alive: boolean }

export type NodeOptions = {
  readonly log: Log
  readonly switches: Switches
  /** A certificate and its key, in PEM. */
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer }
  /** Whom the node takes for its leader; null when it knows none. */
  readonly leader: () => 'itself' | Endpoint | null
  /** Its cluster, as it tells it. */
  readonly members: () => ReadonlyArray<Member>
  /** After each write, before its answer: the others are given it. */
  readonly replicate: () => void
}

export type Node = {
  readonly port: () => number
  /** What was asked, in order. */
  readonly asked: string[]
  /** The events that went out, by the filter that let them. */
  readonly sent: { filter: string; stream: string }[]
  /** The headers of the last call. */
  readonly headers: () => Metadata | null
  /** Reads and subscriptions that nobody has ended. */
  readonly open: ReadonlySet<Call>
  readonly watch: Watch
  readonly cutSubscriptions: () => void
  readonly start: () => Promise<void>
  readonly stop: () => void
}

export const nodeOf = ({ log, switches, tls, leader, members, replicate }: NodeOptions): Node => {
  const asked: string[] = []
  const sent: { filter: string; stream: string }[] = []
  const open = new Set<Call>()
  const watch = new Watch()
  let headers: Metadata | null = null
  let port = 0
  let server = new Server()
  let stopped = false

  /** Null when the call is let in. */
  const refusal = (what: string, metadata: Metadata, right: Right, stream: string): Failure | null => {
    asked.push(what)
    headers = metadata
    watch.changed()
    const allowed = switches.rights === null ? true : switches.rights(askerOf(metadata), right, stream)
    if (allowed === 'unknown') return unauthenticated
    if (!allowed) return accessDenied
    const known = leader()
    if (known === 'itself' || metadata.get('requires-leader')[0] !== 'true') return null
    return known === null ? unavailable : notLeader(known.host, known.port)
  }

  const read = (call: ServerWritableStream<ReadReq, ReadResp>): void => {
    const request = readRequestOf(call.request)
    const { stream, count } = request
    const right = stream === null ? 'read all' : 'read'
    const refused = refusal(count === null ? 'subscribe' : 'read', call.metadata, right, stream ?? '$all')
    if (refused !== null) {
      call.emit('error', refused)
      return
    }
    const one: Call = { call, request, subscription: count === null }
    open.add(one)
    watch.changed()
    const gone = (): void => {
      open.delete(one)
      watch.changed()
    }
    call.on('close', gone)
    call.on('cancelled', gone)
    if (!switches.silent) serveRead(log, switches, sent, one)
  }

  /** Once it is committed; a write that another leader does not know has no answer but that the server is not ready. */
  const committed = (written: Written): Promise<boolean> =>
    new Promise(resolve => {
      if (written._tag !== 'Written') return resolve(true)
      const { length, position } = written
      const last = log.written[length - 1]
      const look = (): boolean => {
        const lost = position !== null && log.written[length - 1] !== last
        if (!stopped && !lost && log.events.length < length) return false
        stopListening()
        resolve(!stopped && !lost)
        return true
      }
      const stopListening = log.onAppended(look)
      replicate()
      look()
    })

  const append = (
    call: ServerReadableStream<AppendReq, AppendResp>,
    answer: sendUnaryData<AppendResp>
  ): void => {
    const requests: AppendReq[] = []
    call.on('data', request => {
      requests.push(request)
      asked.push('append message')
      watch.changed()
    })
    call.on('end', async () => {
      // Here a request that its client broke off ends as one that is whole does, and is told as cancelled only then.
      // The server's own gRPC throws while it reads such a request, so that it writes nothing of it.
      await new Promise(setImmediate)
      if (call.cancelled) {
        asked.push('broken append')
        watch.changed()
        return undefined
      }
      const request = appendRequestOf(requests)
      const refused =
        refusal('append', call.metadata, 'write', request.stream) ?? appendRefusal(request, switches)
      if (refused !== null) return answer(refused)
      if (switches.silent) return undefined
      if (switches.refuse !== null && switches.refuse.times-- > 0) return answer(switches.refuse.failure)
      const written = log.append(request.stream, request.proposed, request.expected)
      if (!(await committed(written))) return answer(unavailable)
      if (switches.loseAnswers > 0) {
        switches.loseAnswers--
        return undefined
      }
      if (written._tag === 'Deleted') return answer(streamDeleted(request.stream))
      return written._tag === 'Dropped' ? undefined : answer(null, appendResponse(written))
    })
  }

  const removing =
    <Req extends DeleteReq | TombstoneReq, Resp>(
      write: Log['remove'],
      responseOf: (position: bigint | null) => Resp
    ) =>
    async (call: ServerUnaryCall<Req, Resp>, answer: sendUnaryData<Resp>): Promise<void> => {
      const { stream, expected } = removalRequestOf(call.request)
      const refused = refusal('delete', call.metadata, 'write', stream)
      if (refused !== null) return answer(refused)
      const written = write(stream, expected)
      if (!(await committed(written))) return answer(unavailable)
      if (written._tag === 'Written') answer(null, responseOf(written.position))
      else
        answer(
          written._tag === 'Wrong' ? wrongVersion(stream, expected, written.current) : streamDeleted(stream)
        )
    }

  /** In the order in which they come, whenever each is answered. */
  const batchAppend = (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const parts = new Map<string, BatchAppendReq[]>()
    const appendBatch = async (id: string, request: AppendRequest): Promise<void> => {
      const { stream, proposed, expected } = request
      const refused = refusal('batchAppend', call.metadata, 'write', stream)
      // Who leads is no matter of one append: the call ends.
      if (refused?.metadata.get('exception')[0] === 'not-leader') {
        call.emit('error', refused)
        return
      }
      const failed = refused ?? appendRefusal(request, switches)
      if (failed !== null) {
        call.write(batchResponse(id, stream, failed))
        return
      }
      if (switches.silent) return
      const written = log.append(stream, proposed, expected)
      const answer = (await committed(written)) ? written : unavailable
      if (switches.loseAnswers > 0) switches.loseAnswers--
      else if (!('_tag' in answer) || answer._tag !== 'Dropped') call.write(batchResponse(id, stream, answer))
    }
    call.on('data', (part: BatchAppendReq) => {
      const id = part.getCorrelationId()?.getString() ?? ''
      const whole = [...(parts.get(id) ?? []), part]
      parts.set(id, whole)
      if (!part.getIsFinal()) return
      parts.delete(id)
      void appendBatch(id, batchRequestOf(whole))
    })
    call.on('end', () => call.end())
  }

  const start = async (): Promise<void> => {
    stopped = false
    // The server bounds a message itself, and says so in its own words.
    server = new Server({ 'grpc.max_receive_message_length': -1 })
    server.addService(StreamsService, {
      read,
      append,
      batchAppend,
      delete: removing<DeleteReq, DeleteResp>(log.remove, deleteResponse),
      tombstone: removing<TombstoneReq, TombstoneResp>(log.tombstone, tombstoneResponse)
    })
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<SupportedMethods>) =>
        answer(null, switches.batches ? batches() : new SupportedMethods())
    })
    server.addService(GossipService, {
      read: (_: unknown, answer: sendUnaryData<ClusterInfo>) => {
        asked.push('gossip')
        watch.changed()
        answer(null, gossipOf(members()))
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

  return {
    port: () => port,
    asked,
    sent,
    headers: () => headers,
    open,
    watch,
    cutSubscriptions: () => {
      for (const { call, subscription } of [...open]) if (subscription) call.emit('error', unavailable)
    },
    start,
    stop: () => {
      stopped = true
      // Who waits for a commit is let go.
      log.commit(log.events.length)
      server.forceShutdown()
    }
  }
}

const askerOf = (metadata: Metadata): Asker => {
  const [header] = metadata.get('authorization')
  if (typeof header !== 'string' || !header.startsWith('Basic ')) return null
  const [user = '', ...password] = Buffer.from(header.slice(6), 'base64').toString('utf8').split(':')
  return { user, password: password.join(':') }
}

/** That batches are supported, which is why the client would use them. */
const batches = (): SupportedMethods =>
  new SupportedMethods()
    .setEventStoreServerVersion('24.10.0')
    .setMethodsList([
      new SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName('batchappend')
    ])

const gossipOf = (members: ReadonlyArray<Member>): ClusterInfo =>
  new ClusterInfo().setMembersList(
    members.map(({ host, port, state, alive }) =>
      new MemberInfo()
        .setState(state)
        .setIsAlive(alive)
        .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port))
    )
  )
