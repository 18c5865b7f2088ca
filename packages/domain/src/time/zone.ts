import * as E from 'fp-ts/Either'
import { text } from '../codec'
import { firstIndex } from '../sorted'
import { frenchZones, type Sunday, type ZoneHours } from './french-zones'

/** Milliseconds to add to an instant, in milliseconds since 1970, to read its hour in the zone as if it were UTC. */
export type OffsetAt = (milliseconds: number) => number

const frenchNames: ReadonlyMap<string, string> = new Map(
  Object.keys(frenchZones).map(name => [name.toLowerCase(), name])
)

/** A named time zone of the IANA data base; an offset (`+02:00`) is no zone, for it does not change its hour. */
export const Zone = text('Zone', (input: string): E.Either<string, string> => {
  const french = frenchNames.get(input.toLowerCase())
  if (french !== undefined) return E.right(french)
  const unknown = `fuseau horaire inconnu : ${input}`
  if (!/^[A-Za-z]/.test(input)) return E.left(unknown)
  return E.tryCatch(
    () => {
      const resolved = clockOf(input).resolvedOptions().timeZone
      // What is resolved to another name, as `Asia/Kolkata` may be to `Asia/Calcutta`, keeps its own.
      return resolved.toLowerCase() === input.toLowerCase() ? resolved : input
    },
    () => unknown
  )
})

/**
 * The offsets of a zone (G3). Those of the French zones come from the table that the library ships, so that they are the
 * same on every machine from 1900 to 2999; those of another are what `Intl` says where the program runs. Throws a
 * `RangeError` for a name that {@link Zone} refuses.
 */
export const offsetsOf = (zone: string): OffsetAt => {
  const known = cache.get(zone)
  if (known !== undefined) return known
  const french = frenchZones[frenchNames.get(zone.toLowerCase()) ?? zone]
  const offsets = french !== undefined ? shippedOffsets(french) : zone === 'UTC' ? none : machineOffsets(zone)
  cache.set(zone, offsets)
  return offsets
}

const none: OffsetAt = () => 0

const cache = new Map<string, OffsetAt>()

const shippedOffsets = ({ initial, changes, summerTime }: ZoneHours): OffsetAt => {
  const pairs = [...changes.matchAll(/(\S+Z) (-?\d+)/g)]
  const instants = pairs.map(([, from = '']) => Date.parse(from))
  const offsets = [initial, ...pairs.map(([, , offset]) => Number(offset))].map(seconds => seconds * 1000)
  return milliseconds => {
    const next = firstIndex(instants, from => from > milliseconds)
    if (next < instants.length || summerTime === null) return offsets[next] ?? 0
    const year = new Date(milliseconds).getUTCFullYear()
    const isSummer =
      milliseconds >= sundayOf(year, summerTime.begins) && milliseconds < sundayOf(year, summerTime.ends)
    return (isSummer ? summerTime.summer : summerTime.standard) * 1000
  }
}

const DAY = 86_400_000

const sundayOf = (year: number, { month, week, at }: Sunday): number => {
  // The 5th Sunday is the last one: seven days before the first of the next month.
  const first = Date.UTC(year, week === 5 ? month : month - 1, 1)
  const toSunday = (7 - new Date(first).getUTCDay()) % 7
  return first + (toSunday + (week === 5 ? -7 : 7 * (week - 1))) * DAY + at * 1000
}

/** The language and the calendar are named, so that the machine's own change nothing. */
const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })

const machineOffsets = (zone: string): OffsetAt => {
  const clock = clockOf(zone)
  return milliseconds => {
    // In English the month comes first: 7/19/2040, 00:30:00.
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
      clock.format(milliseconds).match(/\d+/g) ?? []
    ).map(Number)
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(milliseconds / 1000) * 1000
  }
}
