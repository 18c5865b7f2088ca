/** What closes no access, and is to be dealt with: a password to be renewed (A4), a justification that is late (P18). */
import {
  type Article,
  addDays,
  type ConventionModel,
  frenchDate,
  type HabilitationId,
  habilitationStream,
  isJustificationLate,
  renewalOf
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import { type Evidence, evidenceOf } from './asked'
import { habilitationSays, type Lines } from './lines'

export type AccessAlert = {
  readonly titre: string
  readonly computation: string
  readonly article: Article
  readonly event: Evidence
}

export const accessAlerts = (
  lines: Lines,
  model: ConventionModel,
  id: HabilitationId,
  point: Point
): ReadonlyArray<AccessAlert> => {
  const stream = habilitationStream(id)
  const { habilitation } = lines.dossiers
  const said = habilitationSays(lines, id, 'mot-de-passe', point)
  const renewal = said?.value?.status === 'change' ? renewalOf(model, said.value.on) : null
  const renewals =
    said === null || renewal === null || renewal.lastDay === null || point.on <= renewal.lastDay
      ? []
      : [
          {
            titre: 'Mot de passe à renouveler',
            computation:
              renewal.computation ?? `à renouveler avant le ${frenchDate(addDays(renewal.lastDay, 1))}`,
            article: renewal.article,
            event: said.event()
          }
        ]
  const justifications = habilitation.ids(id, 'suivi').flatMap((anomalyId): ReadonlyArray<AccessAlert> => {
    const found = habilitation.factOn(id, { kind: 'suivi', id: anomalyId }, point)
    if (found?.kind !== 'suivi' || found.value === null || !isJustificationLate(found.value, point.on))
      return []
    const { computation, article } = found.value
    return [
      {
        titre: `Justification en retard, anomalie ${anomalyId}`,
        computation: computation ?? '',
        article,
        event: evidenceOf(stream, found.cause)
      }
    ]
  })
  return [...renewals, ...justifications]
}
