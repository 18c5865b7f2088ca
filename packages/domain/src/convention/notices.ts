/** Which échéance a notice ends (M19). */

import type { Computed } from '../dates/compute'
import { lastDayBefore } from '../dates/delay'
import type { ConventionModel } from '../model/model'
import { type DateCivile, frenchDate, lastDate } from '../time/date-civile'
import { termsOf } from './term'
import type { Effect } from './values'

/** As it was given: what it ends is computed. */
export type Notice = {
  readonly partie: string
  readonly dispatchedOn: DateCivile
  readonly receivedOn: DateCivile
}

/** The date on which a notice counts, and where the command says it: its receipt or its dispatch (M19). */
export const countedOn = ({ notice }: ConventionModel, { dispatchedOn, receivedOn }: Notice) =>
  notice?.counts === 'dispatch'
    ? { counted: dispatchedOn, path: 'data.dispatchedOn' }
    : { counted: receivedOn, path: 'data.receivedOn' }

/** The last day to give notice for an échéance, and how it was found; null under a model without notice (M19). */
export const lastDayOfNotice = ({ notice }: ConventionModel, échéance: DateCivile): Computed | null =>
  notice === null ? null : lastDayBefore(notice.delay)(échéance)

/**
 * The échéance that a notice ends, and how it was found (M19): the first whose last day of notice is not passed on the
 * date that counts. Null when the convention does not renew itself, or no later than 2999.
 */
export const dueÉchéance = (model: ConventionModel, effect: Effect, notice: Notice): Computed | null => {
  if (model.notice === null) return null
  const receipt = model.notice.counts === 'receipt'
  const { dispatchedOn, receivedOn } = notice
  const { counted } = countedOn(model, notice)
  const giver = model.parties.roles.find(({ id }) => id === notice.partie)?.label ?? notice.partie
  for (const { next: échéance } of termsOf(effect)) {
    if (échéance > lastDate) return null
    const last = lastDayOfNotice(model, échéance)
    if (last !== null && counted <= last.date)
      return {
        date: échéance,
        computation:
          `préavis donné par ${giver}, envoyé le ${frenchDate(dispatchedOn)}, reçu le ${frenchDate(receivedOn)} ` +
          `(${receipt ? 'la réception' : "l'envoi"} compte) ; ` +
          `échéance du ${frenchDate(échéance)}, dernier jour du préavis : ${last.computation}`
      }
  }
  return null
}
