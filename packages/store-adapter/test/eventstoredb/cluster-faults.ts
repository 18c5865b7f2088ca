/** What can happen to a cluster of three, each until it was felt by those who use it, and mended at the end. */
import type { Cluster, ClusterNode } from './cluster'

/** What has come since, as the cluster and those who use it tell; no clock. */
export type Progress = {
  /** So many more calls were answered with what they wanted. */
  readonly acknowledged: (count: number) => Promise<void>
  /** So many more calls were answered, whatever the answer. */
  readonly answered: (count: number) => Promise<void>
  /** The nodes were asked this so many times more, all together. */
  readonly asked: (what: 'append' | 'read' | 'gossip', count: number) => Promise<void>
}

export type ClusterFault = {
  readonly name: string
  /** @param long in [0, 1): how long it lasts, of what it may */
  readonly strike: (cluster: Cluster, progress: Progress, long: number) => Promise<void>
}

type Nodes = { readonly leader: ClusterNode; readonly one: ClusterNode; readonly other: ClusterNode }

/** Of a cluster that is whole. */
const nodesOf = (cluster: Cluster): Nodes => {
  const leader = cluster.leader()
  const [one, other] = cluster.followers()
  if (leader === null || one === undefined || other === undefined) throw new Error('the cluster is not whole')
  return { leader, one, other }
}

/** From `least` to `most`. */
const between = (least: number, most: number, long: number): number =>
  least + Math.floor(long * (most - least))

export const clusterFaults: ReadonlyArray<ClusterFault> = [
  {
    name: 'leader killed',
    strike: async (cluster, { asked, acknowledged }, long) => {
      const { leader } = nodesOf(cluster)
      leader.kill()
      await asked('gossip', between(2, 40, long))
      cluster.elect()
      await acknowledged(between(10, 100, long))
      await leader.restart()
    }
  },
  {
    name: 'leader ended, after another one was chosen',
    strike: async (cluster, { asked, acknowledged }, long) => {
      const { leader } = nodesOf(cluster)
      leader.isolate()
      cluster.elect()
      await asked('append', between(1, 10, long))
      leader.kill()
      await acknowledged(between(10, 100, long))
      await leader.restart()
    }
  },
  {
    name: 'leader paused, with its connections open',
    strike: async (cluster, { acknowledged }, long) => {
      const { leader } = nodesOf(cluster)
      leader.pause()
      cluster.elect()
      await acknowledged(between(10, 100, long))
      leader.resume()
    }
  },
  {
    name: 'leader paused, and back before another one is chosen',
    strike: async (cluster, { asked }, long) => {
      const { leader } = nodesOf(cluster)
      leader.pause()
      await asked('gossip', between(2, 20, long))
      leader.resume()
    }
  },
  {
    name: 'follower killed',
    strike: async (cluster, { acknowledged }, long) => {
      const { one } = nodesOf(cluster)
      one.kill()
      await acknowledged(between(10, 100, long))
      await one.restart()
    }
  },
  {
    name: 'follower paused',
    strike: async (cluster, { acknowledged }, long) => {
      const { other } = nodesOf(cluster)
      other.pause()
      await acknowledged(between(10, 100, long))
      other.resume()
    }
  },
  {
    name: 'no quorum: both followers killed',
    strike: async (cluster, { answered, asked }, long) => {
      const { one, other } = nodesOf(cluster)
      one.kill()
      other.kill()
      await asked('append', 2)
      // Left alone, the leader leads no more.
      cluster.elect()
      await answered(between(3, 30, long))
      await one.restart()
      await other.restart()
      cluster.elect()
    }
  },
  {
    name: 'no quorum: leader and a follower killed',
    strike: async (cluster, { answered, asked }, long) => {
      const { leader, one } = nodesOf(cluster)
      leader.kill()
      one.kill()
      await asked('gossip', 2)
      cluster.elect()
      await answered(between(3, 30, long))
      await one.restart()
      cluster.elect()
      await answered(between(3, 30, long))
      await leader.restart()
    }
  },
  {
    name: 'all three killed',
    strike: async (cluster, { answered }, long) => {
      for (const node of cluster.nodes) node.kill()
      await answered(between(2, 30, long))
      for (const node of cluster.nodes) await node.restart()
      cluster.elect()
    }
  },
  {
    name: 'network cut between the leader and the others: what it writes is lost',
    strike: async (cluster, { asked, acknowledged }, long) => {
      const { leader } = nodesOf(cluster)
      leader.isolate()
      await Promise.race([asked('append', between(2, 20, long)), asked('gossip', between(6, 40, long))])
      cluster.elect()
      await acknowledged(between(10, 100, long))
      leader.rejoin()
    }
  },
  {
    name: 'network cut between a follower and the others',
    strike: async (cluster, { acknowledged }, long) => {
      const { one } = nodesOf(cluster)
      one.isolate()
      await acknowledged(between(10, 100, long))
      one.rejoin()
    }
  },
  {
    name: 'writes that cannot be read yet, and can later',
    strike: async (cluster, { asked }, long) => {
      const { one, other } = nodesOf(cluster)
      one.isolate()
      other.isolate()
      // Once its clients doubt it, a leader whom nobody else hears is not found again: they ask who leads.
      const doubted = asked('gossip', between(6, 40, long))
      await Promise.race([doubted, asked('append', between(2, 9, long))])
      await Promise.race([doubted, asked('read', between(5, 40, long))])
      one.rejoin()
      other.rejoin()
    }
  },
  {
    name: 'connections cut, of every node',
    strike: async (cluster, { answered }, long) => {
      for (let times = 0; times < between(1, 4, long); times++) {
        for (const node of cluster.nodes) node.cutConnections()
        await answered(5)
      }
    }
  }
]
