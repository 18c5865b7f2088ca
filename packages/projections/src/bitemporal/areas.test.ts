/** The plane against an oracle as dumb as can be: every day and every knowledge, the facts known, those that cover the day, the last. */
import { addDays, dateCivile, type Fact, type Instant, instant } from '@avenant/domain'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/Either'
import type { Area, Point } from './answers'
import type { Cause } from './cause'
import { FactIndex } from './fact-index'

type Event = { readonly cause: Cause; readonly facts: ReadonlyArray<Fact> }

const DAYS = Array.from({ length: 10 }, (_, n) => addDays(dateCivile('2017-02-24'), n))
const MOMENTS = Array.from({ length: 8 }, (_, n) => instant(`2017-0${n + 1}-01T10:00:00.000Z`))
const bound = fc.option(fc.constantFrom(...DAYS), { freq: 3 })
const fact: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constantFrom('attribution', 'effet'),
  id: fc.constantFrom('', 'a', 'b'),
  value: fc.constantFrom(null, 'x', 'y', { rang: 1 }),
  period: fc.record({ from: bound, to: bound })
})
const history: fc.Arbitrary<ReadonlyArray<Event>> = fc
  .array(fc.record({ moment: fc.nat(MOMENTS.length - 1), facts: fc.array(fact, { maxLength: 4 }) }), {
    maxLength: 12
  })
  .map(events =>
    events
      .toSorted((a, b) => a.moment - b.moment)
      .map(({ moment, facts }, revision) => ({
        cause: { revision, type: 'Drafted', recordedAt: MOMENTS[moment] ?? instant('2017-01-01T00:00:00Z') },
        facts
      }))
  )
const ALL_DAYS = [
  addDays(DAYS[0] ?? dateCivile('2017-02-24'), -1),
  ...DAYS,
  addDays(DAYS.at(-1) ?? dateCivile('2017-03-05'), 1)
]
const ALL_MOMENTS = [instant('2016-12-31T00:00:00Z'), ...MOMENTS]

const indexOf = (events: ReadonlyArray<Event>): FactIndex<Fact> => {
  const index = new FactIndex<Fact>()
  for (const { cause, facts } of events)
    if (isLeft(index.append('d', cause, facts))) throw new Error(`refused: ${cause.revision}`)
  return index
}

/** What every line says at a point, without the index. */
const saidAt = (events: ReadonlyArray<Event>, { on, knownAt }: Point): string => {
  const said = new Map<string, unknown>()
  for (const { cause, facts } of events)
    if (cause.recordedAt <= knownAt)
      for (const { kind, id, value, period } of facts)
        if ((period.from === null || period.from <= on) && (period.to === null || on < period.to))
          said.set(`${kind}/${id}`, value)
  return JSON.stringify([...said].filter(([, value]) => value !== null).sort())
}

const isIn =
  ({ on, knownAt }: Point) =>
  ({ from, to, knownFrom, knownTo }: Area): boolean =>
    (from === null || from <= on) &&
    (to === null || on < to) &&
    (knownFrom === null || knownFrom <= knownAt) &&
    (knownTo === null || knownAt < knownTo)

test('each point is in one area, every line says the same over an area, and areas that touch and say the same have one number', () => {
  fc.assert(
    fc.property(history, events => {
      const areas = indexOf(events).areas('d')
      if (events.length === 0) return areas.length === 0
      const said = new Map<number, string>()
      const at = new Map<string, { readonly answer: number; readonly said: string }>()
      ALL_MOMENTS.forEach((knownAt, row) => {
        ALL_DAYS.forEach((on, column) => {
          const holding = areas.filter(isIn({ on, knownAt }))
          expect(holding).toHaveLength(1)
          const answer = holding[0]?.answer ?? -1
          const here = { answer, said: saidAt(events, { on, knownAt }) }
          expect(here.said).toBe(said.get(answer) ?? here.said)
          said.set(answer, here.said)
          at.set(`${row}/${column}`, here)
          for (const beside of [at.get(`${row}/${column - 1}`), at.get(`${row - 1}/${column}`)])
            if (beside?.said === here.said) expect(beside.answer).toBe(here.answer)
        })
      })
      return true
    }),
    { numRuns: 300 }
  )
})

test('an area goes on as long as nothing moves on its days; one that is told late begins in the past', () => {
  const period = (from: string, to: string | null) => ({
    from: dateCivile(from),
    to: to === null ? null : dateCivile(to)
  })
  const events = [
    { at: '2017-01-10T09:00:00Z', value: 'a', period: period('2017-01-01', '2021-01-01') },
    { at: '2018-03-15T09:00:00Z', value: 'b', period: period('2018-01-01', '2021-01-01') },
    { at: '2019-05-01T09:00:00Z', value: 'b', period: period('2019-01-01', '2020-01-01') }
  ].map(({ at, value, period }, revision) => ({
    cause: { revision, type: 'Signed', recordedAt: instant(at) },
    facts: [{ kind: 'rang', id: '', value, period }]
  }))
  const shown = indexOf(events)
    .areas('d')
    .map(({ from, to, knownFrom, knownTo, answer }) => [from, to, day(knownFrom), day(knownTo), answer])
  expect(shown).toEqual([
    [null, null, null, '2017-01-10', 0],
    [null, '2017-01-01', '2017-01-10', null, 0],
    ['2017-01-01', '2021-01-01', '2017-01-10', '2018-03-15', 1],
    ['2021-01-01', null, '2017-01-10', null, 0],
    ['2017-01-01', '2018-01-01', '2018-03-15', null, 1],
    ['2018-01-01', '2021-01-01', '2018-03-15', null, 2]
  ])
})

const day = (at: Instant | null): string | null => at?.slice(0, 10) ?? null

test('nothing is known of a dossier that is not there', () => {
  expect(new FactIndex<Fact>().areas('d')).toEqual([])
})
