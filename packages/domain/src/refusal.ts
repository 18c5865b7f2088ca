import type * as t from 'io-ts'
import { NonBlank, struct } from './codec'
import { visible } from './visible'

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

/** A refusal, and the French sentence that says it to people, on one line, with nothing hidden in it. */
export type Refusal<Code extends string, Facts> = Because<Code, Facts> & { readonly sentence: string }

/**
 * A refusal stands beside the rule that gives it: its code, and its sentence. Without an article when no article speaks,
 * without a computation when nothing was computed.
 *
 * @example
 * const notSigned = refusal('not-signed', () => "cette convention n'est pas encore signée de toutes les parties")
 * notSigned('data.signedOn', null)
 */
export const refusal =
  <const Code extends string, Facts>(code: Code, sentence: (facts: Facts) => string) =>
  (
    path: string,
    facts: Facts,
    article: Article | null = null,
    computation: string | null = null
  ): Refusal<Code, Facts> => ({ code, path, article, computation, facts, sentence: visible(sentence(facts)) })

/** Any refusal, for what shows refusals without knowing their codes. */
export type AnyRefusal = Refusal<string, unknown>
