/** `/conventions/:id/acces`: who may use which role where, and why. */
import { attributionOf, PersonneId, StableId, struct, text, ÉtablissementId } from '@avenant/domain'
import { acces } from '@avenant/projections'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { PageNumber, pageNumber } from './page-number'
import { conventionOf, screen } from './screen'

/** `201500086/activite/p-1960-2`: a person is named by her id alone. */
const Cellule: t.Type<string, unknown, unknown> = text('cellule', input => {
  const { etablissementId, role, personneId } = attributionOf(input)
  return (etablissementId === null || ÉtablissementId.is(etablissementId)) &&
    StableId.is(role) &&
    PersonneId.is(personneId)
    ? E.right(input)
    : E.left('attendu : établissement/rôle/personne, ou rôle/personne')
})

export const accesScreen = screen({
  path: '/conventions/:id/acces',
  tab: 'Accès',
  params: struct('acces', {}, { cellule: Cellule, page: PageNumber }),
  questions: ({ frame }, { cellule }) => ({
    access: {
      ask: 'access',
      conventionId: conventionOf(frame),
      on: frame.point.on,
      knownAt: frame.knownAt,
      cell: cellule === undefined ? null : attributionOf(cellule)
    }
  }),
  page: ({ frame }, { access }, { page }) => acces(frame, access, { page: pageNumber(page) })
})
