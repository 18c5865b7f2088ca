import {
  type ConventionModel,
  type DateCivile,
  frenchDate,
  type PersonneId,
  type Warning,
  type ÉtablissementId
} from '@avenant/domain'
import type { AnnexesInForce } from './answer'
import type { Alerte } from './description'
import { attributionsOf, personnesHabilitated } from './held-facts'
import { frenchPersonne, frenchÉtablissement, namePersonne, personnesOf } from './names'

/** Roles that nobody holds first, then what was noticed when it was recorded. */
export const alertsOf = ({ model, facts, on }: AnnexesInForce): ReadonlyArray<Alerte> => {
  const habilitated = new Set<string>(personnesHabilitated(facts))
  const named = namePersonne(personnesOf(facts))
  return [
    ...coverageGaps(model, facts, on),
    ...facts.warning.flatMap(({ id, value }): ReadonlyArray<Alerte> => {
      const personneId = warnedPersonne(id)
      // A mailbox is of no concern before its person has a role, nor after.
      if (personneId !== null && !habilitated.has(personneId)) return []
      const { code, article } = value
      const computation = warningSentence(id, value, personne => frenchPersonne(named(personne)))
      return [
        { code, titre: titles[code], article, computation, role: null, etablissementId: null, personneId }
      ]
    })
  ]
}

/** A warning about an avenant: the id of the modification follows this. */
const avenantWarning = 'transmitted-after-signature/'

/** Whom a warning is about: its fact's id is its code, and then the person's id. Null when it is about nobody. */
export const warnedPersonne = (id: string): PersonneId | null => {
  const slash = id.indexOf('/')
  // An id has no `/` (G14), and what follows it is the id of a person.
  return slash < 0 || id.startsWith(avenantWarning) ? null : (id.slice(slash + 1) as PersonneId)
}

/** « Claire FONTAINE : la même adresse sert à une autre personne ». */
export const warningSentence = (
  id: string,
  { computation }: Warning,
  personne: (id: PersonneId) => string
): string => {
  if (id.startsWith(avenantWarning)) return `Avenant ${id.slice(avenantWarning.length)} : ${computation}`
  const personneId = warnedPersonne(id)
  return personneId === null ? computation : `${personne(personneId)} : ${computation}`
}

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
        etablissementId: id as ÉtablissementId,
        personneId: null
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
