/** The effect that signatures give, and the earliest of what ends a convention. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { type Computed, computeDate, howComputed, type Undated } from '../dates/compute'
import type { DateExpression } from '../dates/expression'
import { frenchDateExpression } from '../dates/french'
import type { ModelOn } from '../dossier/look'
import { type Length, monthsIn } from '../model/course'
import { calendarsIn, dateGroundOf, partyLabel } from '../model/dates'
import type { ConventionModel } from '../model/model'
import { type AnyRefusal, type Article, frenchArticle, refusal } from '../refusal'
import { addDays, addMonths, type DateCivile, frenchDate, lastDate, yearOf } from '../time/date-civile'
import { always, compareStarts, frenchPeriod, isEmpty, type Period } from '../time/period'
import type { Timeline } from '../timeline'
import { countedOn, endByNotice, modelOfNotice, type Notice } from './notices'
import { périodeVide } from './refusals'
import { termsOf } from './term'
import type { Effect, Effet, EndCause, Renewal } from './values'

/** An act that ends a convention before its term. */
export type Ending =
  | ({
      readonly kind: 'notice'
      readonly place: number
      /** Why it ends the convention, of one that is meant to end its own part. */
      readonly because?: string
    } & Notice)
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
  /** Of a notice: the day that counts. */
  readonly noticedOn?: DateCivile
  /** The place of the act that ends it; null for its own term. */
  readonly place: number | null
}

const periodMissing = refusal(
  'period-missing',
  () => 'il manque la période de la convention, avec un premier et un dernier jour'
)
const periodNotDeclared = refusal(
  'period-not-declared',
  ({ sentence }: { readonly sentence: string }) => sentence
)
/** A date that cannot be: the signatures give no effect. */
export const undatedEffect = refusal(
  'effect-undated',
  ({ sentence }: { readonly sentence: string }) => sentence
)

/** Whether a draft declares its days as the model asks it to. */
export const periodRefusals = (
  model: ConventionModel,
  period: Period | undefined
): ReadonlyArray<AnyRefusal> => {
  const path = 'data.period'
  const { effect, duration } = model
  const { from, article } = effect
  if (from !== 'declared') {
    const when = frenchDateExpression({ calendars: calendarsIn(model), partyLabel: partyLabel(model) })(from)
    const sentence = `cette convention prend effet ${when} : sa période ne s'écrit pas`
    return period === undefined ? [] : [periodNotDeclared(path, { sentence }, article)]
  }
  if (period?.from == null || (period.to === null && duration.term === null))
    return [periodMissing(path, null, article)]
  return isEmpty(period) ? [périodeVide(path, { period }, article)] : []
}

/** The days of the first and of the last signature of a text. */
export type Signed = { readonly first: DateCivile; readonly last: DateCivile }

/** What a draft declares of its days: a convention that renews itself has no end of its own. */
export const declaredPeriod = ({ duration }: ConventionModel, declared: Period | null): Period => {
  const { from = null, to = null } = declared ?? {}
  return { from, to: duration.renewal.kind === 'tacit' ? null : to }
}

/** What an effect is made of: the signatures of every party, and the period that the draft declares. */
export type Signatures = {
  readonly declared: Period | null
  /** By the role of the party in the model; where a role has several, the last of theirs. */
  readonly byRole: ReadonlyMap<string, DateCivile>
  readonly signed: Signed
}

/** The first day, the end of the first term, how the two were found, in French. */
type FirstTerm = {
  readonly from: DateCivile | null
  readonly to: DateCivile | null
  readonly sentence: string
}

/** From when to when the convention is in force, once these signatures are given (P27, M17, M18); or why it has no date. */
export const effectOf = (model: ConventionModel, signatures: Signatures): E.Either<Undated, Effect> => {
  const { effect } = model
  return pipe(
    effect.from === 'declared'
      ? declaredTerm(model, signatures)
      : computedTerm(model, signatures, effect.from),
    E.map(first => goingOn(model, signatures, first))
  )
}

const declaredTerm = (model: ConventionModel, signatures: Signatures): E.Either<Undated, FirstTerm> => {
  const written = signatures.declared ?? always
  const isTacit = model.duration.renewal.kind === 'tacit'
  if (written.to !== null || written.from === null)
    return E.right({ ...written, sentence: `${frenchPeriod(written)}${isTacit ? ',' : ''}` })
  return pipe(
    termFrom(model, signatures, written.from),
    E.map(({ to }) => ({
      from: written.from,
      to,
      sentence: isTacit ? `${frenchPeriod(written)},` : frenchPeriod({ from: written.from, to })
    }))
  )
}

const computedTerm = (
  model: ConventionModel,
  signatures: Signatures,
  expression: DateExpression
): E.Either<Undated, FirstTerm> =>
  pipe(
    dateOf(model, signatures, null)(expression),
    E.chain(computed =>
      pipe(
        termFrom(model, signatures, computed.date),
        E.map(({ to, sentence }) => ({
          from: computed.date,
          to,
          sentence: `à compter du ${frenchDate(computed.date)}${whence(expression, computed)}${sentence}`
        }))
      )
    )
  )

/** « , date de la dernière signature »; else how the day was computed, where that says more than the day. */
const whence = (expression: DateExpression, computed: Computed): string =>
  Object.keys(expression).length === 1 &&
  (expression.from === 'first-signature' || expression.from === 'last-signature')
    ? `, date de la ${expression.from === 'first-signature' ? 'première' : 'dernière'} signature`
    : inBrackets(computed)

const inBrackets = (computed: Computed): string => {
  const how = howComputed(computed)
  return how === null ? '' : ` (${how})`
}

/** The end of a first term that starts on a day: the first day after it. Null where none is stated, or no date can write it. */
const termFrom = (
  model: ConventionModel,
  signatures: Signatures,
  from: DateCivile
): E.Either<Undated, { readonly to: DateCivile | null; readonly sentence: string }> => {
  const { term } = model.duration
  if (term === null) return E.right({ to: null, sentence: '' })
  if ('count' in term) {
    const to = addMonths(from, monthsIn(term))
    return E.right({ to: to > lastDate ? null : to, sentence: `, pour ${durationInWords(monthsIn(term))}` })
  }
  return pipe(
    dateOf(model, signatures, from)(term),
    E.map(computed => ({
      to: computed.date >= lastDate ? null : addDays(computed.date, 1),
      sentence: `, jusqu'au ${frenchDate(computed.date)}${inBrackets(computed)}`
    }))
  )
}

/** Dates of a convention are counted from its signatures and its effect; the year is that of the effect, or of the last signature. */
const dateOf = (
  model: ConventionModel,
  { byRole, signed }: Signatures,
  effect: DateCivile | null
): ((expression: DateExpression) => E.Either<Undated, Computed>) =>
  computeDate(
    dateGroundOf(
      model,
      anchor => {
        switch (anchor.from) {
          case 'first-signature':
            return signed.first
          case 'last-signature':
            return signed.last
          case 'party-signature':
            return byRole.get(anchor.party) ?? null
          case 'effect':
            return effect
          default:
            return null
        }
      },
      yearOf(effect ?? signed.last)
    )
  )

/**
 * What comes after the first term. Its end is the first échéance, whatever its length; where each term has one length,
 * échéances are counted from the effect.
 */
const goingOn = (
  model: ConventionModel,
  { declared }: Signatures,
  { from, to, sentence }: FirstTerm
): Effect => {
  const { renewal: next, term } = model.duration
  const length = next.kind === 'none' ? null : (next.term ?? (hasLength(term) ? term : null))
  const months = length === null ? null : monthsIn(length)
  const isEven = declared?.to == null && hasLength(term) && monthsIn(term) === months
  const anchor = isEven ? from : to
  const renewal: Renewal | null =
    next.kind === 'tacit' && months !== null && anchor !== null
      ? { anchor, months, ...(next.times === null ? {} : { times: next.times }) }
      : null
  const end =
    renewal === null
      ? next.kind === 'tacit'
        ? null
        : to
      : lastÉchéance({ period: { from, to: null }, renewal, cause: null, computation: sentence })
  return {
    // An end that no date can write is none.
    period: { from, to: end },
    renewal,
    cause: end === null ? null : 'terme',
    computation: [
      sentence,
      ...(next.kind === 'none' ? [] : [renewable(next, next.term === null ? null : months)]),
      `(${frenchArticle(model.effect.article)})`
    ].join(' ')
  }
}

const hasLength = (term: ConventionModel['duration']['term']): term is Length =>
  term !== null && 'count' in term

/** The end of a convention that renews itself so many times; null without a limit, or where no date can write it. */
const lastÉchéance = (effect: Effect): DateCivile | null => {
  const times = effect.renewal?.times
  if (times === undefined) return null
  for (const { renewal, next } of termsOf(effect)) {
    if (next > lastDate) return null
    if (renewal === times) return next
  }
  return null
}

/** « renouvelable deux fois par tacite reconduction, pour trois ans ». */
const renewable = (
  { kind, times }: Exclude<ConventionModel['duration']['renewal'], { readonly kind: 'none' }>,
  months: number | null
): string => {
  const often = times === null ? '' : times === 1 ? ' une fois' : ` ${timesInWords[times] ?? times} fois`
  const length = months === null ? '' : `, pour ${durationInWords(months)}`
  return `renouvelable${often} ${kind === 'tacit' ? 'par tacite reconduction' : 'par un acte exprès'}${length}`
}

const timesInWords = ['zéro', 'une', 'deux', 'trois', 'quatre', 'cinq']

/** « un an », « deux ans », « 18 mois ». */
const durationInWords = (months: number): string => {
  const years = months / monthsIn({ count: 1, unit: 'year' })
  if (!Number.isInteger(years) || years === 0) return `${months} mois`
  return years === 1 ? 'un an' : `${['deux', 'trois', 'quatre', 'cinq'][years - 2] ?? years} ans`
}

/**
 * What ends an effect: the earliest of its own term, and of the notices and terminations that stand. `article`: of its term,
 * or of what moved that.
 */
export const earliestEnd = (
  version: ModelOn,
  { effect, article }: { readonly effect: Effect; readonly article: Article },
  endings: ReadonlyArray<Ending>
): End | null => {
  const { cause, computation, period } = effect
  const term: ReadonlyArray<End> =
    period.to === null || cause === null ? [] : [{ on: period.to, cause, computation, article, place: null }]
  const ends = endings.flatMap(ending => endOf(version, effect, ending) ?? [])
  // Of one day, the term comes first, then what was recorded first.
  return [...term, ...ends].toSorted((a, b) => compareStarts(a.on, b.on))[0] ?? null
}

const endOf = (version: ModelOn, effect: Effect, ending: Ending): End | null => {
  const { place } = ending
  if (ending.kind === 'termination') {
    const { on } = ending
    const model = version(on)
    const word = model.termination?.causes.find(({ id }) => id === ending.cause)
    const article = word?.article ?? model.termination?.article ?? model.duration.article
    const why = word === undefined ? '' : `, ${word.label}`
    const computation = `résiliée le ${frenchDate(on)}${why} (${frenchArticle(article)})`
    return { on, cause: 'resiliation', computation, article, place }
  }
  const model = modelOfNotice(version, ending)
  const due = endByNotice(model, effect, ending)
  const article = model.notice?.article ?? model.duration.article
  const { counted: noticedOn } = countedOn(model, ending)
  return due === null
    ? null
    : {
        on: due.date,
        cause: 'preavis',
        computation: [due.computation, ...(ending.because === undefined ? [] : [ending.because])].join(' ; '),
        article,
        noticedOn,
        place
      }
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

const overBy = ({ on: _, place: __, ...why }: End): Effet => ({ status: 'terminee', ...why })
