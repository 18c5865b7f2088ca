/** Until which day the declarations of a year are given (P25). */
import * as E from 'fp-ts/Either'
import { type Computed, computeDate, howComputed } from '../dates/compute'
import { type Article, frenchArticle } from '../refusal'
import { frenchDate } from '../time/date-civile'
import { dateGroundOf } from './dates'
import type { ConventionModel } from './model'

/**
 * The last day on which the declarations of a year are given, its article and how it was found: the deadline that the
 * model names for them. Null where the model knows no declarations, and for a year that no date can write.
 *
 * @example
 * lastDayToProvide(psu, 2020)?.date // 2021-06-30
 */
export const lastDayToProvide = (model: ConventionModel, year: number): LastDay | null => {
  const years = found.get(model) ?? new Map<number, LastDay>()
  found.set(model, years)
  const last = years.get(year) ?? computedFor(model, year)
  if (last !== null) years.set(year, last)
  return last
}

type LastDay = Computed & { readonly article: Article }

/** Each year that a date can write is computed once. */
const found = new WeakMap<ConventionModel, Map<number, LastDay>>()

const computedFor = (model: ConventionModel, year: number): LastDay | null => {
  const { declarations, deadlines } = model
  const deadline = deadlines.find(({ id }) => id === declarations?.deadline)
  if (deadline === undefined) return null
  if (!Number.isInteger(year)) return null
  // The deadline is counted from the year alone.
  const computed = computeDate(dateGroundOf(model, () => null, year))(deadline.due)
  if (E.isLeft(computed)) return null
  const { article } = deadline
  const { date } = computed.right
  const how = howComputed(computed.right)
  return {
    date,
    article,
    computation: `déclarations de ${year} : jusqu'au ${frenchDate(date)} inclus${how === null ? '' : `, ${how}`} (${frenchArticle(article)})`
  }
}
