/** Why and when a convention ends, once that is known. */
import {
  type Article,
  type ConventionFact,
  type ConventionModel,
  type DateCivile,
  type EndCause,
  type FactOf,
  frenchArticle,
  frenchDate
} from '@avenant/domain'
import type { Step } from '../bitemporal'
import type { End, Situation } from './description'

/** The line of the effet as known at the moment asked: when it starts, when and why it ends. */
export type EffetSteps = ReadonlyArray<Step<FactOf<ConventionFact, 'effet'>>>

/** An end, and the first day on which it holds. */
export type EndStep = End & { readonly on: DateCivile }

/** The first end after a date, or the first of all; null while none is known. */
export const endIn = (
  steps: EffetSteps,
  model: ConventionModel | null,
  after: DateCivile | null = null
): EndStep | null => {
  for (const { value, span } of steps)
    if (value?.status === 'terminee' && span.from !== null && (after === null || span.from > after)) {
      const { cause, computation } = value
      return { on: span.from, cause, article: articleOf(model, cause), computation }
    }
  return null
}

/** The article of the model under which such an end is decided. */
const articleOf = (model: ConventionModel | null, cause: EndCause): Article | null => {
  if (model === null) return null
  switch (cause) {
    case 'terme':
      return model.duration.article
    case 'preavis':
      return model.notice?.article ?? model.duration.article
    case 'resiliation':
      return model.termination?.article ?? model.duration.article
  }
}

export const frenchCauses: Readonly<Record<EndCause, string>> = {
  terme: 'arrivée à son terme',
  preavis: "préavis donné pour l'échéance",
  resiliation: 'résiliation'
}

/** « 25/07/2024 : préavis donné pour l'échéance (MEF, article 5) », then how it was found; null when the effect itself says it. */
export const frenchEnd = ({
  end,
  lastDay
}: Pick<Situation, 'end' | 'lastDay'>): readonly [what: string, computation: string] | null => {
  if (end === null || end.cause === 'terme') return null
  const { cause, article, computation } = end
  const when = lastDay === null ? 'sans avoir pris effet' : `dernier jour le ${frenchDate(lastDay)}`
  return [
    `${when}, ${frenchCauses[cause]}${article === null ? '' : ` (${frenchArticle(article)})`}`,
    computation
  ]
}
