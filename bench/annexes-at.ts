/**
 * `annexesAt` at random: any convention, any date, as known at any moment. How long, how much memory, against
 * replaying the convention, and whether ten times as many conventions make it slower.
 */
import {
  type ConventionId,
  conventionAggregate,
  type DateCivile,
  dateOfDayNumber,
  type Fact,
  type Instant,
  instantOfEpoch,
  type Move,
  type Recorded,
  shippedModels
} from '@avenant/domain'
import { type Annexes, type AnnexesIndex, annexesIndex, linesIndex } from '@avenant/projections'
import { isLeft } from 'fp-ts/Either'
import { type Measure, measure } from './measure'
import { bytesInUse } from './memory'
import { conventionIdOf, type Portfolio, portfolio, recordedOf, type Stream } from './portfolio'
import { random } from './random'
import { readAnswer, readAnswerAndCauses } from './reading'
import { journalOf, replay } from './replay'
import { median, quantile } from './statistics'
import { DAYS, FIRST_DAY } from './story'
import { timed } from './timing'

const ROUNDS = 5
/** Conventions whose events come interleaved, as in a journal. */
const TOGETHER = 1_000
const KEPT = 200
/** Look-ups under one reading of the clock, for the medians; the tail is of single ones. */
const BATCH = 16

type Asked = {
  readonly convention: number
  readonly id: ConventionId
  readonly on: DateCivile
  readonly knownAt: Instant
}

export const annexesAt = (conventions: number, say: (line: string) => void): ReadonlyArray<Measure> => {
  const streamOf = portfolio()
  const tenth = Math.max(1, Math.floor(conventions / 10))
  say(`loading ${conventions} conventions`)
  const large = loaded(conventions, streamOf)
  say(`loading ${tenth} conventions`)
  const small = loaded(tenth, streamOf)
  const bare = bytesWithoutValues(Math.min(conventions, Math.max(tenth, 1_000)), streamOf)
  const kept = Array.from({ length: Math.min(KEPT, tenth) }, (_, convention) =>
    journalOf(streamOf(convention))
  )

  let letters = 0
  const looking =
    (index: AnnexesIndex, read: (annexes: Annexes) => { readonly letters: number }) =>
    ({ id, on, knownAt }: Asked): void => {
      letters += read(index.annexesAt(id, { on, knownAt })).letters
    }
  const inLarge = looking(large.index, readAnswer)
  const inSmall = looking(small.index, readAnswer)
  const withCauses = looking(large.index, readAnswerAndCauses)
  const replaying = (asked: Asked): void => {
    letters += replay(kept[asked.convention] ?? [], asked).length
  }
  const count = Math.min(40_000, conventions * 10)
  const fewer = Math.min(400, count / 10)
  say('checking the answers, and warming up')
  check(large.index, kept, questions(fewer, 1, kept.length))
  for (const run of [inLarge, inSmall, withCauses, inLarge]) timed(questions(count, 1, tenth), BATCH, run)

  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    say(`round ${round + 1} of ${ROUNDS}`)
    const asked = questions(count, round + 2, conventions)
    const askedKept = questions(fewer, round + 2, kept.length)
    return {
      p50: median(timed(asked, BATCH, inLarge)),
      p99: quantile(timed(questions(count, round + 52, conventions), 1, inLarge), 0.99),
      small: median(timed(questions(count, round + 2, tenth), BATCH, inSmall)),
      causes: median(timed(questions(count, round + 102, conventions), BATCH, withCauses)),
      replay: median(timed(askedKept, 1, replaying))
    }
  })
  if (letters === 0) throw new Error('nothing was read')
  const of = (pick: (round: (typeof rounds)[number]) => number): number => median(rounds.map(pick))
  const { facts, values } = large.index.stats()
  return [
    measure(
      'look-up, ids and values read, p50',
      of(round => round.p50),
      'µs',
      5,
      MISSES
    ),
    measure(
      'the same, p99',
      of(round => round.p99),
      'µs',
      30,
      MISSES
    ),
    measure(
      'the same, periods and causes read as well, p50',
      of(round => round.causes),
      'µs'
    ),
    measure(
      'p50, over p50 with a tenth of the conventions',
      of(round => round.p50 / round.small),
      '×',
      1.5,
      MISSES
    ),
    measure(
      'replaying the convention, over a look-up (p50)',
      of(round => round.replay / round.p50),
      '×'
    ),
    measure('memory of the index, values apart', bare, 'bytes a fact', 40, BYTES),
    measure('memory with the values themselves', large.bytes / facts, 'bytes a fact'),
    measure('facts', facts, ''),
    measure('distinct values, texts within them included', values, ''),
    measure('loading them, facts a second', facts / large.seconds, '/s')
  ].map(line => ({ ...line, what: `annexesAt: ${line.what}` }))
}

const MISSES =
  'reading some forty answers is two fifths; of the rest, a third finds the facts that win and a third makes the answers and their ids'
const BYTES = 'blocks and tables are 20 bytes a fact, the references to its values 8, the texts of the ids 8'

type Loaded = { readonly index: AnnexesIndex; readonly bytes: number; readonly seconds: number }

const loaded = (conventions: number, streamOf: Portfolio): Loaded => {
  const before = bytesInUse()
  const index = annexesIndex(shippedModels)
  const seconds = eachInterleaved(conventions, streamOf, text => {
    const recorded = recordedOf(text)
    const start = performance.now()
    const appended = index.append(recorded)
    if (isLeft(appended)) throw new Error(JSON.stringify(appended.left))
    return performance.now() - start
  })
  return { index, bytes: bytesInUse() - before, seconds: seconds / 1_000 }
}

/** The same facts with values that weigh nothing: what is left is the index itself. Bytes a fact. */
const bytesWithoutValues = (conventions: number, streamOf: Portfolio): number => {
  const before = bytesInUse()
  const { lines, append } = linesIndex<Fact>(conventionAggregate)
  eachInterleaved(conventions, streamOf, text => {
    const recorded = recordedOf(text)
    const fed = append({ ...recorded, data: { says: null, moves: movesOf(recorded).map(weightless) } })
    if (isLeft(fed)) throw new Error(JSON.stringify(fed.left))
    return 0
  })
  return (bytesInUse() - before) / lines.stats.facts
}

// The portfolio holds events of conventions, and no others.
const movesOf = ({ data }: Recorded): ReadonlyArray<Move> =>
  (data as { readonly moves: ReadonlyArray<Move> }).moves

const weightless = ({ kind, id, period, value, at }: Move): Move => ({
  kind,
  id,
  period,
  value: at === undefined && value === null ? null : true
})

/** One event of each in turn, as a journal has them; the sum of what `take` gives. */
const eachInterleaved = (
  conventions: number,
  streamOf: Portfolio,
  take: (text: string) => number
): number => {
  let sum = 0
  for (let first = 0; first < conventions; first += TOGETHER) {
    const count = Math.min(TOGETHER, conventions - first)
    const streams = Array.from({ length: count }, (_, n) => streamOf(first + n))
    const longest = Math.max(...streams.map(({ length }) => length))
    for (let revision = 0; revision < longest; revision++)
      for (const stream of streams) {
        const text = stream[revision]
        if (text !== undefined) sum += take(text)
      }
  }
  return sum
}

/** Each with texts of its own, as from a request. */
const questions = (count: number, seed: number, conventions: number): ReadonlyArray<Asked> => {
  const next = random(seed)
  return Array.from({ length: count }, () => {
    const convention = next(conventions)
    return {
      convention,
      id: conventionIdOf(convention),
      on: dateOfDayNumber(FIRST_DAY - 30 + next(DAYS + 60)),
      knownAt: instantOfEpoch((FIRST_DAY - 30 + next(DAYS + 60)) * 86_400_000 + next(86_400_000))
    }
  })
}

/** The replay and the index say the same, or what they take is of no interest. */
const check = (index: AnnexesIndex, kept: ReadonlyArray<Stream>, asked: ReadonlyArray<Asked>): void => {
  for (const one of asked) {
    const held = Object.values<ReadonlyArray<{ kind: string; id: string; value: unknown }>>(
      index.annexesAt(one.id, one).facts
    ).flat()
    const byIndex = held.map(({ kind, id, value }) => JSON.stringify([kind, id, value])).sort()
    const byReplay = replay(kept[one.convention] ?? [], one)
      .map(({ kind, id, value }) => JSON.stringify([kind, id, value]))
      .sort()
    if (JSON.stringify(byIndex) !== JSON.stringify(byReplay))
      throw new Error(`the index and the replay disagree on ${JSON.stringify(one)}`)
  }
}
