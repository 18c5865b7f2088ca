/** From when an access that is not used is blocked (A2, A3, P14): computed for any date, whether or not anything ran. */
import * as E from 'fp-ts/Either'
import { type Computed, computeDate } from '../dates/compute'
import { dateGroundOf } from '../model/dates'
import { habilitationOf } from '../model/habilitation'
import type { ConventionModel } from '../model/model'
import type { DateCivile } from '../time/date-civile'
import { type Timeline, valueOn } from '../timeline'

/** What the days without use are counted from, and the last day that they leave; null: they never end. */
export type Counted = {
  readonly what: 'delivrance' | 'levee' | 'utilisation'
  readonly on: DateCivile
  readonly lastDay: DateCivile | null
}

type Beginning = Pick<Counted, 'what' | 'on'>

type Days = {
  /** On which the access was delivered, or a blocking lifted, in their order. */
  readonly begun: ReadonlyArray<Beginning>
  /** The days of use, each once, in their order. */
  readonly uses: ReadonlyArray<DateCivile>
  /** Where the Caf itself blocks the access. */
  readonly blocked: Timeline<unknown>
}

/** The last day without use that a model allows after a day of use. */
export type LastDayAfter = (on: DateCivile) => DateCivile | null

/**
 * What is counted on each day. An attempt on a day on which the access is blocked prolongs nothing (A2); a lifting begins
 * the count anew (A3). The access is blocked on the days after `lastDay`.
 *
 * @example
 * countedLine(lastDayAfter)({ begun: [{ what: 'delivrance', on: '2017-02-23' }], uses: [], blocked: [] })
 * // [{ from: null, value: null }, { from: '2017-02-23', value: { what: 'delivrance', on: '2017-02-23', lastDay: '2017-04-09' } }]
 */
export const countedLine =
  (lastDayAfter: LastDayAfter) =>
  ({ begun, uses, blocked }: Days): Timeline<Counted> => {
    const line: Array<Timeline<Counted>[number]> = [{ from: null, value: null }]
    const count = (value: Counted): void => {
      // Of two beginnings of one day the later one tells why.
      if (line.at(-1)?.from === value.on) line.pop()
      line.push({ from: value.on, value })
    }
    let next = 0
    const useBefore = (end: DateCivile | null): void => {
      for (let on = uses[next]; on !== undefined && (end === null || on < end); on = uses[++next]) {
        const counted = line.at(-1)?.value ?? null
        if (counted === null || isUnused(counted, on) || valueOn(on)(blocked) !== null) continue
        count({ what: 'utilisation', on, lastDay: lastDayAfter(on) })
      }
    }
    for (const { what, on } of begun) {
      useBefore(on)
      count({ what, on, lastDay: lastDayAfter(on) })
    }
    useBefore(null)
    return line
  }

/** Whether an access is blocked on a day for want of use. */
export const isUnused = ({ lastDay }: Counted, on: DateCivile): boolean => lastDay !== null && on > lastDay

const words: Readonly<Record<Counted['what'], string>> = {
  delivrance: 'délivrance',
  levee: 'levée du blocage',
  utilisation: 'dernière utilisation'
}

/** What a model allows; null: the source knows no such blocking (M25). */
export const lastDayAfterUse = (model: ConventionModel): LastDayAfter | null => {
  const after = delayOf(model)
  return after === null ? null : on => after(on)?.date ?? null
}

/** « dernière utilisation 23/02/2017 + 45 jours = 09/04/2017 » (G12). */
export const countedComputation = (model: ConventionModel, { what, on }: Counted): string => {
  const last = delayOf(model)?.(on) ?? null
  return last === null ? words[what] : last.computation.replaceAll(words.utilisation, words[what])
}

/** The last day that the delay of a model leaves after a day of use, each computed once; null: one that no date can write. */
type Delay = (on: DateCivile) => Computed | null

const delayOf = (model: ConventionModel): Delay | null => {
  const known = delays.get(model)
  if (known !== undefined) return known
  const { inactivity } = habilitationOf(model)
  const delay: Delay | null =
    inactivity === null
      ? null
      : each(on => {
          const last = computeDate(dateGroundOf(model, () => on))(inactivity.delay)
          return E.isRight(last) ? last.right : null
        })
  delays.set(model, delay)
  return delay
}

const delays = new WeakMap<ConventionModel, Delay | null>()

const each = (computed: Delay): Delay => {
  const found = new Map<DateCivile, Computed | null>()
  return on => {
    const known = found.get(on)
    if (known !== undefined) return known
    const last = computed(on)
    found.set(on, last)
    return last
  }
}
