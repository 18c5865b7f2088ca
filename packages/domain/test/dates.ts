/** Dates and periods as fast-check draws them. */
import * as fc from 'fast-check'
import { type DateCivile, dateCivile, dateOfDayNumber, dayNumber, type Period } from '../src/time'

const first = dayNumber(dateCivile('1900-01-01'))
const last = dayNumber(dateCivile('2999-12-31'))

/** Any date that the library reads. */
export const anyDate: fc.Arbitrary<DateCivile> = fc.integer({ min: first, max: last }).map(dateOfDayNumber)

/** Two months or so, in which random periods often meet. */
export const window: ReadonlyArray<DateCivile> = Array.from({ length: 60 }, (_, day) =>
  dateOfDayNumber(dayNumber(dateCivile('2017-01-01')) + day)
)

const bound: fc.Arbitrary<DateCivile | null> = fc.option(fc.constantFrom(...window.slice(5, -5)), {
  nil: null,
  freq: 6
})

/** Open on either side, and sometimes empty. */
export const anyPeriod: fc.Arbitrary<Period> = fc.record({ from: bound, to: bound })
