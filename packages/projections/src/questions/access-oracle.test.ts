/** What may-act says of an access against an oracle written from the rules alone, day by day, as known at each moment (G2, A2). */
import { dateCivile, instantOfEpoch } from '@avenant/domain'
import fc from 'fast-check'
import { dealer } from '../../test/access-acts'
import { byMayAct, byWays } from '../../test/access-asked'
import { actedAccess, type PlayedHistory, playedHistory } from '../../test/access-histories'
import {
  type Condition,
  conditions,
  type Day,
  dayIn,
  dayOf,
  failing,
  isoOf,
  type Told,
  type Zone
} from '../../test/access-oracle'

// --- The oracle, judged by hand ---

const at = (instant: string): number => Date.parse(instant)
const told: ReadonlyArray<Told> = [
  { recordedAt: at('2017-02-24T09:30:00Z'), revision: 0, act: { type: 'deliver', on: dayOf('2017-02-23') } },
  connection('2017-02-24T10:00:00Z', '2017-02-23T15:00:00Z'),
  connection('2017-04-09T23:30:01Z', '2017-04-09T23:30:00Z'),
  connection('2017-04-12T09:00:00Z', '2017-04-09T21:00:00Z'),
  { recordedAt: at('2017-07-03T09:00:00Z'), revision: 1, act: { type: 'lift', on: dayOf('2017-07-03') } }
]
function connection(recordedAt: string, on: string): Told {
  return { recordedAt: at(recordedAt), connection: { at: at(on), successful: true } }
}
const convention = [{ recordedAt: 0, from: dayOf('2017-01-01'), to: dayOf('2021-01-01') }]
const judgedOn = (on: string, knownAt = '2018-01-01T00:00:00Z', zone: Zone = 'Europe/Paris') =>
  failing({ zone, convention, told }, at(knownAt), dayOf(on), dayOf(on) + 1).get(dayOf(on))

test('A2 A3 G2 G3 the oracle gives the figures of the rules', () => {
  const unlearned = '2017-04-11T00:00:00Z'
  expect(judgedOn('2017-04-09', unlearned)).toEqual([])
  expect(judgedOn('2017-04-10', unlearned)).toEqual(['inactivite'])
  // At 23:30Z it is the 9th in Guadeloupe: in time.
  expect(judgedOn('2017-04-10', unlearned, 'America/Guadeloupe')).toEqual([])
  expect(judgedOn('2017-04-10')).toEqual([])
  expect(judgedOn('2017-05-25')).toEqual([])
  expect(judgedOn('2017-05-26')).toEqual(['inactivite'])
  expect(judgedOn('2017-07-02')).toEqual(['inactivite'])
  expect(judgedOn('2017-07-03')).toEqual([])
  expect(judgedOn('2017-08-17')).toEqual([])
  expect(judgedOn('2017-08-18')).toEqual(['inactivite'])
  expect(judgedOn('2017-02-22')).toEqual(['habilitation'])
  expect(judgedOn('2021-01-01')).toEqual(['convention', 'inactivite'])
})

// --- Random histories ---

/** The instant of each recording, the one before it, and a later one than all. */
const knowledgesOf = ({ history: { told } }: PlayedHistory): ReadonlyArray<number> => [
  ...new Set(told.flatMap(({ recordedAt }) => [recordedAt - 1, recordedAt])),
  (told.at(-1)?.recordedAt ?? 0) + 400 * 86_400_000
]

/** Each day that is named, and each on which the oracle changes its mind, with their neighbours. */
const daysOf = (
  { history: { zone, told } }: PlayedHistory,
  judged: ReadonlyMap<Day, ReadonlyArray<Condition>>
): ReadonlyArray<Day> => {
  const days = new Set<Day>()
  const around = (day: Day): void => {
    for (const one of [day - 1, day, day + 1]) if (judged.has(one)) days.add(one)
  }
  for (const one of told) {
    if ('act' in one && 'on' in one.act) around(one.act.on)
    if ('connection' in one) around(dayIn(zone, one.connection.at))
  }
  let before = ''
  for (const [day, conditions] of judged) {
    const now = conditions.join(' ')
    if (now !== before) around(day)
    before = now
  }
  return [...days]
}

const counts = { histories: 0, points: 0, open: 0, withRetention: 0, byMayAct: 0 }
const failed = new Map<string, number>()
const started = Date.now()

/** @param most how many points are asked; null: each */
const compare = (played: PlayedHistory, numbers: ReadonlyArray<number>, most: number | null): void => {
  const { history, personneId, live, rebuilt, script } = played
  counts.histories++
  if (rebuilt !== null) counts.withRetention++
  const { pick } = dealer(numbers)
  const all = knowledgesOf(played)
  const asked = most === null ? all : [all.at(-1) ?? 0, pick(all.slice(-12))]
  const first = dayIn(history.zone, history.told[0]?.recordedAt ?? 0) - 25
  const last = dayIn(history.zone, history.told.at(-1)?.recordedAt ?? 0) + 60
  for (const knownAt of asked) {
    const judged = failing(history, knownAt, first, last)
    const candidates = daysOf(played, judged)
    const days =
      most === null
        ? candidates
        : Array.from({ length: Math.ceil(most / asked.length) }, () => pick(candidates))
    const known = instantOfEpoch(knownAt)
    for (const day of days) {
      const conditions = judged.get(day) ?? []
      const expected = [conditions.length === 0 ? 'oui' : 'non', ...conditions].join(' ')
      const on = dateCivile(isoOf(day))
      for (const index of rebuilt === null ? [live] : [live, rebuilt]) {
        counts.points++
        const said = index.answer(personneId, on, known)
        if (said === expected) continue
        const which = index === live ? '' : ', after the retention'
        throw new Error(
          [`${on}, as known at ${known}${which}`, `expected: ${expected}`, `said: ${said}`, ...script].join(
            '\n'
          )
        )
      }
      if (conditions.length === 0) counts.open++
      for (const condition of conditions) failed.set(condition, (failed.get(condition) ?? 0) + 1)
    }
  }
}

/** Raise it with HISTORIES to look further, at fewer points of each: `HISTORIES=1000000 npx jest access-oracle`. */
const further = process.env.HISTORIES === undefined ? null : Number(process.env.HISTORIES)
const [runs, most] = further === null ? [3_000, 24] : [further, 12]
/** One in so many is asked at every point. */
const WHOLE = 20
/** The same acts, with so many histories of connections. */
const VARIED = 10

const tell = (): void => {
  const seconds = Math.round((Date.now() - started) / 1000)
  process.stdout.write(`${JSON.stringify({ seconds, ...counts, failed: Object.fromEntries(failed) })}\n`)
}

const someNumbers = fc.array(fc.nat(9_999), { minLength: 60, maxLength: 60 })
const varied = fc.array(someNumbers, { minLength: VARIED, maxLength: VARIED })

test('G2 G16 A2 A3 may-act answers of an access as the oracle does, on any day as known at any moment', () => {
  fc.assert(
    fc.property(someNumbers, varied, (acts, connections) => {
      // Some are asked as people ask, one history of connections of each.
      const isAsked = (acts.at(-1) ?? 0) % 4 === 0
      const acted = actedAccess(acts, isAsked ? byMayAct : byWays)
      for (const numbers of isAsked ? connections.slice(0, 1) : connections) {
        if (isAsked) counts.byMayAct++
        const isWhole = further === null && counts.histories % WHOLE === 0
        compare(playedHistory(acted, numbers), numbers.toReversed(), isWhole ? null : most)
        if (counts.histories % 20_000 === 0) tell()
      }
    }),
    // Of three draws in four ten histories are made, of the fourth one; a history is short enough to be read as it is drawn.
    { numRuns: Math.ceil(runs / 7.75), endOnFailure: true }
  )
  if (further !== null) tell()
  // A « no » to everything would be right of most that is asked, and a condition that never fails is not judged.
  expect(counts.open).toBeGreaterThan(counts.points / 10)
  expect(counts.withRetention).toBeGreaterThan(counts.histories / 10)
  for (const condition of conditions) expect(failed.get(condition)).toBeGreaterThan(counts.points / 50)
})
