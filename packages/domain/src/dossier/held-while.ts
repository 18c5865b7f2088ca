/** Lines that say something of a thing only while another line says that it is there. */
import { compareStarts } from '../time/period'
import { type Dossier, laidOn, type Touched } from './dossier'
import type { Kind, Segment } from './kind'
import { type LaidStep, layOver } from './lay'

/** The line of the same id, and of another kind, follows from this one. */
export const followedBy = <Ground>(kind: string): Pick<Kind<Ground>, 'followers'> => ({
  followers: (_: Dossier<Ground>, { id, period }: Touched) => [{ kind, id, period }]
})

/**
 * A line on the days on which the line of the same id, and of another kind, says that its thing is there. Of a thing of
 * which that kind says nothing at all, it holds throughout.
 *
 * @param isThere whether a value of the other kind says so
 */
export const heldWhile = <Ground>(
  line: Pick<Kind<Ground>, 'widened' | 'derived'>,
  kind: string,
  isThere: (value: unknown) => boolean
): Pick<Kind<Ground>, 'widened' | 'derived'> => ({
  ...line,
  derived: (dossier: Dossier<Ground>, touched: Touched, laid: ReadonlyArray<LaidStep>) => {
    const segments = line.derived?.(dossier, touched, laid) ?? []
    const other = laidOn(dossier, kind, touched.id)
    return other.length === 0 ? segments : within(segments, layOver(other, touched.period), isThere)
  }
})

/** Both start with the period that is looked at. */
const within = (
  segments: ReadonlyArray<Segment>,
  steps: ReadonlyArray<LaidStep>,
  isThere: (value: unknown) => boolean
): ReadonlyArray<Segment> => {
  const days = [...new Set([...segments, ...steps].map(({ from }) => from))].sort(compareStarts)
  return days.map(from => {
    const step = steps.findLast(other => compareStarts(other.from, from) <= 0)
    const segment = segments.findLast(other => compareStarts(other.from, from) <= 0)
    return segment !== undefined && step?.by != null && isThere(step.by.value)
      ? { ...segment, from }
      : { from, value: null, at: null }
  })
}
