export {
  addDays,
  addMonths,
  DateCivile,
  dateCivile,
  dateOfDayNumber,
  dayNumber,
  firstDate,
  frenchDate,
  frenchLongDate,
  lastDate,
  maxDate,
  minDate,
  parseDateCivile
} from './date-civile'
export {
  civilDateOf,
  civilTimeOf,
  dayNumberIn,
  epochOf,
  Instant,
  instant,
  instantOfEpoch,
  parseInstant,
  parseKnowledge,
  startOfDay
} from './instant'
export {
  always,
  covers,
  earliestEnd,
  frenchPeriod,
  inclusive,
  intersect,
  isEmpty,
  lastDay,
  overlaps,
  Period
} from './period'
export { Zone } from './zone'
export { frenchZone } from './zone-names'
