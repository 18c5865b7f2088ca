import {
  addDays,
  type ConventionModel,
  type DateCivile,
  type Effect,
  frenchDate,
  lastDayBefore,
  termOn as termOfEffect
} from '@avenant/domain'
import type { Term } from './description'

/** The term of a tacitly renewed convention that a date is in (M18). `endsOn`: the first day no longer in force, when known. */
export const termOn = (
  model: ConventionModel,
  effect: Effect,
  on: DateCivile,
  endsOn: DateCivile | null
): Term | null => {
  const term = termOfEffect(effect, on)
  if (term === null || effect.renewal === null) return null
  const { renewal, firstDay, next } = term
  const { anchor, months } = effect.renewal
  const last = endsOn !== null && endsOn <= next
  const named = renewal === 0 ? next : firstDay
  return {
    renewal,
    firstDay,
    lastDay: addDays(last ? endsOn : next, -1),
    nextEcheance: last ? null : next,
    lastDayOfNotice:
      model.notice === null || endsOn !== null ? null : lastDayBefore(model.notice.delay)(next).date,
    computation: computationOf(anchor, months, named)
  }
}

/** « 26/07/2023 + 7 × 12 mois = 26/07/2030 »; a declared first term names its own échéance. */
const computationOf = (anchor: DateCivile, months: number, échéance: DateCivile): string => {
  const count = Math.round((monthNumber(échéance) - monthNumber(anchor)) / months)
  if (count === 0) return `échéance déclarée : ${frenchDate(échéance)}`
  const terms = count === 1 ? `${months} mois` : `${count} × ${months} mois`
  return `${frenchDate(anchor)} + ${terms} = ${frenchDate(échéance)}`
}

const monthNumber = (date: DateCivile): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
