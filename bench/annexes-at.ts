/**
 * Random look-ups on any date, as known at any moment: how long, how much memory, against replaying the dossier, and
 * whether ten times as many conventions make it slower.
 */
import {
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  type Fact,
  FactIndex,
  instantOfEpoch,
  type Point
} from './avenant'
import { type Asserted, DAYS, dossierOf, eventsOf } from './conventions'
import type { Measure } from './measure'
import { bytesInUse } from './memory'
import { random } from './random'
import { median, quantile } from './statistics'

const ROUNDS = 7
const PORTFOLIO = 1_000
const KEPT = 500

/** What is measured. To measure another reading of the same index, change this one function. */
const lookUp = (index: FactIndex<Fact>, dossier: string, point: Point): number =>
  index.at(dossier, point).length

/** What it is measured against: the dossier's facts, already in memory, folded as they come. */
const replay = (events: ReadonlyArray<Asserted>, { on, knownAt }: Point): number => {
  const latest = new Map<string, Fact>()
  for (const { cause, facts } of events) {
    if (cause.recordedAt > knownAt) break
    for (const fact of facts) {
      const { from, to } = fact.period
      if ((from === null || from <= on) && (to === null || on < to))
        latest.set(`${fact.kind}/${fact.id}`, fact)
    }
  }
  return [...latest.values()].filter(fact => fact.value !== null).length
}

/** As the journal gives them: each value a new object. */
const asRead = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
/** Values that weigh nothing: what is left is the index itself. */
const weightless = (value: unknown): unknown => (value === null ? null : true)

type Built = { readonly index: FactIndex<Fact>; readonly bytesAFact: number; readonly seconds: number }

const build = (conventions: number, valueAs: (value: unknown) => unknown): Built => {
  const before = bytesInUse()
  const index = new FactIndex<Fact>()
  let seconds = 0
  for (let first = 0; first < conventions; first += PORTFOLIO)
    seconds += appendInterleaved(index, first, Math.min(PORTFOLIO, conventions - first), valueAs)
  return { index, bytesAFact: (bytesInUse() - before) / index.stats.facts, seconds }
}

/** One event of each in turn, as a journal has them; the seconds it took to append them. */
const appendInterleaved = (
  index: FactIndex<Fact>,
  first: number,
  count: number,
  valueAs: (value: unknown) => unknown
): number => {
  const streams = Array.from({ length: count }, (_, n) => eventsOf(first + n, valueAs))
  const start = performance.now()
  for (let revision = 0, more = true; more; revision++) {
    more = false
    streams.forEach((events, n) => {
      const event = events[revision]
      if (event === undefined) return
      more = true
      const appended = index.append(dossierOf(first + n), event.cause, event.facts)
      if (appended._tag === 'Left') throw new Error(JSON.stringify(appended.left))
    })
  }
  return (performance.now() - start) / 1_000
}

const pointOf = (next: (below: number) => number): Point => {
  const first = dayNumber(dateCivile('2016-12-01'))
  return {
    on: dateOfDayNumber(first + next(DAYS + 60)),
    knownAt: instantOfEpoch((first + next(DAYS + 60)) * 86_400_000 + next(86_400_000))
  }
}

type Asked = { readonly convention: number; readonly dossier: string; readonly point: Point }

/** Microseconds of each look-up; each with texts of its own, as from a request. */
const timed = (count: number, seed: number, conventions: number, run: (asked: Asked) => number) => {
  const next = random(seed)
  const asked = Array.from({ length: count }, (): Asked => {
    const convention = next(conventions)
    return { convention, dossier: dossierOf(convention), point: pointOf(next) }
  })
  let found = 0
  const times = new Float64Array(count)
  asked.forEach((one, i) => {
    const start = performance.now()
    found += run(one)
    times[i] = (performance.now() - start) * 1_000
  })
  return { times, found }
}

export const annexesAt = (conventions: number, say: (line: string) => void): ReadonlyArray<Measure> => {
  const tenth = Math.max(1, Math.floor(conventions / 10))
  say(`building ${conventions} conventions`)
  const large = build(conventions, asRead)
  say(`building ${tenth} conventions, twice`)
  const small = build(tenth, asRead)
  const bare = build(tenth, weightless)
  const kept = Array.from({ length: Math.min(KEPT, tenth) }, (_, convention) => eventsOf(convention, asRead))

  const ofLarge = ({ dossier, point }: Asked) => lookUp(large.index, dossier, point)
  const ofSmall = ({ dossier, point }: Asked) => lookUp(small.index, dossier, point)
  const ofReplay = ({ convention, point }: Asked) => replay(kept[convention] ?? [], point)
  const count = Math.min(40_000, conventions * 10)
  const fewer = count / 10
  say('warming up')
  for (const run of [ofLarge, ofSmall]) timed(count, 1, tenth, run)
  timed(fewer, 1, kept.length, ofReplay)

  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    say(`round ${round + 1} of ${ROUNDS}`)
    const lookUps = timed(count, round + 2, conventions, ofLarge)
    const inSmall = timed(count, round + 2, tenth, ofSmall)
    const replays = timed(fewer, round + 2, kept.length, ofReplay)
    const same = timed(fewer, round + 2, kept.length, ofLarge)
    if (same.found !== replays.found) throw new Error('the index and the replay disagree')
    return {
      p50: median(lookUps.times),
      p99: quantile(lookUps.times, 0.99),
      small: median(inSmall.times),
      ratio: median(replays.times) / median(same.times)
    }
  })
  const of = (pick: (round: (typeof rounds)[number]) => number): number => median(rounds.map(pick))
  const { stats } = large.index
  return [
    at(
      'look-up, p50',
      of(round => round.p50),
      'µs',
      '≤ 5',
      value => value <= 5
    ),
    at(
      'look-up, p99',
      of(round => round.p99),
      'µs',
      '≤ 30',
      value => value <= 30
    ),
    at(
      'p50, over p50 with a tenth of the conventions',
      of(round => round.p50 / round.small),
      '×',
      'flat: ≤ 1.5',
      value => value <= 1.5
    ),
    at(
      'replaying the dossier from memory, over a look-up (p50)',
      of(round => round.ratio),
      '×',
      '',
      null
    ),
    at('memory of the index, values apart', bare.bytesAFact, 'bytes a fact', '≤ 40', value => value <= 40),
    at('memory with the values themselves', large.bytesAFact, 'bytes a fact', '≤ 40', value => value <= 40),
    at('facts', stats.facts, '', '', null),
    at('distinct values, texts within them included', stats.values, '', '', null),
    at('appending them', large.seconds, 's', '', null)
  ].map(measure => ({ ...measure, what: `annexesAt: ${measure.what}` }))
}

const at = (
  what: string,
  value: number,
  unit: string,
  aim: string,
  met: ((value: number) => boolean) | null
): Measure => ({
  what,
  value,
  unit,
  aim,
  measured: `${value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(2)} ${unit}`.trim(),
  met: met === null ? null : met(value)
})
