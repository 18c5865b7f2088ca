/** The terms of a convention that renews itself (M18): échéances are counted from one date, so that none drifts. */
import { addMonths, type DateCivile } from '../time/date-civile'
import type { Effect } from './values'

/** `renewal` is 0 in the first term, 7 in the seventh renewal; `next` is the échéance at which the next one starts. */
export type Term = { readonly renewal: number; readonly firstDay: DateCivile; readonly next: DateCivile }

/** The terms in their order, without end; none for a convention that does not renew itself. */
export function* termsOf({ period, renewal }: Effect): Generator<Term, void> {
  if (period.from === null || renewal === null || renewal.months === 0) return
  let firstDay = period.from
  let count = 0
  for (let k = 0; ; k++) {
    const next = addMonths(renewal.anchor, renewal.months * k)
    if (next <= period.from) continue
    yield { renewal: count, firstDay, next }
    firstDay = next
    count++
  }
}

/** The term that a date is in; the first one before the effect. Null for a convention that does not renew itself. */
export const termOn = (effect: Effect, on: DateCivile): Term | null => {
  for (const term of termsOf(effect)) if (on < term.next) return term
  return null
}
