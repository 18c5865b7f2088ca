import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { NonBlank } from '../codec'
import { Article } from '../refusal'

/** Stands for the source of the model until the whole of it is read: no source is an empty text. */
const OWN = ''

/** An article as a model writes it: a text alone is an article of the model's own source. */
export const ModelArticle: t.Type<Article, unknown, unknown> = new t.Type(
  'article',
  Article.is,
  (u, context) =>
    typeof u === 'string'
      ? E.map((article: string) => ({ source: OWN, article }))(NonBlank.validate(u, context))
      : Article.validate(u, context),
  Article.encode
)

/** Gives the articles that were written as a text the source of the model; what it gives is frozen, to be shared. */
export const sourced = <M extends { readonly source: string }>(model: M): M =>
  // The same shape as before, another text in place of an empty one.
  withSource(model, model.source) as M

const withSource = (value: unknown, source: string): unknown => {
  if (Array.isArray(value)) return Object.freeze(value.map(item => withSource(item, source)))
  if (typeof value !== 'object' || value === null) return value
  return Object.freeze(
    Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === 'source' && inner === OWN ? source : withSource(inner, source)
      ])
    )
  )
}
