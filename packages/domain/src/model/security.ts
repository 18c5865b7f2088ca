/** The security duties that a partner undertakes with its signature (A9, P12). */
import { described, struct } from '../codec'
import { ModelArticle } from './article'
import { Words } from './words'

export const SecurityBlock = struct('SécuritéPrévue', {
  duties: described("Ce à quoi le partenaire s'engage par sa signature.", Words),
  article: described("L'article de la sécurité.", ModelArticle)
})
