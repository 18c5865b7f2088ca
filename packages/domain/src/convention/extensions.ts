/** The acts that move the end of a convention: prolongations and express renewals. */
import * as E from 'fp-ts/Either'
import type { ModificationId } from '../identity/ids'
import { monthsIn } from '../model/course'
import type { ChangeInstrument } from '../model/instrument'
import type { ConventionModel } from '../model/model'
import { notProvided } from '../model/refusals'
import { type AnyRefusal, type Article, frenchArticle, refusal } from '../refusal'
import { addDays, addMonths, type DateCivile, frenchDate, lastDate } from '../time/date-civile'
import type { ChangeOf, ModificationChange } from './changes'
import type { Effect, Extension } from './values'

export type ExtendingChange = ChangeOf<'prolong' | 'renew'>

export const extendingIn = (changes: ReadonlyArray<ModificationChange>): ExtendingChange | null =>
  changes.find(change => change.kind === 'prolong' || change.kind === 'renew') ?? null

/** A modification that moves the end, and when and by what it was given. */
export type Extending = {
  readonly change: ExtendingChange
  readonly modificationId: ModificationId
  readonly instrument: ChangeInstrument
  readonly givenOn: DateCivile
  /** The day from which the modification holds. */
  readonly on: DateCivile
  readonly place: number
}

const nothingToExtend = refusal(
  'nothing-to-extend',
  ({ modificationId }: { readonly modificationId: string }) =>
    `la modification ${modificationId} n'a rien à prolonger : cette convention n'a pas de fin connue`
)
const afterEnd = refusal(
  'extended-after-end',
  ({
    modificationId,
    givenOn,
    lastDay
  }: {
    readonly modificationId: string
    readonly givenOn: DateCivile
    readonly lastDay: DateCivile
  }) =>
    `la modification ${modificationId}, du ${frenchDate(givenOn)}, vient après le dernier jour de la convention, le ${frenchDate(lastDay)}`
)
const notLonger = refusal(
  'not-longer',
  ({ modificationId, lastDay }: { readonly modificationId: string; readonly lastDay: DateCivile }) =>
    `la modification ${modificationId} ne prolonge rien : la convention court déjà jusqu'au ${frenchDate(lastDay)}`
)
const noMoreRenewal = refusal(
  'renewals-exhausted',
  ({ times }: { readonly modificationId: string; readonly times: number }) =>
    `cette convention ne se renouvelle que ${times} fois`
)
const beyondDates = refusal(
  'beyond-dates',
  ({ modificationId }: { readonly modificationId: string }) =>
    `la modification ${modificationId} irait au-delà du ${frenchDate(lastDate)}`
)

/** The need of a change of the end, by the model; null where the source knows no such change. */
export const extensionNeed = ({ changes }: ConventionModel, { kind }: ExtendingChange) =>
  (kind === 'prolong' ? changes?.kinds.prolongation : changes?.kinds.renewal) ?? null

/** The source knows no such change of the end. */
export const notExtensible = (model: ConventionModel, { kind }: ExtendingChange, path: string): AnyRefusal =>
  notProvided(kind === 'prolong' ? 'prolongation' : 'renouvellement', model.duration.article, path)

/** The effect once an act has moved its end, or why the act moves nothing. */
export const extended = (
  model: ConventionModel,
  effect: Effect,
  extending: Extending
): E.Either<AnyRefusal, Effect> => {
  const { change, modificationId, givenOn, instrument } = extending
  const need = extensionNeed(model, change)
  const article = need?.article ?? model.duration.article
  const { to: end } = effect.period
  const { extensions = [] } = effect
  if (end === null) return E.left(nothingToExtend('', { modificationId }, article))
  const lastDay = addDays(end, -1)
  if (givenOn >= end && need?.afterEnd !== true)
    return E.left(afterEnd('', { modificationId, givenOn, lastDay }, article, effect.computation))
  const { renewal } = model.duration
  const times = renewal.kind === 'express' ? renewal.times : null
  if (change.kind === 'renew' && times !== null && renewalsIn(extensions) >= times)
    return E.left(noMoreRenewal('', { modificationId, times }, article, effect.computation))
  const to = change.kind === 'prolong' ? change.to : renewedEnd(model, effect, end)
  if (to > lastDate) return E.left(beyondDates('', { modificationId }, article))
  if (to <= end) return E.left(notLonger('', { modificationId, lastDay }, article, effect.computation))
  if (need === null) return E.left(notExtensible(model, change, ''))
  const extension: Extension = {
    kind: change.kind === 'prolong' ? 'prolongation' : 'renouvellement',
    from: end,
    to,
    modificationId,
    instrument,
    givenOn
  }
  return E.right({
    ...effect,
    period: { ...effect.period, to },
    computation: `${effect.computation}, ${frenchExtension(extension)}${cited(article)}`,
    extensions: [...extensions, extension]
  })
}

const cited = (article: Article): string => ` (${frenchArticle(article)})`

const renewalsIn = (extensions: ReadonlyArray<Extension>): number =>
  extensions.filter(({ kind }) => kind === 'renouvellement').length

/** Counted from one date, so that none drifts: the effect where each term has one length, else the last end that was stated. */
const renewedEnd = ({ duration }: ConventionModel, effect: Effect, end: DateCivile): DateCivile => {
  const { renewal, term } = duration
  const own = renewal.kind === 'none' ? null : renewal.term
  const length = own ?? (term !== null && 'count' in term ? term : null)
  if (length === null) return end
  const months = monthsIn(length)
  const { extensions = [], period } = effect
  const stated = extensions.findLastIndex(({ kind }) => kind === 'prolongation')
  const count = extensions.length - stated
  const first = extensions[0]?.from ?? end
  const anchor = extensions[stated]?.to ?? first
  return stated < 0 && period.from !== null && addMonths(period.from, months) === first
    ? addMonths(period.from, months * (count + 1))
    : addMonths(anchor, months * count)
}

/** « prolongée jusqu'au 31/12/2021 par l'avenant m-1 du 15/11/2020 ». */
export const frenchExtension = ({ kind, to, modificationId, instrument, givenOn }: Extension): string =>
  `${kind === 'prolongation' ? 'prolongée' : 'renouvelée'} jusqu'au ${frenchDate(addDays(to, -1))} ` +
  `par ${acts[instrument]} ${modificationId} du ${frenchDate(givenOn)}`

const acts: Readonly<Record<ChangeInstrument, string>> = {
  formulaire: 'le formulaire',
  'annexe-revisee': "l'annexe révisée",
  avenant: "l'avenant"
}
