import type * as t from 'io-ts'
import { Count, defaulted, described, oneOf, struct } from '../codec'
import { addDays, addMonths, type DateCivile, frenchDate } from '../time/date-civile'
import { calendarsOf, type WorkingDays } from './calendar'
import type { Computed } from './compute'
import { shippedCalendars } from './shipped-calendars'

const calendars = calendarsOf(shippedCalendars)

/**
 * A delay in calendar days or months (G5). The start day is not counted, and the delay ends at the end of its
 * last day: 1 April + 15 days is done in time on 16 April, and late on 17 April.
 * `bound: 'exclusive'` is « avant » instead of « au plus tard »: the computed day is already late, the last is the one
 * before. `shift` names the calendar by which the last day is carried to a working day, so that it always is one: to the
 * next for a delay counted forwards, to the previous for one counted backwards, which never becomes later (G20). `france`
 * is metropolitan France without Alsace-Moselle.
 */
export const Delay = struct('Delay', {
  count: described('Combien de jours ou de mois.', Count),
  unit: described('Jours calendaires, ou mois.', oneOf('unité', ['day', 'month'])),
  bound: described(
    '`inclusive` : « au plus tard le » ; `exclusive` : « avant le », dont le dernier jour est la veille.',
    defaulted(oneOf('borne', ['inclusive', 'exclusive']), () => 'inclusive' as const)
  ),
  shift: described(
    'Le calendrier selon lequel le dernier jour est reporté à un jour ouvré.',
    defaulted(oneOf('report', ['none', ...shippedCalendars.map(({ id }): string => id)]), () => 'none')
  )
})
export type Delay = t.TypeOf<typeof Delay>

/** `delay(15, 'day')`: inclusive, not shifted, unless told otherwise. */
export const delay = (
  count: number,
  unit: Delay['unit'],
  choices: Partial<Pick<Delay, 'bound' | 'shift'>> = {}
): Delay => ({
  count,
  unit,
  bound: 'inclusive',
  shift: 'none',
  ...choices
})

/** The last day in time of a delay that runs from `start`. */
export const lastDayAfter =
  (d: Delay) =>
  (start: DateCivile): Computed =>
    computed(start, d, 1)

/** The last day in time of a delay that must be over by `end`: three months' notice before 26/07 is given by 26/04. */
export const lastDayBefore =
  (d: Delay) =>
  (end: DateCivile): Computed =>
    computed(end, d, -1)

const computed = (start: DateCivile, { count, unit, bound, shift }: Delay, sign: 1 | -1): Computed => {
  const reached = unit === 'day' ? addDays(start, sign * count) : addMonths(start, sign * count)
  const bounded = bound === 'inclusive' ? reached : addDays(reached, -1)
  const calendar = calendars(shift)
  const date = calendar === null ? bounded : carried(calendar, bounded, sign)
  const where = sign === 1 ? 'suivant' : 'précédent'
  const length = unit === 'month' ? `${count} mois` : `${count} jour${count > 1 ? 's' : ''}`
  return {
    date,
    computation:
      `${frenchDate(start)} ${sign === 1 ? '+' : '−'} ${length} = ${frenchDate(reached)}` +
      (bound === 'inclusive' ? '' : `, exclu : au plus tard le ${frenchDate(bounded)}`) +
      (date === bounded ? '' : `, reporté au jour ouvré ${where} : ${frenchDate(date)}`)
  }
}

/** To the nearest worked day, be it of a year that no date can write: each calendar that ships has one in every fortnight. */
const carried = ({ isWorked }: WorkingDays, from: DateCivile, sign: 1 | -1): DateCivile => {
  let day = from
  while (!isWorked(day)) day = addDays(day, sign)
  return day
}
