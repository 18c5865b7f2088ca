import {
  addDays,
  addMonths,
  type ConventionModel,
  type DateCivile,
  type Effect,
  frenchDate,
  lastDayBefore
} from '@avenant/domain'
import type { Term } from './description'

/**
 * The term of a tacitly renewed convention that a date is in (M18): échéances are counted from the first day, so
 * that one that starts on the 31st does not drift. `endsOn`: the first day no longer in force, when it is known.
 */
export const termOn = (
  model: ConventionModel,
  { period: { from }, months }: Effect,
  on: DateCivile,
  endsOn: DateCivile | null
): Term | null => {
  if (from === null || months === null || months === 0) return null
  const renewal = renewalsBefore(from, months, on)
  const firstDay = addMonths(from, months * renewal)
  const échéance = addMonths(from, months * (renewal + 1))
  const last = endsOn !== null && endsOn <= échéance
  const terms = renewal === 0 ? `${months} mois` : `${renewal} × ${months} mois`
  return {
    renewal,
    firstDay,
    lastDay: addDays(last ? endsOn : échéance, -1),
    nextEcheance: last ? null : échéance,
    lastDayOfNotice:
      model.notice === null || endsOn !== null ? null : lastDayBefore(model.notice.delay)(échéance).date,
    computation:
      renewal === 0
        ? `${frenchDate(from)} + ${terms} = ${frenchDate(échéance)}`
        : `${frenchDate(from)} + ${terms} = ${frenchDate(firstDay)}`
  }
}

const renewalsBefore = (from: DateCivile, months: number, on: DateCivile): number => {
  const elapsed = monthNumber(on) - monthNumber(from)
  let renewal = Math.max(0, Math.floor(elapsed / months))
  // The day of the month decides whether the last of them is over.
  while (renewal > 0 && addMonths(from, months * renewal) > on) renewal -= 1
  return renewal
}

const monthNumber = (date: DateCivile): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
