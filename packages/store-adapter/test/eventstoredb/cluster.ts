/**
 * Three nodes of the stand-in: one leads, and gives what it writes to the others; a write is answered, and can be read,
 * once two of the three have it. What the leader has and nobody else has yet counts for the revision that it expects,
 * and is not read. Who leads is decided when a test says so (`elect`), so that no test waits for a clock.
 */
import { MemberInfo } from '@eventstore/db-client/generated/gossip_pb'
import { emptyLog, type Log } from './log'
import { type Endpoint, type Node, nodeOf } from './node'
import { type NodeProxy, proxyTo } from './proxy'
import { type Switches, wellBehaved } from './switches'
import type { Watch } from './watch'

const { LEADER, FOLLOWER, UNKNOWN } = MemberInfo.VNodeState

export type ClusterNode = Endpoint & {
  readonly name: string
  readonly log: Log
  readonly switches: Switches
  readonly asked: string[]
  readonly watch: Watch
  /** Stops answering, with its connections open, and taking part; `resume` goes on where it stopped. */
  readonly pause: () => void
  readonly resume: () => void
  /** The network between it and the other nodes is cut; clients reach it. `rejoin` mends it. */
  readonly isolate: () => void
  readonly rejoin: () => void
  /** Every connection to it breaks, and may be made again. */
  readonly cutConnections: () => void
  /** Ends it, with its connections; what it wrote stays on its disk. */
  readonly kill: () => void
  readonly restart: () => Promise<void>
}

export type Cluster = {
  readonly nodes: ReadonlyArray<ClusterNode>
  /** Every node in the address. */
  readonly connection: string
  /** The one that leads, as the nodes that are up have decided. */
  readonly leader: () => ClusterNode | null
  readonly followers: () => ReadonlyArray<ClusterNode>
  /** Those who are up choose a leader, when they are most; else there is none. The others forget what it does not have. */
  readonly elect: () => ClusterNode | null
  readonly stop: () => Promise<void>
}

/** `epoch` is of the election that the node knows of, `logEpoch` of the last leader whose log it took for its own. */
type Seat = {
  readonly node: Node
  readonly log: Log
  readonly proxy: NodeProxy
  readonly face: ClusterNode
  up: boolean
  linked: boolean
  epoch: number
  logEpoch: number
}

export const clusterOfThree = async (): Promise<Cluster> => {
  const seats: Seat[] = []
  let epoch = 1
  /** Who led in each epoch: a node that comes back knows the last one that it took part in. */
  const leaders = new Map<number, Seat | null>()

  const leaderOf = (seat: Seat): Seat | null => leaders.get(seat.epoch) ?? null
  const inStep = (seat: Seat): boolean => seat.up && seat.linked && seat.epoch === epoch
  /** Whether two nodes are in touch, and of one election. */
  const hears = (one: Seat, other: Seat): boolean =>
    one === other || (other.up && one.linked && other.linked && one.epoch === other.epoch)

  /** What the leader has goes to those who follow it; what most have is committed. */
  const replicateFrom = (leader: Seat): void => {
    if (leaders.get(leader.epoch) !== leader) return
    const following = seats.filter(seat => seat.up && hears(leader, seat))
    for (const seat of following)
      if (seat !== leader) seat.log.take(leader.log.written.slice(seat.log.written.length))
    if (following.length < 2 || !following.includes(leader)) return
    for (const seat of following) seat.log.commit(leader.log.written.length)
  }

  const join = (seat: Seat): void => {
    if (!seat.linked) return
    const leader = leaders.get(epoch) ?? null
    const led = leaderOf(seat) === seat
    seat.epoch = epoch
    // Who leads no more ends what it told those who wanted the leader.
    if (led && leader !== seat) seat.node.cutSubscriptions()
    if (leader !== null) seat.logEpoch = epoch
    if (leader === null || leader === seat) return
    let same = 0
    while (same < seat.log.written.length && seat.log.written[same]?.id === leader.log.written[same]?.id)
      same++
    seat.log.truncate(same)
    replicateFrom(leader)
  }

  const elect = (): ClusterNode | null => {
    const up = seats.filter(seat => seat.up && seat.linked)
    epoch++
    // What is committed most nodes have; a longer log of an older leader need not hold it.
    const [best] = [...up].sort(
      (a, b) => b.logEpoch - a.logEpoch || b.log.written.length - a.log.written.length
    )
    leaders.set(epoch, up.length >= 2 ? (best ?? null) : null)
    for (const seat of up) join(seat)
    const leader = leaders.get(epoch) ?? null
    if (leader !== null) replicateFrom(leader)
    return leader?.face ?? null
  }

  for (const name of ['a', 'b', 'c']) {
    const log = emptyLog(1000n, false)
    const switches = wellBehaved()
    const own = (): Seat => {
      const seat = seats.find(({ face }) => face.name === name)
      if (seat === undefined) throw new Error(`no node ${name}`)
      return seat
    }
    const node: Node = nodeOf({
      log,
      switches,
      leader: () => {
        const leader = leaderOf(own())
        return leader === null ? null : leader === own() ? 'itself' : leader.face
      },
      // As this node sees them: itself by what it last took part in, and whom it does not hear as not alive.
      members: () =>
        seats.map(seat => ({
          ...{ host: seat.face.host, port: seat.face.port },
          state: leaderOf(own()) === seat ? LEADER : leaderOf(own()) === null ? UNKNOWN : FOLLOWER,
          alive: hears(own(), seat)
        })),
      replicate: () => replicateFrom(own())
    })
    await node.start()
    const proxy = await proxyTo(node.port)
    const face: ClusterNode = {
      name,
      host: 'localhost',
      port: proxy.port,
      log,
      switches,
      asked: node.asked,
      watch: node.watch,
      pause: () => {
        own().up = false
        proxy.pause()
      },
      resume: () => {
        own().up = true
        join(own())
        proxy.resume()
      },
      isolate: () => {
        own().linked = false
      },
      rejoin: () => {
        own().linked = true
        join(own())
      },
      cutConnections: () => {
        proxy.drop()
        proxy.accept()
      },
      kill: () => {
        own().up = false
        proxy.drop()
        node.stop()
      },
      restart: async () => {
        await node.start()
        Object.assign(own(), { up: true, linked: true })
        join(own())
        proxy.accept()
      }
    }
    seats.push({ node, log, proxy, face, up: true, linked: true, epoch: 1, logEpoch: 1 })
  }
  leaders.set(1, seats[0] ?? null)

  return {
    nodes: seats.map(({ face }) => face),
    connection: `esdb://${seats.map(({ proxy }) => `localhost:${proxy.port}`).join()}?tls=false`,
    leader: () => leaders.get(epoch)?.face ?? null,
    followers: () =>
      seats.filter(seat => inStep(seat) && seat !== leaders.get(epoch)).map(({ face }) => face),
    elect,
    stop: async () => {
      for (const { node, proxy } of seats) {
        await proxy.close()
        node.stop()
      }
    }
  }
}
