/** Lines that describe a thing, as its name: whether the thing is there is another line, which they never change. */
import { addDays } from '../time/date-civile'
import { always, compareStarts } from '../time/period'
import type { Touched } from './dossier'
import { type Dossier, laidOn } from './dossier'
import type { Kind, Segment } from './kind'
import { type LaidStep, layOver } from './lay'

/**
 * The first value holds since always, so that no annexe shows a thing without a name. A name given until 01/06 is kept
 * after that day when no other name stands beneath it.
 */
export const attribute = <Ground>(): Pick<Kind<Ground>, 'widened' | 'derived'> => ({
  widened: (dossier, touched) =>
    dayBefore(dossier, touched)?.by == null
      ? always
      : { from: touched.period.from, to: keptUntil(dossier, touched) },
  derived: (dossier, touched, laid) => {
    const before = dayBefore(dossier, touched)
    let last: LaidStep['by'] = before?.by ?? laid.find(({ by }) => by !== null)?.by ?? null
    return laid.map(({ from, by }): Segment => {
      last = by ?? last
      return { from, value: last?.value ?? null, at: last?.at ?? null }
    })
  }
})

/** A value that ends with a part of a line is kept after it, until the day on which another is given. */
const keptUntil = <Ground>(dossier: Dossier<Ground>, { kind, id, period: { to } }: Touched) => {
  if (to === null) return null
  const sorted = laidOn(dossier, kind, id)
  // Nearly always another value prevails there: what comes later is looked through only where none does.
  const [there] = layOver(sorted, { from: to, to: addDays(to, 1) })
  if (there?.by != null) return to
  const [, next] = layOver(sorted, { from: to, to: null })
  return next?.from ?? null
}

/** What prevails on the day before a part of a line; null where the line begins with the part. */
const dayBefore = <Ground>(dossier: Dossier<Ground>, { kind, id, period }: Touched): LaidStep | null => {
  const { from } = period
  if (from === null) return null
  const sorted = laidOn(dossier, kind, id)
  const [first] = sorted
  if (first === undefined || compareStarts(first.from, from) >= 0) return null
  return layOver(sorted, { from: addDays(from, -1), to: from })[0] ?? null
}
