/** Which accesses may be without any role on some day, in some knowledge: the lines of the others need not be read. */
import {
  attributionId,
  type ConventionId,
  type HabilitationId,
  habilitationStream,
  lastDate
} from '@avenant/domain'
import type { Step } from '../../bitemporal'
import type { HabilitationFact } from '../../dossiers'
import { ever } from '../asked'
import type { Lines } from '../lines'

type Delivered = Pick<Step<Extract<HabilitationFact, { readonly kind: 'delivrance' }>>, 'span' | 'cause'>

/**
 * An access of which one role was given for good before its delivery is never without one, in any knowledge: the others may be.
 * It is worked out once for what was recorded of a convention and of its accesses.
 */
export const mayBeBareOver = ({ dossiers: { convention, habilitation }, directory }: Lines) => {
  const isSteady = (conventionId: ConventionId, id: string, delivered: Delivered): boolean => {
    const given = directory.givenLater(conventionId, id)
    if (given === null)
      return (
        convention.factOn(conventionId, { kind: 'attribution', id }, { on: lastDate, knownAt: ever }) !== null
      )
    if (given === 'moved') return false
    const { from } = delivered.span
    return (
      (given.from === null || (from !== null && given.from <= from)) &&
      given.recordedAt <= delivered.cause.recordedAt
    )
  }
  const mayBeBare = (conventionId: ConventionId, id: HabilitationId): boolean => {
    const [[sujet, ...subjects], [roles, ...others], deliveries] = [
      habilitation.everTold(id, 'sujet'),
      habilitation.everTold(id, 'roles'),
      habilitation.everTold(id, 'delivrance')
    ]
    if (deliveries.length === 0) return false
    const delivered = habilitation
      .line(id, { kind: 'delivrance', id: '' }, ever)
      .find(({ value }) => value !== null)
    // What was corrected is looked at as it was known.
    if (subjects.length > 0 || others.length > 0 || deliveries.length > 1 || delivered === undefined)
      return true
    const personneId = sujet?.value?.personneId
    return !(roles?.value ?? []).some(
      ({ role, etablissementId = null }) =>
        personneId !== undefined &&
        isSteady(conventionId, attributionId({ personneId, role, etablissementId }), delivered)
    )
  }
  const kept = new Map<ConventionId, { readonly version: number; readonly streams: ReadonlySet<string> }>()
  return (conventionId: ConventionId): ReadonlySet<string> => {
    const version = directory.versionOf(conventionId)
    const known = kept.get(conventionId)
    if (known?.version === version) return known.streams
    const streams = new Set(
      directory
        .habilitationsUnder(conventionId)
        .filter(id => mayBeBare(conventionId, id))
        .map(habilitationStream)
    )
    kept.set(conventionId, { version, streams })
    return streams
  }
}
