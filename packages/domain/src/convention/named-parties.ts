/** Parties as the acts name them: each by its own id, with its role in the model. */
import type { Reference } from '../dossier/act'
import { isNatural, type Partie, roleOfPartie } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import { choices, type Named } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import { everyPartie, type Ground, roleOf } from './ground'
import { namedPartie } from './parties'

export const unknownPartie = refusal(
  'unknown-partie',
  ({ partie, known }: { readonly partie: string; readonly known: ReadonlyArray<Named> }) =>
    `partie inconnue : « ${partie} »${known.length === 0 ? '' : ` ; valeurs admises : ${choices(known)}`}`
)

const wrongNature = refusal(
  'partie-nature',
  ({ partie, nature }: { readonly partie: Named; readonly nature: 'legal' | 'natural' }) =>
    nature === 'legal'
      ? `${partie.label} est une personne morale : il faut sa dénomination et son siège`
      : `${partie.label} est une personne physique : il faut son domicile, et son nom est celui de la personne`
)

/** A party is a legal or a natural person, as the model has it. */
export const partieNatureRefusals = (
  { parties: { roles, article } }: ConventionModel,
  partie: Partie,
  path: string
): ReadonlyArray<AnyRefusal> => {
  const role = roles.find(({ id }) => id === roleOfPartie(partie))
  if (role === undefined || role.nature === 'either' || isNatural(partie) === (role.nature === 'natural'))
    return []
  return [wrongNature(path, { partie: namedPartie(roles, partie), nature: role.nature }, article)]
}

/** A party is one that an act has named. */
export const unknownPartieOf = (
  { parties: { roles, article } }: ConventionModel,
  ground: Ground,
  partie: string,
  path: string
): ReadonlyArray<AnyRefusal> =>
  roleOf(ground, partie) === null
    ? [
        unknownPartie(
          path,
          { partie, known: everyPartie(ground).map(known => namedPartie(roles, known)) },
          article
        )
      ]
    : []

export const partieRef = (id: string): string => `partie/${id}`

export const refersToPartie = (partie: string, path: string): Reference => ({
  to: partieRef(partie),
  refusal: unknownPartie(path, { partie, known: [] })
})
