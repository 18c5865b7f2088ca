import * as fc from 'fast-check'
import { read } from '../codec'
import { AnomalyRule } from '../model'
import { type Instant, instant, instantOfEpoch } from '../time'
import { type Attempt, findAnomalies } from '.'

const rule = (more: object): AnomalyRule => read(AnomalyRule, { id: 'r', label: 'Règle', ...more })
const failures = (count: number, minutes: number) => rule({ kind: 'failures', count, minutes })
const outside = (from: string, to: string, days: ReadonlyArray<string>) =>
  rule({ kind: 'outside-hours', from, to, days })
const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

const at = (text: string, outcome: Attempt['outcome'] = 'failure'): Attempt => ({
  at: instant(text),
  outcome
})
const shown = (rules: ReadonlyArray<AnomalyRule>, zone: string, attempts: ReadonlyArray<Attempt>) =>
  findAnomalies(rules, zone)(attempts).map(({ finding: { count, first, last } }) => [count, first, last])

test('A7 no rule finds what has not failed once', () => {
  expect(() => failures(0, 10)).toThrow()
})

test('A7 so many failures in so many minutes: both ends are within, a success counts for nothing, and none is found twice', () => {
  const three = [failures(3, 10)]
  const day = (time: string, outcome?: Attempt['outcome']) => at(`2017-03-30T${time}Z`, outcome)
  expect(shown(three, 'Europe/Paris', [day('10:00:00'), day('10:05:00'), day('10:10:00')])).toEqual([
    [3, '2017-03-30T10:00:00.000Z', '2017-03-30T10:10:00.000Z']
  ])
  expect(shown(three, 'Europe/Paris', [day('10:00:00'), day('10:05:00'), day('10:10:00.001')])).toEqual([])
  expect(
    shown(three, 'Europe/Paris', [day('10:00:00'), day('10:05:00', 'success'), day('10:06:00')])
  ).toEqual([])
  // Told late, and in any order; the fifth and sixth are too few for another.
  const six = ['10:09:00', '10:00:00', '10:01:00', '10:02:00', '10:11:00', '10:12:00'].map(time => day(time))
  expect(shown(three, 'Europe/Paris', six)).toEqual([
    [4, '2017-03-30T10:00:00.000Z', '2017-03-30T10:09:00.000Z']
  ])
  expect(shown([rule({ kind: 'noted' })], 'Europe/Paris', six)).toEqual([])
})

test.each([
  ['Europe/Paris', '2017-03-26T05:30:00Z', '2017-03-26T04:59:59Z'],
  ['America/Guadeloupe', '2017-03-26T11:00:00Z', '2017-03-26T10:59:59Z'],
  ['Indian/Reunion', '2017-03-26T03:00:00Z', '2017-03-26T02:59:59Z']
])(
  'A7 G3 in %s the hours are those of the zone, on the day when the hour changes too',
  (zone, within, before) => {
    const sunday = [outside('07:00', '20:00', [...week, 'sunday'])]
    expect(shown(sunday, zone, [at(within, 'success')])).toEqual([])
    expect(shown(sunday, zone, [at(before, 'success')])).toEqual([[1, instant(before), instant(before)]])
  }
)

test('A7 outside hours: one finding a civil day, of successes and failures; `to` is excluded, `24:00` is the whole evening', () => {
  const rules = [outside('07:00', '20:00', week)]
  const found = shown(rules, 'Europe/Paris', [
    at('2017-03-31T17:59:59Z'),
    at('2017-03-31T18:00:00Z'),
    at('2017-03-31T21:59:59Z', 'success'),
    at('2017-03-31T22:00:00Z'),
    at('2017-04-01T10:00:00Z', 'success')
  ])
  expect(found).toEqual([
    [2, '2017-03-31T18:00:00.000Z', '2017-03-31T21:59:59.000Z'],
    [2, '2017-03-31T22:00:00.000Z', '2017-04-01T10:00:00.000Z']
  ])
  expect(shown([outside('00:00', '24:00', week)], 'Europe/Paris', [at('2017-03-31T21:59:59Z')])).toEqual([])
})

// --- A judge that looks at everything, with the clock of Intl and none of the code above ---

const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  })
const clocks = new Map(
  ['Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion'].map(zone => [zone, clockOf(zone)])
)
const local = (zone: string, when: Instant) => {
  const parts = clocks.get(zone)?.formatToParts(new Date(when)) ?? []
  const of = (type: string) => parts.find(part => part.type === type)?.value ?? ''
  return {
    day: `${of('year')}-${of('month')}-${of('day')}`,
    weekday: of('weekday').toLowerCase(),
    time: `${of('hour')}:${of('minute')}`
  }
}

const judged = (one: AnomalyRule, zone: string, attempts: ReadonlyArray<Attempt>) => {
  const told = (list: ReadonlyArray<Instant>) => {
    const sorted = [...list].sort()
    return [sorted.length, sorted[0], sorted.at(-1)]
  }
  if (one.kind === 'noted') return []
  if (one.kind === 'outside-hours') {
    const strange = attempts.flatMap(attempt => {
      const { day, weekday, time } = local(zone, attempt.at)
      const isUsual = one.days.some(known => known === weekday) && one.from <= time && time < one.to
      return isUsual ? [] : [{ day, at: attempt.at }]
    })
    return [...new Set(strange.map(({ day }) => day))]
      .sort()
      .map(day => told(strange.filter(other => other.day === day).map(other => other.at)))
  }
  let left = attempts.filter(({ outcome }) => outcome === 'failure').map(attempt => attempt.at)
  const found: Array<ReturnType<typeof told>> = []
  for (const first of [...left].sort()) {
    if (!left.includes(first)) continue
    const until = new Date(new Date(first).getTime() + one.minutes * 60_000).toISOString()
    const within = left.filter(other => first <= other && other <= until)
    if (within.length < one.count) continue
    found.push(told(within))
    left = left.filter(other => other > until)
  }
  return found
}

/** Around both changes of hour, and on any day. */
const epochs = fc.oneof(
  fc.integer({ min: Date.parse('2017-03-25T18:00:00Z'), max: Date.parse('2017-03-26T12:00:00Z') }),
  fc.integer({ min: Date.parse('2017-10-28T18:00:00Z'), max: Date.parse('2017-10-29T12:00:00Z') }),
  fc.integer({ min: Date.parse('2017-03-20T00:00:00Z'), max: Date.parse('2017-04-03T00:00:00Z') })
)
const attempt = fc
  .tuple(epochs, fc.constantFrom(1, 1000, 60_000, 300_000), fc.boolean())
  .map(([epoch, grain, isFailure]): Attempt => {
    return { at: instantOfEpoch(epoch - (epoch % grain)), outcome: isFailure ? 'failure' : 'success' }
  })
const hours = fc.constantFrom('00:00', '02:00', '02:30', '07:00')
const anyRule = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(0, 1, 15, 120, 1440))
    .map(([n, m]) => failures(n, m)),
  fc
    .tuple(
      hours,
      fc.constantFrom('08:00', '20:00', '24:00'),
      fc.subarray([...week, 'saturday', 'sunday'], { minLength: 1 })
    )
    .map(([from, to, days]) => outside(from, to, days))
)

test('A7 the findings are those of a judge that looks at everything, over both changes of hour, in three zones', () => {
  let found = 0
  fc.assert(
    fc.property(
      fc.array(attempt, { maxLength: 40 }),
      anyRule,
      fc.constantFrom('Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion'),
      (attempts, one, zone) => {
        const findings = shown([one], zone, attempts)
        found += findings.length
        expect(findings).toEqual(judged(one, zone, attempts))
      }
    ),
    { numRuns: 1500 }
  )
  expect(found).toBeGreaterThan(1000)
})
