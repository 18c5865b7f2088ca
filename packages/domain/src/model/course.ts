/** From when to when a convention is in force, and how it ends. */
import * as t from 'io-ts'
import { Count, defaulted, described, nullable, oneOf, struct, tagged } from '../codec'
import { Delay } from '../dates/delay'
import { StableId } from '../identity/ids'
import { ModelArticle } from './article'

export const EffectBlock = tagged('Effet', 'kind', {
  'declared-period': struct('PériodeDéclarée', {
    kind: described('La période est écrite dans la convention.', t.literal('declared-period')),
    article: described("L'article qui donne la période.", ModelArticle)
  }),
  'at-signature': struct('ÀLaSignature', {
    kind: described('La convention prend effet à une signature.', t.literal('at-signature')),
    which: described('La première ou la dernière signature.', oneOf('signature', ['first', 'last'])),
    article: described("L'article qui donne l'effet.", ModelArticle)
  })
})

export const DurationBlock = struct('Durée', {
  months: described(
    "La durée d'une période, en mois, quand elle n'est pas déclarée.",
    defaulted(nullable(Count), () => null)
  ),
  renewal: described(
    'Sans reconduction, ou par tacite reconduction.',
    defaulted(oneOf('renouvellement', ['none', 'tacit']), () => 'none' as const)
  ),
  article: described("L'article qui donne la durée.", ModelArticle)
})

/** How a party ends a convention that renews itself, at an échéance. */
export const NoticeBlock = struct('Préavis', {
  delay: described("Le délai avant l'échéance.", Delay),
  counts: described(
    "Ce qui compte : la date d'envoi ou celle de réception.",
    oneOf('date', ['dispatch', 'receipt'])
  ),
  article: described("L'article du préavis.", ModelArticle)
})

/** Who held a role at the end of a year may use it for the declarations of that year until their last day (G16, P25). */
export const DeclarationsBlock = struct('Déclarations', {
  deadline: described(
    "L'échéance jusqu'à laquelle les déclarations d'une année sont données : son id.",
    StableId
  )
})
