/** The effect that signatures give, and the earliest of what ends a convention. */
import type { ConventionModel } from '../model/model'
import { type Article, frenchArticle } from '../refusal'
import { addMonths, type DateCivile, frenchDate, lastDate } from '../time/date-civile'
import { frenchPeriod, type Period } from '../time/period'
import type { Timeline } from '../timeline'
import { dueÉchéance, type Notice } from './notices'
import { firstOf, lastOf, type Signatures } from './signatures'
import type { Effect, Effet, EndCause } from './values'

/** An act that ends a convention before its term. */
export type Ending =
  | ({ readonly kind: 'notice'; readonly place: number } & Notice)
  | { readonly kind: 'termination'; readonly place: number; readonly on: DateCivile }

export type End = {
  readonly on: DateCivile
  readonly cause: EndCause
  readonly computation: string
  readonly article: Article
  readonly place: number
}

/** From when to when the convention is in force, once these signatures are given (P27, M17, M18). */
export const effectOf = (model: ConventionModel, declared: Period | null, signatures: Signatures): Effect => {
  const { effect, duration } = model
  const tacit = duration.renewal === 'tacit'
  const article = frenchArticle(effect.article)
  const renewalFrom = (anchor: DateCivile | null): Effect['renewal'] =>
    tacit && duration.months !== null && anchor !== null ? { anchor, months: duration.months } : null
  const length = duration.months === null ? '' : `, pour ${frenchMonths(duration.months)}`
  const renewable = tacit ? 'renouvelable par tacite reconduction' : ''
  if (effect.kind === 'declared-period') {
    const written = declared ?? { from: null, to: null }
    const period = tacit ? { from: written.from, to: null } : written
    return {
      period,
      // The first term is the declared one, whatever its length: its end is the first échéance. Without an end, it has
      // the length of the others.
      renewal: renewalFrom(written.to ?? written.from),
      cause: period.to === null ? null : 'terme',
      computation: `${frenchPeriod(written)}${renewable === '' ? '' : `, ${renewable}`} (${article})`
    }
  }
  const from = effect.which === 'first' ? firstOf(signatures) : lastOf(signatures)
  const term = tacit || duration.months === null ? null : addMonths(from, duration.months)
  // An end that no date can write is none.
  const to = term === null || term > lastDate ? null : term
  const which = effect.which === 'first' ? 'première' : 'dernière'
  return {
    period: { from, to },
    renewal: renewalFrom(from),
    cause: to === null ? null : 'terme',
    computation: [
      `à compter du ${frenchDate(from)}, date de la ${which} signature${length}`,
      ...(renewable === '' ? [] : [renewable]),
      `(${article})`
    ].join(' ')
  }
}

/** « un an », « deux ans », « 18 mois ». */
const frenchMonths = (months: number): string => {
  const years = months / 12
  if (!Number.isInteger(years) || years === 0) return `${months} mois`
  return years === 1 ? 'un an' : `${['deux', 'trois', 'quatre', 'cinq'][years - 2] ?? years} ans`
}

/** What ends an effect before its own term: the earliest of the notices and terminations that stand. */
export const earliestEnd = (
  model: ConventionModel,
  effect: Effect,
  endings: ReadonlyArray<Ending>
): End | null => {
  const ends = endings.flatMap((ending): ReadonlyArray<End> => {
    const { place } = ending
    if (ending.kind === 'termination') {
      const article = model.termination?.article ?? model.duration.article
      const { on } = ending
      const computation = `résiliée le ${frenchDate(on)} (${frenchArticle(article)})`
      return [{ on, cause: 'resiliation', computation, article, place }]
    }
    const due = dueÉchéance(model, effect, ending)
    const article = model.notice?.article ?? model.duration.article
    return due === null
      ? []
      : [{ on: due.date, cause: 'preavis', computation: due.computation, article, place }]
  })
  const [first] = ends.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.place - b.place))
  const { to } = effect.period
  return first === undefined || (to !== null && to <= first.on) ? null : first
}

/** The whole line of the effet: before, during, after. */
export const effetLine = (
  { duration }: ConventionModel,
  {
    draft,
    effect,
    end
  }: { readonly draft: unknown; readonly effect: Effect | null; readonly end: End | null }
): Timeline<Effet> => {
  if (effect === null) return [{ from: null, value: draft === null ? null : { status: 'projet' } }]
  const { from, to } = effect.period
  const over: End | null =
    end ??
    (to === null
      ? null
      : {
          on: to,
          cause: effect.cause ?? 'terme',
          computation: effect.computation,
          article: duration.article,
          place: 0
        })
  return [
    ...(from === null ? [] : [{ from: null, value: { status: 'a-venir', effect } } as const]),
    { from, value: { status: 'en-vigueur', effect } },
    ...(over === null
      ? []
      : [
          {
            from: over.on,
            value: {
              status: 'terminee',
              cause: over.cause,
              computation: over.computation,
              article: over.article
            }
          } as const
        ])
  ]
}
