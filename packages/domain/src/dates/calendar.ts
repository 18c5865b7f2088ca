/** Calendars of working days, as data: a model may bring its own. */
import * as t from 'io-ts'
import { described, type Incoherence, NonBlank, oneOf, struct, tagged } from '../codec'
import { StableId } from '../identity/ids'
import { integer } from '../integer'
import { addDays, DateCivile, dateCivile, dayNumber, daysInMonth, writtenDate } from '../time/date-civile'
import { easter } from './easter'

/** In the order in which {@link weekdayOf} counts them. */
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
export const Weekday = oneOf('jour de la semaine', weekdays)
export type Weekday = t.TypeOf<typeof Weekday>

/** The years in which a rule holds, both included; without them, it holds in every year. */
const label = described('Comme on le nomme : « lundi de Pâques ».', NonBlank)
const inYears = {
  label,
  fromYear: described('La première année où il est chômé ; absent : depuis toujours.', integer(1900, 2999)),
  toYear: described('La dernière ; absent : pour toujours.', integer(1900, 2999))
}
const ruleOf = <const R extends string>(rule: R) => described('La règle.', t.literal(rule))

/** Days that are not worked: one of each year, so many days from Easter Sunday, or one date. */
export const DayOff = tagged('JourChômé', 'rule', {
  fixed: struct(
    'JourFixe',
    {
      rule: ruleOf('fixed'),
      month: described('Le mois, de 1 à 12.', integer(1, 12)),
      day: described('Le jour, de 1 à 31.', integer(1, 31))
    },
    inYears
  ),
  // Within these bounds the day is one of the same year, whenever Easter falls.
  easter: struct(
    'JourDepuisPâques',
    {
      rule: ruleOf('easter'),
      days: described(
        'Combien de jours après le dimanche de Pâques ; -2 : le vendredi saint.',
        integer(-80, 250)
      )
    },
    inYears
  ),
  date: struct('JourDit', { rule: ruleOf('date'), date: described('AAAA-MM-JJ.', DateCivile) }, { label })
})
export type DayOff = t.TypeOf<typeof DayOff>

/**
 * Which days are worked. `days` are those that are not, besides those of the calendar that it `extends`; `worked` are the
 * weekdays that are, Monday to Friday unless told otherwise, here or in what it extends.
 *
 * @example
 * const ville = { id: 'ville', label: 'jours de la mairie', extends: 'france', days: [{ rule: 'fixed', month: 8, day: 14 }] }
 */
export const Calendar = struct(
  'Calendrier',
  {
    id: described('Le nom sous lequel les dates le citent : `ville`.', StableId),
    label: described('Ce que les gens lisent.', NonBlank),
    days: described(
      'Les jours qui ne sont pas ouvrés, en plus de ceux du calendrier complété.',
      t.readonlyArray(DayOff)
    )
  },
  {
    extends: described('Le calendrier qu’il complète, du modèle ou de la bibliothèque : `france`.', StableId),
    worked: described(
      'Les jours de la semaine ouvrés ; absent : ceux du calendrier complété, ou du lundi au vendredi.',
      t.readonlyArray(Weekday)
    )
  }
)
export type Calendar = t.TypeOf<typeof Calendar>

/** A calendar that can be asked. `lineage` are the ids of what it extends, itself first. */
export type WorkingDays = {
  readonly label: string
  readonly lineage: ReadonlyArray<string>
  readonly isWorked: (date: DateCivile) => boolean
  /** Saturday is worked: its days are « ouvrables », not « ouvrés ». */
  readonly saturdays: boolean
}

/** The calendar of an id; null for an unknown one, and for one that extends an unknown one or itself. */
export type Calendars = (id: string) => WorkingDays | null

const mondayToFriday: ReadonlyArray<Weekday> = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** What calendars say, each as it is asked for the first time. */
export const calendarsOf = (calendars: ReadonlyArray<Calendar>): Calendars => {
  const byId = new Map<string, Calendar>(calendars.map(calendar => [calendar.id, calendar]))
  const opened = new Map<string, WorkingDays | null>()
  return id => {
    const before = opened.get(id)
    if (before !== undefined) return before
    const chain = chainOf(byId, id)
    const workingDays = chain === null ? null : workingDaysOf(chain)
    opened.set(id, workingDays)
    return workingDays
  }
}

/** A calendar, what it extends, and so on. */
const chainOf = (byId: ReadonlyMap<string, Calendar>, id: string): ReadonlyArray<Calendar> | null => {
  const chain: Array<Calendar> = []
  for (let next: string | undefined = id; next !== undefined; next = chain.at(-1)?.extends) {
    const calendar = byId.get(next)
    if (calendar === undefined || chain.includes(calendar)) return null
    chain.push(calendar)
  }
  return chain
}

const workingDaysOf = (chain: ReadonlyArray<Calendar>): WorkingDays => {
  const worked = new Set<string>(
    chain.find(calendar => calendar.worked !== undefined)?.worked ?? mondayToFriday
  )
  const rules = chain.flatMap(({ days }) => days)
  const byYear = new Map<string, ReadonlySet<string>>()
  const daysOff = (year: string): ReadonlySet<string> => {
    const before = byYear.get(year)
    if (before !== undefined) return before
    const days = new Set(rules.flatMap(rule => dayOff(rule, year) ?? []))
    byYear.set(year, days)
    return days
  }
  return {
    label: chain[0]?.label ?? '',
    lineage: chain.map(({ id }) => id),
    isWorked: date => worked.has(weekdayOf(date)) && !daysOff(date.slice(0, 4)).has(date),
    saturdays: worked.has('saturday')
  }
}

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (date: DateCivile): Weekday =>
  weekdays[(((dayNumber(date) + 4) % 7) + 7) % 7] ?? 'sunday'

/** The day of a year that a rule takes; null when it takes none. A text like `2017-02-29` is no day, and meets none. */
const dayOff = (rule: DayOff, year: string): string | null => {
  if (rule.rule === 'date') return rule.date
  const number = Number(year)
  if (number < (rule.fromYear ?? number) || number > (rule.toYear ?? number)) return null
  return rule.rule === 'easter'
    ? addDays(easter(number), rule.days)
    : `${year}-${String(rule.month).padStart(2, '0')}-${String(rule.day).padStart(2, '0')}`
}

/** Ten years without a working day: there is none to wait for. */
const longestRest = 3_660

/**
 * The `count`-th worked day from a date, which is not counted itself; the date for a count of 0. Null when no day is worked
 * in ten years, or none is left before 1900 or after 2999.
 */
export const workedDay = (
  { isWorked }: WorkingDays,
  { from, count, sign }: { readonly from: DateCivile; readonly count: number; readonly sign: 1 | -1 }
): DateCivile | null => {
  let date = from
  let rest = 0
  for (let [left, day] = [count, dayNumber(from) + sign]; left > 0; day += sign) {
    const next = writtenDate(day)
    if (next === null || rest > longestRest) return null
    const isOne = isWorked(next)
    rest = isOne ? 0 : rest + 1
    if (isOne) left--
    date = next
  }
  return date
}

/** The date itself when it is worked, or else the first worked day after it (`1`) or before it (`-1`). */
export const nearestWorkedDay = (calendar: WorkingDays, from: DateCivile, sign: 1 | -1): DateCivile | null =>
  calendar.isWorked(from) ? from : workedDay(calendar, { from, count: 1, sign })

/** What contradicts itself in the calendars of a model, besides those that ship; paths start at the list. */
export const calendarIncoherences =
  (shipped: ReadonlyArray<Calendar>) =>
  (own: ReadonlyArray<Calendar>): ReadonlyArray<Incoherence> => {
    const all = [...shipped, ...own]
    const calendars = calendarsOf(all)
    return own.flatMap((calendar, i): ReadonlyArray<Incoherence> => {
      const workingDays = calendars(calendar.id)
      const start = { from: dateCivile('2000-01-01'), count: 1, sign: 1 } as const
      return [
        ...(all.findIndex(({ id }) => id === calendar.id) < shipped.length + i
          ? [
              {
                path: [i, 'id'],
                message: `répété : un calendrier ${JSON.stringify(calendar.id)} existe déjà`
              }
            ]
          : []),
        ...(workingDays === null
          ? [
              {
                path: [i, 'extends'],
                message: `calendrier inconnu, ou qui se complète lui-même : ${JSON.stringify(calendar.extends)}`
              }
            ]
          : workedDay(workingDays, start) === null
            ? [
                {
                  path: [i, calendar.worked?.length === 0 ? 'worked' : 'days'],
                  message: "aucun jour n'y est ouvré"
                }
              ]
            : []),
        ...calendar.days.flatMap((rule, j) =>
          [...ruleIncoherences(rule), ...saidBefore(calendar.days, j)].map(fault => ({
            ...fault,
            path: [i, 'days', j, ...fault.path]
          }))
        )
      ]
    })
  }

/** A day that an earlier rule of the list takes in the same years, under whatever label. */
const saidBefore = (days: Calendar['days'], j: number): ReadonlyArray<Incoherence> => {
  const same = (rule: DayOff | undefined) =>
    JSON.stringify({ ...rule, label: '' }, Object.keys({ ...rule, label: '' }).sort())
  const first = days.findIndex(rule => same(rule) === same(days[j]))
  return first < j ? [{ path: [], message: `répété : ce jour est déjà days[${first}]` }] : []
}

const ruleIncoherences = (rule: DayOff): ReadonlyArray<Incoherence> => {
  if (rule.rule === 'date') return []
  return [
    ...(rule.fromYear !== undefined && rule.toYear !== undefined && rule.fromYear > rule.toYear
      ? [{ path: ['toYear'], message: `de ${rule.fromYear} à ${rule.toYear} : aucune année` }]
      : []),
    // 29 February is a day of some years: 2000 was a leap year.
    ...(rule.rule === 'fixed' && rule.day > daysInMonth(2000, rule.month - 1)
      ? [{ path: ['day'], message: `ce jour n'existe pas : ${rule.day}/${rule.month}` }]
      : [])
  ]
}
