/** The course of a convention: from when it is in force, for how long, how it goes on, and how a party ends it. */
import * as t from 'io-ts'
import { choice } from '../choice'
import { Count, defaulted, described, oneOf, optionally, struct, tagged } from '../codec'
import { DateExpression } from '../dates/expression'
import { StableId } from '../identity/ids'
import { ModelArticle } from './article'
import { ChangeInstrument, Need } from './instrument'

/** So many months or years, from a day to the day of the same number. */
export const Length = struct('Longueur', {
  count: described('Combien.', Count),
  unit: described('De mois, ou d’années.', oneOf('unité', ['month', 'year']))
})
export type Length = t.TypeOf<typeof Length>

const monthsInYear = 12
export const monthsIn = ({ count, unit }: Length): number => (unit === 'year' ? monthsInYear * count : count)

export const EffectBlock = struct('PriseDEffet', {
  from: described(
    '`declared` : la période est écrite dans la convention. Sinon, comment se calcule le premier jour, depuis les signatures ; une date sans année est de l’année de la dernière.',
    choice('effet', t.literal('declared'), DateExpression, u => typeof u === 'string')
  ),
  article: described("L'article qui donne l'effet.", ModelArticle)
})

const hasCount = (u: unknown): boolean => typeof u === 'object' && u !== null && 'count' in u

const again = {
  times: described('Au plus tant de fois ; absent : sans limite.', optionally(Count)),
  term: described('La durée de chaque renouvellement ; absent : celle du premier terme.', optionally(Length))
}

export const DurationBlock = struct('Durée', {
  term: described(
    "Le premier terme, quand il n'est pas déclaré : sa durée, ou son dernier jour.",
    optionally(choice('terme', Length, DateExpression, hasCount))
  ),
  renewal: described(
    'Sans renouvellement, par tacite reconduction, ou par un acte exprès.',
    defaulted(
      tagged('Renouvellement', 'kind', {
        none: struct('SansRenouvellement', { kind: described('Sans renouvellement.', t.literal('none')) }),
        tacit: struct('TaciteReconduction', {
          kind: described('De lui-même.', t.literal('tacit')),
          ...again
        }),
        express: struct('RenouvellementExprès', {
          kind: described('Par un acte.', t.literal('express')),
          ...again
        })
      }),
      () => ({ kind: 'none' as const })
    )
  ),
  article: described("L'article qui donne la durée.", ModelArticle)
})

/** How a party ends a convention. */
export const NoticeBlock = struct('Préavis', {
  delay: described(
    "Avec `ends: echeance`, le dernier jour pour le donner, compté depuis l'échéance ; avec `ends: delay`, le dernier jour en vigueur, compté depuis la date qui compte.",
    DateExpression
  ),
  counts: described(
    "Ce qui compte : la date d'envoi ou celle de réception.",
    oneOf('date', ['dispatch', 'receipt'])
  ),
  ends: described(
    'Il met fin à la convention à une échéance, ou quand son délai est passé.',
    defaulted(oneOf('fin', ['echeance', 'delay']), () => 'echeance' as const)
  ),
  by: described(
    'Les parties qui peuvent le donner ; absent : toutes.',
    optionally(t.readonlyArray(StableId))
  ),
  article: described("L'article du préavis.", ModelArticle)
})

const ExtensionNeed = struct('BesoinDUneSuite', {
  instrument: described("Ce qu'il faut.", ChangeInstrument),
  article: described("L'article qui le demande.", ModelArticle),
  afterEnd: described(
    "L'acte peut venir après la fin de la convention : elle n'est alors pas interrompue.",
    defaulted(t.boolean, () => false)
  )
})

/** What a change of the convention itself is, and from when an avenant holds. */
export const ChangesBlock = struct('Changements', {
  avenantEffect: described(
    'À partir de quand un avenant a effet ; absent : à sa dernière signature.',
    optionally(
      struct('EffetDUnAvenant', {
        when: described(
          'À sa dernière signature, ou au jour qu’il dit.',
          oneOf('effet', ['last-signature', 'stated'])
        ),
        mayBePast: described(
          'Ce jour peut précéder la dernière signature.',
          defaulted(t.boolean, () => false)
        ),
        article: described("L'article qui le prévoit.", ModelArticle)
      })
    )
  ),
  kinds: described(
    'Les changements de la convention elle-même.',
    defaulted(
      struct('ChangementsDeLaConvention', {
        prolongation: described('Sa fin est reportée.', optionally(ExtensionNeed)),
        renewal: described('Elle est renouvelée par un acte.', optionally(ExtensionNeed)),
        model: described(
          "Une autre version du modèle est adoptée ; absent : par avenant, sous l'article du changement d'une partie.",
          optionally(Need)
        )
      }),
      () => ({ prolongation: null, renewal: null, model: null })
    )
  )
})

/** Who held a role at the end of a year may use it for the declarations of that year until their last day (G16, P25). */
export const DeclarationsBlock = struct('Déclarations', {
  deadline: described(
    "L'échéance jusqu'à laquelle les déclarations d'une année sont données : son id.",
    StableId
  )
})
