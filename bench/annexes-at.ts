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
  const start = performance.now()
  const index = new FactIndex<Fact>()
  for (let first = 0; first < conventions; first += PORTFOLIO)
    appendInterleaved(index, first, Math.min(PORTFOLIO, conventions - first), valueAs)
  const seconds = (performance.now() - start) / 1_000
  return { index, bytesAFact: (bytesInUse() - before) / index.stats.facts, seconds }
}

/** One event of each in turn, as a journal has them. */
const appendInterleaved = (
  index: FactIndex<Fact>,
  first: number,
  count: number,
  valueAs: (value: unknown) => unknown
): void => {
  const streams = Array.from({ length: count }, (_, n) => eventsOf(first + n, valueAs))
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
}

const pointOf = (next: (below: number) => number): Point => {
  const first = dayNumber(dateCivile('2016-12-01'))
  return {
    on: dateOfDayNumber(first + next(DAYS + 60)),
    knownAt: instantOfEpoch((first + next(DAYS + 60)) * 86_400_000 + next(86_400_000))
  }
}

/** Microseconds of each look-up. */
const timed = (
  count: number,
  seed: number,
  run: (convention: number, point: Point) => number,
  conventions: number
) => {
  const next = random(seed)
  const asked = Array.from({ length: count }, () => ({ convention: next(conventions), point: pointOf(next) }))
  let found = 0
  const times = Float64Array.from(asked, ({ convention, point }) => {
    const start = performance.now()
    found += run(convention, point)
    return (performance.now() - start) * 1_000
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

  const ofLarge = (convention: number, point: Point) => lookUp(large.index, dossierOf(convention), point)
  const ofSmall = (convention: number, point: Point) => lookUp(small.index, dossierOf(convention), point)
  const ofReplay = (convention: number, point: Point) => replay(kept[convention] ?? [], point)
  const count = Math.min(40_000, conventions * 10)
  say('warming up')
  for (const run of [ofLarge, ofSmall]) timed(count, 1, run, tenth)
  timed(count / 10, 1, ofReplay, kept.length)

  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    say(`round ${round + 1} of ${ROUNDS}`)
    const lookUps = timed(count, round + 2, ofLarge, conventions)
    const inSmall = timed(count, round + 2, ofSmall, tenth)
    const replays = timed(count / 10, round + 2, ofReplay, kept.length)
    const same = timed(count / 10, round + 2, ofLarge, kept.length)
    if (same.found !== replays.found) throw new Error('the index and the replay disagree')
    return {
      p50: median([...lookUps.times]),
      p99: quantile(lookUps.times, 0.99),
      small: median([...inSmall.times]),
      ratio: median([...replays.times]) / median([...same.times])
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
    at('making and appending the facts', large.seconds, 's', '', null)
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
