/** Who is party to a convention, and what a change of a party needs. */
import * as t from 'io-ts'
import { Count, defaulted, described, NonBlank, nullable, oneOf, struct } from '../codec'
import { SigningActeur } from '../identity/acteur'
import { StableId } from '../identity/ids'
import type { Article } from '../refusal'
import { ModelArticle } from './article'
import { Need } from './instrument'
import { Words } from './words'

export const PartyRole = struct('PartieAttendue', {
  id: described('Le nom sous lequel les actes la désignent : `gestionnaire`, `caf`.', StableId),
  label: described('Son nom dans les documents : « le gestionnaire ».', NonBlank),
  acteur: described('Qui peut agir pour elle, outre un agent de la Caf.', SigningActeur),
  min: described(
    "Au moins tant de parties de ce rôle, chaque jour ; 0 : il peut n'y en avoir aucune.",
    defaulted(Count, () => 1)
  ),
  max: described(
    'Au plus tant de parties de ce rôle, chaque jour ; null : sans maximum.',
    defaulted(nullable(Count), ({ min }: { readonly min: number }) => Math.max(min, 1))
  ),
  joins: described(
    "Une partie de ce rôle peut adhérer à la convention signée, par un avenant qu'elle signe.",
    defaulted(t.boolean, () => false)
  ),
  leaves: described(
    "Une partie de ce rôle peut s'en retirer par une modification, les autres restant liées.",
    defaulted(t.boolean, () => false)
  ),
  leaverSigns: described(
    "Elle signe l'avenant par lequel elle se retire ; sinon, celles qui restent suffisent.",
    defaulted(t.boolean, () => true)
  ),
  noticeEnds: described(
    "Ce que termine son préavis : la convention (`all`), ou sa seule part (`own-part`), tant que son rôle garde son minimum et qu'il reste deux parties.",
    defaulted(oneOf('ce que termine le préavis', ['all', 'own-part']), () => 'all' as const)
  ),
  nature: described(
    "Personne morale, personne physique (son nom et son adresse sont alors des données personnelles), ou l'une ou l'autre.",
    defaulted(oneOf('nature de la partie', ['legal', 'natural', 'either']), () => 'legal' as const)
  )
})
export type PartyRole = t.TypeOf<typeof PartyRole>

/** Whether parties of a role come or go while the convention runs. */
export const isChanging = ({ joins, leaves, noticeEnds }: PartyRole): boolean =>
  joins || leaves || noticeEnds === 'own-part'

export const Parties = struct('Parties', {
  article: described("L'article qui nomme les parties.", ModelArticle),
  change: described(
    "Ce que demande le changement d'une partie ou de sa fiche administrative ; par défaut, un avenant, selon l'article des parties.",
    defaulted(Need, ({ article }: { readonly article: Article }) => ({
      instrument: 'avenant' as const,
      article
    }))
  ),
  roles: described(
    'Les rôles des parties, dans leur ordre. Chaque partie signe ; une au moins est la Caf.',
    t.readonlyArray(PartyRole)
  )
})

export type Parties = t.TypeOf<typeof Parties>

/** The administrative sheet (P29). */
export const FicheBlock = struct('FicheAttendue', {
  required: described(
    'La convention ne se rédige pas sans elle.',
    defaulted(t.boolean, () => true)
  ),
  natures: described('Les natures de gestionnaire que la fiche peut nommer.', Words),
  article: described("L'article qui la demande.", ModelArticle)
})
