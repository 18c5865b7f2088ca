/** Refusals that several rules of a convention give; each other one stands beside its rule. */
import type { PersonneId, ÉtablissementId } from '../identity/ids'
import { isNatural, type Partie } from '../identity/partie'
import type { ConventionModel } from '../model/model'
import { labels, type Named, named } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import { type DateCivile, frenchDate } from '../time/date-civile'
import { frenchPeriod, type Period } from '../time/period'

export const since = (from: DateCivile | null): string => (from === null ? '' : ` au ${frenchDate(from)}`)

export const notDrafted = refusal('not-drafted', () => "cette convention n'existe pas encore")
export const alreadyDrafted = refusal(
  'already-drafted',
  () => 'cette convention existe déjà, avec un autre contenu'
)
export const notSigned = refusal(
  'not-signed',
  () => "cette convention n'est pas encore signée de toutes les parties"
)
export const unknownPersonne = refusal(
  'unknown-personne',
  ({ personneId }: { readonly personneId: PersonneId }) =>
    `personne inconnue dans cette convention : ${personneId}`
)
export const unknownÉtablissement = refusal(
  'unknown-etablissement',
  ({ etablissementId, on }: { readonly etablissementId: ÉtablissementId; readonly on: DateCivile | null }) =>
    `établissement absent de l'annexe : ${etablissementId}${since(on)}`
)
export const ficheMissing = refusal('fiche-missing', () => 'il manque la fiche administrative')
export const unknownModification = refusal(
  'modification-unknown',
  ({ modificationId }: { readonly modificationId: string }) => `modification inconnue : ${modificationId}`
)
export const périodeVide = refusal(
  'period-empty',
  ({ period }: { readonly period: Period }) => `période vide : ${frenchPeriod(period)}`
)
const unknownPartie = refusal(
  'unknown-partie',
  ({ partie, known }: { readonly partie: string; readonly known: ReadonlyArray<Named> }) =>
    `partie inconnue : « ${partie} » ; valeurs admises : ${labels(known)}`
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
  const role = roles.find(({ id }) => id === partie.id)
  if (role === undefined || role.nature === 'either' || isNatural(partie) === (role.nature === 'natural'))
    return []
  return [wrongNature(path, { partie: named(role), nature: role.nature }, article)]
}

/** `taken`: the parties of the model that are named already. */
export const unknownPartieOf = (
  { parties: { roles, article } }: ConventionModel,
  partie: string,
  path: string,
  taken: ReadonlyArray<string> = []
): ReadonlyArray<AnyRefusal> => {
  const known = roles.filter(({ id }) => !taken.includes(id)).map(named)
  return known.some(({ id }) => id === partie) ? [] : [unknownPartie(path, { partie, known }, article)]
}
