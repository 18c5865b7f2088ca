/** Since when a person may use a role somewhere, or until when she might. */
import {
  addDays,
  type DateCivile,
  dateOfDayNumber,
  dayNumber,
  firstDate,
  maxDate,
  minDate
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import type { Use } from './conditions'
import { course } from './course'
import type { Lines } from './lines'
import { isOpen, waysUnder } from './ways'

/** The last days in a row on which she might, none of them after the day asked. */
export type LastOpen = {
  /** The first of them. */
  readonly from: DateCivile
  /** Whether the ten years that are looked at begin on that day: she may have had it before. */
  readonly orBefore: boolean
  /** The last of them; null: the day asked is among them. */
  readonly to: DateCivile | null
}

/**
 * Null: on no day of the convention until then, of ten years. Each day is asked as the day itself is, so that the answer rests on
 * the same conditions, whichever of them opened or closed: tens of microseconds a day.
 *
 * @example what was delivered on 13/04/2024, and ended on 14/06/2026, is { from: '2024-04-13', orBefore: false, to: '2026-06-14' } on 01/12/2026
 */
export const lastOpen = (lines: Lines, use: Use, { on, knownAt }: Point): LastOpen | null => {
  const { firstDay, lastDay } = course(lines)({ conventionId: use.conventionId, knownAt })
  if (firstDay === null) return null
  const isOpenOn = (day: DateCivile): boolean =>
    waysUnder(lines, use, { on: day, knownAt }, null).some(isOpen)
  const earliest = maxDate(firstDay, tenYearsBefore(on))
  let day = lastDay === null ? on : minDate(on, lastDay)
  while (day >= earliest && !isOpenOn(day)) day = addDays(day, -1)
  if (day < earliest) return null
  const last = day
  while (day >= earliest && isOpenOn(day)) day = addDays(day, -1)
  const from = addDays(day, 1)
  return { from, orBefore: from === earliest && from > firstDay, to: last === on ? null : last }
}

/** No date can be written before the first. */
const tenYearsBefore = (on: DateCivile): DateCivile =>
  dateOfDayNumber(Math.max(dayNumber(firstDate), dayNumber(on) - TEN_YEARS))

const TEN_YEARS = 3653
