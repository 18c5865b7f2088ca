/** What a dossier holds otherwise than today's rules would record it: by other rules, or because it was altered. */
import type { Period } from '../time/period'
import { type Timeline, valueOn } from '../timeline'
import type { Pointer } from './assertion'
import { type Dossier, lineOf } from './dossier'
import { factOf, type KindValues, type Move } from './move'

/** A line over days on which it has one recorded value, and by the rules another; null: nothing there. */
export type Drifted = {
  readonly kind: string
  readonly id: string
  readonly period: Period
  readonly recorded: unknown
  readonly ruled: unknown
  /** Where the event stands that says what the rules give; null where they compute it. */
  readonly at: Pointer | null
}

/** A move that the rules would make, on each of the days for which another value is recorded. */
export const driftedOf =
  <Ground>(kinds: KindValues, dossier: Dossier<Ground>) =>
  (move: Move): ReadonlyArray<Drifted> => {
    const { kind, id, period, at = null } = move
    const { value: ruled } = factOf(kinds, revision => dossier.said.get(revision))(move)
    const line = lineOf(dossier, kind, id)
    const starts = [period.from, ...startsIn(line, period)]
    return starts.map((from, i) => ({
      kind,
      id,
      period: { from, to: starts[i + 1] ?? period.to },
      recorded: valueOn(from)(line),
      ruled,
      at
    }))
  }

/** The days within a period on which a line changes, without its first. */
const startsIn = (line: Timeline<unknown>, { from, to }: Period) =>
  line.flatMap(({ from: start }) =>
    start !== null && (from === null || start > from) && (to === null || start < to) ? [start] : []
  )
