import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { addDays, dateCivile } from './date-civile'
import { frenchZones } from './french-zones'
import { civilDateOf, instant, instantOfEpoch, startOfDay } from './instant'
import { offsetsOf, Zone } from './zone'

test.each([
  ['Europe/Paris', '2040-07-18T22:30:00Z', '2040-07-19'],
  ['Europe/Paris', '2040-07-18T21:59:59.999Z', '2040-07-18'],
  ['Europe/Paris', '2040-12-18T22:59:59.999Z', '2040-12-18'],
  ['Europe/Paris', '2999-07-18T22:00:00Z', '2999-07-19'],
  ['Europe/Paris', '2999-12-31T23:00:00Z', '3000-01-01'],
  ['Europe/Paris', '1905-01-01T23:50:38Z', '1905-01-01'],
  ['Europe/Paris', '1905-01-01T23:50:39Z', '1905-01-02'],
  // Two hours more than standard time, in the summers of the war.
  ['Europe/Paris', '1944-07-14T22:00:00Z', '1944-07-15'],
  ['Europe/Paris', '1975-07-14T22:59:59Z', '1975-07-14'],
  ['America/Miquelon', '2500-07-14T01:59:59Z', '2500-07-13'],
  ['America/Miquelon', '2500-07-14T02:00:00Z', '2500-07-14'],
  ['America/Miquelon', '2500-12-14T02:59:59Z', '2500-12-13'],
  ['America/Guadeloupe', '2500-07-14T03:59:59Z', '2500-07-13'],
  // Guadeloupe had no war time, whatever Puerto Rico had.
  ['America/Guadeloupe', '1943-07-14T03:30:00Z', '1943-07-13'],
  ['America/Cayenne', '2500-07-14T02:59:59Z', '2500-07-13'],
  ['Indian/Reunion', '2500-07-14T20:00:00Z', '2500-07-15'],
  ['Indian/Reunion', '1905-07-14T20:18:07Z', '1905-07-14'],
  ['Indian/Mayotte', '2500-07-14T21:00:00Z', '2500-07-15'],
  ['Pacific/Noumea', '1996-12-24T12:30:00Z', '1996-12-25'],
  ['Pacific/Marquesas', '2500-07-14T09:29:59Z', '2500-07-13'],
  ['Pacific/Wallis', '2500-07-14T12:00:00Z', '2500-07-15']
])('G3 G8 in %s, %s is on %s', (zone, at, date) => {
  expect(civilDateOf(instant(at), zone)).toBe(date)
})

/** Instants around each change that the table lists, and around those of every tenth year to come. */
const aroundChanges = (zone: string): ReadonlyArray<number> => {
  const { changes = '', summerTime = null } = frenchZones[zone] ?? {}
  const yearly = Array.from({ length: 99 }, (_, i) => 2009 + i * 10).flatMap(year =>
    summerTime === null
      ? [Date.UTC(year, 6, 14, 22)]
      : Array.from({ length: 31 }, (_, day) =>
          [2, 9, 10].map(month => Date.UTC(year, month, day + 1, 3))
        ).flat()
  )
  return [...(changes.match(/\S+Z/g) ?? []).map(from => Date.parse(from)), ...yearly].flatMap(at => [
    at - 1,
    at,
    at + 1000
  ])
}

/** By `Intl`, apart from the library's own use of it: every part under its name. */
const intlOffset = (zone: string) => {
  const clock = new Intl.DateTimeFormat('fr-FR', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23'
  })
  const years = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, year: 'numeric' })
  return (at: number): number => {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN
    const read = Date.UTC(
      Number.parseInt(years.format(at), 10),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second')
    )
    return read - Math.floor(at / 1000) * 1000
  }
}

/** `Intl` gives these the past of a neighbour until 1970: the data base keeps their own. */
const sharedPast = [
  'America/Guadeloupe',
  'Antarctica/DumontDUrville',
  'Indian/Kerguelen',
  'Indian/Mayotte',
  'Indian/Reunion',
  'Pacific/Wallis'
]

test.each(Object.keys(frenchZones))('G3 the shipped hours of %s are those of Intl', zone => {
  const [shipped, intl] = [offsetsOf(zone), intlOffset(zone)]
  const since = sharedPast.includes(zone) ? 0 : Date.UTC(1900, 0, 1)
  const differing = (at: number) => shipped(at) !== intl(at)
  expect(aroundChanges(zone).filter(at => at >= since && differing(at))).toEqual([])
  fc.assert(
    fc.property(fc.integer({ min: since, max: Date.UTC(3000, 0, 1) - 1 }), at => !differing(at)),
    { numRuns: 300 }
  )
})

test.each([
  'Asia/Tokyo',
  'America/New_York',
  'America/Havana',
  'Africa/Monrovia',
  'Australia/Lord_Howe',
  'UTC'
])('G3 the hours of %s, which is not French, are those of Intl', zone => {
  const [told, intl] = [offsetsOf(zone), intlOffset(zone)]
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(3000, 0, 1) - 1 }),
      at => told(at) === intl(at)
    ),
    { numRuns: 300 }
  )
})

test('G3 a day whose midnight is skipped starts when the hour changes', () => {
  expect(startOfDay(dateCivile('2017-03-26'), 'Asia/Beirut')).toBe('2017-03-25T22:00:00.000Z')
  expect(startOfDay(dateCivile('2040-03-11'), 'America/Havana')).toBe('2040-03-11T05:00:00.000Z')
  // Samoa crossed the date line: this day was never.
  expect(startOfDay(dateCivile('2011-12-30'), 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
})

/** Asks a new process, before which the machine's clock and zone are set. */
const answered = (clock: string, zone: string): string => {
  const script = `
    const Real = Date
    const fixed = Real.parse(${JSON.stringify(clock)})
    globalThis.Date = class extends Real {
      constructor(...args) { args.length === 0 ? super(fixed) : super(...args) }
      static now() { return fixed }
    }
    const { civilDateOf, startOfDay, parseKnowledge, instant, dateCivile } = require('@avenant/domain')
    const zones = ['Europe/Paris', 'America/Guadeloupe', 'America/Miquelon', 'Pacific/Noumea', 'America/New_York']
    const years = [1900, 1911, 1944, 1975, 2016, 2026, 2036, 2040, 2500, 2999]
    console.log(JSON.stringify(zones.flatMap(zone => years.flatMap(year => [
      civilDateOf(instant(year + '-07-18T22:30:00Z'), zone),
      civilDateOf(instant(year + '-12-18T22:30:00Z'), zone),
      startOfDay(dateCivile(year + '-07-18'), zone),
      parseKnowledge(zone)(year + '-07-18')
    ]))))`
  const run = spawnSync(process.execPath, ['-e', script], {
    cwd: __dirname,
    encoding: 'utf8',
    env: { ...process.env, TZ: zone }
  })
  expect(run.stderr).toBe('')
  return run.stdout
}

test('G3 G8 no answer follows the clock or the zone of the machine', () => {
  const told = answered('2026-07-01T00:00:00Z', 'UTC')
  expect(JSON.parse(told)).toHaveLength(200)
  expect(answered('1970-01-01T00:00:00Z', 'Europe/Paris')).toBe(told)
  expect(answered('2100-01-01T00:00:00Z', 'Pacific/Noumea')).toBe(told)
})

test('G3 the years before 1900 and after 2999 are no reason to throw', () => {
  expect(civilDateOf(instantOfEpoch(Date.UTC(1900, 0, 1)), 'America/Guadeloupe')).toBe('1899-12-31')
  expect(startOfDay(addDays(dateCivile('2999-12-31'), 1), 'Europe/Paris')).toBe('2999-12-31T23:00:00.000Z')
})

test('G3 a French zone has one spelling, and another zone the one under which Intl knows it', () => {
  for (const zone of Object.keys(frenchZones)) {
    expect(decode(Zone)(zone)).toEqual(E.right(zone))
    expect(decode(Zone)(zone.toUpperCase())).toEqual(E.right(zone))
  }
  expect(decode(Zone)('asia/tokyo')).toEqual(E.right('Asia/Tokyo'))
  expect(decode(Zone)('Asia/Kolkata')).toEqual(E.right('Asia/Kolkata'))
})
