/** A few faults of what `test/eventstoredb/long-run.ts` does by hand for as long as one likes. */
import { clusterFaults } from '../../test/eventstoredb/cluster-faults'
import { clusterRun } from '../../test/eventstoredb/cluster-run'

const struck = [
  'leader killed',
  'network cut between the leader and the others: what it writes is lost',
  'writes that cannot be read yet, and can later',
  'leader ended, after another one was chosen',
  'connections cut, of every node'
]

test('51 52 programs at work on a cluster that fails: nothing is lost, doubled, stale or missed, and none ends', async () => {
  const faults = clusterFaults.filter(({ name }) => struck.includes(name))
  const figures = await clusterRun(faults, () => 0)
  expect(figures).toMatchObject({
    faults: struck.length,
    ...{ lost: 0, writtenTwice: 0, decidedStale: 0, refusedAndWritten: 0 },
    ...{ missedByFollowers: 0, processesEnded: 0, broken: [] }
  })
  expect(Math.min(figures.acknowledgedAppends, figures.acknowledgedCommands)).toBeGreaterThan(20)
})
