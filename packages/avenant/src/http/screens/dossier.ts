/** `/conventions/:id` and `/conventions/:id/histoire`: one convention on a point, and its acts. */
import { conventionStream, habilitationAggregate, oneOf, struct } from '@avenant/domain'
import { dossier, histoire, yearsAround } from '@avenant/projections'
import { PageNumber, pageNumber } from './page-number'
import { conventionOf, screen, type Visit } from './screen'

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
      register: { ask: 'register', conventionId: conventionOf(frame), on, knownAt },
      access: { ask: 'access', conventionId: conventionOf(frame), on, knownAt }
    }
  },
  page: ({ frame }, answers) => dossier(frame, answers)
})

const HistoireParams = struct(
  'histoire',
  {},
  { ordre: oneOf('ordre', ['effet', 'enregistrement']), page: PageNumber }
)

const asked = (dossier: string, { frame }: Visit, ordre: string | undefined) =>
  ({
    ask: 'history',
    dossier,
    order: ordre === 'enregistrement' ? 'recording' : 'effect',
    knownAt: frame.knownAt
  }) as const

export const histoireScreen = screen({
  path: '/conventions/:id/histoire',
  tab: 'Histoire',
  params: HistoireParams,
  questions: (visit, { ordre }) => {
    const { point, knownAt } = visit.frame
    const conventionId = conventionOf(visit.frame)
    return {
      history: asked(conventionStream(conventionId), visit, ordre),
      access: { ask: 'access', conventionId, on: point.on, knownAt } as const
    }
  },
  page: ({ frame }, answers, { page }) => histoire(frame, answers, pageNumber(page))
})

export const habilitationScreen = screen({
  path: '/habilitations/:habilitation/histoire',
  params: HistoireParams,
  questions: (visit, { ordre }) => ({
    history: asked(`${habilitationAggregate.category}-${visit.ids.habilitation}`, visit, ordre)
  }),
  page: ({ frame }, answers, { page }) => histoire(frame, answers, pageNumber(page))
})
