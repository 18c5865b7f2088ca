/** The conditions of G16, each with its article, its computation and the event that says so. */
import {
  type Article,
  attributionId,
  type ConventionId,
  type ConventionModel,
  type DateCivile,
  type Effet,
  frenchDate,
  type HabilitationId,
  type HabilitationValues,
  habilitationOf,
  labelOf,
  type PersonneId,
  requestStepNames,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import { frenchCauses } from '../annexes/end'
import type { Point } from '../bitemporal'
import type { Evidence } from './asked'
import { conventionSays, habilitationSays, type Lines, nameOfÉtablissement, type Said } from './lines'

/**
 * `convention`: it is in force; `inscription`: the establishment is in its annexe; `attribution`: the role is given to
 * the person there; `habilitation`: hers is delivered; `role-habilite`: it covers the role there; `blocage`: her access
 * is not blocked; `fermeture`: nor closed. `modele`: the service knows the model. `declarations`: there is still time
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
export type Check = { readonly holds: boolean; readonly tell: () => Condition }

type Fields = Pick<Condition, 'article' | 'computation'>

export const check = (
  condition: ConditionName,
  holds: boolean,
  on: DateCivile,
  said: Said<unknown>,
  fields: () => Fields
): Check => ({
  holds,
  tell: () => ({ condition, holds, on, ...fields(), event: said === null ? null : said.event() })
})

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
  return [
    check('convention', effet?.value?.status === 'en-vigueur', on, effet, () =>
      effetFields(model, effet?.value ?? null)
    ),
    ...(etablissementId === null ? [] : [inscriptionCheck(lines, model, { ...use, etablissementId }, point)]),
    check('attribution', attribution?.value != null, on, attribution, () => {
      const known = model.roles.find(other => other.id === role)
      const where =
        etablissementId === null
          ? ''
          : ` sur ${nameOfÉtablissement(lines, conventionId, etablissementId, point)}`
      const label = `« ${known?.label ?? role} »${where}`
      return {
        article: known?.article ?? habilitationOf(model).article,
        computation:
          known === undefined
            ? `${label} : ce rôle n'existe pas dans le modèle`
            : isOrNot(attribution, `${label} : rôle attribué`, `${label} : rôle non attribué`, on)
      }
    })
  ]
}

const inscriptionCheck = (
  lines: Lines,
  model: ConventionModel,
  { conventionId, etablissementId }: Use & { readonly etablissementId: ÉtablissementId },
  point: Point
): Check => {
  const { on } = point
  const inscription = conventionSays(lines, conventionId, 'inscription', etablissementId, point)
  return check('inscription', inscription?.value != null, on, inscription, () => {
    const where = nameOfÉtablissement(lines, conventionId, etablissementId, point)
    return {
      article: model.etablissements?.article ?? null,
      computation: isOrNot(inscription, `${where} : inscrit à l'annexe`, `${where} : absent de l'annexe`, on)
    }
  })
}

const isOrNot = (said: Said<unknown>, is: string, isNot: string, on: DateCivile): string => {
  if (said?.value != null) return `${is} au ${frenchDate(on)}`
  return `${isNot} au ${frenchDate(on)}${said === null ? ', aucun acte ne le dit' : ''}`
}

const effetFields = (model: ConventionModel, effet: Effet | null): Fields => {
  const { article } = model.effect
  if (effet === null) return { article, computation: 'convention inconnue à ce moment' }
  switch (effet.status) {
    case 'projet':
      return { article, computation: 'convention non signée de toutes ses parties' }
    case 'a-venir':
      return { article, computation: `convention à venir : ${effet.effect.computation}` }
    case 'en-vigueur':
      return { article, computation: effet.effect.computation }
    case 'terminee':
      return {
        article: effet.article,
        computation: `convention terminée, ${frenchCauses[effet.cause]} : ${effet.computation}`
      }
  }
}

/**
 * The person's own access, under one of her habilitations. What a reaction told of the end of the convention is not
 * asked: the convention's own line decides.
 */
export const accessChecks = (
  lines: Lines,
  model: ConventionModel,
  use: Use,
  habilitationId: HabilitationId | null,
  point: Point
): ReadonlyArray<Check> => {
  const { on } = point
  const { article } = habilitationOf(model)
  if (model.habilitation === null)
    return [
      check('habilitation', false, on, null, () => ({
        article,
        computation: "cette convention ne prévoit pas d'habilitation"
      }))
    ]
  if (habilitationId === null)
    return [
      check('habilitation', false, on, null, () => ({
        article,
        computation: 'aucune habilitation demandée pour cette personne sous cette convention'
      }))
    ]
  const says = <K extends keyof HabilitationValues>(kind: K) =>
    habilitationSays(lines, habilitationId, kind, point)
  const délivrance = says('delivrance')
  const isDelivered = délivrance?.value != null
  const demande = isDelivered ? null : says('demande')
  const roles = says('roles')
  const isCovered = (roles?.value ?? []).some(
    ({ role, etablissementId = null }) => role === use.role && etablissementId === use.etablissementId
  )
  const where = (before: string) => (use.etablissementId === null ? '' : `${before} établissement`)
  const blocage = says('blocage')
  return [
    check('habilitation', isDelivered, on, délivrance ?? demande, () => ({
      article: délivrance?.value?.article ?? delivery(model) ?? article,
      computation: isDelivered ? `délivrée au ${frenchDate(on)}` : notDelivered(demande?.value ?? null, on)
    })),
    check('role-habilite', isCovered, on, roles, () => ({
      article,
      computation: isCovered
        ? `l'habilitation porte sur ce rôle${where(' et cet')}`
        : `l'habilitation ne porte pas sur ce rôle${where(' dans cet')}`
    })),
    check('blocage', blocage?.value == null, on, blocage, () => ({
      article: blocage?.value?.article ?? habilitationOf(model).blocking?.article ?? article,
      computation: blocked(model, blocage, on)
    })),
    closureCheck(model, on, says('depart'), says('fermeture'))
  ]
}

const delivery = (model: ConventionModel): Article | null =>
  habilitationOf(model).steps.find(({ step }) => step === 'delivered')?.article ?? null

const notDelivered = (demande: HabilitationValues['demande'] | null, on: DateCivile): string => {
  const isNot = `habilitation non délivrée au ${frenchDate(on)}`
  if (demande === null) return `${isNot}, ni demandée`
  return demande.status === 'refusee'
    ? `${isNot} : demande refusée`
    : `${isNot} : dernière étape, ${requestStepNames[demande.step]}`
}

const blocked = (
  model: ConventionModel,
  blocage: Said<HabilitationValues['blocage']>,
  on: DateCivile
): string => {
  if (blocage === null) return `accès jamais bloqué au ${frenchDate(on)}`
  return blocage.value === null
    ? `blocage levé, accès ouvert au ${frenchDate(on)}`
    : `accès bloqué au ${frenchDate(on)} : ${labelOf(habilitationOf(model).blocking?.causes ?? [], blocage.value.cause)}`
}

/** A departure, and the Caf's own closing: either closes the access. */
const closureCheck = (
  model: ConventionModel,
  on: DateCivile,
  depart: Said<HabilitationValues['depart']>,
  fermeture: Said<HabilitationValues['fermeture']>
): Check => {
  if (depart?.value != null) {
    const { article, departedOn } = depart.value
    return check('fermeture', false, on, depart, () => ({
      article,
      computation: `mission terminée : premier jour sans accès, le ${frenchDate(departedOn)}`
    }))
  }
  if (fermeture?.value != null) {
    const { article } = fermeture.value
    return check('fermeture', false, on, fermeture, () => ({
      article,
      computation: `accès fermé par la Caf au ${frenchDate(on)}`
    }))
  }
  return check('fermeture', true, on, depart ?? fermeture, () => ({
    article: habilitationOf(model).closing.article,
    computation: `accès non fermé au ${frenchDate(on)}`
  }))
}
