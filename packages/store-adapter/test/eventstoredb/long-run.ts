/**
 * Faults of the stand-in's cluster for as long as one likes, by hand: how many at least, 300 by default. A cluster of its
 * own for each thirty or so. Ends with code 1 when something was lost, doubled, stale, missed or ended.
 *
 *   node -r ./packages/store-adapter/test/swc-register.cjs packages/store-adapter/test/eventstoredb/long-run.ts 300
 */
import { clusterFaults } from './cluster-faults'
import { type ClusterFigures, clusterRun } from './cluster-run'

const perCluster = 30

/** Each as often as the others, in an order of chance. */
const shuffled = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
  all
    .map(one => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

const isSound = (figures: ClusterFigures): boolean =>
  figures.lost +
    figures.writtenTwice +
    figures.decidedStale +
    figures.refusedAndWritten +
    figures.missedByFollowers +
    figures.processesEnded +
    figures.broken.length ===
  0

const sum = (one: ClusterFigures, other: ClusterFigures): ClusterFigures => {
  const unanswered = { ...one.unanswered }
  for (const [code, count] of Object.entries(other.unanswered))
    unanswered[code] = (unanswered[code] ?? 0) + count
  return {
    faults: one.faults + other.faults,
    acknowledgedAppends: one.acknowledgedAppends + other.acknowledgedAppends,
    acknowledgedCommands: one.acknowledgedCommands + other.acknowledgedCommands,
    events: one.events + other.events,
    unanswered,
    lost: one.lost + other.lost,
    writtenTwice: one.writtenTwice + other.writtenTwice,
    decidedStale: one.decidedStale + other.decidedStale,
    refusedAndWritten: one.refusedAndWritten + other.refusedAndWritten,
    missedByFollowers: one.missedByFollowers + other.missedByFollowers,
    followed: one.followed + other.followed,
    processesEnded: one.processesEnded + other.processesEnded,
    broken: [...one.broken, ...other.broken],
    longestAppend: Math.max(one.longestAppend, other.longestAppend)
  }
}

const main = async (wanted: number): Promise<void> => {
  const started = performance.now()
  let total: ClusterFigures | null = null
  while ((total?.faults ?? 0) < wanted) {
    const faults: (typeof clusterFaults)[number][] = []
    while (faults.length < Math.min(perCluster, wanted)) faults.push(...shuffled(clusterFaults))
    const figures = await clusterRun(faults, Math.random, ({ name }) => console.error(name))
    total = total === null ? figures : sum(total, figures)
    const minutes = Math.round((performance.now() - started) / 60_000)
    console.log(JSON.stringify({ minutes, ...total }))
    if (!isSound(figures)) process.exitCode = 1
  }
}

main(Number(process.argv[2] ?? 300))
