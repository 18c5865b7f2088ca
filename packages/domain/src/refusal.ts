import type * as t from 'io-ts'
import { NonBlank, oneOf, struct } from './codec'

/** Where a rule stands: `{ source: 'PSU', article: '2.3' }`. */
export const Article = struct('Article', { source: NonBlank, article: NonBlank })
export type Article = t.TypeOf<typeof Article>

/** « PSU, article 2.3 », « MEF, Préambule » */
export const frenchArticle = ({ source, article }: Article): string =>
  `${source}, ${/^\d/.test(article) ? `article ${article}` : article}`

/**
 * Why a command is refused, as data (G12): the rule's article, the facts used, the computation in French when a
 * date or a count was computed, and where in the command the fault is (`''` is the whole command).
 * `article` is null for what no article says: an unknown id, a command out of order.
 */
export type Because<Code extends string, Facts> = {
  readonly code: Code
  readonly path: string
  readonly article: Article | null
  readonly computation: string | null
  readonly facts: Facts
}

/** A refusal; without an article when no article speaks, without a computation when nothing was computed. */
export const because = <const Code extends string, const Facts>(
  code: Code,
  path: string,
  facts: Facts,
  article: Article | null = null,
  computation: string | null = null
): Because<Code, Facts> => ({ code, path, article, computation, facts })

/** Any refusal, for what shows refusals without knowing their codes. */
export type AnyRefusal = Because<string, unknown>

/**
 * Something that a decision noticed and that stops nothing (P10, M23, M24): recorded in the event, with its
 * article and its computation.
 */
export const Warning = struct('Warning', {
  code: oneOf('code', [
    'shared-mailbox',
    'mailbox-already-used',
    'named-date-differs',
    'transmitted-after-signature',
    'reported-late'
  ]),
  article: Article,
  computation: NonBlank
})
export type Warning = t.TypeOf<typeof Warning>
