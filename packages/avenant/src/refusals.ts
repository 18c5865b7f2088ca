/** A refusal as it is told in JSON: its code, where, why in French, and under which article. */
import { type AnyRefusal, frenchArticle } from '@avenant/domain'

export const toldRefusal = ({ code, path, sentence, article, computation }: AnyRefusal) => ({
  code,
  path,
  sentence,
  article,
  articleText: article === null ? null : frenchArticle(article),
  computation
})
