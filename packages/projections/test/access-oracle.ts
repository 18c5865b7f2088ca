/**
 * For tests only: a second reading of the rules (G2, G3, G16, A1–A5, P9, P14, P15, P19), written before the code was read. It goes from day
 * to day through everything that was told of one access, and shares nothing with the library: days are whole numbers, a zone is an offset.
 */

/** What an habilitation's journal or the access journal took, in the order of recording; instants are milliseconds. */
export type Told =
  | {
      readonly recordedAt: number
      /** The place in the habilitation's stream. */
      readonly revision: number
      readonly act: Act
    }
  | { readonly recordedAt: number; readonly connection: Connection }

type Connection = { readonly at: number; readonly successful: boolean }

export type Act =
  | { readonly type: 'request' | 'incident' | 'resume' | 'tell-role' }
  | { readonly type: 'deliver' | 'lift' | 'depart' | 'withdraw'; readonly on: Day }
  | { readonly type: 'end'; readonly on: Day }
  | { readonly type: 'block'; readonly on: Day; readonly told: 'by-the-caf' | 'for-want-of-use' }
  | { readonly type: 'send' | 'change'; readonly on: Day }
  | {
      readonly type: 'correct'
      readonly corrects: ReadonlyArray<{ readonly revision: number; readonly instead: Act | null }>
    }

/** Days since 01/01/1970. */
export type Day = number

export type Zone = 'Europe/Paris' | 'America/Guadeloupe' | 'Indian/Reunion'

/** When a convention is in force, as each recording tells it: the last one known counts. */
export type ConventionTold = { readonly recordedAt: number; readonly from: Day; readonly to: Day }

/** In the order in which G16 names them. */
export const conditions = [
  'convention',
  'habilitation',
  'blocage',
  'inactivite',
  'mot-de-passe',
  'fermeture'
] as const
export type Condition = (typeof conditions)[number]

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** PSU 2.3: « pendant un délai de 45 jours ». */
const DAYS_WITHOUT_USE = 45

export const dayOf = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / DAY
export const isoOf = (day: Day): string => new Date(day * DAY).toISOString().slice(0, 10)

/** G3: the civil day of an instant. */
export const dayIn = (zone: Zone, at: number): Day => Math.floor((at + offset(zone, at)) / DAY)

const offset = (zone: Zone, at: number): number => {
  if (zone === 'America/Guadeloupe') return -4 * HOUR
  if (zone === 'Indian/Reunion') return 4 * HOUR
  const year = new Date(at).getUTCFullYear()
  // Summer time is from the last Sunday of March to the last of October, at one o'clock of Greenwich.
  const summer = at >= lastSunday(year, 2) + HOUR && at < lastSunday(year, 9) + HOUR
  return (summer ? 2 : 1) * HOUR
}

const lastSunday = (year: number, month: number): number => {
  const last = Date.UTC(year, month, 31)
  return last - new Date(last).getUTCDay() * DAY
}

type Standing = { readonly place: number; readonly act: Act }

/** G1 G18: what stands, as known then. A correction takes the place of what it corrects, unless it is itself corrected. */
const standing = (told: ReadonlyArray<Told>, knownAt: number): ReadonlyArray<Standing> => {
  const acts = told.flatMap(one =>
    'act' in one && one.recordedAt <= knownAt ? [{ place: one.revision, act: one.act }] : []
  )
  const replaced = new Map<number, Act | null>()
  for (const { place, act } of acts.toReversed()) {
    const now = replaced.has(place) ? replaced.get(place) : act
    if (now === null || now?.type !== 'correct') continue
    for (const { revision, instead } of now.corrects)
      if (!replaced.has(revision)) replaced.set(revision, instead)
  }
  return acts.flatMap(({ place, act }) => {
    const now = replaced.has(place) ? replaced.get(place) : act
    return now === null || now === undefined ? [] : [{ place, act: now }]
  })
}

/** G17: on that day, the act that took effect last, and of those of one day the one that was recorded last. */
const lastOn = (acts: ReadonlyArray<Standing>, day: Day, types: ReadonlyArray<Act['type']>): Act | null => {
  let last: { readonly act: Act; readonly on: Day; readonly place: number } | null = null
  for (const { place, act } of acts) {
    if (!('on' in act) || act.on > day || !types.includes(act.type)) continue
    if (last === null || act.on > last.on || (act.on === last.on && place > last.place))
      last = { act, on: act.on, place }
  }
  return last?.act ?? null
}

export type History = {
  readonly zone: Zone
  readonly convention: ReadonlyArray<ConventionTold>
  readonly told: ReadonlyArray<Told>
}

/** Which conditions fail on each day from one until another, as known then; nothing fails where she may use her access. */
export const failing = (
  { zone, convention, told }: History,
  knownAt: number,
  from: Day,
  until: Day
): ReadonlyMap<Day, ReadonlyArray<Condition>> => {
  const acts = standing(told, knownAt)
  const forUse = acts.filter(({ act }) => act.type !== 'block' || act.told === 'by-the-caf')
  const successful = new Set(
    told.flatMap(one =>
      'connection' in one && one.recordedAt <= knownAt && one.connection.successful
        ? [dayIn(zone, one.connection.at)]
        : []
    )
  )
  const inForce = convention.findLast(({ recordedAt }) => recordedAt <= knownAt)
  const days = new Map<Day, ReadonlyArray<Condition>>()
  const first = acts.reduce((min, { act }) => ('on' in act ? Math.min(min, act.on) : min), from)
  let countedFrom: Day | null = null
  for (let day = first; day < until; day++) {
    const on = (type: Act['type']) =>
      acts.some(({ act }) => act.type === type && 'on' in act && act.on === day)
    const until = (type: Act['type']) =>
      acts.some(({ act }) => act.type === type && 'on' in act && act.on <= day)
    const delivered = until('deliver')
    const blocked = lastOn(forUse, day, ['block', 'lift'])?.type === 'block'
    // P14 A3: from the delivery, from a lifting, from a use. There is no access, and no use, before the delivery.
    if (on('deliver') || (delivered && on('lift'))) countedFrom = day
    const unused = countedFrom !== null && day > countedFrom + DAYS_WITHOUT_USE
    // A2: an attempt while blocked is a failure and prolongs nothing.
    if (delivered && successful.has(day) && !blocked && !unused) countedFrom = day
    if (day < from) continue
    const failed: Array<Condition> = []
    if (inForce === undefined || day < inForce.from || day >= inForce.to) failed.push('convention')
    if (!delivered) failed.push('habilitation')
    if (blocked) failed.push('blocage')
    if (unused) failed.push('inactivite')
    // P9: a password that was sent, and not changed since. Where none was told of, nothing waits for it.
    if (lastOn(acts, day, ['send', 'change'])?.type === 'send') failed.push('mot-de-passe')
    // P19: the day named is the first without access. G16: what was told of the convention's end is not asked, nor waited for.
    if (until('depart') || until('withdraw')) failed.push('fermeture')
    days.set(day, failed)
  }
  return days
}
