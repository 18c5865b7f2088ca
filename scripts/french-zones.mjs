// Writes the hours of the French zones, from the tz data base of this machine, as the domain ships them. Run by hand when
// a law changes an hour; `time/zone.test.ts` compares what is shipped with `Intl`. The data base must keep the
// history of each island (built with `PACKRATDATA=backzone`, as Debian's and Ubuntu's are).
import { readFileSync, writeFileSync } from 'node:fs'

const zones = [
  'Europe/Paris',
  'America/Cayenne',
  'America/Guadeloupe',
  'America/Marigot',
  'America/Martinique',
  'America/Miquelon',
  'America/St_Barthelemy',
  'Antarctica/DumontDUrville',
  'Indian/Kerguelen',
  'Indian/Mayotte',
  'Indian/Reunion',
  'Pacific/Gambier',
  'Pacific/Marquesas',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Wallis'
]
const folder = process.env.TZDIR ?? '/usr/share/zoneinfo'
const version = readFileSync(`${folder}/tzdata.zi`, 'utf8').split('\n', 1)[0]?.replace('# version ', '')
const first = Date.UTC(1900, 0, 1) / 1000

/** The second block of a TZif file (RFC 9636): transitions in 64 bits, then a POSIX rule for all that follows. */
const readZone = name => {
  const bytes = readFileSync(`${folder}/${name}`)
  const counts = at => [20, 24, 28, 32, 36, 40].map(i => bytes.readUInt32BE(at + i))
  const [utc, std, leap, times, types, chars] = counts(0)
  const block = 44 + times * 5 + types * 6 + chars + leap * 8 + std + utc
  const [utc2, std2, leap2, n, kinds, chars2] = counts(block)
  const start = block + 44
  const offset = kind => bytes.readInt32BE(start + n * 9 + kind * 6)
  const changes = Array.from({ length: n }, (_, i) => [
    Number(bytes.readBigInt64BE(start + i * 8)),
    offset(bytes[start + n * 8 + i])
  ])
  const rule = bytes.toString('ascii', start + n * 9 + kinds * 6 + chars2 + leap2 * 12 + std2 + utc2).trim()
  const before = changes.filter(([at]) => at <= first).at(-1)
  return { initial: before === undefined ? offset(0) : before[1], changes, rule }
}

/** `CET-1CEST,M3.5.0,M10.5.0/3` → when summer time begins and ends, on Sundays, in seconds of the day in UTC. */
const yearly = rule => {
  const name = '(?:[A-Za-z]+|<[^>]+>)'
  const found = new RegExp(
    `^${name}(-?\\d+)${name}(-?\\d+)?,M(\\d+)\\.(\\d)\\.0(?:/(\\d+))?,M(\\d+)\\.(\\d)\\.0(?:/(\\d+))?$`
  ).exec(rule)
  if (found === null) {
    if (rule.includes(',')) throw new Error(`a rule that this script does not read: ${rule}`)
    return null
  }
  const [, std, dst, ...parts] = found
  const standard = -Number(std) * 3600
  const summer = dst === undefined ? standard + 3600 : -Number(dst) * 3600
  const day = ([month, week, hour], offset) => ({
    month: Number(month),
    week: Number(week),
    at: Number(hour ?? 2) * 3600 - offset
  })
  return { standard, summer, begins: day(parts.slice(0, 3), standard), ends: day(parts.slice(3), summer) }
}

/** The second, since 1970, of the n-th Sunday of a month (5: the last), as the rule says. */
const sunday = (year, { month, week, at }) => {
  const day = n => new Date(Date.UTC(year, month - 1, n))
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const n = week === 5 ? last - day(last).getUTCDay() : 1 + ((7 - day(1).getUTCDay()) % 7) + (week - 1) * 7
  return day(n).getTime() / 1000 + at
}

const follows = (rule, [at, offset]) => {
  const year = new Date(at * 1000).getUTCFullYear()
  return at === sunday(year, offset === rule.summer ? rule.begins : rule.ends)
}

const iso = seconds => new Date(seconds * 1000).toISOString().replace('.000', '')

/** Four changes a line, and their text on a line of its own where it has several. */
const changesText = written => {
  const lines = Array.from({ length: Math.ceil(written.length / 4) }, (_, i) =>
    written.slice(4 * i, 4 * i + 4).join(', ')
  )
  return lines.length > 1 ? `\`\n      ${lines.join(',\n      ')}\n    \`` : `'${lines.join('')}'`
}

const entry = name => {
  const { initial, changes, rule } = readZone(name)
  const summer = yearly(rule)
  const kept = changes.filter(([at], i) => at > first && changes[i - 1]?.[1] !== changes[i][1])
  // What the rule says is not listed, but for its first change: from there on it is the whole truth.
  if (summer !== null)
    while (kept.length > 1 && follows(summer, kept.at(-1)) && follows(summer, kept.at(-2))) kept.pop()
  const named = ({ month, week, at }) => `{ month: ${month}, week: ${week}, at: ${at} }`
  return `  '${name}': {
    initial: ${initial},
    changes: ${changesText(kept.map(([at, offset]) => `${iso(at)} ${offset}`))},
    summerTime: ${
      summer === null
        ? 'null'
        : `{ standard: ${summer.standard}, summer: ${summer.summer}, begins: ${named(summer.begins)}, ends: ${named(summer.ends)} }`
    }
  }`
}

writeFileSync(
  new URL('../packages/domain/src/time/french-zones.ts', import.meta.url),
  `/** Written by \`scripts/french-zones.mjs\` from the tz data base, version ${version}: do not edit. */

/** A Sunday of a month, its 5th being the last one, and the second of that day in UTC. */
export type Sunday = { readonly month: number; readonly week: number; readonly at: number }

/** Offsets in seconds east of UTC: the first one of 1900, then each with the instant from which on it holds. */
export type ZoneHours = {
  readonly initial: number
  /** \`1911-03-10T23:50:39Z 0, 1916-06-14T23:00:00Z 3600\` */
  readonly changes: string
  /** What holds every year from the last of the changes on; null: nothing changes any more. */
  readonly summerTime: {
    readonly standard: number
    readonly summer: number
    readonly begins: Sunday
    readonly ends: Sunday
  } | null
}

/** The zones of France, each with its own history, from 1900 on. */
export const frenchZones: Readonly<Record<string, ZoneHours>> = {
${zones.map(entry).join(',\n')}
}
`
)
