/**
 * The index against an oracle written without it, and as dumb as can be: facts known, those that cover the day, the
 * last. Days are few, so that every one of them can be asked.
 */
import { type DateCivile, dateCivile, type Fact, type Instant, instant } from '@avenant/domain'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/Either'
import { expectEqual } from '../../test/agree'
import type { Held, Step } from './answers'
import type { Cause } from './cause'
import { FactIndex } from './fact-index'

type Event = { readonly cause: Cause; readonly facts: ReadonlyArray<Fact> }
type Known = { readonly fact: Fact; readonly cause: Cause }

// Civil dates and instants compare as their texts do.
const DAYS = Array.from({ length: 12 }, (_, n) =>
  dateCivile(
    `2017-02-${String(20 + n).padStart(2, '0')}`.replace(
      /2017-02-(29|3\d)/,
      (_m, d) => `2017-03-0${Number(d) - 28}`
    )
  )
)
const MOMENTS = Array.from({ length: 8 }, (_, n) => instant(`2017-0${n + 1}-01T10:00:00.${n}00Z`))
const EARLIEST = dateCivile('2017-01-01')
const LATEST = dateCivile('2018-01-01')

const winner = (
  events: ReadonlyArray<Event>,
  kind: string,
  id: string,
  on: DateCivile,
  knownAt: Instant
): Known | undefined => {
  const known = events
    .flatMap(({ cause, facts }) => facts.map(fact => ({ cause, fact })))
    .filter(({ cause }) => cause.recordedAt <= knownAt)
  const ofKey = known.filter(({ fact }) => fact.kind === kind && fact.id === id)
  const covering = ofKey.filter(
    ({ fact: { period } }) =>
      (period.from === null || period.from <= on) && (period.to === null || on < period.to)
  )
  return covering[covering.length - 1]
}

const keysOf = (events: ReadonlyArray<Event>): ReadonlyArray<readonly [string, string]> => {
  const texts = events.flatMap(({ facts }) => facts.map(({ kind, id }) => JSON.stringify([kind, id])))
  return [...new Set(texts)].map(text => JSON.parse(text))
}

/** Every history: corrections, late recordings, nulls, open, bounded and empty periods, equal instants. */
const day = fc.constantFrom(...DAYS)
const bound = fc.option(day, { freq: 3 })
const value = fc.constantFrom(
  null,
  true,
  'a',
  { rang: 1, tags: ['x', { deep: null }] },
  { tags: ['x', { deep: null }], rang: 1 },
  [1, 2],
  {}
)
const fact: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constantFrom('attribution', 'effet', 'é'),
  id: fc.constantFrom('', '201500086/approbateur/p1', '201500086/approbateur/p2', 'œ'),
  value,
  period: fc.record({ from: bound, to: bound })
})
const history: fc.Arbitrary<ReadonlyArray<Event>> = fc
  .array(
    fc.record({
      moment: fc.nat(MOMENTS.length - 1),
      type: fc.constantFrom('Drafted', 'Signed'),
      facts: fc.array(fact, { maxLength: 6 })
    }),
    { maxLength: 14 }
  )
  .map(events =>
    [...events]
      .sort((a, b) => a.moment - b.moment)
      .map(({ moment, type, facts }, revision) => ({
        cause: { revision, type, recordedAt: MOMENTS[moment] ?? instant('2017-01-01T00:00:00Z') },
        facts
      }))
  )
const moment = fc.constantFrom(...MOMENTS, instant('2016-12-31T00:00:00Z'), instant('2020-01-01T00:00:00Z'))
const point = fc.record({ on: fc.constantFrom(...DAYS, EARLIEST, LATEST), knownAt: moment })

const indexOf = (events: ReadonlyArray<Event>): FactIndex<Fact> => {
  const index = new FactIndex<Fact>()
  for (const { cause, facts } of events)
    if (isLeft(index.append('d', cause, facts))) throw new Error(`refused: ${cause.revision}`)
  return index
}

/** An answer as data, its period and its cause included: they are read on demand. */
const asData = ({ kind, id, value, period, cause }: Held) => ({ kind, id, value, period, cause })
const asStep = ({ value, span, period, cause }: Step) => ({ value, span, period, cause })
const read = (answers: ReadonlyArray<Held>) => sorted(answers.map(asData))

const sorted = <A extends { readonly kind: string; readonly id: string }>(
  answers: ReadonlyArray<A>
): ReadonlyArray<A> => [...answers].sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1))

const heldIn = (events: ReadonlyArray<Event>, on: DateCivile, knownAt: Instant) =>
  sorted(
    keysOf(events).flatMap(([kind, id]) => {
      const won = winner(events, kind, id, on, knownAt)
      return won === undefined || won.fact.value === null
        ? []
        : [{ kind, id, value: won.fact.value, period: won.fact.period, cause: won.cause }]
    })
  )

const same = (a: unknown, b: unknown): boolean => {
  try {
    expectEqual(a, b)
    return true
  } catch {
    return false
  }
}

test('G2 what holds on any date, as known at any moment, is what the oracle says', () => {
  fc.assert(
    fc.property(history, point, (events, { on, knownAt }) => {
      const index = indexOf(events)
      expectEqual(read(index.at('d', { on, knownAt })), heldIn(events, on, knownAt))
      for (const kind of ['attribution', 'effet', 'é', 'unheard-of'])
        expectEqual(
          read(index.at('d', { on, knownAt }, kind)),
          heldIn(events, on, knownAt).filter(held => held.kind === kind)
        )
      // By kind, the earliest recorded first; a kind that was not asked for is left out.
      const latestFirst = index.at('d', { on, knownAt })
      const kinds = ['é', 'unheard-of', 'attribution'] as const
      index
        .byKind(kinds)('d', { on, knownAt })
        .forEach((held, i) => {
          expectEqual(
            held.map(asData),
            latestFirst
              .filter(({ kind }) => kind === kinds[i])
              .toReversed()
              .map(asData)
          )
        })
    }),
    { numRuns: 600 }
  )
})

test('G2 what describes is answered where what it describes is present', () => {
  const kinds = ['é', 'attribution', 'effet'] as const
  fc.assert(
    fc.property(history, point, fc.constantFrom(...kinds), (events, at, presence) => {
      const index = indexOf(events)
      const held = index
        .byKind(kinds)('d', at)
        .map(answers => answers.map(asData))
      const there = new Set(held[kinds.indexOf(presence)]?.map(({ id }) => id))
      // The presence itself needs not be asked for.
      for (const asked of [kinds, ['é', 'effet'] as const])
        expectEqual(
          index
            .byKind<ReadonlyArray<string>>(asked, { é: presence })('d', at)
            .map(answers => answers.map(asData)),
          asked.map(kind => {
            const answers = held[kinds.indexOf(kind)] ?? []
            return kind === 'é' ? answers.filter(({ id }) => there.has(id)) : answers
          })
        )
    }),
    { numRuns: 400 }
  )
})

test('G2 a fact recorded after K changes no answer at K', () => {
  fc.assert(
    fc.property(history, point, (events, { on, knownAt }) => {
      const before = indexOf(events.filter(({ cause }) => cause.recordedAt <= knownAt))
      const whole = indexOf(events)
      expectEqual(read(whole.at('d', { on, knownAt })), read(before.at('d', { on, knownAt })))
      expectEqual(whole.changeDates('d', knownAt), before.changeDates('d', knownAt))
      for (const [kind, id] of keysOf(events))
        expectEqual(
          whole.timeline('d', { kind, id }, knownAt).map(asStep),
          before.timeline('d', { kind, id }, knownAt).map(asStep)
        )
    }),
    { numRuns: 200 }
  )
})

test('G2 the steps of a key are the runs of days that the same fact wins', () => {
  fc.assert(
    fc.property(history, moment, (events, knownAt) => {
      const index = indexOf(events)
      for (const [kind, id] of keysOf(events)) {
        const steps = index.timeline('d', { kind, id }, knownAt)
        for (const on of [EARLIEST, ...DAYS, LATEST]) {
          const covering = steps.filter(
            ({ span }) => (span.from === null || span.from <= on) && (span.to === null || on < span.to)
          )
          const won = winner(events, kind, id, on, knownAt)
          expectEqual(
            covering.map(({ value, period, cause }) => ({ fact: { kind, id, value, period }, cause })),
            won === undefined ? [] : [won]
          )
        }
        // In order, without overlap; and no two neighbours could be one.
        steps.slice(1).forEach(({ span }, i) => {
          const end = steps[i]?.span.to ?? null
          expectEqual(end !== null && span.from !== null && end <= span.from, true)
        })
      }
    }),
    { numRuns: 200 }
  )
})

test('G2 the span of an answer, as the line of its key, is every day around it on which the same value holds, and no other', () => {
  fc.assert(
    fc.property(history, point, (events, { on, knownAt }) => {
      const index = indexOf(events)
      const spans = index.spansAt('d', { on, knownAt })
      expectEqual(read(spans), heldIn(events, on, knownAt))
      const days = [EARLIEST, ...DAYS, LATEST]
      for (const { kind, id, span, value } of spans) {
        const wins = (d: DateCivile) => same(winner(events, kind, id, d, knownAt)?.fact.value ?? null, value)
        const step = index
          .line('d', { kind, id }, knownAt)
          .find(({ span: { from, to } }) => (from === null || from <= on) && (to === null || on < to))
        expectEqual(step?.span, span)
        expectEqual(step?.value, value)
        const here = days.indexOf(on)
        const first = days.findLastIndex((d, i) => i < here && !wins(d)) + 1
        const next = days.findIndex((d, i) => i > here && !wins(d))
        expectEqual(span, { from: first === 0 ? null : days[first], to: next === -1 ? null : days[next] })
      }
    }),
    { numRuns: 300 }
  )
})

test('G2 the changes between two points are the values that differ, each with the event that made the difference', () => {
  fc.assert(
    fc.property(history, point, point, (events, a, b) => {
      const rank = (known: Known | undefined) =>
        known === undefined ? -1 : events.flatMap(({ facts }) => facts).indexOf(known.fact)
      const expected = keysOf(events).flatMap(([kind, id]) => {
        const was = winner(events, kind, id, a.on, a.knownAt)
        const is = winner(events, kind, id, b.on, b.knownAt)
        const before = was?.fact.value ?? null
        const after = is?.fact.value ?? null
        return same(before, after)
          ? []
          : [{ kind, id, before, after, cause: (rank(was) > rank(is) ? was : is)?.cause }]
      })
      const index = indexOf(events)
      expectEqual(sorted(index.changes('d', a, b)), sorted(expected))
      expectEqual(
        sorted(index.changes('d', a, b, 'effet')),
        sorted(expected).filter(({ kind }) => kind === 'effet')
      )
    }),
    { numRuns: 400 }
  )
})

test('G2 the dates of change are those on which some value differs from the day before', () => {
  fc.assert(
    fc.property(history, moment, (events, knownAt) => {
      const valuesOn = (on: DateCivile) =>
        heldIn(events, on, knownAt).map(({ kind, id, value }) => ({ kind, id, value }))
      const days = [EARLIEST, ...DAYS]
      const expected = DAYS.filter((on, i) => !same(valuesOn(on), valuesOn(days[i] ?? on)))
      expectEqual(indexOf(events).changeDates('d', knownAt), expected)
    }),
    { numRuns: 200 }
  )
})

test('G2 the fact on one key is the one that the oracle finds, also where it says that nothing holds', () => {
  fc.assert(
    fc.property(history, point, (events, at) => {
      const index = indexOf(events)
      for (const [kind, id] of [...keysOf(events), ['effet', 'unheard-of'] as const]) {
        const won = winner(events, kind, id, at.on, at.knownAt)
        const found = index.factOn('d', { kind, id }, at)
        expectEqual(
          found === null ? null : { value: found.value, period: found.period, cause: found.cause },
          won === undefined ? null : { value: won.fact.value, period: won.fact.period, cause: won.cause }
        )
      }
    }),
    { numRuns: 400 }
  )
})

test('G2 between two points that are settled nothing differs; a point is settled with itself', () => {
  let settled = 0
  fc.assert(
    fc.property(history, point, point, (events, a, b) => {
      const index = indexOf(events)
      expectEqual(index.isSettled('d', a, a), true)
      expectEqual(index.isSettled('d', a, b), index.isSettled('d', b, a))
      if (!index.isSettled('d', a, b)) return
      settled++
      expectEqual(heldIn(events, a.on, a.knownAt), heldIn(events, b.on, b.knownAt))
    }),
    { numRuns: 600 }
  )
  expect(settled).toBeGreaterThan(20)
})
