import {
  addDays,
  type DateCivile,
  type Effect,
  frenchDate,
  lastDayOfNoticeUnder,
  type Renewal,
  termOn as termOfEffect,
  type VersionFrom
} from '@avenant/domain'
import type { Term } from './description'
import type { EndStep } from './end'

/** Of a term that began for want of a notice, where none is recorded. */
export const UNLESS_DENOUNCED = "sauf dénonciation (aucune n'est enregistrée)"

/**
 * Whether a convention is in force on a day by its tacit renewal alone, and no end of it is known but its term (M18): whoever
 * reads an answer about that day is told that a notice would change it.
 */
export const isUnlessDenounced = (
  effect: Effect,
  on: DateCivile,
  end: Pick<EndStep, 'cause'> | null
): boolean =>
  effect.renewal !== null &&
  (termOfEffect(effect, on)?.renewal ?? 0) > 0 &&
  (end === null || end.cause === 'terme')

/** The term of a tacitly renewed convention that a date is in (M18). `endsOn`: the first day no longer in force, when known. */
export const termOn = (
  versions: ReadonlyArray<VersionFrom>,
  effect: Effect,
  on: DateCivile,
  endsOn: DateCivile | null
): Term | null => {
  const term = termOfEffect(effect, on)
  if (term === null) return null
  const { renewal, firstDay, next } = term
  const last = endsOn !== null && endsOn <= next
  const isTacit = effect.renewal !== null
  const named = renewal === 0 ? next : firstDay
  return {
    renewal,
    firstDay,
    lastDay: addDays(last ? endsOn : next, -1),
    nextEcheance: last ? null : next,
    lastDayOfNotice:
      endsOn !== null && (endsOn <= next || endsOn !== effect.period.to)
        ? null
        : (lastDayOfNoticeUnder(versions, next)?.date ?? null),
    ...(isTacit ? {} : { kind: 'expresse' as const }),
    computation:
      effect.renewal === null || effect.extensions !== undefined
        ? effect.computation
        : computationOf(effect.renewal, named)
  }
}

/** « 26/07/2023 + 7 × 12 mois = 26/07/2030 »; a declared first term names its own échéance. */
const computationOf = ({ anchor, months }: Renewal, échéance: DateCivile): string => {
  const count = Math.round((monthNumber(échéance) - monthNumber(anchor)) / months)
  if (count === 0) return `échéance déclarée : ${frenchDate(échéance)}`
  const terms = count === 1 ? `${months} mois` : `${count} × ${months} mois`
  return `${frenchDate(anchor)} + ${terms} = ${frenchDate(échéance)}`
}

const monthNumber = (date: DateCivile): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
