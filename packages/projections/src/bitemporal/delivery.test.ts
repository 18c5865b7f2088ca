/** However events come, page by page, again, stream after stream or interleaved, the answers are the same. */
import { dateCivile, type Fact, instant } from '@avenant/domain'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/Either'
import { expectEqual } from '../../test/agree'
import { FactIndex } from './fact-index'

type Delivered = { readonly dossier: string; readonly revision: number; readonly facts: ReadonlyArray<Fact> }

const DATES = ['2017-01-01', '2017-06-01', '2018-01-01', '2019-03-31'].map(dateCivile)
const INSTANTS = Array.from({ length: 40 }, (_, n) => instant(`2017-01-01T00:00:${String(n + 10)}Z`))

const bound = fc.option(fc.constantFrom(...DATES))
const fact: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constantFrom('a', 'b'),
  id: fc.nat(40).map(String),
  value: fc.oneof(fc.constant(null), fc.nat(5), fc.record({ nom: fc.nat(3).map(String) })),
  period: fc.record({ from: bound, to: bound })
})
const streams = fc.array(fc.array(fc.array(fact, { maxLength: 8 }), { maxLength: 40 }), {
  minLength: 1,
  maxLength: 12
})

const oneByOne = (all: ReadonlyArray<ReadonlyArray<ReadonlyArray<Fact>>>): ReadonlyArray<Delivered> =>
  all.flatMap((events, n) => events.map((facts, revision) => ({ dossier: `d${n}`, revision, facts })))

/** Streams in turn, as `turns` says; each stream in its own order. */
const interleaved = (
  events: ReadonlyArray<Delivered>,
  turns: ReadonlyArray<number>
): ReadonlyArray<Delivered> => {
  const rest = new Map<string, Array<Delivered>>()
  for (const event of events) rest.set(event.dossier, [...(rest.get(event.dossier) ?? []), event])
  return events.flatMap((_, i) => {
    const waiting = [...rest.values()].filter(({ length }) => length > 0)
    const next = waiting[(turns[i % turns.length] ?? 0) % waiting.length]?.shift()
    return next === undefined ? [] : [next]
  })
}

const deliver = (index: FactIndex<Fact>, events: ReadonlyArray<Delivered>): void => {
  for (const { dossier, revision, facts } of events) {
    const recordedAt = INSTANTS[revision] ?? instant('2018-01-01T00:00:00Z')
    const appended = index.append(dossier, { revision, type: `T${revision % 3}`, recordedAt }, facts)
    if (isLeft(appended)) throw new Error(JSON.stringify(appended.left))
  }
}

const everything = (index: FactIndex<Fact>) =>
  Array.from({ length: 12 }, (_, n) => `d${n}`).map(dossier => ({
    knowledges: index.knowledges(dossier),
    at: [INSTANTS[0], INSTANTS[9], INSTANTS[39]].map(known => {
      const knownAt = known ?? instant('2018-01-01T00:00:00Z')
      return {
        dates: index.changeDates(dossier, knownAt),
        answers: DATES.map(on =>
          index
            .spansAt(dossier, { on, knownAt })
            .map(({ kind, id, value, span, period, cause }) => ({ kind, id, value, span, period, cause }))
        )
      }
    })
  }))

test('G2 the order of arrival between streams does not matter', () => {
  fc.assert(
    fc.property(streams, fc.array(fc.nat(), { minLength: 1 }), (all, turns) => {
      const apart = new FactIndex<Fact>()
      deliver(apart, oneByOne(all))
      const mixed = new FactIndex<Fact>()
      deliver(mixed, interleaved(oneByOne(all), turns))
      expectEqual(everything(mixed), everything(apart))
      expect(mixed.stats.facts).toBe(apart.stats.facts)
    }),
    { numRuns: 60 }
  )
})

test('G2 live is as rebuilt: pages that overlap, read between one another, end in the same answers', () => {
  fc.assert(
    fc.property(
      streams,
      fc.array(fc.nat(), { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      (all, turns, page) => {
        const events = interleaved(oneByOne(all), turns)
        const live = new FactIndex<Fact>()
        for (let start = 0; start < events.length; start += page) {
          deliver(live, events.slice(Math.max(0, start - page), start + page))
          everything(live)
        }
        const rebuilt = new FactIndex<Fact>()
        deliver(rebuilt, oneByOne(all))
        expectEqual(everything(live), everything(rebuilt))
        expect(live.stats.facts).toBe(rebuilt.stats.facts)
      }
    ),
    { numRuns: 40 }
  )
})

test('G2 thousands of dossiers that grow in turn stay apart', () => {
  const DOSSIERS = 3_000
  const EVENTS = 30
  const index = new FactIndex<Fact>()
  const period = { from: null, to: null }
  for (let revision = 0; revision < EVENTS; revision++)
    for (let n = 0; n < DOSSIERS; n++) {
      const facts = Array.from({ length: 1 + (n % 4) }, (_, i) => ({
        kind: 'a',
        id: `${n}/${i}`,
        value: `${n} ${revision}`,
        period
      }))
      deliver(index, [{ dossier: `d${n}`, revision, facts }])
    }
  expect(index.stats.dossiers).toBe(DOSSIERS)
  for (let n = 0; n < DOSSIERS; n++)
    for (const revision of [0, 11, EVENTS - 1]) {
      const knownAt = INSTANTS[revision] ?? instant('2018-01-01T00:00:00Z')
      const held = index.at(`d${n}`, { on: dateCivile('2017-01-01'), knownAt })
      if (
        held.length !== 1 + (n % 4) ||
        held.some(({ id, value }) => value !== `${n} ${revision}` || !id.startsWith(`${n}/`))
      )
        throw new Error(`d${n} at revision ${revision}: ${JSON.stringify(held)}`)
    }
})
