/** What a model does not know, or does not provide for: refusals that every aggregate gives. */
import { type NatureÉtablissement, natureNames } from '../identity/etablissement'
import { type AnyRefusal, type Article, refusal } from '../refusal'
import type { ConventionModel, Role } from './model'

/** A role or a party of the model, as it names it. */
export type Named = { readonly id: string; readonly label: string }

export const named = ({ id, label }: Named): Named => ({ id, label })
export const labels = (list: ReadonlyArray<Named>): string => list.map(({ label }) => label).join(', ')
export const natures = (list: ReadonlyArray<NatureÉtablissement>): string =>
  list.map(nature => natureNames[nature]).join(', ')

const unknownRole = refusal(
  'unknown-role',
  ({ role, known }: { readonly role: string; readonly known: ReadonlyArray<Named> }) =>
    `rôle inconnu : « ${role} » ; valeurs admises : ${labels(known)}`
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
    readonly nature: NatureÉtablissement
    readonly accepted: ReadonlyArray<NatureÉtablissement>
  }) =>
    `le rôle « ${role.label} » n'existe pas pour la nature « ${natureNames[nature]} », mais pour : ${natures(accepted)}`
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
  blocage: "de blocage d'un accès"
}
type Rule = keyof typeof rules

/** What a model does not provide for: no rule of one model applies to another (M25). */
export const notProvided = (rule: Rule, article: Article | null): AnyRefusal =>
  notInModel('', { rule, sentence: `cette convention ne prévoit pas ${rules[rule]}` }, article)

export const unknownRoleOf = (
  { roles }: ConventionModel,
  role: string,
  path: string,
  article: Article | null
): ReadonlyArray<AnyRefusal> =>
  roles.some(({ id }) => id === role) ? [] : [unknownRole(path, { role, known: roles.map(named) }, article)]

/** A role exists for some natures of establishments only; null: the nature is not known. */
export const wrongNatureFor = (
  role: Role,
  nature: NatureÉtablissement | null,
  path: string
): ReadonlyArray<AnyRefusal> =>
  nature === null || isForNature(role, nature)
    ? []
    : [roleNotForNature(path, { role: named(role), nature, accepted: role.natures ?? [] }, role.article)]

export const isForNature = ({ natures: accepted }: Role, nature: NatureÉtablissement): boolean =>
  accepted === null || accepted.includes(nature)
