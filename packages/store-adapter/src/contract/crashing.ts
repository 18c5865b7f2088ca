/// <reference types="jest" />
import type { Position } from '@avenant/domain'
import type { EventStore } from '../event-store'
import type { CrashData } from './crash-writer'
import { type Acknowledged, type ContractLimits, type ContractTest, right, type WithStore } from './harness'

/** Case 35: a process is killed in the middle of its appends, again and again, on one journal. */
export const crashingContract = (
  run: WithStore,
  test: ContractTest,
  { crashRounds = 50, onCrashFigures }: ContractLimits
): void => {
  test(
    '35 kill -9 in the middle of appends: every acknowledged append is there, none is there in part',
    run(async ({ store, another, killWriter }) => {
      if (killWriter === undefined || another === undefined)
        throw new Error(
          'the harness has no killWriter() and another(); give them, or name case 35 in `cannot`'
        )
      // Nobody else holds the journal: what the killed process left is recovered by who comes next.
      await store.close()
      const found = new Map<string, Found>()
      const promised: Acknowledged[] = []
      let after: Position | null = null
      for (let round = 0; round < crashRounds; round++) {
        // Now and then before the first answer, while the journal is being opened.
        promised.push(...(await killWriter(`r${round}`, killAfter[round % killAfter.length] ?? 0)))
        const reopened = await another()
        after = await lookThrough(reopened, after, found)
        await reopened.close()
      }
      const lost = promised.filter(one => !isThere(one, found.get(one.name)))
      const halfWritten = [...found.values()].filter(one => !isWhole(one))
      onCrashFigures?.({
        rounds: crashRounds,
        acknowledged: promised.length,
        lost: lost.length,
        halfWritten: halfWritten.length
      })
      expect({ lost, halfWritten }).toEqual({ lost: [], halfWritten: [] })
      expect(promised.length).toBeGreaterThan(crashRounds)
    }),
    60_000 + crashRounds * 10_000
  )
}

/** Answers after which the writer is killed, in turn. */
const killAfter = [1, 17, 3, 40, 0, 9, 64, 2, 25, 5]

/** What of an append is in the journal. */
type Found = {
  readonly stream: string
  readonly events: number
  readonly revisions: number[]
  last: Position
}

const lookThrough = async (
  store: EventStore,
  after: Position | null,
  found: Map<string, Found>
): Promise<Position | null> => {
  let checkpoint = after
  for await (const page of store.readAll({ after }))
    for (const { data, stream, revision, position } of right(page)) {
      // Written by `appendWithoutEnd`, and by nobody else.
      const { append, events, index } = data as CrashData
      const one = found.get(append) ?? { stream, events, revisions: [], last: position }
      if (index !== one.revisions.length) throw new Error(`${append} has event ${index} out of its place`)
      one.revisions.push(revision)
      one.last = position
      found.set(append, one)
      checkpoint = position
    }
  return checkpoint
}

const isWhole = ({ revisions, events }: Found): boolean =>
  revisions.length === events &&
  revisions.every((revision, index) => revision === (revisions[0] ?? 0) + index)

const isThere = ({ stream, revision, position }: Acknowledged, found: Found | undefined): boolean =>
  found !== undefined &&
  isWhole(found) &&
  found.stream === stream &&
  found.revisions.at(-1) === revision &&
  found.last === position
