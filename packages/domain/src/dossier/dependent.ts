/** Presences that depend on another: a role is held on an establishment while that is listed. */
import { addDays } from '../time/date-civile'
import { always, compareStarts, type Period } from '../time/period'
import { type Dossier, groupOf, laidOn, type Touched } from './dossier'
import type { Kind, Segment } from './kind'
import { type LaidStep, layOver } from './lay'

type Parts<Ground> = Pick<Kind<Ground>, 'followers' | 'derived'>

/** The lines of a group depend on a line, from the day on which it moves. */
export const dependedOnBy = <Ground>(kind: string, group: (id: string) => string): Parts<Ground> => ({
  followers: (dossier: Dossier<Ground>, { id, period }: Touched) =>
    groupOf(dossier, group(id)).map(other => ({ kind, id: other, period: { from: period.from, to: null } }))
})

/**
 * A line holds while the one on which it depends does: it ends for good on the first day after its start on which the
 * other is absent, and an absence with a stated end only suspends it (P2). `idOf` gives null for a line that depends on none.
 */
export const dependingOn = <Ground>(kind: string, idOf: (id: string) => string | null): Parts<Ground> => ({
  derived: (dossier: Dossier<Ground>, { id }: Touched, laid: ReadonlyArray<LaidStep>) => {
    const otherId = idOf(id)
    if (otherId === null) return laid.map(({ from, by }) => ({ from, value: by?.value ?? null, at: null }))
    const other = layOver(laidOn(dossier, kind, otherId), always)
    return laid.flatMap((step, i) => heldSegments(step, laid[i + 1]?.from, other))
  }
})

const heldSegments = (
  { from, by }: LaidStep,
  until: Period['from'] | undefined,
  other: ReadonlyArray<LaidStep>
): ReadonlyArray<Segment> => {
  if (by === null || by.value === null) return [{ from, value: null, at: null }]
  const segments: Array<Segment> = []
  for (const [i, step] of other.entries()) {
    const to = other[i + 1]?.from
    if (isOver(to, by.from)) continue
    const start = compareStarts(step.from, from) < 0 ? from : step.from
    if (until !== undefined && compareStarts(start, until) >= 0) break
    const isPresent = step.by !== null && step.by.value !== null
    const isForATime = step.by !== null && step.by.value === null && step.by.to !== null
    const ends = !isPresent && !isForATime && !isOver(to, dayAfter(by.from))
    if (ends || !isOver(to, from))
      segments.push({ from: start, value: isPresent ? by.value : null, at: null })
    if (ends) break
  }
  return segments
}

/** Whether days that end there are over by a day. */
const isOver = (to: Period['from'] | undefined, day: Period['from']): boolean =>
  to !== undefined && compareStarts(to, day) <= 0

const dayAfter = (day: Period['from']): Period['from'] => (day === null ? null : addDays(day, 1))
