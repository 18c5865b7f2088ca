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
  type HabilitationId,
  type HabilitationValues,
  habilitationOf,
  isUnused,
  labelOf,
  maxDate,
  type Period,
  type PersonneId,
  requestStepNames,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import { frenchCauses } from '../annexes/end'
import { UNLESS_DENOUNCED } from '../annexes/term'
import type { Point } from '../bitemporal'
import type { Evidence } from './asked'
import { unusedComputation } from './inactivity'
import { conventionSays, habilitationSays, type Lines, nameOfÉtablissement, type Said } from './lines'
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
export type Check = Pick<Condition, 'condition' | 'holds'> & { readonly tell: () => Condition }

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
const lasting = (said: Said<unknown>, on: DateCivile, within: Period | null): string => {
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
      computation: isDelivered
        ? `habilitation délivrée${delivered(délivrance, on)}`
        : notDelivered(demande?.value ?? null, on)
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
    ...inactivityChecks(lines, model, habilitationId, point),
    ...passwordChecks(model, on, says('mot-de-passe')),
    closureCheck(model, on, says('depart'), says('fermeture'))
  ]
}

/**
 * Until a password that was sent is changed, nothing else is possible (P9, M9). None under a model without passwords; where no
 * sending is recorded, whoever delivers the access does not tell of them.
 */
const passwordChecks = (
  model: ConventionModel,
  on: DateCivile,
  said: Said<HabilitationValues['mot-de-passe']>
): ReadonlyArray<Check> => {
  const { passwords } = habilitationOf(model)
  if (passwords === null) return []
  const value = said?.value ?? null
  return [
    check('mot-de-passe', value?.status !== 'a-changer', on, said, () => ({
      article: value?.article ?? passwords.article,
      computation:
        value === null
          ? `aucun envoi de mot de passe enregistré pour le ${frenchDate(on)}`
          : value.status === 'a-changer'
            ? `mot de passe envoyé le ${frenchDate(value.on)}, à changer avant toute autre opération`
            : `mot de passe changé le ${frenchDate(value.on)}`
    }))
  ]
}

/** None under a model that knows no such blocking (M25), nor before the delivery. */
const inactivityChecks = (
  { inactivities }: Lines,
  model: ConventionModel,
  habilitationId: HabilitationId,
  point: Point
): ReadonlyArray<Check> => {
  const { on } = point
  const { inactivity } = habilitationOf(model)
  const found = inactivities.countedOn(model, habilitationId, point)
  if (inactivity === null || found === null) return []
  const { counted, event } = found
  return [
    check(
      'inactivite',
      !isUnused(counted, on),
      on,
      { value: counted, event, span: () => ({ from: counted.on, to: null }) },
      () => ({ article: inactivity.article, computation: unusedComputation(model, counted, on) })
    )
  ]
}

const delivery = (model: ConventionModel): Article | null =>
  habilitationOf(model).steps.find(({ step }) => step === 'delivered')?.article ?? null

/** The line of the delivery starts on its day. */
const delivered = (délivrance: Said<unknown>, on: DateCivile): string => {
  const since = délivrance?.span().from ?? null
  const when = since === null ? '' : ` le ${frenchDate(since)}`
  return since === on ? when : `${when}, toujours valable le ${frenchDate(on)}`
}

const notDelivered = (demande: HabilitationValues['demande'] | null, on: DateCivile): string => {
  const isNot = `aucune délivrance de l'habilitation enregistrée pour le ${frenchDate(on)}`
  if (demande === null) return `${isNot}, ni aucune demande`
  return demande.status === 'refusee'
    ? `${isNot} : demande refusée`
    : `${isNot} : dernière étape, ${requestStepNames[demande.step]}`
}

const blocked = (
  model: ConventionModel,
  blocage: Said<HabilitationValues['blocage']>,
  on: DateCivile
): string => {
  if (blocage === null) return `aucun blocage de l'accès enregistré pour le ${frenchDate(on)}`
  if (blocage.value !== null)
    return `accès bloqué${lasting(blocage, on, null)} : ${labelOf(habilitationOf(model).blocking?.causes ?? [], blocage.value.cause)}`
  const since = blocage.span().from
  return blocage.event().type === 'AccessUnblocked' && since !== null
    ? `blocage de l'accès levé le ${frenchDate(since)}, aucun autre enregistré pour le ${frenchDate(on)}`
    : `aucun blocage de l'accès ne tient le ${frenchDate(on)}`
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
      computation: `accès fermé par la Caf${lasting(fermeture, on, null)}`
    }))
  }
  return check('fermeture', true, on, depart ?? fermeture, () => ({
    article: habilitationOf(model).closing.article,
    computation:
      (depart ?? fermeture) === null
        ? `aucune fermeture de l'accès ni fin de mission enregistrée pour le ${frenchDate(on)}`
        : `aucune fermeture de l'accès ni fin de mission ne tient le ${frenchDate(on)}`
  }))
}
