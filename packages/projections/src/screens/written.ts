/** Days and moments as people write them in a field: 31/08/2017, 31/08/2017 14:05:00; and as addresses write them. */
import {
  civilDateOf,
  civilTimeOf,
  type DateCivile,
  dayNumber,
  frenchDate,
  type Instant,
  instantOfEpoch,
  parseDateCivile,
  parseKnowledge
} from '@avenant/domain'
import * as E from 'fp-ts/Either'

/** What is no such date stays as it was written. */
const isoOf = (written: string): string =>
  written.replace(
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/,
    (_, day: string, month: string, year: string) =>
      `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  )

/** Also of a date that does not exist. */
const reversed = (iso: string): string => iso.split('-').reverse().join('/')

const isIso = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** A day, or what is wrong with it in the words of a field: `31/02/2017` does not exist. */
export const parseWrittenDay = (written: string): E.Either<string, DateCivile> => {
  const iso = isoOf(written.trim())
  return E.mapLeft((message: string) =>
    isIso(iso)
      ? message.replace(iso, reversed(iso))
      : `attendu : une date comme 31/08/2017, reçu : « ${written} »`
  )(parseDateCivile(iso))
}

/** What was known at the end of a day, or at a moment of the zone; an instant is taken as it stands. */
export const parseWrittenKnowledge =
  (zone: string) =>
  (written: string): E.Either<string, { readonly known: string; readonly knownAt: Instant }> => {
    const iso = isoOf(written.trim())
    if (isIso(iso))
      return E.bimap(
        (message: string) => message.replace(iso, reversed(iso)),
        (knownAt: Instant) => ({ known: iso, knownAt })
      )(parseKnowledge(zone)(iso))
    const moment = momentIn(iso, zone)
    return E.bimap(
      () =>
        `attendu : une date comme 31/08/2017, ou un moment comme 31/08/2017 14:05:00, reçu : « ${written} »`,
      (knownAt: Instant) => ({ known: knownAt, knownAt })
    )(moment === null ? parseKnowledge(zone)(iso) : E.right(moment))
  }

/** The field of what is known: a day as dates are written, an instant as its moment in the zone, where that names no other. */
export const writtenKnowledge = (known: string, zone: string): string => {
  const read = isIso(known) || known === '' ? null : parseKnowledge(zone)(known)
  if (read === null || E.isLeft(read)) return known
  const time = civilTimeOf(read.right, zone)
    .replace(/\.000$/, '')
    .replace('.', ',')
  const moment = `${frenchDate(civilDateOf(read.right, zone))} ${time}`
  return momentIn(moment, zone) === read.right ? moment : known
}

const MOMENT = /^(\S+) (?:à )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/

/** The first instant at which clocks of the zone show the moment; null for none. */
const momentIn = (written: string, zone: string): Instant | null => {
  const [, day = '', hours = '', minutes = '', seconds = '00', fraction = '0'] =
    MOMENT.exec(written.replace(/\s+/g, ' ')) ?? []
  const date = parseDateCivile(isoOf(day))
  const time = `${hours.padStart(2, '0')}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}`
  if (E.isLeft(date)) return null
  const clock = dayNumber(date.right) * DAY + millisecondsOf(time)
  if (Number.isNaN(clock)) return null
  for (const near of [clock - DAY, clock + DAY]) {
    const at = clock - (clockAt(near, zone) - near)
    if (clockAt(at, zone) === clock) return instantOfEpoch(at)
  }
  return null
}

const DAY = 86_400_000

/** What the clocks of the zone show then, as milliseconds of UTC. */
const clockAt = (epoch: number, zone: string): number => {
  const at = instantOfEpoch(epoch)
  return dayNumber(civilDateOf(at, zone)) * DAY + millisecondsOf(civilTimeOf(at, zone))
}

/** NaN for a time that no day has. */
const millisecondsOf = (time: string): number => Date.parse(`1970-01-01T${time}Z`)
