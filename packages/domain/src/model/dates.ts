/** What the dates of a model are computed on: its calendars, the labels of its parties. */
import * as E from 'fp-ts/Either'
import { type Calendar, type Calendars, calendarsOf } from '../dates/calendar'
import { computeDate, type DateGround, frenchUndated } from '../dates/compute'
import type { DateExpression } from '../dates/expression'
import { shippedCalendars } from '../dates/shipped-calendars'
import type { DateCivile } from '../time/date-civile'

type Owner = { readonly calendars: ReadonlyArray<Calendar> }

const opened = new WeakMap<Owner['calendars'], Calendars>()

/** The calendars that a model brings, besides those that ship. */
export const calendarsIn = ({ calendars }: Owner): Calendars => {
  const known = opened.get(calendars) ?? calendarsOf([...shippedCalendars, ...calendars])
  opened.set(calendars, known)
  return known
}

type Labelled = {
  readonly parties: { readonly roles: ReadonlyArray<{ readonly id: string; readonly label: string }> }
}

export const partyLabel =
  ({ parties }: Labelled) =>
  (id: string): string =>
    parties.roles.find(partie => partie.id === id)?.label ?? id

/** `year`: N, where the date is about one. */
export const dateGroundOf = (
  { parties, calendars }: Labelled & Owner,
  dateOf: DateGround['dateOf'],
  year: number | null = null
): DateGround => ({
  dateOf,
  year,
  calendars: calendarsIn({ calendars }),
  partyLabel: partyLabel({ parties })
})

/**
 * The last day of a delay that is counted from one day alone, and how it was found. Null: the model gives no delay, or one
 * that is over on no day that can be written.
 */
export const lastDayOf = (
  model: Labelled & Owner,
  delay: DateExpression | null,
  counted: DateCivile
): { readonly lastDay: DateCivile | null; readonly computation: string | null } => {
  if (delay === null) return { lastDay: null, computation: null }
  const last = computeDate(dateGroundOf(model, () => counted))(delay)
  return E.isRight(last)
    ? { lastDay: last.right.date, computation: last.right.computation }
    : { lastDay: null, computation: frenchUndated(last.left, partyLabel(model)) }
}
