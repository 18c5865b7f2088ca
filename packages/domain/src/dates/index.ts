export {
  Calendar,
  type Calendars,
  calendarIncoherences,
  calendarsOf,
  DayOff,
  nearestWorkedDay,
  Weekday,
  type WorkingDays,
  workedDay
} from './calendar'
export { type DatePlace, dateIncoherences } from './coherence'
export {
  type Computed,
  computeDate,
  type DateGround,
  frenchUndated,
  howComputed,
  type Undated
} from './compute'
export { type AnchorName, type AskedAnchor, anchorNames, DateExpression } from './expression'
export { type DateNames, frenchDateExpression } from './french'
export { overseasCalendars, shippedCalendars } from './shipped-calendars'
