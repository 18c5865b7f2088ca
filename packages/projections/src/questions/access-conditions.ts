/** The conditions of G16 that are a person's own access, under one of her habilitations. */
import {
  type Article,
  type ConventionModel,
  type DateCivile,
  frenchDate,
  type HabilitationId,
  type HabilitationValues,
  habilitationOf,
  isUnused,
  labelOf,
  requestStepNames
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import { type Check, check, lasting, type Use } from './conditions'
import { unusedComputation } from './inactivity'
import { habilitationSays, type Lines, type Said } from './lines'

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
