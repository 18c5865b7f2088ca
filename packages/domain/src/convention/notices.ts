/** What a notice ends: an échéance, or the convention once its delay is over (M19). */
import * as E from 'fp-ts/Either'
import { type Computed, computeDate } from '../dates/compute'
import type { ModelOn } from '../dossier/look'
import { dateGroundOf } from '../model/dates'
import type { ConventionModel } from '../model/model'
import { notProvided } from '../model/refusals'
import type { AnyRefusal } from '../refusal'
import { addDays, type DateCivile, frenchDate, lastDate } from '../time/date-civile'
import { termsOf } from './term'
import type { Effect } from './values'

/** As it was given: what it ends is computed. */
export type Notice = {
  readonly partie: string
  /** As people name the party: « la Caf ». */
  readonly by: string
  readonly dispatchedOn: DateCivile
  readonly receivedOn: DateCivile
}

/** The date on which a notice counts, and where the command says it: its receipt or its dispatch (M19). */
export const countedOn = (
  { notice }: ConventionModel,
  { dispatchedOn, receivedOn }: Pick<Notice, 'dispatchedOn' | 'receivedOn'>
) =>
  notice?.counts === 'dispatch'
    ? { counted: dispatchedOn, path: 'data.dispatchedOn' }
    : { counted: receivedOn, path: 'data.receivedOn' }

/**
 * The version under which a notice is: that of the day that counts. Which day that is, its receipt or its dispatch, the
 * version of its dispatch says.
 */
export const modelOfNotice = (
  version: ModelOn,
  notice: Pick<Notice, 'dispatchedOn' | 'receivedOn'>
): ConventionModel => version(countedOn(version(notice.dispatchedOn), notice).counted)

/** Notices that the version of their day does not provide for: they would end nothing. */
export const withoutNotice = (
  version: ModelOn,
  endings: ReadonlyArray<{ readonly kind: 'termination' } | ({ readonly kind: 'notice' } & Notice)>
): ReadonlyArray<AnyRefusal> =>
  endings.flatMap(ending => {
    if (ending.kind === 'termination') return []
    const model = modelOfNotice(version, ending)
    return model.notice === null ? [notProvided('preavis', model.duration.article)] : []
  })

/** The last day to give notice for an échéance; null where a notice ends no échéance. */
const lastDayOfNotice = (model: ConventionModel, échéance: DateCivile): Computed | null =>
  model.notice?.ends === 'echeance' ? delayFrom(model, échéance) : null

/** From a day on (null: since always), until the next one, a version rules; null: one that the service does not know. */
export type VersionFrom = { readonly from: DateCivile | null; readonly model: ConventionModel | null }

/**
 * The same where several versions rule, in the order of their days, and the version that gives it: a notice is under the
 * version of the day that counts, so the last day is that of the last version under which there is still one. Null also
 * where a version that is not known may give another.
 */
export const lastDayOfNoticeUnder = (
  versions: ReadonlyArray<VersionFrom>,
  échéance: DateCivile
): (Computed & { readonly model: ConventionModel }) | null => {
  for (const [i, { from, model }] of [...versions.entries()].reverse()) {
    if (from !== null && from >= échéance) continue
    if (model === null) return null
    const until = versions[i + 1]?.from ?? null
    const last = lastDayOfNotice(model, échéance)
    if (last === null || (from !== null && last.date < from)) continue
    return until === null || last.date < until
      ? { ...last, model }
      : {
          date: addDays(until, -1),
          computation: `${last.computation}, mais une autre version du modèle vaut dès le ${frenchDate(until)}`,
          model
        }
  }
  return null
}

/** The delay of the notice, counted from a day; null where no date can write it. */
const delayFrom = (model: ConventionModel, date: DateCivile): Computed | null => {
  if (model.notice === null) return null
  // The anchor of a notice is the day that is given: a coherent model has no other.
  const { offset, to, bound, shift } = model.notice.delay
  const found = computeDate(dateGroundOf(model, () => date))({
    from: 'date',
    date,
    ...(offset && { offset }),
    ...(to && { to }),
    ...(bound && { bound }),
    ...(shift && { shift })
  })
  return E.isRight(found) ? found.right : null
}

/**
 * The first day on which a convention is no longer in force by a notice, and how it was found (M19): the first échéance
 * whose last day of notice is not passed on the date that counts, or the day after the delay. Null where it ends nothing:
 * no échéance is still to come, or the term comes first.
 */
export const endByNotice = (model: ConventionModel, effect: Effect, notice: Notice): Computed | null => {
  if (model.notice === null) return null
  const { counted } = countedOn(model, notice)
  const given = frenchNotice(model, notice)
  const { to } = effect.period
  if (model.notice.ends === 'delay') {
    const last = delayFrom(model, counted)
    if (last === null || last.date >= lastDate) return null
    const date = addDays(last.date, 1)
    return to !== null && date >= to
      ? null
      : { date, computation: `${given} ; dernier jour en vigueur : ${last.computation}` }
  }
  for (const { next: échéance } of termsOf(effect)) {
    // The last term ends by itself.
    if (échéance > lastDate || (to !== null && échéance >= to)) return null
    const last = delayFrom(model, échéance)
    if (last !== null && counted <= last.date)
      return {
        date: échéance,
        computation: `${given} ; échéance du ${frenchDate(échéance)}, dernier jour du préavis : ${last.computation}`
      }
  }
  return null
}

/** « préavis donné par la Caf, envoyé le …, reçu le … (la réception compte) ». */
const frenchNotice = (model: ConventionModel, { by, dispatchedOn, receivedOn }: Notice): string =>
  `préavis donné par ${by}, envoyé le ${frenchDate(dispatchedOn)}, reçu le ${frenchDate(receivedOn)} ` +
  `(${model.notice?.counts === 'receipt' ? 'la réception' : "l'envoi"} compte)`
