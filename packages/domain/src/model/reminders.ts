/** How long before a day one is reminded of it. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { Count, defaulted, described, type Incoherence, oneOf, struct } from '../codec'
import { computeDate } from '../dates/compute'
import type { DateCivile } from '../time/date-civile'

/** So long before the last day. */
const Reminder = struct('Rappel', {
  count: described('Combien de temps avant.', Count),
  unit: described('Jours, semaines ou mois.', oneOf('unité', ['day', 'week', 'month']))
})
type Reminder = t.TypeOf<typeof Reminder>

/** None by default. */
export const Reminders = defaulted(t.readonlyArray(Reminder), () => [])

/** A century: a date stays within the calendar. */
const longest: Readonly<Record<Reminder['unit'], number>> = { day: 36_525, week: 5_218, month: 1_200 }

export const reminderIncoherences = (
  reminders: ReadonlyArray<Reminder>,
  ...path: Incoherence['path']
): ReadonlyArray<Incoherence> =>
  reminders.flatMap(({ count, unit }, i) => {
    const fault = (message: string) => [{ path: [...path, 'reminders', i, 'count'], message }]
    return [
      ...(count === 0 ? fault("nul : un rappel précède l'échéance") : []),
      ...(count > longest[unit] ? fault(`plus d'un siècle : ${count}`) : [])
    ]
  })

/**
 * The days on which one is reminded of a day, in their order.
 *
 * @example
 * remindersBefore([{ count: 1, unit: 'month' }], dateCivile('2018-03-31')) // ['2018-02-28']
 */
export const remindersBefore = (
  reminders: ReadonlyArray<Reminder>,
  due: DateCivile
): ReadonlyArray<DateCivile> =>
  reminders
    .flatMap(({ unit, count }) => {
      const reminder = computeDate(noGround)({
        from: 'date',
        date: due,
        offset: { unit, count, direction: 'before' }
      })
      return E.isRight(reminder) ? [reminder.right.date] : []
    })
    .toSorted()

/** A day that is given is counted from nothing else. */
const noGround: Parameters<typeof computeDate>[0] = {
  dateOf: () => null,
  year: null,
  calendars: () => null,
  partyLabel: id => id
}
