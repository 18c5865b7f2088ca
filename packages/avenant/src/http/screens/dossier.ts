/** `/conventions/:id` and `/conventions/:id/histoire`: one convention on a point, and its acts. */
import { conventionStream, oneOf, struct } from '@avenant/domain'
import { dossier, histoire, yearsAround } from '@avenant/projections'
import { PageNumber, pageNumber } from './page-number'
import { conventionOf, screen } from './screen'

export const dossierScreen = screen({
  path: '/conventions/:id',
  tab: 'Dossier',
  params: struct('dossier', {}, {}),
  questions: ({ frame }) => {
    const {
      point: { on },
      knownAt
    } = frame
    return {
      deadlines: {
        ask: 'deadlines',
        conventionId: conventionOf(frame),
        ...yearsAround(on),
        on,
        knownAt
      },
      register: { ask: 'register', conventionId: conventionOf(frame), on, knownAt }
    }
  },
  page: ({ frame }, answers) => dossier(frame, answers)
})

export const histoireScreen = screen({
  path: '/conventions/:id/histoire',
  tab: 'Histoire',
  params: struct('histoire', {}, { ordre: oneOf('ordre', ['effet', 'enregistrement']), page: PageNumber }),
  questions: ({ frame }, { ordre }) => ({
    history: {
      ask: 'history',
      dossier: conventionStream(conventionOf(frame)),
      order: ordre === 'enregistrement' ? 'recording' : 'effect',
      knownAt: frame.knownAt
    }
  }),
  page: ({ frame }, { history }, { page }) => histoire(frame, history, pageNumber(page))
})
