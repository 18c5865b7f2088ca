/** What may still put an end to what is told of a day: a convention that renews itself does so for want of a notice. */
import { type ConventionId, termOn } from '@avenant/domain'
import type { Point } from '../bitemporal'
import { conventionSays, type Lines } from './lines'

/**
 * Whether a convention is in force on a day by its tacit renewal alone, and no end of it is known: whoever reads the answer
 * is told that a notice would change it.
 */
export const renewsUnlessDenounced = (lines: Lines, conventionId: ConventionId, point: Point): boolean => {
  const effet = conventionSays(lines, conventionId, 'effet', '', point)
  if (effet?.value?.status !== 'en-vigueur') return false
  const { effect } = effet.value
  if (effect.renewal === null || effet.span().to !== effect.period.to) return false
  const term = termOn(effect, point.on)
  return term !== null && term.renewal > 0
}
