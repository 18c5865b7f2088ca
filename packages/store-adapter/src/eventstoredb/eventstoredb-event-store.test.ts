import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { jsonEvent, StreamNotFoundError } from '@eventstore/db-client'
import { type Cluster, clusterOfThree } from '../../test/eventstoredb/cluster'
import type { LogEvent } from '../../test/eventstoredb/log'
import { withClient } from '../../test/eventstoredb/raw-client'
import { type StandIn, standInServer } from '../../test/eventstoredb/stand-in-server'
import { killMover } from '../../test/kill-mover'
import { killWriter } from '../../test/kill-writer'
import { race } from '../../test/race'
import { working } from '../../test/working'
import {
  type DamagedPart,
  eventStoreContract,
  type Failure,
  type NotJournal
} from '../contract/event-store-contract'
import { right } from '../contract/harness'
import type { EventStore } from '../event-store'
import { eventstoreDbEventStore } from './eventstoredb-event-store'

/** A real server when there is one; else the stand-in, a new one for each test. */
const real = process.env.EVENTSTOREDB_URL

const writer = join(__dirname, '..', '..', 'test', 'eventstoredb', 'writer.ts')

const newJournal = (): string => `t${randomUUID().replaceAll('-', '')}`

const eventsIn = (connection: string, stream: string): Promise<number> =>
  withClient(connection, async client => {
    let events = 0
    try {
      for await (const _ of client.readStream(stream)) events++
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error
    }
    return events
  })

/** Streams of another program, and of a newer version of this one, each under the name of a journal. */
const notJournals = async (connection: string): Promise<ReadonlyArray<NotJournal>> => {
  const trial = async (what: string, metadata: Record<string, unknown>): Promise<NotJournal> => {
    const journal = newJournal()
    const stream = `${journal}.commande-1`
    await withClient(connection, client =>
      client.appendToStream(stream, jsonEvent({ type: 'Autre', data: { a: 1 }, metadata }))
    )
    return {
      what,
      open: eventstoreDbEventStore({ connection, journal }),
      // No other event, nor a mark.
      untouched: async () =>
        (await eventsIn(connection, stream)) === 1 &&
        (await eventsIn(connection, `${journal}.avenant_journal`)) === 0
    }
  }
  return [
    await trial("another program's streams", { user: 'x' }),
    await trial('a newer envelope', { avenant: { version: 2 } })
  ]
}

const damagedEvent =
  (part: Exclude<DamagedPart, 'missing'>) =>
  (event: LogEvent): LogEvent => {
    const texts = {
      data: Buffer.from(event.data).toString(),
      metadata: Buffer.from(event.metadata).toString()
    }
    switch (part) {
      case 'data':
        return { ...event, data: Buffer.from(texts.data.replace('{', '[')) }
      case 'metadata':
        return { ...event, metadata: Buffer.from(texts.metadata.slice(1)) }
      case 'type':
        return { ...event, type: ' ' }
      case 'id':
        return { ...event, id: `g${event.id.slice(1)}` }
      case 'schema':
        return { ...event, metadata: Buffer.from(texts.metadata.replace('"schema":1', '"schema":0')) }
      case 'recordedAt':
        return { ...event, metadata: Buffer.from(texts.metadata.replace(/(\d)T(\d)/, '$1U$2')) }
    }
  }

/** What can become of a server, or of a cluster, under a program that uses it. */
const failures = (connection: string): ReadonlyArray<Failure> => {
  const closed: Failure = {
    what: 'closed, with calls at hand',
    begin: async () => ({ program: working(connection, newJournal()), fail: null, end: async () => {} })
  }
  const onNode = (what: string, fail: (node: StandIn) => unknown): Failure => ({
    what,
    begin: async () => {
      const node = await standInServer()
      return {
        program: working(node.connection, newJournal()),
        fail: async () => void (await fail(node)),
        end: node.stop
      }
    }
  })
  const onCluster = (what: string, fail: (cluster: Cluster) => unknown): Failure => ({
    what,
    begin: async () => {
      const cluster = await clusterOfThree()
      return {
        program: working(cluster.connection, newJournal()),
        fail: async () => void (await fail(cluster)),
        end: cluster.stop
      }
    }
  })
  return [
    closed,
    ...(real === undefined
      ? [
          onNode('the server stopped', node => node.stop()),
          onNode('the server silent', ({ switches }) => {
            switches.silent = true
          }),
          onNode('subscriptions cut', node => node.cutSubscriptions()),
          onCluster('connections cut', ({ nodes }) => {
            for (const node of nodes) node.cutConnections()
          }),
          onCluster('no quorum: the leader is left', cluster => {
            for (const follower of cluster.followers()) follower.kill()
            cluster.elect()
          }),
          onCluster('no quorum: a follower is left', cluster => {
            const [one] = cluster.followers()
            cluster.leader()?.kill()
            one?.kill()
            cluster.elect()
          }),
          onCluster('no node is left', ({ nodes }) => {
            for (const node of nodes) node.kill()
          })
        ]
      : [])
  ]
}

const unseenHole =
  'only the server has an index of a stream: a look-up of each event would be a call of its own'
const noStreamList =
  'the server lists its streams only by a projection that is off by default; streams answers NO_STREAM_LIST'
const ownPositions = 'the server gives the positions, also of a journal that is taken in'
const noCutStream = 'the server has each stream begin at revision 0; restore answers CannotRestore'
const noRetention = 'what a stream hides stays in $all until a scavenge; retain answers NO_RETENTION'

eventStoreContract(
  real === undefined ? 'EventStoreDB (stand-in)' : 'EventStoreDB',
  async options => {
    const standIn = real === undefined ? await standInServer() : null
    const connection = real ?? standIn?.connection ?? ''
    // A real server is not emptied between two tests: each has a journal of its own.
    const journal = newJournal()
    const opened: EventStore[] = []
    const open = async (mode: { readOnly?: boolean; journal?: string } = {}): Promise<EventStore> => {
      const store = right(
        await eventstoreDbEventStore({ connection, journal, retryFor: 5000, ...options, ...mode })()
      )
      opened.push(store)
      return store
    }
    return {
      store: await open(),
      another: open,
      other: () => open({ journal: newJournal() }),
      readOnly: () => open({ readOnly: true }),
      race: race(connection, journal),
      killWriter: (run, after) => killWriter(writer, [connection, journal])(run, after),
      killMover: killMover(['esdb', connection, journal]),
      notJournals: () => notJournals(connection),
      failures: failures(connection),
      close: async () => {
        for (const store of opened) await store.close()
        await standIn?.stop()
      },
      ...(standIn === null
        ? {}
        : {
            cut: standIn.stop,
            restore: standIn.start,
            damage: async (stream, revision, part) =>
              standIn.log.damage(
                `${journal}.${stream}`,
                revision,
                part === 'missing' ? null : damagedEvent(part)
              )
          })
    }
  },
  {
    // Each round starts a process that loads the client, a second and a half of processor time.
    crashRounds: Number(process.env.CRASH_ROUNDS ?? 5),
    cannot: {
      '24 positions stay exact': `${ownPositions}; a test of its own holds it on the stand-in`,
      '40 missing in': unseenHole,
      '40 the first event': unseenHole,
      '37 retention': noRetention,
      '37 a stream of which': noRetention,
      '37 who follows': noRetention,
      '37 an emptied': noRetention,
      45: noRetention,
      '47 head after': noRetention,
      '48 streams are': noStreamList,
      '48 a stream of which': noRetention,
      46: 'whoever may write to a stream is for the access rights of the server to say',
      '38 restore keeps positions': ownPositions,
      '38 a stream that a retention cut': noCutStream,
      44: 'the server copies itself',
      '49 a position between two records': ownPositions,
      '49 what a declared retention': noRetention,
      '49 what a retention': noCutStream,
      ...(real === undefined
        ? {}
        : {
            34: 'the suite does not stop a server that it did not start',
            40: 'the suite does not reach into the files of a server'
          })
    }
  }
)
