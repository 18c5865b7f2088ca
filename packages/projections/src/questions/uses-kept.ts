/** What remains of connections when a retention removes them: so much that no answer changes (A1). */
import type { HabilitationId, Instant } from '@avenant/domain'
import type { Use } from '../dossiers/attempts'
import type { Uses } from '../dossiers/uses'
import { type Lines, ruledOn } from './lines'

/** Of one habilitation: the first recorded connection of each day, of those that nothing keeps yet. */
export type UsesToKeep = { readonly habilitationId: HabilitationId; readonly uses: ReadonlyArray<Use> }

/** Those that were recorded before an instant; none of an habilitation where there is nothing to keep. */
export const usesBefore =
  (lines: Lines, uses: Uses) =>
  (before: Instant): ReadonlyArray<UsesToKeep> =>
    uses.habilitations.flatMap(habilitationId => {
      const found = uses.toKeep(habilitationId, zoneOf(lines, habilitationId, before), before)
      return found.length === 0 ? [] : [{ habilitationId, uses: found }]
    })

/** In which zone its connections have their days: that of its convention. Nothing yet rests on those of an unknown one. */
const zoneOf = (lines: Lines, id: HabilitationId, at: Instant): string => {
  for (const conventionId of lines.directory.conventionsAbove(id)) {
    const { model } = ruledOn(lines, conventionId, { at })
    if (model !== null) return model.zone
  }
  return 'Europe/Paris'
}
