/** What may still put an end to what is told of a day: a convention that renews itself does so for want of a notice. */
import { type ConventionId, covers } from '@avenant/domain'
import { endIn } from '../annexes/end'
import { isUnlessDenounced } from '../annexes/term'
import type { Point } from '../bitemporal'
import type { Lines } from './lines'

/** By the very rule of the sentence of the annexes, on the lines of its effect as they were known then. */
export const renewsUnlessDenounced = (
  { dossiers }: Lines,
  conventionId: ConventionId,
  { on, knownAt }: Point
): boolean => {
  const effet = dossiers.convention.timeline(conventionId, { kind: 'effet', id: '' }, knownAt)
  const value = effet.find(({ span }) => covers(span)(on))?.value
  return (
    value?.status === 'en-vigueur' &&
    isUnlessDenounced(value.effect, on, endIn({ effet, manquement: [] }, on))
  )
}
