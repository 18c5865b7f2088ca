/** The lines of a dossier as its acts make them, all laid again from scratch. */
import type { Aggregate } from '../src/dossier/aggregate'
import { derivedOver, everyLine, groundedLines } from '../src/dossier/derive'
import type { Dossier } from '../src/dossier/dossier'
import type { Segment } from '../src/dossier/kind'
import { factKey } from '../src/fact'
import type { ConventionModel } from '../src/model/model'
import { assertOver, emptyTimeline, type Timeline } from '../src/timeline'

export const laidFromScratch = <Ground>(
  aggregate: Aggregate<Ground>,
  model: ConventionModel,
  dossier: Dossier<Ground>
): ReadonlyMap<string, Timeline<unknown>> =>
  new Map(
    [
      ...everyLine(dossier).map(touched => ({ touched, segments: derivedOver(aggregate, dossier, touched) })),
      ...groundedLines(aggregate, model, dossier)
    ]
      .map(({ touched, segments }) => [factKey(touched), timelineOf(segments)] as const)
      .filter(([, line]) => line.some(({ value }) => value !== null))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )

const timelineOf = (segments: ReadonlyArray<Segment>): Timeline<unknown> =>
  segments.reduce<Timeline<unknown>>(
    (line, { from, value }) => assertOver({ from, to: null }, value)(line),
    emptyTimeline
  )
