import { frenchArticle } from '@avenant/domain'
import type { Reason } from '../questions/ways'

/** How something was found, and its article, which it may name itself. */
export const citing = ({ computation, article }: Pick<Reason, 'computation' | 'article'>): string => {
  const cited = article === null ? '' : frenchArticle(article)
  return cited === '' || computation.includes(cited) ? computation : `${computation} (${cited})`
}
