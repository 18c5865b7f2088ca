/** Which accesses are blocked since nobody uses them: what is told of them is computed, and never waits for it (P14, G6). */
import {
  type Article,
  type ConventionId,
  countedComputation,
  type DateCivile,
  type HabilitationId,
  habilitationOf
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import type { At, Evidence } from './asked'
import { conventionSays, habilitationSays, type Lines, ruledOn } from './lines'

/** An access that is blocked for want of use, or was until the Caf lifted it. */
export type UnusedAccess = {
  readonly conventionId: ConventionId
  readonly habilitationId: HabilitationId
  /** The first day without access. */
  readonly from: DateCivile
  /** In French: « dernière utilisation 23/02/2017 + 45 jours = 09/04/2017 ». */
  readonly computation: string
  readonly article: Article
  /** The connection, the delivery or the lifting from which it is counted. */
  readonly event: Evidence
}

/** Each by the instant asked, of accesses that nothing else closed on that day. */
export const unusedAccesses =
  (lines: Lines) =>
  (asked: At): ReadonlyArray<UnusedAccess> =>
    lines.directory.conventions.flatMap(conventionId => {
      const { model, point } = ruledOn(lines, conventionId, asked)
      if (model === null) return []
      const { inactivity } = habilitationOf(model)
      if (inactivity === null) return []
      const { article } = inactivity
      return lines.directory.habilitationsUnder(conventionId).flatMap(habilitationId =>
        lines.inactivities
          .blocksOf(model, habilitationId, point)
          .filter(({ from }) =>
            isOpenOtherwise(lines, conventionId, habilitationId, { on: from, knownAt: point.knownAt })
          )
          .map(({ from, counted, event }) => ({
            conventionId,
            habilitationId,
            from,
            computation: countedComputation(model, counted),
            article,
            event: event()
          }))
      )
    })

/** What is not delivered, or is closed or blocked by an act, has no want of use to be told of. */
export const isOpenOtherwise = (
  lines: Lines,
  conventionId: ConventionId,
  id: HabilitationId,
  point: Point
): boolean =>
  habilitationSays(lines, id, 'sujet', point)?.value?.conventionId === conventionId &&
  conventionSays(lines, conventionId, 'effet', '', point)?.value?.status === 'en-vigueur' &&
  habilitationSays(lines, id, 'delivrance', point)?.value != null &&
  (['blocage', 'depart', 'fermeture'] as const).every(
    kind => habilitationSays(lines, id, kind, point)?.value == null
  )
