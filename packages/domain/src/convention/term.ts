/** The terms of a convention that is renewed (M18): échéances are counted from one date, so that none drifts. */
import { addMonths, type DateCivile } from '../time/date-civile'
import type { Effect, Extension, Renewal } from './values'

/** `renewal` is 0 in the first term, 7 in the seventh renewal; `next` is the échéance at which the next one starts. */
export type Term = { readonly renewal: number; readonly firstDay: DateCivile; readonly next: DateCivile }

/** The terms in their order, without end where nothing ends them; none for a convention that is not renewed. */
export function* termsOf(effect: Effect): Generator<Term, void> {
  const { from } = effect.period
  if (from === null) return
  let firstDay = from
  let renewal = 0
  for (const next of ends(effect, from)) {
    yield { renewal, firstDay, next }
    firstDay = next
    renewal++
  }
}

/** The end of each term. */
function* ends({ renewal, extensions = [] }: Effect, from: DateCivile): Generator<DateCivile, void> {
  const [first] = extensions
  if (renewal !== null) yield* tacitEnds(renewal, extensions, from)
  else if (first !== undefined && extensions.some(({ kind }) => kind === 'renouvellement'))
    yield* extendedEnds(first.from, extensions)
}

function* tacitEnds(
  { anchor, months, times }: Renewal,
  extensions: ReadonlyArray<Extension>,
  from: DateCivile
): Generator<DateCivile, void> {
  if (months === 0) return
  let renewed = 0
  for (let k = 0; ; k++) {
    const end = addMonths(anchor, months * k)
    if (end <= from) continue
    if (renewed === times) return yield* extendedEnds(end, extensions)
    yield end
    renewed++
  }
}

/** A prolongation moves the end of the last term; an express renewal adds a term. */
function* extendedEnds(first: DateCivile, extensions: ReadonlyArray<Extension>): Generator<DateCivile, void> {
  let end = first
  for (const { kind, to } of extensions) {
    if (kind === 'renouvellement') yield end
    end = to
  }
  yield end
}

/** The term that a date is in; the first one before the effect. Null for a convention that is not renewed, or ends before. */
export const termOn = (effect: Effect, on: DateCivile): Term | null => {
  for (const term of termsOf(effect)) if (on < term.next) return term
  return null
}
