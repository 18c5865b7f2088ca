/** The connections of one habilitation, what remains of those that are gone, and what was made of them (A1, A2, A6, A7). */
import {
  type Article,
  type ConventionId,
  type ConventionModel,
  type DateCivile,
  type Finding,
  frenchDate,
  type HabilitationId,
  habilitationOf,
  habilitationStream,
  type Instant,
  isJustificationLate,
  labelOf,
  type PersonneId
} from '@avenant/domain'
import type { Point } from '../bitemporal'
import type { ConnectionsOfDay, Uses } from '../dossiers/uses'
import { accessChecks } from './access-conditions'
import { type Evidence, ever, evidenceOf } from './asked'
import type { Condition } from './conditions'
import type { History, HistoryAct, HistoryAsked } from './history'
import { unusedComputation } from './inactivity'
import { habilitationSays, type Lines, personneNamed, ruledOn } from './lines'
import { isOpenOtherwise } from './unused'

export type ConnectionsAsked = {
  readonly habilitationId: HabilitationId
  /** What comes after that day is not told. */
  readonly on: DateCivile
  /** What had been recorded at or before; absent or null, all that is known (G2). */
  readonly knownAt?: Instant | null
  /** The days between which connections are told, both included; absent or null: since the first, and through the day asked. */
  readonly from?: DateCivile | null
  readonly to?: DateCivile | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Connections = {
  readonly habilitationId: HabilitationId
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  readonly from: DateCivile | null
  readonly to: DateCivile | null
  /** The convention that the habilitation is under that day, and whose it is; null: nothing is known of it. */
  readonly conventionId: ConventionId | null
  readonly personneId: PersonneId | null
  /** Her name that day, as in the annexe or, without one, in the request; null while none is known. */
  readonly nom: string | null
  readonly prenom: string | null
  /** In which a connection has its day. */
  readonly zone: string
  /** In French, for people. */
  readonly sentence: string
  /** Each condition of the access itself that day (G16), with its article, its computation and the event that says so. */
  readonly conditions: ReadonlyArray<Condition>
  /** Of `days`. */
  readonly counts: { readonly reussies: number; readonly echouees: number; readonly effacees: number }
  /** The last comes first. */
  readonly days: ReadonlyArray<ConnectionsOfDay>
  /** From which days on the access was blocked for want of use, by the day asked; what was lifted since is among them. */
  readonly inactivite: ReadonlyArray<{
    readonly from: DateCivile
    readonly computation: string
    readonly article: Article
    readonly event: Evidence
  }>
  readonly anomalies: ReadonlyArray<AnomalyFollowed>
  /** Blocks and liftings, incidents, passwords sent and changed, by their days: never a password. */
  readonly actes: ReadonlyArray<HistoryAct>
}

export type AnomalyFollowed = {
  readonly anomalyId: string
  /** What found it, as the model names it. */
  readonly regle: string
  /** So many between two instants, which stands when the connections are gone. */
  readonly finding: Finding
  readonly article: Article
  readonly etat: 'notifiee' | 'justification-demandee' | 'justifiee' | 'close'
  /** « justification en retard »: an alert, never a sanction (P18). */
  readonly late: boolean
  /** In their order. */
  readonly suivi: ReadonlyArray<{
    readonly status: AnomalyFollowed['etat']
    readonly on: DateCivile
    /** Of a justification that was asked, where the model gives one. */
    readonly lastDay: DateCivile | null
    readonly computation: string | null
    readonly event: Evidence
  }>
}

/** What is told of an access beside its connections and its anomalies. */
const told: ReadonlySet<string> = new Set([
  'AccessBlocked',
  'AccessUnblocked',
  'IncidentReported',
  'PasswordSent',
  'PasswordChanged'
])

export const connections =
  (lines: Lines, uses: Uses, history: (asked: HistoryAsked) => History) =>
  ({ habilitationId, on, knownAt = null, from = null, to = null }: ConnectionsAsked): Connections => {
    const point = { on, knownAt: knownAt ?? ever }
    const sujet = habilitationSays(lines, habilitationId, 'sujet', point)?.value ?? null
    const personne = sujet === null ? null : personneNamed(lines, habilitationId, sujet, point)
    const model = sujet === null ? null : ruledOn(lines, sujet.conventionId, { on, knownAt }).model
    const zone = model?.zone ?? 'Europe/Paris'
    const days = uses
      .daysOf(habilitationId, zone, point.knownAt)
      .filter(day => day.on <= on && (from === null || day.on >= from) && (to === null || day.on <= to))
    const attempts = days.flatMap(day => day.attempts)
    const reussies = attempts.filter(({ outcome }) => outcome === 'reussie').length
    const counts = {
      reussies,
      echouees: attempts.length - reussies,
      effacees: days.filter(({ removed }) => removed).length
    }
    const conditions = model === null ? [] : conditionsOf(lines, model, habilitationId, point)
    return {
      habilitationId,
      on,
      knownAt,
      from,
      to,
      conventionId: sujet?.conventionId ?? null,
      personneId: sujet?.personneId ?? null,
      nom: personne?.nom ?? null,
      prenom: personne?.prenom ?? null,
      zone,
      sentence: sentenceOf(on, sujet !== null, model, conditions),
      conditions,
      counts,
      days: days.toReversed(),
      inactivite:
        model === null || sujet === null
          ? []
          : blocksOf(lines, model, sujet.conventionId, habilitationId, point),
      anomalies: model === null ? [] : anomaliesOf(lines, model, habilitationId, point),
      actes: history({ dossier: habilitationStream(habilitationId), order: 'effect', knownAt }).acts.filter(
        ({ type, status, effectiveFrom, happenedOn }) =>
          told.has(type) && status !== 'retire' && (effectiveFrom ?? happenedOn ?? on) <= on
      )
    }
  }

/** The access itself: what its roles are is asked of the convention. */
const conditionsOf = (
  lines: Lines,
  model: ConventionModel,
  habilitationId: HabilitationId,
  point: Point
): ReadonlyArray<Condition> => {
  const sujet = habilitationSays(lines, habilitationId, 'sujet', point)?.value
  const [first] = habilitationSays(lines, habilitationId, 'roles', point)?.value ?? []
  if (sujet == null || first === undefined) return []
  const use = { ...sujet, role: first.role, etablissementId: first.etablissementId ?? null }
  return accessChecks(lines, model, use, habilitationId, point)
    .map(({ tell }) => tell())
    .filter(({ condition }) => condition !== 'role-habilite')
}

const sentenceOf = (
  on: DateCivile,
  isKnown: boolean,
  model: ConventionModel | null,
  conditions: ReadonlyArray<Condition>
): string => {
  if (!isKnown) return "Rien n'est enregistré de cette habilitation à ce moment."
  if (model === null) return "Le modèle de sa convention n'est pas connu de ce service."
  const failing = conditions.filter(({ holds }) => !holds)
  return failing.length === 0
    ? `Le ${frenchDate(on)}, l'accès est ouvert.`
    : `Le ${frenchDate(on)}, l'accès n'est pas ouvert : ${failing.map(({ computation }) => computation).join(' ; ')}.`
}

const blocksOf = (
  lines: Lines,
  model: ConventionModel,
  conventionId: ConventionId,
  habilitationId: HabilitationId,
  point: Point
): Connections['inactivite'] => {
  const { inactivity } = habilitationOf(model)
  if (inactivity === null) return []
  return lines.inactivities
    .blocksOf(model, habilitationId, point)
    .filter(({ from }) => isOpenOtherwise(lines, conventionId, habilitationId, { ...point, on: from }))
    .map(({ from, counted, event }) => ({
      from,
      computation: unusedComputation(model, counted, from),
      article: inactivity.article,
      event: event()
    }))
}

const anomaliesOf = (
  { dossiers: { habilitation } }: Lines,
  model: ConventionModel,
  habilitationId: HabilitationId,
  { on, knownAt }: Point
): ReadonlyArray<AnomalyFollowed> => {
  const stream = habilitationStream(habilitationId)
  const rules = habilitationOf(model).anomalies?.rules ?? []
  return habilitation.ids(habilitationId, 'suivi').flatMap((anomalyId): ReadonlyArray<AnomalyFollowed> => {
    const found = habilitation.factOn(habilitationId, { kind: 'anomalie', id: anomalyId }, { on, knownAt })
    const suivi = habilitation
      .line(habilitationId, { kind: 'suivi', id: anomalyId }, knownAt)
      .flatMap(({ value, cause }) => (value === null || value.on > on ? [] : [{ value, cause }]))
    const last = suivi.at(-1)
    if (found?.kind !== 'anomalie' || found.value === null || last === undefined) return []
    const { rule, finding, article } = found.value
    return [
      {
        anomalyId,
        regle: labelOf(rules, rule),
        finding,
        article,
        etat: last.value.status,
        late: isJustificationLate(last.value, on),
        suivi: suivi.map(({ value: { status, on, lastDay = null, computation = null }, cause }) => ({
          status,
          on,
          lastDay,
          computation,
          event: evidenceOf(stream, cause)
        }))
      }
    ]
  })
}
