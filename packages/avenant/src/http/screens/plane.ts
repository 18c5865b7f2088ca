/** `/conventions/:id/plan`: where the answer of a dossier changes, on both axes. */
import { conventionStream, Instant, struct } from '@avenant/domain'
import { plan } from '@avenant/projections'
import { conventionOf, screen } from './screen'

export const planScreen = screen({
  path: '/conventions/:id/plan',
  tab: 'Le plan',
  params: struct('plan', {}, { avant: Instant }),
  questions: ({ frame }, { avant = null }) => ({
    plane: { ask: 'plane', dossier: conventionStream(conventionOf(frame)), until: avant }
  }),
  page: ({ frame }, { plane }) => plan(frame, plane)
})
