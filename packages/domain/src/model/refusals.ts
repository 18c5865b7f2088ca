/** What a model does not know, or does not provide for: refusals that every aggregate gives. */
import type { StableId } from '../identity/ids'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import type { Role } from './etablissements'
import type { ConventionModel } from './model'
import { labelOf } from './words'

/** A role or a party of the model, as it names it. */
export type Named = { readonly id: string; readonly label: string }

export const named = ({ id, label }: Named): Named => ({ id, label })
export const labels = (list: ReadonlyArray<Named>): string => list.map(({ label }) => label).join(', ')
/** What a command may name: what it writes, and what people read. « fausse-declaration (fausse déclaration) » */
export const choices = (list: ReadonlyArray<Named>): string =>
  list.map(({ id, label }) => (id === label ? id : `${id} (${label})`)).join(', ')

const unknownRole = refusal(
  'unknown-role',
  ({ role, known }: { readonly role: string; readonly known: ReadonlyArray<Named> }) =>
    `rôle inconnu : « ${role} » ; valeurs admises : ${choices(known)}`
)
const unknownCause = refusal(
  'unknown-cause',
  ({ cause, known }: { readonly cause: string | null; readonly known: ReadonlyArray<Named> }) =>
    `${cause === null ? 'il manque la cause' : `cause inconnue : « ${cause} »`} ; valeurs admises : ${choices(known)}`
)
const notListed = refusal(
  'not-listed',
  ({ id, known }: { readonly id: string; readonly known: ReadonlyArray<Named> }) =>
    `inconnu : « ${id} » ; valeurs admises : ${choices(known)}`
)
const roleNeedsÉtablissement = refusal(
  'role-needs-etablissement',
  ({ role }: { readonly role: Named }) =>
    `le rôle « ${role.label} » se tient sur un établissement : il manque l'établissement`
)
const roleWithoutÉtablissement = refusal(
  'role-without-etablissement',
  ({ role }: { readonly role: Named }) =>
    `le rôle « ${role.label} » ne se tient sur aucun établissement : n'en nommez pas`
)
/** M2, M7 */
const roleNotForNature = refusal(
  'role-not-for-nature',
  ({
    role,
    nature,
    accepted
  }: {
    readonly role: Named
    readonly nature: Named
    readonly accepted: ReadonlyArray<Named>
  }) =>
    `le rôle « ${role.label} » n'existe pas pour la nature « ${nature.label} », mais pour : ${choices(accepted)}`
)
const notInModel = refusal(
  'not-in-model',
  ({ sentence }: { readonly rule: Rule; readonly sentence: string }) => sentence
)

const rules = {
  preavis: 'de préavis',
  resiliation: 'de résiliation immédiate',
  derogation: 'de dérogation',
  clause: "d'annulation d'une clause seule",
  transmission: 'de transmission à la préfecture',
  blocage: "de blocage d'un accès",
  'mot-de-passe': 'de mot de passe',
  signalement: "de signalement d'incident",
  anomalie: "de notification d'anomalie",
  verification: 'de vérification de la sécurité',
  inactivite: "de blocage d'un accès que personne n'utilise",
  habilitation: "d'habilitation",
  fiche: 'de fiche administrative',
  etablissement: "d'établissement",
  cause: 'de cause à nommer',
  condition: 'de condition à nommer',
  voie: 'de voie pour demander une modification',
  prolongation: 'de prolongation',
  renouvellement: 'de renouvellement par un acte',
  'effet-dit': "d'avenant qui prend effet à une date dite"
}
type Rule = keyof typeof rules

/** What a model does not provide for: no rule of one model applies to another (M25). */
export const notProvided = (rule: Rule, article: Article | null, path = ''): AnyRefusal =>
  notInModel(path, { rule, sentence: `cette convention ne prévoit pas ${rules[rule]}` }, article)

export const unknownRoleOf = (
  { roles }: ConventionModel,
  role: string,
  path: string,
  article: Article | null
): ReadonlyArray<AnyRefusal> =>
  roles.some(({ id }) => id === role) ? [] : [unknownRole(path, { role, known: roles.map(named) }, article)]

/** A role is held on an establishment, or for the convention as a whole, as its model has it. */
export const misplacedRole = (
  { roles }: ConventionModel,
  { role: id, etablissementId }: { readonly role: string; readonly etablissementId?: string },
  at: (part: string) => string
): ReadonlyArray<AnyRefusal> => {
  const role = roles.find(known => known.id === id)
  if (role === undefined || role.onEtablissement === (etablissementId !== undefined)) return []
  const [misplaced, part] = role.onEtablissement
    ? [roleNeedsÉtablissement, 'role']
    : [roleWithoutÉtablissement, 'etablissementId']
  return [misplaced(at(part), { role: named(role) }, role.article)]
}

/** One of the causes that a model lists; none where it lists none. */
export const causeRefusals = (
  causes: ReadonlyArray<Named>,
  cause: string | undefined,
  article: Article
): ReadonlyArray<AnyRefusal> => {
  const path = 'data.cause'
  if (causes.length === 0) return cause === undefined ? [] : [notProvided('cause', article, path)]
  return causes.some(({ id }) => id === cause)
    ? []
    : [unknownCause(path, { cause: cause ?? null, known: causes.map(named) }, article)]
}

/** What a command names is one of what the model lists. */
export const listedRefusals = (
  known: ReadonlyArray<Named>,
  id: string,
  path: string,
  article: Article
): ReadonlyArray<AnyRefusal> =>
  known.some(one => one.id === id) ? [] : [notListed(path, { id, known: known.map(named) }, article)]

/** A role exists for some natures of establishments only; null: the nature is not known. */
export const wrongNatureFor = (
  { etablissements }: ConventionModel,
  role: Role,
  nature: StableId | null,
  path: string
): ReadonlyArray<AnyRefusal> => {
  if (nature === null || isForNature(role, nature)) return []
  const word = (id: StableId): Named => ({ id, label: labelOf(etablissements?.natures ?? [], id) })
  return [
    roleNotForNature(
      path,
      { role: named(role), nature: word(nature), accepted: (role.natures ?? []).map(word) },
      role.article
    )
  ]
}

export const isForNature = ({ natures: accepted }: Role, nature: StableId | null): boolean =>
  accepted === null || nature === null || accepted.includes(nature)
