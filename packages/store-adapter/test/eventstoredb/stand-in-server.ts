/**
 * A stand-in for one EventStoreDB node, for tests, with switches to misbehave. What it answers is what a real server
 * was seen to answer (`stand-in.test.ts`); it proves how the adapter uses the client.
 */
import { MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import type { Metadata } from '@grpc/grpc-js'
import { emptyLog, type Log, type LogEvent } from './log'
import { type NodeOptions, nodeOf } from './node'
import { type Switches, wellBehaved } from './switches'

export type StandIn = {
  readonly address: string
  readonly connection: string
  readonly switches: Switches
  readonly log: Log
  /** What the log holds beside the marks of journals. */
  readonly events: () => ReadonlyArray<LogEvent>
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

export type StandInOptions = Pick<NodeOptions, 'tls'> & { readonly firstPosition?: bigint }

export const standInServer = async ({
  firstPosition = 1000n,
  ...options
}: StandInOptions = {}): Promise<StandIn> => {
  const log = emptyLog(firstPosition)
  const switches = wellBehaved()
  const node = nodeOf({
    log,
    switches,
    ...options,
    leader: () => 'itself',
    members: () => [
      { host: 'localhost', port: node.port(), state: MemberInfo.VNodeState.LEADER, alive: true }
    ],
    replicate: () => {}
  })
  await node.start()
  const address = `localhost:${node.port()}`

  return {
    address,
    connection: `esdb://${address}?tls=${options.tls !== undefined}`,
    switches,
    log,
    events: () => log.events.filter(({ stream }) => !/(^|\.)avenant_journal$/.test(stream)),
    asked: node.asked,
    sent: node.sent,
    headers: node.headers,
    openReads: () => node.open.size,
    whenOpenReads: count => node.watch.until(() => node.open.size === count),
    whenAsked: (what, count) =>
      node.watch.until(() => node.asked.filter(one => one === what).length >= count),
    cutSubscriptions: node.cutSubscriptions,
    stop: async () => node.stop(),
    start: node.start
  }
}
