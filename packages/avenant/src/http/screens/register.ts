/** `/registre`: every convention, searched and filtered; by the name of a person only where it is posted. */
import { NonBlank, oneOf, StableId, struct, text } from '@avenant/domain'
import { type RegisterAsked, registerCsv, registre, shownLines } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { PageNumber, pageNumber } from './page-number'
import { screen, type Visit } from './screen'

const states = ['projet', 'a-venir', 'en-vigueur', 'terminee', 'modele-inconnu'] as const

const Year: t.Type<string, unknown, unknown> = text('année', input =>
  /^(?:19|2\d)\d\d$/.test(input) ? E.right(input) : E.left('attendu : une année de 1900 à 2999')
)

const RegisterParams = struct(
  'registre',
  {},
  { q: NonBlank, etat: oneOf('état', states), modele: StableId, fin: Year, page: PageNumber }
)

const askedOf = ({ q, etat, modele, fin, page }: t.TypeOf<typeof RegisterParams>): RegisterAsked => ({
  text: q ?? '',
  personne: null,
  status: etat ?? null,
  model: modele ?? null,
  ends: fin === undefined ? null : Number(fin),
  page: pageNumber(page)
})

const everything = ({ frame: { point, knownAt } }: Visit) =>
  ({
    register: { ask: 'register', on: point.on, knownAt },
    census: { ask: 'census', knownAt }
  }) as const

const sheet = { type: 'text/csv', name: 'registre.csv' }

export const registerScreen = screen({
  path: '/registre',
  params: RegisterParams,
  questions: (visit, { q }) =>
    q === undefined
      ? everything(visit)
      : {
          ...everything(visit),
          search: { ask: 'search', text: q, among: 'dossiers', knownAt: visit.frame.knownAt } as const
        },
  page: ({ frame }, answers, params) => registre(frame, answers, askedOf(params)),
  files: {
    csv: {
      ...sheet,
      write: (_, answers, params) =>
        registerCsv(
          shownLines(answers.register, 'search' in answers ? answers.search : null, askedOf(params))
        )
    }
  }
})

/** The name of a person stands in no address: it is posted, and the page is kept by nobody. */
export const personneScreen = screen({
  path: '/registre',
  method: 'POST',
  params: struct('recherche', { personne: NonBlank }, { page: PageNumber }),
  questions: (visit, { personne }) => ({
    ...everything(visit),
    search: { ask: 'search', text: personne, among: 'personnes', knownAt: visit.frame.knownAt } as const
  }),
  page: ({ frame }, answers, { personne, page }) =>
    registre(frame, answers, { ...askedOf({}), personne, page: pageNumber(page) }),
  files: {
    csv: {
      ...sheet,
      write: (_, { register, search }) => registerCsv(shownLines(register, search, askedOf({})))
    }
  }
})
