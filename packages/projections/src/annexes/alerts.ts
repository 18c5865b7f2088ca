import {
  type ConventionModel,
  type DateCivile,
  frenchDate,
  type Warning,
  type ÉtablissementId
} from '@avenant/domain'
import type { AnnexesInForce } from './answer'
import type { Alerte } from './description'
import { attributionsOf } from './held-facts'
import { frenchÉtablissement } from './names'

/** Roles that nobody holds first, then what was noticed when it was recorded. */
export const alertsOf = ({ model, facts, on }: AnnexesInForce): ReadonlyArray<Alerte> => [
  ...coverageGaps(model, facts, on),
  ...facts.warning.map(({ value: { code, article, computation } }) => ({
    code,
    titre: titles[code],
    article,
    computation,
    role: null,
    etablissementId: null
  }))
]

/** A role that must be covered and that nobody holds, on each listed establishment it is for (P11). */
const coverageGaps = (
  model: ConventionModel,
  facts: AnnexesInForce['facts'],
  on: DateCivile
): ReadonlyArray<Alerte> => {
  const seats = new Set(
    attributionsOf(facts).map(({ etablissementId, role }) => `${etablissementId}/${role}`)
  )
  return facts.etablissement.flatMap(({ id, value: etablissement }) =>
    model.roles
      .filter(
        ({ id: role, covered, natures }) =>
          covered &&
          (natures === null || natures.includes(etablissement.nature)) &&
          !seats.has(`${id}/${role}`)
      )
      .map(({ id: role, label, coverageArticle }) => ({
        code: 'role-not-covered' as const,
        titre: 'Rôle sans titulaire ni suppléant',
        article: coverageArticle,
        computation: `« ${label} » sur ${frenchÉtablissement(etablissement)} : aucune personne le ${frenchDate(on)}, au moins une attendue`,
        role,
        // The id of an établissement's fact is the établissement's.
        etablissementId: id as ÉtablissementId
      }))
  )
}

const titles: Readonly<Record<Warning['code'], string>> = {
  'shared-mailbox': 'Boîte aux lettres partagée',
  'mailbox-already-used': 'Adresse mail déjà utilisée',
  'named-date-differs': 'Date de la convention dans les annexes',
  'transmitted-after-signature': 'Transmission à la préfecture après la signature',
  'reported-late': 'Signalement tardif'
}
