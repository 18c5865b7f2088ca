import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decode } from '../codec'
import { addDays, dateCivile, parseDateCivile } from './date-civile'
import {
  civilDateOf,
  epochOf,
  instant,
  instantOfEpoch,
  parseInstant,
  parseKnowledge,
  startOfDay
} from './instant'
import { Zone } from './zone'

const anyInstant = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(3000, 0, 1) - 1 })
  .map(instantOfEpoch)
const anyZone = fc.constantFrom(
  'Europe/Paris',
  'America/Guadeloupe',
  'Indian/Reunion',
  'Pacific/Noumea',
  'America/Miquelon',
  'America/Havana',
  'Asia/Beirut',
  'UTC'
)
const anyDate = fc.integer({ min: 0, max: 401_765 }).map(day => addDays(dateCivile('1900-01-01'), day))

test('G3 an instant in the one form that is kept is read as any other: the same moment, or refused', () => {
  const digits = (most: number, length: number) =>
    fc.integer({ min: 0, max: most }).map(n => String(n).padStart(length, '0'))
  const form = fc.tuple(
    digits(3100, 4),
    digits(13, 2),
    digits(32, 2),
    digits(25, 2),
    digits(61, 2),
    digits(999, 3)
  )
  fc.assert(
    fc.property(form, ([year, month, day, hour, minute, thousandth]) => {
      const text = `${year}-${month}-${day}T${hour}:${minute}:07.${thousandth}`
      // The same moment with an offset is not in that form.
      expect(E.toUnion(E.mapLeft(() => null)(parseInstant(`${text}Z`)))).toBe(
        E.toUnion(E.mapLeft(() => null)(parseInstant(`${text}+00:00`)))
      )
    })
  )
})

test('G3 23:30Z on 30 June is 1 July in Paris, and 30 June in Guadeloupe', () => {
  const connection = instant('2017-06-30T23:30:00Z')
  expect(civilDateOf(connection, 'Europe/Paris')).toBe('2017-07-01')
  expect(civilDateOf(connection, 'America/Guadeloupe')).toBe('2017-06-30')
  expect(civilDateOf(connection, 'Indian/Reunion')).toBe('2017-07-01')
  expect(civilDateOf(connection, 'UTC')).toBe('2017-06-30')
})

test('G3 the last minute of a day follows the change of hour: 22:59Z in winter, 21:59Z in summer', () => {
  const paris = (at: string) => civilDateOf(instant(at), 'Europe/Paris')
  expect([paris('2017-01-15T22:59:59.999Z'), paris('2017-01-15T23:00:00Z')]).toEqual([
    '2017-01-15',
    '2017-01-16'
  ])
  expect([paris('2017-07-15T21:59:59.999Z'), paris('2017-07-15T22:00:00Z')]).toEqual([
    '2017-07-15',
    '2017-07-16'
  ])
})

test.each([
  ['summer time comes', '2017-03-26', '2017-03-25T23:00:00.000Z', 23],
  ['winter time comes back', '2017-10-29', '2017-10-28T22:00:00.000Z', 25],
  ['nothing changes', '2017-06-30', '2017-06-29T22:00:00.000Z', 24]
])('G3 a day in Paris when %s (%s) starts at %s and lasts %i hours', (_, date, start, hours) => {
  const day = dateCivile(date)
  expect(startOfDay(day, 'Europe/Paris')).toBe(start)
  const length =
    epochOf(startOfDay(addDays(day, 1), 'Europe/Paris')) - epochOf(startOfDay(day, 'Europe/Paris'))
  expect(length / 3_600_000).toBe(hours)
})

test('G3 the hour that comes twice is on one date, the hour that never comes too', () => {
  const paris = (at: string) => civilDateOf(instant(at), 'Europe/Paris')
  expect([paris('2017-10-29T00:30:00Z'), paris('2017-10-29T01:30:00Z')]).toEqual(['2017-10-29', '2017-10-29'])
  expect([paris('2017-03-26T00:59:59Z'), paris('2017-03-26T01:00:00Z')]).toEqual(['2017-03-26', '2017-03-26'])
})

test('G3 the first instant of a day is on it, and the one before is on the day before', () => {
  fc.assert(
    fc.property(anyDate, anyZone, (date, zone) => {
      const start = startOfDay(date, zone)
      expect(civilDateOf(start, zone)).toBe(date)
      expect(civilDateOf(instantOfEpoch(epochOf(start) - 1), zone)).toBe(addDays(date, -1))
    })
  )
})

test('G3 an instant is written in UTC to the millisecond, whatever its offset; finer is cut', () => {
  expect(parseInstant('2017-02-24T09:30:00+01:00')).toEqual(E.right('2017-02-24T08:30:00.000Z'))
  expect(parseInstant('2017-02-24T08:30Z')).toEqual(E.right('2017-02-24T08:30:00.000Z'))
  expect(parseInstant('2017-02-24T08:30:00.9999Z')).toEqual(E.right('2017-02-24T08:30:00.999Z'))
  expect(parseInstant('1969-12-31T23:59:59.9999Z')).toEqual(E.right('1969-12-31T23:59:59.999Z'))
})

test('G3 a date, an hour without offset, a day that does not exist are no instant', () => {
  for (const bad of ['', '2017-02-24', '2017-02-24T08:30:00', '2017-02-30T00:00:00Z', 'hier'])
    expect(parseInstant(bad)).toEqual(
      E.left(`attendu : un instant AAAA-MM-JJThh:mm:ssZ, reçu : ${JSON.stringify(bad)}`)
    )
  for (const far of ['1899-12-31T23:59:59Z', '3000-01-01T00:00:00Z', '+012017-01-01T00:00:00Z'])
    expect(parseInstant(far)).toEqual(E.left(`instant hors des années 1900 à 2999 : ${far}`))
  expect(() => instant('hier')).toThrow(RangeError)
})

test('G3 instants, their texts and their milliseconds are in the same order', () => {
  fc.assert(
    fc.property(anyInstant, anyInstant, (a, b) => {
      expect(Math.sign(epochOf(a) - epochOf(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      expect(parseInstant(a)).toEqual(E.right(a))
    })
  )
})

test('G3 a zone has a name of the IANA data base: an offset knows no change of hour', () => {
  expect(decode(Zone)('Europe/Paris')).toEqual(E.right('Europe/Paris'))
  expect(decode(Zone)('europe/paris')).toEqual(E.right('Europe/Paris'))
  for (const bad of ['+02:00', 'Europe/Sceaux', '', '2017-01-01T00:00[Europe/Paris]'])
    expect(decode(Zone)(bad)).toEqual(E.left([{ path: '', message: `fuseau horaire inconnu : ${bad}` }]))
})

test('G2 G3 what is known on a date is all that was recorded that day, in the zone', () => {
  expect(parseKnowledge('Europe/Paris')('2017-03-01')).toEqual(E.right('2017-03-01T22:59:59.999Z'))
  expect(parseKnowledge('Europe/Paris')('2017-03-26')).toEqual(E.right('2017-03-26T21:59:59.999Z'))
  expect(parseKnowledge('America/Guadeloupe')('2017-03-01')).toEqual(E.right('2017-03-02T03:59:59.999Z'))
  expect(parseKnowledge('Europe/Paris')('2017-03-01T10:00:00+01:00')).toEqual(
    E.right('2017-03-01T09:00:00.000Z')
  )
  expect(parseKnowledge('Europe/Paris')('mars')).toEqual(
    E.left('attendu : une date AAAA-MM-JJ ou un instant AAAA-MM-JJThh:mm:ssZ, reçu : "mars"')
  )
  expect(parseKnowledge('Europe/Paris')('2017-02-30')).toEqual(E.left("cette date n'existe pas : 2017-02-30"))
})

test('G2 G3 an instant is known on a date exactly when its civil date is not after it', () => {
  const near = fc.tuple(anyInstant, anyZone, fc.integer({ min: -2, max: 2 }))
  fc.assert(
    fc.property(near, ([at, zone, shift]) => {
      const civil = civilDateOf(at, zone)
      const date = addDays(civil, shift)
      fc.pre(E.isRight(parseDateCivile(date)))
      const known = parseKnowledge(zone)(date)
      expect(E.isRight(known) && at <= known.right).toBe(civil <= date)
    })
  )
})
