/** Which establishments a convention may cover, and what may be held on them. */
import * as t from 'io-ts'
import { Count, defaulted, described, NonBlank, nullable, oneOf, optionally, struct } from '../codec'
import { StableId } from '../identity/ids'
import type { Article } from '../refusal'
import { ModelArticle } from './article'
import { Need } from './instrument'
import { Words } from './words'

export const EtablissementsBlock = struct('Champ', {
  natures: described("Les natures d'établissement que la convention peut couvrir.", Words),
  mustBeFinanced: described(
    'Seuls les établissements financés par la Caf entrent dans le champ.',
    defaulted(t.boolean, () => false)
  ),
  numeroSias: described(
    'Si chaque établissement doit avoir un n° Sias.',
    defaulted(oneOf('n° Sias', ['required', 'optional']), () => 'optional' as const)
  ),
  article: described("L'article qui définit le champ.", ModelArticle),
  change: described("Ce que demande l'entrée, la sortie ou le changement d'un établissement.", Need)
})

/**
 * What may be held by a person, on an establishment or for the convention as a whole: a role of the portal (PSU), a kind
 * of data (MEF).
 */
export const Role = struct('Rôle', {
  id: described('Ce qui est enregistré : lettres ASCII, chiffres et tirets.', StableId),
  label: described('Ce que les gens lisent.', NonBlank),
  onEtablissement: described(
    'Se tient sur un établissement ; sinon, pour toute la convention : ce qui suit « par établissement » y vaut alors une fois.',
    defaulted(t.boolean, () => true)
  ),
  cap: described('Au plus tant de personnes par établissement ; null : sans maximum.', optionally(Count)),
  capByRang: described(
    'Au plus tant de titulaires et de suppléants par établissement : un titulaire et un suppléant ; null : sans maximum.',
    optionally(
      struct('MaximumParRang', {
        titulaire: described('Au plus tant de titulaires ; null : sans maximum.', optionally(Count)),
        suppleant: described('Au plus tant de suppléants ; null : sans maximum.', optionally(Count))
      })
    )
  ),
  capPerConvention: described(
    'Au plus tant de personnes dans toute la convention ; null : sans maximum.',
    optionally(Count)
  ),
  minPerConvention: described(
    'Au moins tant de personnes dans toute la convention une fois signée : en dessous, refus.',
    defaulted(Count, () => 0)
  ),
  min: described(
    'Au moins tant de personnes par établissement une fois la convention signée : en dessous, refus.',
    defaulted(Count, () => 0)
  ),
  covered: described(
    'Doit être tenu : un rôle vacant est une alerte.',
    defaulted(t.boolean, () => false)
  ),
  natures: described(
    "N'existe que sur les établissements de ces natures ; null : sur tous.",
    defaulted(nullable(t.readonlyArray(StableId)), () => null)
  ),
  article: described("L'article qui définit le rôle.", ModelArticle),
  coverageArticle: described(
    "L'article qui demande que le rôle soit tenu ; par défaut, celui du rôle.",
    defaulted(ModelArticle, ({ article }: { readonly article: Article }) => article)
  ),
  onceAcross: described(
    'Tenu sur un établissement, il ne l’est sous aucune autre convention : deux à la fois sont une alerte ; absent : permis.',
    optionally(
      struct('TenuUneFois', {
        article: described("L'article qui le veut tenu une seule fois.", ModelArticle)
      })
    )
  ),
  change: described('Ce que demande un changement de titulaire une fois la convention signée.', Need)
})
export type Role = t.TypeOf<typeof Role>
