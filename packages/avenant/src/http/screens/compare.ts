/** `/conventions/:id/comparer`: a dossier at two points. */
import { type DateCivile, type Instant, parseDateCivile, parseKnowledge, struct, text } from '@avenant/domain'
import { type ComparedPoint, comparer, type Frame } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { pointIn } from './frame'
import { conventionOf, screen } from './screen'

/** Any zone will do to see that it is a knowledge: which moment a date means is said by that of the service. */
const Knowledge: t.Type<string, unknown, unknown> = text('connaissance', input =>
  E.map(() => input)(parseKnowledge('UTC')(input))
)
const Day: t.Type<DateCivile, unknown, unknown> = text('date', parseDateCivile)

type Other = { readonly written: ComparedPoint; readonly on: DateCivile; readonly knownAt: Instant | null }

/** Without another point, as it was signed; where it was not, the same. */
const otherPoint = (
  { dossier, point, knownAt, zone }: Frame,
  { vs, vsknown }: { readonly vs?: DateCivile; readonly vsknown?: string }
): Other => {
  const signed = dossier?.course.signed ?? null
  if (vs === undefined && vsknown === undefined) {
    const other = signed ?? { on: point.on, knownAt }
    return { written: { vs: other.on, vsKnown: other.knownAt ?? '' }, ...other }
  }
  const known = vsknown === undefined ? null : parseKnowledge(zone)(vsknown)
  return {
    written: { vs: vs ?? point.on, vsKnown: vsknown ?? '' },
    on: vs ?? point.on,
    knownAt: known === null || E.isLeft(known) ? null : known.right
  }
}

export const comparerScreen = screen({
  path: '/conventions/:id/comparer',
  tab: 'Comparer',
  params: struct('comparer', {}, { vs: Day, vsknown: Knowledge }),
  faults: ({ vs, vsknown }, here) => {
    const other = pointIn(
      { ...(vs === undefined ? {} : { on: vs }), ...(vsknown === undefined ? {} : { known: vsknown }) },
      here
    )
    return E.isLeft(other)
      ? other.left.map(({ path, message }) => ({ path: `vs${path === 'on' ? '' : path}`, message }))
      : []
  },
  questions: ({ frame }, params) => {
    const conventionId = conventionOf(frame)
    const { on, knownAt } = otherPoint(frame, params)
    const points = { before: { on, knownAt }, after: { on: frame.point.on, knownAt: frame.knownAt } }
    return {
      holders: { ask: 'holders', conventionId, ...points },
      differences: { ask: 'differences', conventionId, ...points }
    }
  },
  page: ({ frame }, answers, params) => comparer(frame, answers, otherPoint(frame, params).written)
})
