/** `/habilitations/:habilitation/connexions`: the connections of one habilitation, and what was made of them. */
import { type HabilitationId, struct } from '@avenant/domain'
import { connexions } from '@avenant/projections'
import { PageNumber, pageNumber } from './page-number'
import { screen } from './screen'

export const connexionsScreen = screen({
  path: '/habilitations/:habilitation/connexions',
  params: struct('connexions', {}, { page: PageNumber }),
  questions: ({ frame: { point, knownAt }, ids: { habilitation = '' } }) => ({
    connections: {
      ask: 'connections',
      // Whether it may be seen is asked of its dossier: one that no store has read has none.
      habilitationId: habilitation as HabilitationId,
      on: point.on,
      knownAt
    }
  }),
  page: ({ frame }, { connections }, { page }) => connexions(frame, connections, pageNumber(page))
})
