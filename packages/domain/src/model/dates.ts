/** What the dates of a model are computed on: its calendars, the labels of its parties. */
import { type Calendar, type Calendars, calendarsOf } from '../dates/calendar'
import type { DateGround } from '../dates/compute'
import { shippedCalendars } from '../dates/shipped-calendars'

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
