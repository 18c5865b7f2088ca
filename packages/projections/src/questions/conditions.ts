/** The conditions of G16, each with its article, its computation and the event that says so. */
import {
  type Article,
  attributionId,
  type ConventionId,
  type ConventionModel,
  type DateCivile,
  type Effet,
  frenchArticle,
  frenchDate,
  maxDate,
  type Period,
  type PersonneId,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import { frenchCauses } from '../annexes/end'
import { UNLESS_DENOUNCED } from '../annexes/term'
import type { Point } from '../bitemporal'
import type { Evidence } from './asked'
import { conventionSays, type Lines, nameOfÉtablissement, type Said } from './lines'
import { renewsUnlessDenounced } from './reserve'

/**
 * `convention`: it is in force; `inscription`: the establishment is in its annexe; `attribution`: the role is given to
 * the person there; `habilitation`: hers is delivered; `role-habilite`: it covers the role there; `blocage`: her access
 * is not blocked; `inactivite`: nor blocked since nobody uses it; `mot-de-passe`: nor
 * waiting for a password to be changed; `fermeture`: nor closed. `modele`: the service knows the model. `declarations`: there is still time
 * to give those of the year.
 */
export type ConditionName =
  | 'modele'
  | 'convention'
  | 'inscription'
  | 'attribution'
  | 'habilitation'
  | 'role-habilite'
  | 'blocage'
  | 'inactivite'
  | 'mot-de-passe'
  | 'fermeture'
  | 'declarations'

export type Condition = {
  readonly condition: ConditionName
  readonly holds: boolean
  /** The day on which it was asked. */
  readonly on: DateCivile
  /** Null where no article can be named: nothing is known of the convention or of its model. */
  readonly article: Article | null
  /** In French. */
  readonly computation: string
  /** What says so; null: no event does. */
  readonly event: Evidence | null
}

/** Who would use which role where, under which convention. */
export type Use = {
  readonly conventionId: ConventionId
  readonly personneId: PersonneId
  /** Null: for the convention as a whole. */
  readonly etablissementId: ÉtablissementId | null
  readonly role: StableId
}

/** A condition that was looked at: what it says in French is written only where it is shown. */
export type Check = Pick<Condition, 'condition' | 'holds'> & {
  /** What the line that was looked at says; null: nothing. */
  readonly value: unknown
  readonly tell: () => Condition
}

type Fields = Pick<Condition, 'article' | 'computation'>

export const check = (
  condition: ConditionName,
  holds: boolean,
  on: DateCivile,
  said: Said<unknown>,
  fields: () => Fields
): Check => ({
  condition,
  holds,
  value: said?.value ?? null,
  tell: () => ({ condition, holds, on, ...fields(), event: said === null ? null : said.event() })
})

/** The convention is in force that day. */
export const conventionCheck = (
  lines: Lines,
  model: ConventionModel,
  conventionId: ConventionId,
  point: Point
): Check => {
  const effet = conventionSays(lines, conventionId, 'effet', '', point)
  return check('convention', effet?.value?.status === 'en-vigueur', point.on, effet, () => {
    const { article, computation } = effetFields(model, effet?.value ?? null, point.on)
    const reserve = renewsUnlessDenounced(lines, conventionId, point) ? `, ${UNLESS_DENOUNCED}` : ''
    return { article, computation: `${computation}${reserve}` }
  })
}

/** The role, whoever uses it: the convention, its establishment, who holds the role there. */
export const roleChecks = (
  lines: Lines,
  model: ConventionModel,
  use: Use,
  point: Point
): ReadonlyArray<Check> => {
  const { conventionId, personneId, etablissementId, role } = use
  const { on } = point
  const effet = conventionSays(lines, conventionId, 'effet', '', point)
  const id = attributionId({ etablissementId, role, personneId })
  const attribution = conventionSays(lines, conventionId, 'attribution', id, point)
  const inForce = effet?.value?.status === 'en-vigueur' ? effet.value.effect.period : null
  return [
    conventionCheck(lines, model, conventionId, point),
    ...(etablissementId === null
      ? []
      : [inscriptionCheck(lines, model, { ...use, etablissementId, inForce }, point)]),
    check('attribution', attribution?.value != null, on, attribution, () => {
      const known = model.roles.find(other => other.id === role)
      const where =
        etablissementId === null
          ? ''
          : ` sur ${nameOfÉtablissement(lines, conventionId, etablissementId, point)}`
      const label = `« ${known?.label ?? role} »${where}`
      return {
        article: known?.article ?? articleOfRoles(model),
        computation:
          known === undefined
            ? `${label} : ce rôle n'existe pas dans le modèle`
            : attribution?.value != null
              ? `${label} : rôle attribué${lasting(attribution, on, inForce)}`
              : `${label} : rôle non attribué le ${frenchDate(on)}${attribution === null ? ", aucun acte enregistré ne l'attribue" : ''}`
      }
    })
  ]
}

/** The one that says which roles there are; where several do, none is named for a role that is not there. */
const articleOfRoles = ({ roles }: ConventionModel): Article | null => {
  const [first, ...others] = roles.map(({ article }) => article)
  return first !== undefined && others.every(article => frenchArticle(article) === frenchArticle(first))
    ? first
    : null
}

const inscriptionCheck = (
  lines: Lines,
  model: ConventionModel,
  {
    conventionId,
    etablissementId,
    inForce
  }: Use & { readonly etablissementId: ÉtablissementId; readonly inForce: Period | null },
  point: Point
): Check => {
  const { on } = point
  const inscription = conventionSays(lines, conventionId, 'inscription', etablissementId, point)
  return check('inscription', inscription?.value != null, on, inscription, () => {
    const where = nameOfÉtablissement(lines, conventionId, etablissementId, point)
    return {
      article: model.etablissements?.article ?? null,
      computation:
        inscription?.value == null
          ? `${where} : absent de l'annexe le ${frenchDate(on)}${inscription === null ? ", aucun acte enregistré ne l'y inscrit" : ''}`
          : inForce !== null
            ? `${where} : inscrit à l'annexe${lasting(inscription, on, inForce)}`
            : `${where} : inscrit par la convention, dont aucune annexe n'est en vigueur le ${frenchDate(on)}`
    }
  })
}

/**
 * « depuis le 01/03/2017, toujours le 15/03/2018 »: what holds on a day is not told as if it had happened on it.
 *
 * @param within what carries it from its own start on only: the days in force of the convention
 */
export const lasting = (said: Said<unknown>, on: DateCivile, within: Period | null): string => {
  const since = latest(said?.span().from ?? null, within?.from ?? null)
  if (since === on) return ` depuis le ${frenchDate(on)}`
  return since === null || since > on
    ? `, le ${frenchDate(on)}`
    : ` depuis le ${frenchDate(since)}, toujours le ${frenchDate(on)}`
}

const latest = (a: DateCivile | null, b: DateCivile | null): DateCivile | null =>
  a === null || b === null ? (a ?? b) : maxDate(a, b)

const effetFields = (model: ConventionModel, effet: Effet | null, on: DateCivile): Fields => {
  const { article } = model.effect
  if (effet === null) return { article, computation: 'convention inconnue à ce moment' }
  switch (effet.status) {
    case 'projet':
      return { article, computation: 'les signatures de toutes les parties ne sont pas enregistrées' }
    case 'a-venir':
      return {
        article,
        computation: `convention pas encore en vigueur le ${frenchDate(on)} : ${effet.effect.computation}`
      }
    case 'en-vigueur':
      return { article, computation: `convention en vigueur : ${effet.effect.computation}` }
    case 'terminee':
      return {
        article: effet.article,
        computation: `convention terminée, ${frenchCauses[effet.cause]} : ${effet.computation}`
      }
  }
}
