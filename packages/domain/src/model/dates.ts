/** What the dates of a model are computed on: its calendars, the labels of its parties. */
import { type Calendars, calendarsOf } from '../dates/calendar'
import type { DateGround } from '../dates/compute'
import { shippedCalendars } from '../dates/shipped-calendars'

export const modelCalendars: Calendars = calendarsOf(shippedCalendars)

type Labelled = {
  readonly parties: { readonly roles: ReadonlyArray<{ readonly id: string; readonly label: string }> }
}

export const partyLabel =
  ({ parties }: Labelled) =>
  (id: string): string =>
    parties.roles.find(partie => partie.id === id)?.label ?? id

/** `year`: N, where the date is about one. */
export const dateGroundOf = (
  { parties }: Labelled,
  dateOf: DateGround['dateOf'],
  year: number | null = null
): DateGround => ({
  dateOf,
  year,
  calendars: modelCalendars,
  partyLabel: partyLabel({ parties })
})
