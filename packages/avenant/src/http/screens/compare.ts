/** `/conventions/:id/comparer`: a dossier at two points. */
import { type DateCivile, type Instant, struct, text } from '@avenant/domain'
import { type ComparedPoint, comparer, type Frame, parseWrittenKnowledge } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { Day } from './day'
import { pointIn } from './frame'
import { conventionOf, screen } from './screen'

/** Any zone will do to see that it is a knowledge: which moment a date means is said by that of the service. */
const Knowledge: t.Type<string, unknown, unknown> = text('connaissance', input =>
  E.map(() => input)(parseWrittenKnowledge('UTC')(input))
)

type Other = { readonly written: ComparedPoint; readonly on: DateCivile; readonly knownAt: Instant | null }

/**
 * Without another point, the day from which it was signed, by all that is known: a moment that nobody asked for would stay
 * while the day is changed. Where it was not signed, the same point.
 */
const otherPoint = (
  { dossier, point, knownAt, zone }: Frame,
  { vs, vsknown }: { readonly vs?: DateCivile; readonly vsknown?: string }
): Other => {
  const signed = dossier?.course.signed ?? null
  if (vs === undefined && vsknown === undefined) {
    return signed === null
      ? { written: { vs: point.on, vsKnown: point.known ?? '' }, on: point.on, knownAt }
      : { written: { vs: signed.on, vsKnown: '' }, on: signed.on, knownAt: null }
  }
  const read = vsknown === undefined ? null : parseWrittenKnowledge(zone)(vsknown)
  const other = read === null || E.isLeft(read) ? null : read.right
  return {
    written: { vs: vs ?? point.on, vsKnown: other?.known ?? '' },
    on: vs ?? point.on,
    knownAt: other?.knownAt ?? null
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
