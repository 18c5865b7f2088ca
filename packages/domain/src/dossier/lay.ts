/**
 * From assertions to one line. On a day, of the assertions that cover it, the one with the latest effective date
 * prevails; of one date, the one recorded last (G17). An assertion of nothing prevails like any other, so that nobody
 * returns whom nobody gave; where one with a stated end is over, what stands beneath it holds again.
 */

import { firstIndex } from '../sorted'
import type { DateCivile } from '../time/date-civile'
import { compareStarts, isEmpty, type Period } from '../time/period'
import type { Placed } from './assertion'

/** From a day on, until the next step: the assertion that prevails, or null where none covers the days. */
export type LaidStep = { readonly from: DateCivile | null; readonly by: Placed | null }

/**
 * The steps of a line within a period that is not empty: the first step starts with the period.
 *
 * @param sorted every assertion of the key, by strength
 */
export const layOver = (sorted: ReadonlyArray<Placed>, { from, to }: Period): ReadonlyArray<LaidStep> => {
  const steps: Array<LaidStep> = [{ from, by: null }]
  for (let i = firstThatShows(sorted, from); i < sorted.length; i++) {
    const assertion = sorted[i]
    if (assertion === undefined || (to !== null && compareStarts(assertion.from, to) >= 0)) break
    paint(steps, assertion, { from, to })
  }
  return steps
}

/**
 * The index of the first assertion that can prevail within a period: the last one without an end that starts by then hides
 * all weaker ones.
 */
const firstThatShows = (sorted: ReadonlyArray<Placed>, from: DateCivile | null): number => {
  let i = firstIndex(sorted, assertion => compareStarts(assertion.from, from) > 0) - 1
  while (i > 0 && sorted[i]?.to !== null) i--
  return Math.max(i, 0)
}

/** Lays an assertion over the steps of weaker ones, which start no later than it does. */
const paint = (steps: Array<LaidStep>, assertion: Placed, window: Period): void => {
  const from = compareStarts(assertion.from, window.from) < 0 ? window.from : assertion.from
  const { to } = assertion
  if (isEmpty({ from, to })) return
  const after: Array<LaidStep> = []
  let beneath: LaidStep | undefined
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    if (to !== null && step.from !== null && step.from > to) after.push(step)
    else beneath ??= step
    if (compareStarts(step.from, from) < 0) break
    steps.pop()
  }
  steps.push({ from, by: assertion })
  if (to === null || (window.to !== null && to >= window.to)) return
  steps.push({ from: to, by: beneath?.by ?? null })
  while (after.length > 0) steps.push(after.pop() as LaidStep)
}

/**
 * The days on which a line may change when one of its assertions is added or taken away: from the start of that one until
 * a stronger one without an end starts. Null when there is no such day.
 */
export const reachOf = (sorted: ReadonlyArray<Placed>, i: number): Period | null => {
  const assertion = sorted[i]
  if (assertion === undefined) return null
  const { from } = assertion
  let { to } = assertion
  for (let j = i + 1; j < sorted.length; j++) {
    const stronger = sorted[j]
    if (stronger === undefined || (to !== null && compareStarts(stronger.from, to) >= 0)) break
    if (stronger.to !== null) continue
    if (stronger.from === from) return null
    to = stronger.from
    break
  }
  return isEmpty({ from, to }) ? null : { from, to }
}
