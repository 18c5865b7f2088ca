/** Why and when a convention ends, once that is known. */
import {
  type DateCivile,
  type EndCause,
  type FactOf,
  frenchArticle,
  frenchDate,
  type VersionFrom
} from '@avenant/domain'
import type { Step } from '../bitemporal'
import type { ConventionFact } from '../dossiers'
import type { End, Situation } from './description'

type StepsOf<K extends ConventionFact['kind']> = ReadonlyArray<Step<FactOf<ConventionFact, K>>>

/**
 * As known at the moment asked: when the effet starts, when and why it ends; for which breach, if for one; which versions of
 * the model rule from which day.
 */
export type EffetLines = {
  readonly effet: StepsOf<'effet'>
  readonly manquement: StepsOf<'manquement'>
  readonly versions: ReadonlyArray<VersionFrom>
}

/** An end, and the first day on which it holds. */
export type EndStep = End & { readonly on: DateCivile }

/** The first end after a date, or the first of all; null while none is known. */
export const endIn = (
  { effet, manquement }: Pick<EffetLines, 'effet' | 'manquement'>,
  after: DateCivile | null = null
): EndStep | null => {
  for (const { value, span } of effet)
    if (value?.status === 'terminee' && span.from !== null && (after === null || span.from > after)) {
      const { cause, article, computation } = value
      const breach = cause === 'resiliation' ? stepOn(manquement, span.from)?.value : null
      return {
        on: span.from,
        cause,
        article,
        computation: breach == null ? computation : `${computation} : ${breach}`
      }
    }
  return null
}

/** The last step that starts by a day; null is since always. */
export const stepOn = <S extends Step>(steps: ReadonlyArray<S>, day: DateCivile | null): S | undefined =>
  steps.findLast(({ span: { from } }) => from === null || (day !== null && from <= day))

export const frenchCauses: Readonly<Record<EndCause, string>> = {
  terme: 'arrivée à son terme',
  preavis: 'préavis donné',
  resiliation: 'résiliation'
}

/** « dernier jour le 25/07/2024, préavis donné (MEF, article 5) », then how it was found; null when the effect itself says it. */
export const frenchEnd = ({
  end,
  lastDay
}: Pick<Situation, 'end' | 'lastDay'>): readonly [what: string, computation: string] | null => {
  if (end === null || end.cause === 'terme') return null
  const { cause, article, computation } = end
  const when = lastDay === null ? '' : `dernier jour le ${frenchDate(lastDay)}, `
  return [`${when}${frenchCauses[cause]} (${frenchArticle(article)})`, computation]
}
