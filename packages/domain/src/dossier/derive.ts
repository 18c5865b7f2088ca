/** How lines follow from what is laid, and which moves lead from one dossier to another. */
import { factKey } from '../fact'
import type { ConventionModel } from '../model/model'
import { firstIndex } from '../sorted'
import type { DateCivile } from '../time/date-civile'
import { always, compareStarts, isEmpty, type Period, span } from '../time/period'
import { sameValue, type Timeline, valueOn } from '../timeline'
import type { Aggregate } from './aggregate'
import type { Touched } from './dossier'
import { type Dossier, laidOn, lineOf, type Relaid } from './dossier'
import { asLaid, type Segment } from './kind'
import { layOver } from './lay'
import type { Move } from './move'

/** A line over some of its days, as the acts make it. */
export const derivedOver = <Ground>(
  { kinds }: Aggregate<Ground>,
  dossier: Dossier<Ground>,
  touched: Touched
): ReadonlyArray<Segment> => {
  const laid = layOver(laidOn(dossier, touched.kind, touched.id), touched.period)
  return kinds[touched.kind]?.derived?.(dossier, touched, laid) ?? asLaid(laid)
}

/**
 * The lines that may move, each with the days on which it may. A delisting on 01/06 touches its establishment from that
 * day, and the roles there, which follow from it.
 */
const touchedLines = <Ground>(
  { kinds }: Aggregate<Ground>,
  before: Dossier<Ground>,
  { dossier, touched }: Relaid<Ground>
): ReadonlyArray<Touched> => {
  const parts = new Map<string, Array<Touched>>()
  const add = (part: Touched): void => {
    const key = factKey(part)
    parts.set(key, [...(parts.get(key) ?? []), part])
  }
  for (const part of touched) {
    const kind = kinds[part.kind]
    add(
      kind?.widened === undefined
        ? part
        : widest(part, kind.widened(before, part), kind.widened(dossier, part))
    )
    for (const follower of kind?.followers?.(dossier, part) ?? []) add(follower)
  }
  return [...parts.values()].flatMap(united)
}

const widest = (part: Touched, ...periods: ReadonlyArray<Period>): Touched => ({
  ...part,
  period: periods.reduce(span, part.period)
})

/** Joins the parts of one line that overlap or meet. */
const united = (parts: ReadonlyArray<Touched>): ReadonlyArray<Touched> => {
  const [first, ...others] = parts.toSorted((a, b) => compareStarts(a.period.from, b.period.from))
  if (first === undefined) return []
  const all = [first]
  for (const part of others) {
    const last = all.at(-1) ?? first
    const { to } = last.period
    if (to !== null && compareStarts(part.period.from, to) > 0) all.push(part)
    else all[all.length - 1] = widest(last, part.period)
  }
  return all
}

/** The moves that lead from a recorded line to the one that the acts make, over the days that are touched. */
const movesOver = (
  line: Timeline<unknown>,
  segments: ReadonlyArray<Segment>,
  { kind, id, period }: Touched
): ReadonlyArray<Move> => {
  const days = daysOf(line, segments, period)
  const moves: Array<Move> = []
  let next = 0
  let current: Segment | undefined
  for (const [i, from] of days.entries()) {
    while (next < segments.length && compareStarts(segments[next]?.from ?? null, from) <= 0)
      current = segments[next++]
    const value = current?.value ?? null
    if (sameValue(valueOn(from)(line), value)) continue
    const to = days[i + 1] ?? period.to
    const last = moves.at(-1)
    const at = current?.at ?? null
    const said = value === null || at === null ? { value } : { at }
    if (
      last !== undefined &&
      last.period.to === from &&
      sameValue(last.value, said.value) &&
      sameValue(last.at, said.at)
    )
      moves[moves.length - 1] = { ...last, period: { ...last.period, to } }
    else moves.push({ kind, id, period: { from, to }, ...said })
  }
  return moves
}

/** The start of a period, and each day in it on which the recorded line or the one that the acts make changes. */
const daysOf = (
  line: Timeline<unknown>,
  segments: ReadonlyArray<Segment>,
  { from, to }: Period
): ReadonlyArray<DateCivile | null> => {
  const inside = new Set<DateCivile>()
  for (const steps of [line, segments])
    for (
      let i = firstIndex<{ readonly from: DateCivile | null }>(
        steps,
        step => compareStarts(step.from, from) > 0
      );
      i < steps.length;
      i++
    ) {
      const start = steps[i]?.from ?? null
      if (start === null || (to !== null && start >= to)) break
      inside.add(start)
    }
  return [from, ...[...inside].sort()]
}

/** The lines that follow from the ground alone, over all days: the effet. */
export const groundedLines = <Ground>(
  { kinds }: Aggregate<Ground>,
  model: ConventionModel,
  { ground }: Dossier<Ground>
): ReadonlyArray<{ readonly touched: Touched; readonly segments: ReadonlyArray<Segment> }> =>
  Object.entries(kinds).flatMap(([kind, { grounded }]) =>
    grounded === undefined
      ? []
      : [
          {
            touched: { kind, id: '', period: always },
            segments: grounded(model, ground).map(({ from, value }) => ({ from, value, at: null }))
          }
        ]
  )

/** Every line of which an act ever asserted anything, over all days. */
export const everyLine = <Ground>({ laid }: Dossier<Ground>): ReadonlyArray<Touched> =>
  [...laid.keys()].map(key => {
    const slash = key.indexOf('/')
    return { kind: key.slice(0, slash), id: key.slice(slash + 1), period: always }
  })

/** What an act moves, and the first line that today's rules would lay otherwise than it was recorded, if there is one. */
export type Moved = { readonly moves: ReadonlyArray<Move>; readonly drift: Touched | null }

export const movedBetween = <Ground>(
  aggregate: Aggregate<Ground>,
  model: ConventionModel,
  before: Dossier<Ground>,
  after: Relaid<Ground>,
  /** `whole`: also the lines of a ground that does not move. `was`: the model under which it was, when it was another. */
  {
    whole = false,
    was: modelBefore = model
  }: { readonly whole?: boolean; readonly was?: ConventionModel } = {}
): Moved => {
  const moves: Array<Move> = []
  let drift: Touched | null = null
  const compare = (touched: Touched, was: ReadonlyArray<Segment>, is: ReadonlyArray<Segment>): void => {
    const line = lineOf(before, touched.kind, touched.id)
    if (drift === null && movesOver(line, was, touched).length > 0) drift = touched
    for (const move of movesOver(line, is, touched)) moves.push(move)
  }
  if (whole || modelBefore !== model || aggregate.moved(before.ground, after.dossier.ground)) {
    const was = groundedLines(aggregate, modelBefore, before)
    groundedLines(aggregate, model, after.dossier).forEach(({ touched, segments }, i) => {
      compare(touched, was[i]?.segments ?? [], segments)
    })
  }
  for (const touched of touchedLines(aggregate, before, after))
    if (!isEmpty(touched.period))
      compare(
        touched,
        derivedOver(aggregate, before, touched),
        derivedOver(aggregate, after.dossier, touched)
      )
  return { moves, drift }
}
