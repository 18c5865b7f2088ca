/** The effect that signatures give, the échéance that a notice ends, and what the signatures make one notice. */
import type { ModificationId } from '../identity/ids'
import type { ConventionModel } from '../model/model'
import { frenchArticle, type Warning } from '../refusal'
import { addMonths, type DateCivile, frenchDate } from '../time/date-civile'
import { type Computed, lastDayBefore } from '../time/delay'
import { frenchPeriod } from '../time/period'
import { timelineOf, valueOn } from '../timeline'
import type { Effect, EndCause } from './events'
import { effectFacts, ended, type MovedFactOf, terminationComputation } from './facts'
import { firstOf, isComplete, lastOf, type Signatures } from './signatures'
import { type ConventionState, signaturesOf } from './state'
import { termsOf } from './term'

/**
 * The échéance that a notice ends, and how it was found (M19): the first whose last day of notice is not passed
 * on the date that counts. The computation tells who gave it. Null when the convention does not renew itself.
 */
export const dueÉchéance = (
  model: ConventionModel,
  effect: Effect,
  notice: { readonly partie: string; readonly dispatchedOn: DateCivile; readonly receivedOn: DateCivile }
): Computed | null => {
  if (model.notice === null) return null
  const receipt = model.notice.counts === 'receipt'
  const { dispatchedOn, receivedOn } = notice
  const counted = receipt ? receivedOn : dispatchedOn
  const giver = model.parties.find(({ id }) => id === notice.partie)?.label ?? notice.partie
  for (const { next: échéance } of termsOf(effect)) {
    const last = lastDayBefore(model.notice.delay)(échéance)
    if (counted <= last.date)
      return {
        date: échéance,
        computation:
          `préavis donné par ${giver}, envoyé le ${frenchDate(dispatchedOn)}, reçu le ${frenchDate(receivedOn)} ` +
          `(${receipt ? 'la réception' : "l'envoi"} compte) ; ` +
          `échéance du ${frenchDate(échéance)}, dernier jour du préavis : ${last.computation}`
      }
  }
  return null
}

/** From when to when the convention is in force, once these signatures are given (P27, M17, M18). */
export const effectOf = (model: ConventionModel, state: ConventionState, signatures: Signatures): Effect => {
  const { effect, duration } = model
  const tacit = duration.renewal === 'tacit'
  const article = frenchArticle(effect.article)
  const renewalFrom = (anchor: DateCivile | null): Effect['renewal'] =>
    tacit && duration.months !== null && anchor !== null ? { anchor, months: duration.months } : null
  const term = duration.months === null ? '' : `, pour ${frenchMonths(duration.months)}`
  const renewable = tacit ? 'renouvelable par tacite reconduction' : ''
  if (effect.kind === 'declared-period') {
    const declared = state.drafted?.period ?? { from: null, to: null }
    const period = tacit ? { from: declared.from, to: null } : declared
    return {
      period,
      // The first term is the declared one, whatever its length: its end is the first échéance. Without an end, it has
      // the length of the others.
      renewal: renewalFrom(declared.to ?? declared.from),
      cause: period.to === null ? null : 'terme',
      computation: `${frenchPeriod(declared)}${renewable === '' ? '' : `, ${renewable}`} (${article})`
    }
  }
  const from = effect.which === 'first' ? firstOf(signatures) : lastOf(signatures)
  const to = tacit || duration.months === null ? null : addMonths(from, duration.months)
  const which = effect.which === 'first' ? 'première' : 'dernière'
  return {
    period: { from, to },
    renewal: renewalFrom(from),
    cause: to === null ? null : 'terme',
    computation: [
      `à compter du ${frenchDate(from)}, date de la ${which} signature${term}`,
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
type End = { readonly on: DateCivile; readonly cause: EndCause; readonly computation: string }

const endOf = (model: ConventionModel, acts: ConventionState['acts'], effect: Effect): End | null => {
  const ends = [...acts.values()].flatMap((act): ReadonlyArray<End> => {
    if (act.type === 'ConventionTerminated')
      return [{ on: act.data.on, cause: 'resiliation', computation: terminationComputation(act.data) }]
    const isNotice = act.type === 'NoticeGiven' || act.type === 'FurtherNoticeGiven'
    const due = isNotice ? dueÉchéance(model, effect, act.data) : null
    return due === null ? [] : [{ on: due.date, cause: 'preavis', computation: due.computation }]
  })
  const [first] = ends.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const { to } = effect.period
  return first === undefined || (to !== null && to <= first.on) ? null : first
}

/** A notice or a termination already recorded still ends the effect. */
export const cutShort = (model: ConventionModel, { acts }: ConventionState, effect: Effect): Effect => {
  const end = endOf(model, acts, effect)
  return end === null ? effect : { ...effect, period: { ...effect.period, to: end.on }, cause: end.cause }
}

/** The whole line of the effet: what the signatures give, until the first of the acts that end it. */
export const effetLine = (
  model: ConventionModel,
  state: ConventionState,
  acts: ConventionState['acts']
): ReadonlyArray<MovedFactOf<'effet'>> => {
  const [signature, ...others] = signaturesOf(state, null).values()
  if (signature === undefined) return []
  const effect = effectOf(model, state, [signature, ...others])
  const end = endOf(model, acts, effect)
  return [...effectFacts(effect), ...(end === null ? [] : ended(end.cause, end.on, end.computation))]
}

/** The annexe may name another date than the signatures (M23); the transmission may follow them (M24). */
export const signatureWarnings = (
  model: ConventionModel,
  state: ConventionState,
  signatures: Signatures
): ReadonlyArray<Warning> => {
  const named = state.drafted?.namedDate ?? null
  const dates = signatures.map(({ signedOn }) => signedOn).sort()
  const transmission = valueOn(null)(timelineOf(state.timelines, 'transmission', ''))
  return [
    ...(model.namedDateArticle !== null && named !== null && !dates.includes(named)
      ? [
          {
            code: 'named-date-differs',
            article: model.namedDateArticle,
            computation: `l'annexe nomme la convention du ${frenchDate(named)} ; signatures : ${dates.map(frenchDate).join(', ')}`
          } as const
        ]
      : []),
    ...(transmission === null
      ? []
      : transmissionWarnings(model, transmission.transmittedOn, lastOf(signatures)))
  ]
}

export const transmissionWarnings = (
  model: ConventionModel,
  transmittedOn: DateCivile,
  signedOn: DateCivile | null
): ReadonlyArray<Warning> =>
  lateTransmission(model, transmittedOn, signedOn).map(lateWarning(['signée', 'transmise']))

/** The same of an avenant, which is masculine. */
export const avenantTransmissionWarnings = (
  model: ConventionModel,
  transmittedOn: DateCivile,
  signedOn: DateCivile | null
): ReadonlyArray<Warning> =>
  lateTransmission(model, transmittedOn, signedOn).map(lateWarning(['signé', 'transmis']))

type Late = {
  readonly article: Warning['article']
  readonly signedOn: DateCivile
  readonly transmittedOn: DateCivile
}

const lateTransmission = (
  { transmissionArticle: article }: ConventionModel,
  transmittedOn: DateCivile,
  signedOn: DateCivile | null
): ReadonlyArray<Late> =>
  article !== null && signedOn !== null && transmittedOn > signedOn
    ? [{ article, signedOn, transmittedOn }]
    : []

const lateWarning =
  ([signed, transmitted]: readonly [signed: string, transmitted: string]) =>
  ({ article, signedOn, transmittedOn }: Late): Warning => ({
    code: 'transmitted-after-signature',
    article,
    computation: `${signed} le ${frenchDate(signedOn)}, ${transmitted} le ${frenchDate(transmittedOn)}`
  })

/** The date of an avenant's last signature; null while one is missing. */
export const avenantSignedOn = (
  model: ConventionModel,
  state: ConventionState,
  modificationId: ModificationId
): DateCivile | null => {
  const [first, ...others] = signaturesOf(state, modificationId).values()
  return first !== undefined && isComplete(model, [first, ...others]) ? lastOf([first, ...others]) : null
}
