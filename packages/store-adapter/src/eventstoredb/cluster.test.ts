import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Cluster, type ClusterNode, clusterOfThree } from '../../test/eventstoredb/cluster'
import { patient } from '../../test/eventstoredb/opened'
import { command, ledgerExecutor } from '../../test/ledger'
import { event, eventsOf, left, refusal, right, taken } from '../contract/harness'
import type { EventStore } from '../event-store'
import { type EventStoreDbEventStoreOptions, eventstoreDbEventStore } from './eventstoredb-event-store'

/** Two programs on one journal of a cluster, each with its own connection. */
const onCluster =
  (
    work: (opened: { cluster: Cluster; s: EventStore; t: EventStore }) => Promise<void>,
    options: Partial<EventStoreDbEventStoreOptions> = {}
  ) =>
  async (): Promise<void> => {
    const cluster = await clusterOfThree()
    const open = async (): Promise<EventStore> =>
      right(await eventstoreDbEventStore({ connection: cluster.connection, ...patient, ...options })())
    const s = await open()
    const t = await open()
    try {
      await work({ cluster, s, t })
    } finally {
      await s.close()
      await t.close()
      await cluster.stop()
    }
  }

/** What the leader has of the streams of the journal. */
const written = ({ leader }: Cluster, category = 'contrat'): number =>
  leader()?.log.written.filter(({ stream }) => stream.startsWith(category)).length ?? 0

/** Until the leader has more of the journal than the followers, who are stopped. */
const whenWritten = async (cluster: Cluster, count: number, category = 'contrat'): Promise<void> => {
  while (written(cluster, category) < count) await new Promise(setImmediate)
}

/** Until the leader was asked so often, or there is no need to wait. */
const whenAsked = async (
  { leader }: Cluster,
  what: string,
  times: number,
  enough: () => boolean
): Promise<void> => {
  const before = leader()?.asked.length ?? 0
  const asked = (): number =>
    leader()
      ?.asked.slice(before)
      .filter(one => one === what).length ?? times
  while (asked() < times && !enough()) await new Promise(setImmediate)
}

test(
  'a cluster of three is one journal: what one program appends the other reads',
  onCluster(async ({ cluster, s, t }) => {
    await taken(s.append('contrat-1', [event('a')], 'none'))
    expect(await eventsOf(t.readAll())).toHaveLength(1)
    for (const { log } of cluster.nodes) expect(log.events.length).toBeGreaterThan(0)
  })
)

describe("51 another's append that the leader has and nobody can read yet", () => {
  test(
    'is not decided around: what is given again after it is known, and written once',
    onCluster(async ({ cluster, s, t }) => {
      const followers = cluster.followers()
      for (const follower of followers) follower.pause()
      const x = t.append('contrat-1', [event('x')], 'any')()
      await whenWritten(cluster, 1)
      const y = s.append('contrat-1', [event('y')], 'any')()
      // It was told of a revision that it cannot read, and has looked again, or it was written around it.
      await whenAsked(cluster, 'read', 6, () => written(cluster) > 1)
      for (const follower of followers) follower.resume()
      right(await x)
      right(await y)
      const again = await taken(s.append('contrat-1', [event('x')], 'any'))
      expect(again.revision).toBe(0)
      expect((await eventsOf(s.read('contrat-1'))).map(({ data }) => data)).toEqual(['x', 'y'])
    })
  )

  test(
    'its retry, by another program, has the first answer',
    onCluster(async ({ cluster, s, t }) => {
      await taken(s.append('contrat-1', [event('a')], 'none'))
      const followers = cluster.followers()
      for (const follower of followers) follower.pause()
      const x = t.append('contrat-1', [event('x')], { exact: 0 })()
      await whenWritten(cluster, 2)
      const again = s.append('contrat-1', [event('x')], { exact: 0 })()
      for (const follower of followers) follower.resume()
      const first = right(await x)
      expect(right(await again)).toEqual(first)
      expect(written(cluster)).toBe(2)
    })
  )

  test(
    'eight appends at once, each given again: none is written twice',
    onCluster(async ({ cluster, s, t }) => {
      for (const expected of ['any', 'exists'] as const) {
        const stream = `contrat-${expected}`
        await taken(s.append(stream, [event('first')], 'none'))
        const before = written(cluster)
        const names = Array.from({ length: 8 }, (_, index) => `e${index}`)
        const giveThrough = (even: EventStore, odd: EventStore) =>
          Promise.all(
            names.map((name, index) =>
              (index % 2 === 0 ? even : odd).append(stream, [event(name)], expected)()
            )
          )
        const followers = cluster.followers()
        for (const follower of followers) follower.pause()
        const one = giveThrough(s, t)
        await whenAsked(cluster, 'read', 24, () => written(cluster) === before + 8)
        for (const follower of followers) follower.resume()
        const first = (await one).map(right)
        expect((await giveThrough(t, s)).map(right)).toEqual(first)
        expect(written(cluster)).toBe(before + 8)
        expect(await eventsOf(s.read(stream))).toHaveLength(9)
      }
    })
  )
})

test(
  '51 of an append whose first event alone can be read, nobody is told that it is refused; one that is there in part, is',
  onCluster(
    async ({ cluster, s, t }) => {
      await taken(s.append('contrat-1', [event('a')], 'none'))
      const leader = cluster.leader()
      const followers = cluster.followers()
      for (const follower of followers) follower.pause()
      const whole = [event('x'), event('y')]
      const give = (store: EventStore) => store.append('contrat-1', whole, { exact: 0 })()
      const first = give(s)
      await whenWritten(cluster, 3)
      leader?.log.commit(leader.log.written.length - 1)
      for (const given of [await first, await give(t)]) expect(left(given)).toMatchObject({ retryable: true })
      for (const follower of followers) follower.resume()
      expect(right(await give(t)).revision).toBe(2)
      expect(await eventsOf(s.read('contrat-1'))).toHaveLength(3)
      const more = await refusal(t.append('contrat-1', [event('y'), event('z')], { exact: 1 }))
      expect(more).toMatchObject({ _tag: 'Conflict', actual: 2, cause: 'overlap' })
    },
    { callTimeout: 1000, retryFor: 2000 }
  )
)

test(
  '51 what another leader told is not refused by who still reads from the one that was cut off',
  onCluster(async ({ cluster, s, t }) => {
    await taken(s.append('contrat-1', [event('a')], 'none'))
    await taken(t.append('contrat-1', [event('b')], 'exists'))
    cluster.leader()?.isolate()
    cluster.elect()
    const u = right(await eventstoreDbEventStore({ connection: cluster.connection, ...patient })())
    const { revision } = await taken(u.append('contrat-1', [event('c')], { exact: 1 }))
    await taken(u.append('contrat-2', [event('a')], 'none'))
    await u.close()
    expect((await taken(s.append('contrat-1', [event('d')], { exact: revision }))).revision).toBe(3)
    expect((await taken(t.append('contrat-2', [event('b')], 'exists'))).revision).toBe(1)
  })
)

describe('51 two commands at once, on a dossier that is new', () => {
  test(
    'by two executors: the second is decided on what the first did, though that cannot be read yet',
    onCluster(async ({ cluster, s, t }) => {
      const followers = cluster.followers()
      for (const follower of followers) follower.pause()
      const first = ledgerExecutor(t)('grand-1', command(1), { commandId: 'c-1' })()
      await whenWritten(cluster, 1, 'grand')
      const second = ledgerExecutor(s)('grand-1', command(2), { commandId: 'c-2' })()
      await whenAsked(cluster, 'read', 6, () => written(cluster, 'grand') > 1)
      for (const follower of followers) follower.resume()
      expect(right(await first).state.lines).toEqual(['x:1'])
      expect(right(await second).state.lines).toEqual(['x:1', 'x:2'])
    })
  )
})

describe('52 a quorum that is lost', () => {
  test('ends no process that follows the journal and has no handlers; it goes on when the nodes are back', async () => {
    const cluster = await clusterOfThree()
    const program = join(__dirname, '..', '..', 'test', 'eventstoredb', 'follower.ts')
    const child = spawn(
      process.execPath,
      ['-r', join(__dirname, '..', '..', 'test', 'swc-register.cjs'), program, cluster.connection],
      { stdio: ['pipe', 'pipe', 'inherit'] }
    )
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const store = right(await eventstoreDbEventStore({ connection: cluster.connection, ...patient })())
    try {
      await taken(store.append('contrat-1', [event('a')], 'none'))
      expect((await lines.next()).value).toBe('a')
      expect((await lines.next()).value).toBe('caught up')
      let gone = false
      ended.then(() => {
        gone = true
      })
      for (const last of ['b', 'c', 'd']) {
        // Left alone, the leader answers late, then leads no more, and dies while another one knows of no leader.
        const leader = cluster.leader()
        const [one, other] = cluster.followers()
        if (leader === null || one === undefined || other === undefined) throw new Error('nobody leads')
        const askedAgain = async (node: ClusterNode, what: string, times: number): Promise<void> => {
          const asked = () => node.asked.filter(each => each === what).length
          const before = asked()
          while (asked() < before + times && !gone) await new Promise(setImmediate)
        }
        leader.switches.silent = true
        one.kill()
        other.kill()
        await askedAgain(leader, 'read', 3)
        cluster.elect()
        await one.restart()
        await askedAgain(one, 'gossip', 2)
        leader.kill()
        await askedAgain(one, 'gossip', 30)
        expect(gone).toBe(false)
        leader.switches.silent = false
        await other.restart()
        await leader.restart()
        cluster.elect()
        await taken(store.append('contrat-1', [event(last)], 'exists'))
        expect((await lines.next()).value).toBe(last)
      }
      child.stdin.end()
      expect(await ended).toBe(0)
    } finally {
      child.kill('SIGKILL')
      await store.close()
      await cluster.stop()
    }
  }, 120_000)
})

describe('15 a leader that falls silent, with its connections open', () => {
  test(
    'is left for the one that the others name, within the time of one call',
    onCluster(
      async ({ cluster, s }) => {
        await taken(s.append('contrat-1', [event('a')], 'none'))
        const silent = cluster.leader()
        silent?.pause()
        expect(cluster.elect()).not.toBe(silent)
        const appended = await taken(s.append('contrat-1', [event('b')], { exact: 0 }))
        expect(appended.revision).toBe(1)
        expect(await eventsOf(s.readAll())).toHaveLength(2)
        silent?.resume()
      },
      { callTimeout: 1000, retryFor: 15_000 }
    )
  )
})

test(
  'what is being read from a leader that is left is read again from the new one, and not taken for whole',
  onCluster(async ({ cluster, s }) => {
    await taken(s.append('contrat-1', [event('a'), event('b')], 'none'))
    const [last] = (await eventsOf(s.readAll())).slice(-1)
    const left = cluster.leader()
    if (left === null || last === undefined) throw new Error('nobody leads, or nothing is there')
    left.switches.silent = true
    const reads = (): number => left.asked.filter(one => one === 'read').length
    const before = reads()
    const readings = [eventsOf(s.read('contrat-1')), eventsOf(s.readAll()), s.at(last.position)()] as const
    await left.watch.until(() => reads() >= before + readings.length)
    left.switches.silent = false
    left.isolate()
    cluster.elect()
    left.rejoin()
    // It says that it leads no more, and who does.
    await taken(s.append('contrat-1', [event('c')], { exact: 1 }))
    const [stream, journal, standing] = await Promise.all(readings)
    // What is appended meanwhile may be read or not; what was there is.
    for (const events of [stream, journal])
      expect(events.slice(0, 2).map(({ data }) => data)).toEqual(['a', 'b'])
    expect(right(standing)).toMatchObject({ id: last.id })
  })
)

test(
  '49 a position that only the new leader gave is known, also to who still reads from the one that was cut off',
  onCluster(async ({ cluster, s }) => {
    await taken(s.append('contrat-1', [event('a')], 'none'))
    const before = cluster.leader()
    before?.isolate()
    cluster.elect()
    const u = right(await eventstoreDbEventStore({ connection: cluster.connection, ...patient })())
    const { position } = await taken(u.append('contrat-1', [event('b')], { exact: 0 }))
    await u.close()
    expect(right(await s.at(position)())).toMatchObject({ id: event('b').id })
  })
)
