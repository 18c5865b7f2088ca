/** The effect that signatures give, and the earliest of what ends a convention. */
import type { ConventionModel } from '../model/model'
import { type AnyRefusal, type Article, frenchArticle, refusal } from '../refusal'
import { addMonths, type DateCivile, frenchDate, lastDate } from '../time/date-civile'
import { always, compareStarts, frenchPeriod, isEmpty, type Period } from '../time/period'
import type { Timeline } from '../timeline'
import { dueÉchéance, type Notice } from './notices'
import { périodeVide } from './refusals'
import type { Effect, Effet, EndCause } from './values'

/** An act that ends a convention before its term. */
export type Ending =
  | ({ readonly kind: 'notice'; readonly place: number } & Notice)
  | {
      readonly kind: 'termination'
      readonly place: number
      readonly on: DateCivile
      /** One of the model's; null where it names none. */
      readonly cause: string | null
    }

export type End = {
  readonly on: DateCivile
  readonly cause: EndCause
  readonly computation: string
  readonly article: Article
  /** The place of the act that ends it; null for its own term. */
  readonly place: number | null
}

const periodMissing = refusal(
  'period-missing',
  () => 'il manque la période de la convention, avec un premier et un dernier jour'
)
const periodNotDeclared = refusal(
  'period-not-declared',
  () => "cette convention prend effet à la signature : sa période ne s'écrit pas"
)

/** Whether a draft declares its days as the model asks it to. */
export const periodRefusals = (
  { effect: { kind, article }, duration }: ConventionModel,
  period: Period | undefined
): ReadonlyArray<AnyRefusal> => {
  const path = 'data.period'
  if (kind === 'at-signature') return period === undefined ? [] : [periodNotDeclared(path, null, article)]
  if (period?.from == null || (period.to === null && duration.renewal === 'none'))
    return [periodMissing(path, null, article)]
  return isEmpty(period) ? [périodeVide(path, { period }, article)] : []
}

/** The days of the first and of the last signature of a text. */
export type Signed = { readonly first: DateCivile; readonly last: DateCivile }

/** What a draft declares of its days: a convention that renews itself has no end of its own. */
export const declaredPeriod = ({ duration }: ConventionModel, declared: Period | null): Period => {
  const { from = null, to = null } = declared ?? {}
  return { from, to: duration.renewal === 'tacit' ? null : to }
}

/** From when to when the convention is in force, once these signatures are given (P27, M17, M18). */
export const effectOf = (model: ConventionModel, declared: Period | null, signed: Signed): Effect => {
  const { effect, duration } = model
  const isTacit = duration.renewal === 'tacit'
  const { period, anchor, sentence } =
    effect.kind === 'declared-period'
      ? declaredEffect(model, declared ?? always)
      : effectFrom(model, signed, effect.which)
  return {
    period,
    renewal:
      isTacit && duration.months !== null && anchor !== null ? { anchor, months: duration.months } : null,
    cause: period.to === null ? null : 'terme',
    computation: [
      sentence,
      ...(isTacit ? ['renouvelable par tacite reconduction'] : []),
      `(${frenchArticle(effect.article)})`
    ].join(' ')
  }
}

/**
 * The first term is the declared one, whatever its length: its end is the first échéance. Without an end, it has the
 * length of the others.
 */
const declaredEffect = (model: ConventionModel, written: Period) => ({
  period: declaredPeriod(model, written),
  anchor: written.to ?? written.from,
  sentence: `${frenchPeriod(written)}${model.duration.renewal === 'tacit' ? ',' : ''}`
})

const effectFrom = ({ duration }: ConventionModel, signed: Signed, which: keyof Signed) => {
  const { months, renewal } = duration
  const from = signed[which]
  const term = renewal === 'tacit' || months === null ? null : addMonths(from, months)
  const length = months === null ? '' : `, pour ${durationInWords(months)}`
  return {
    // An end that no date can write is none.
    period: { from, to: term === null || term > lastDate ? null : term },
    anchor: from,
    sentence: `à compter du ${frenchDate(from)}, date de la ${whichNames[which]} signature${length}`
  }
}

const whichNames: Readonly<Record<keyof Signed, string>> = { first: 'première', last: 'dernière' }

/** « un an », « deux ans », « 18 mois ». */
const durationInWords = (months: number): string => {
  const years = months / 12
  if (!Number.isInteger(years) || years === 0) return `${months} mois`
  return years === 1 ? 'un an' : `${['deux', 'trois', 'quatre', 'cinq'][years - 2] ?? years} ans`
}

/** What ends an effect: the earliest of its own term, and of the notices and terminations that stand. */
export const earliestEnd = (
  model: ConventionModel,
  effect: Effect,
  endings: ReadonlyArray<Ending>
): End | null => {
  const { article } = model.duration
  const { cause, computation, period } = effect
  const term: ReadonlyArray<End> =
    period.to === null || cause === null ? [] : [{ on: period.to, cause, computation, article, place: null }]
  const ends = endings.flatMap(ending => endOf(model, effect, ending) ?? [])
  // Of one day, the term comes first, then what was recorded first.
  return [...term, ...ends].toSorted((a, b) => compareStarts(a.on, b.on))[0] ?? null
}

const endOf = (model: ConventionModel, effect: Effect, ending: Ending): End | null => {
  const { place } = ending
  if (ending.kind === 'termination') {
    const { on } = ending
    const word = model.termination?.causes.find(({ id }) => id === ending.cause)
    const article = word?.article ?? model.termination?.article ?? model.duration.article
    const why = word === undefined ? '' : `, ${word.label}`
    const computation = `résiliée le ${frenchDate(on)}${why} (${frenchArticle(article)})`
    return { on, cause: 'resiliation', computation, article, place }
  }
  const due = dueÉchéance(model, effect, ending)
  const article = model.notice?.article ?? model.duration.article
  return due === null
    ? null
    : { on: due.date, cause: 'preavis', computation: due.computation, article, place }
}

/** The whole line of the effet: before, during, after. */
export const effetLine = (
  _: ConventionModel,
  {
    draft,
    effect,
    end
  }: { readonly draft: unknown; readonly effect: Effect | null; readonly end: End | null }
): Timeline<Effet> => {
  if (effect === null) return [{ from: null, value: draft === null ? null : { status: 'projet' } }]
  const { from } = effect.period
  return [
    ...(from === null ? [] : [{ from: null, value: { status: 'a-venir', effect } } as const]),
    { from, value: { status: 'en-vigueur', effect } },
    ...(end === null ? [] : [{ from: end.on, value: overBy(end) }])
  ]
}

const overBy = ({ cause, computation, article }: End): Effet => ({
  status: 'terminee',
  cause,
  computation,
  article
})
