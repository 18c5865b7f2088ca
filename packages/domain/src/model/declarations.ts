/** Until which day the declarations of a year are given (P25). */
import * as E from 'fp-ts/Either'
import type { Computed } from '../dates/compute'
import { type Article, frenchArticle } from '../refusal'
import { addDays, type DateCivile, frenchDate, parseDateCivile } from '../time/date-civile'
import type { ConventionModel } from './model'

/**
 * The last day on which the declarations of a year are given, its article and how it was found. Null where the model
 * knows no declarations, and for a year that no date can write.
 *
 * @example
 * lastDayToProvide(psu, 2020)?.date // 2021-06-30
 */
export const lastDayToProvide = (
  { declarations }: ConventionModel,
  year: number
): (Computed & { readonly article: Article }) | null => {
  if (declarations === null) return null
  const { lastDay, article } = declarations
  const { month, day, yearsAfter, bound } = lastDay
  const parsed = parseDateCivile(
    [year + yearsAfter, month, day].map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-')
  )
  if (E.isLeft(parsed)) return null
  const date: DateCivile = bound === 'inclusive' ? parsed.right : addDays(parsed.right, -1)
  const until =
    bound === 'inclusive' ? `jusqu'au ${frenchDate(date)} inclus` : `avant le ${frenchDate(parsed.right)}`
  return { date, article, computation: `déclarations de ${year} : ${until} (${frenchArticle(article)})` }
}
