/** Faults of a cluster under programs that work on it, and what became of all that they were told. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Recorded } from '@avenant/domain'
import { eventsOf, right } from '../../src/contract/harness'
import { eventstoreDbEventStore } from '../../src/eventstoredb/eventstoredb-event-store'
import { clusterOfThree } from './cluster'
import type { ClusterFault, Progress } from './cluster-faults'
import type { Order, Told } from './cluster-process'
import { Watch } from './watch'

export type ClusterFigures = {
  /** Of the cluster. */
  readonly faults: number
  readonly acknowledgedAppends: number
  readonly acknowledgedCommands: number
  readonly events: number
  /** Answers that may be other the next time: each call was given again. */
  readonly unanswered: Readonly<Record<string, number>>
  /** Acknowledged, and not there as it was told. */
  readonly lost: number
  readonly writtenTwice: number
  /** Commands decided on less, or more, than their dossier held. */
  readonly decidedStale: number
  /** Refused as conflicts, and there. */
  readonly refusedAndWritten: number
  /** Events that a follower was not given, or not in their place, or twice. */
  readonly missedByFollowers: number
  readonly followed: number
  /** By themselves, before they were told to. */
  readonly processesEnded: number
  /** Answers that should not be. */
  readonly broken: ReadonlyArray<unknown>
  /** Of one call, in milliseconds. */
  readonly longestAppend: number
}

type Worker = {
  readonly child: ChildProcess
  readonly told: Exclude<Told, { _tag: 'Followed' }>[]
  readonly followed: string[]
  code: number | null
}

const processes = 2

/** @param random in [0, 1) */
export const clusterRun = async (
  faults: ReadonlyArray<ClusterFault>,
  random: () => number,
  onFault: (fault: ClusterFault) => void = () => {}
): Promise<ClusterFigures> => {
  const cluster = await clusterOfThree()
  const watch = new Watch()
  const counts = new Map<Told['_tag'], number>()
  const workers: Worker[] = Array.from({ length: processes }, () => {
    const child = fork(join(__dirname, 'cluster-process.ts'), [cluster.connection], {
      execArgv: ['-r', join(__dirname, '..', 'swc-register.cjs')]
    })
    const worker: Worker = { child, told: [], followed: [], code: null }
    child.on('message', (told: Told) => {
      if (told._tag === 'Followed') for (const event of told.events) worker.followed.push(event)
      else worker.told.push(told)
      counts.set(told._tag, (counts.get(told._tag) ?? 0) + 1)
      watch.changed()
    })
    child.once('exit', code => {
      worker.code = code ?? -1
      watch.changed()
    })
    return worker
  })
  const order = (told: Order): void => {
    for (const { child } of workers) if (child.connected) child.send(told)
  }
  const count = (...tags: ReadonlyArray<Told['_tag']>): number =>
    tags.reduce((sum, tag) => sum + (counts.get(tag) ?? 0), 0)
  const allAre = (tag: Told['_tag']): Promise<void> => watch.until(() => gone() || count(tag) === processes)
  const gone = (): boolean => workers.some(({ code }) => code !== null)
  const more = (wanted: number, counted: () => number): Promise<void> => {
    const before = counted()
    return watch.until(() => gone() || counted() >= before + wanted)
  }
  const progress: Progress = {
    acknowledged: wanted => more(wanted, () => count('Appended', 'Executed')),
    answered: wanted => more(wanted, () => count('Appended', 'Executed', 'Refused', 'Unanswered')),
    asked: async (what, wanted) => {
      const since = cluster.nodes.map(({ asked }) => ({ asked, from: asked.length }))
      const enough = (): boolean =>
        gone() ||
        since.flatMap(({ asked, from }) => asked.slice(from).filter(one => one === what)).length >= wanted
      await Promise.race(cluster.nodes.map(node => node.watch.until(enough)))
    }
  }

  let struck = 0
  try {
    await allAre('Ready')
    for (const fault of faults) {
      await progress.acknowledged(20)
      if (gone()) break
      onFault(fault)
      await fault.strike(cluster, progress, random())
      struck++
    }
    await progress.acknowledged(20)
    const ended = workers.filter(({ code }) => code !== null)
    order('settle')
    await allAre('Settled')
    const store = right(await eventstoreDbEventStore({ connection: cluster.connection })())
    const journal = await eventsOf(store.readAll())
    await store.close()
    const last = journal.at(-1)
    if (last !== undefined) order({ followTo: last.position })
    await watch.until(() => workers.every(({ code }) => code !== null))
    return {
      ...figuresOf(workers, journal),
      faults: struck,
      processesEnded: workers.filter(worker => ended.includes(worker) || worker.code !== 0).length
    }
  } finally {
    for (const { child } of workers) child.kill('SIGKILL')
    await cluster.stop()
  }
}

const figuresOf = (
  workers: ReadonlyArray<Worker>,
  journal: ReadonlyArray<Recorded>
): Omit<ClusterFigures, 'faults' | 'processesEnded'> => {
  const told = workers.flatMap(worker => worker.told)
  const byStream = new Map<string, Recorded[]>()
  for (const event of journal) {
    const own = byStream.get(event.stream)
    if (own === undefined) byStream.set(event.stream, [event])
    else own.push(event)
  }
  const streamOf = (stream: string): ReadonlyArray<Recorded> => byStream.get(stream) ?? []

  let lost = 0
  let refusedAndWritten = 0
  const ids = new Map([...byStream].map(([stream, own]) => [stream, new Set(own.map(({ id }) => id))]))
  const unanswered: Record<string, number> = {}
  for (const one of told) {
    if (one._tag === 'Unanswered') unanswered[one.code] = (unanswered[one.code] ?? 0) + 1
    if (one._tag === 'Refused' && one.ids.some(id => ids.get(one.stream)?.has(id))) refusedAndWritten++
    if (one._tag !== 'Appended' && one._tag !== 'Executed') continue
    const own = streamOf(one.stream)
    const last = own[one.revision]
    const isThere =
      one._tag === 'Executed'
        ? last?.metadata.commandId === one.commandId
        : one.ids.every((id, index) => own[one.revision - one.ids.length + 1 + index]?.id === id)
    if (!isThere || last?.position !== one.position || last.revision !== one.revision) lost++
  }

  // Those of a command follow one another, and are decided on all that stands before the first of them.
  let decidedStale = 0
  for (const [stream, own] of byStream) {
    if (!stream.startsWith('livre-')) continue
    let first = 0
    for (const [index, { data, metadata }] of own.entries()) {
      if (metadata.commandId !== own[first]?.metadata.commandId) first = index
      const { onto } = { onto: null, ...(typeof data === 'object' ? data : {}) }
      if (onto !== first) decidedStale++
    }
  }
  const writtenTwice = [...byStream].reduce(
    (sum, [stream, own]) => sum + own.length - (ids.get(stream)?.size ?? 0),
    0
  )
  const inOrder = journal.map(({ position, id }) => `${position} ${id}`)
  const missedByFollowers = workers.reduce(
    (sum, { followed }) =>
      sum +
      inOrder.filter((event, index) => followed[index] !== event).length +
      Math.max(0, followed.length - inOrder.length),
    0
  )
  return {
    acknowledgedAppends: told.filter(({ _tag }) => _tag === 'Appended').length,
    acknowledgedCommands: told.filter(({ _tag }) => _tag === 'Executed').length,
    events: journal.length,
    unanswered,
    ...{ lost, writtenTwice, decidedStale, refusedAndWritten, missedByFollowers },
    followed: workers.reduce((sum, { followed }) => sum + followed.length, 0),
    broken: told.flatMap(one => (one._tag === 'Broken' ? [one.answer] : [])),
    longestAppend: Math.max(0, ...told.flatMap(one => (one._tag === 'Settled' ? [one.longest] : [])))
  }
}
