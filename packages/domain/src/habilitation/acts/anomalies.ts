/** An anomaly in the connections: notified, justified or not, closed; it outlives them, and the access (A7, P18). */
import { Prose, personal, struct } from '../../codec'
import type { Act } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { type ActDefinition, actOn } from '../../dossier/definition'
import type { Look } from '../../dossier/look'
import { inOrder } from '../../dossier/refusals'
import { StableId } from '../../identity/ids'
import { lastDayOf } from '../../model/dates'
import { habilitationOf } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import { listedRefusals, notProvided } from '../../model/refusals'
import { type AnyRefusal, type Article, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import { civilDateOf } from '../../time/instant'
import { assertedOn, type HabilitationState } from '../kinds'
import { Signalement, toldWithin } from '../lateness'
import { refersToDemande } from '../refusals'
import type { HabilitationGround } from '../request'
import { Finding, type Suivi } from '../values'

type OfAnomaly = { readonly anomalyId: StableId; readonly on: DateCivile }

const unknownAnomaly = refusal(
  'unknown-anomaly',
  ({ anomalyId, on }: OfAnomaly) => `aucune anomalie ${anomalyId} n'est notifiée au ${frenchDate(on)}`
)
const notAsked = refusal(
  'justification-not-asked',
  ({ anomalyId, on }: OfAnomaly) =>
    `aucune justification n'est demandée au ${frenchDate(on)} pour l'anomalie ${anomalyId}`
)
const closedAnomaly = refusal(
  'anomaly-closed',
  ({ anomalyId, on }: OfAnomaly) => `l'anomalie ${anomalyId} est close depuis le ${frenchDate(on)}`
)

const articleOf = (model: ConventionModel): Article => {
  const { anomalies, article } = habilitationOf(model)
  return anomalies?.article ?? article
}

const thing = (anomalyId: string): string => `anomalie/${anomalyId}`

/** From its day on an anomaly has come so far. */
const reached = (
  status: Suivi['status'],
  { anomalyId: id, on }: OfAnomaly,
  model: ConventionModel,
  more: object = {}
) =>
  assertion({
    kind: 'suivi',
    id,
    from: on,
    value: { status, on, article: articleOf(model), ...more },
    path: 'data.on'
  })

/** How far the other acts have brought it, by day; of one day, as they were recorded. */
const stepsOf = (others: HabilitationState, anomalyId: StableId) =>
  assertedOn(others, 'suivi', anomalyId).flatMap(({ value, place }) =>
    value === null ? [] : [{ ...value, place }]
  )

/** All that the acts on an anomaly have in common; each of them is asked again when another is corrected. */
const ofAnomaly = {
  about: ({ anomalyId }) => thing(anomalyId),
  introduces: ({ anomalyId }) => [thing(anomalyId)],
  refers: ({ anomalyId, on }) => [
    ...refersToDemande(),
    { to: thing(anomalyId), refusal: unknownAnomaly('data.anomalyId', { anomalyId, on }) }
  ],
  happened: ['on']
} satisfies Partial<ActDefinition<OfAnomaly, HabilitationGround>>

/** What comes after the notification needs it, and reopens nothing. */
const followsRefusals = (
  { model, others }: Look<HabilitationGround>,
  { says: { anomalyId, on }, place }: Act<OfAnomaly>
): ReadonlyArray<AnyRefusal> => {
  if (habilitationOf(model).anomalies === null) return [notProvided('anomalie', articleOf(model))]
  const steps = stepsOf(others, anomalyId)
  if (!steps.some(step => step.status === 'notifiee' && step.on <= on))
    return [unknownAnomaly('data.anomalyId', { anomalyId, on }, articleOf(model))]
  const closed = steps.find(
    step => step.status === 'close' && (step.on < on || (step.on === on && step.place < place))
  )
  return closed === undefined
    ? []
    : [closedAnomaly('data.anomalyId', { anomalyId, on: closed.on }, articleOf(model))]
}

export const notifyAnomaly = actOn<HabilitationGround>()({
  ...ofAnomaly,
  command: 'NotifyAnomaly',
  event: 'AnomalyNotified',
  purpose: 'The Caf notifies the partner of an anomaly in the connections (P18).',
  nom: "Notification d'une anomalie",
  genre: 'f',
  says: struct('NotifyAnomaly', { anomalyId: StableId, rule: StableId, finding: Finding, on: DateCivile }),
  example: {
    anomalyId: 'a-1',
    rule: 'echecs-repetes',
    finding: { count: 6, first: '2017-03-30T21:02:00.000Z', last: '2017-03-30T21:09:00.000Z' },
    on: '2017-03-31'
  },
  givers: () => ['agent-caf', 'systeme'],
  once: ({ on }, model) => ({ on, path: 'data.anomalyId', article: articleOf(model) }),
  disagrees: ({ model }, { says: { rule, finding, on } }) => {
    const { anomalies, article } = habilitationOf(model)
    return anomalies === null
      ? [notProvided('anomalie', article)]
      : [
          ...listedRefusals(anomalies.rules, rule, 'data.rule', anomalies.article),
          ...inOrder(civilDateOf(finding.last, model.zone), on, 'data.on', anomalies.article)
        ]
  },
  asserts: (_, { says }, model) => {
    const { anomalyId: id, rule, finding, on } = says
    const value = { rule, finding, article: articleOf(model) }
    return [
      assertion({ kind: 'anomalie', id, from: on, value, path: 'data.anomalyId' }),
      reached('notifiee', says, model)
    ]
  }
})

/** The delay runs from the asking: asked 01/04/2017, in time through 16/04/2017. */
export const askJustification = actOn<HabilitationGround>()({
  ...ofAnomaly,
  command: 'AskJustification',
  event: 'JustificationAsked',
  purpose: 'The Caf asks the partner to justify or explain an anomaly (P18).',
  nom: 'Demande de justification',
  genre: 'f',
  says: struct('AskJustification', { anomalyId: StableId, on: DateCivile }),
  example: { anomalyId: 'a-1', on: '2017-04-01' },
  givers: () => ['agent-caf'],
  disagrees: followsRefusals,
  asserts: (_, { says }, model) => {
    const { lastDay, computation } = justificationWithin(model, says.on)
    const within = lastDay === null || computation === null ? {} : { lastDay, computation }
    return [reached('justification-demandee', says, model, within)]
  }
})

const justificationWithin = (model: ConventionModel, askedOn: DateCivile) =>
  lastDayOf(model, habilitationOf(model).anomalies?.justification ?? null, askedOn)

export const giveJustification = actOn<HabilitationGround>()({
  ...ofAnomaly,
  command: 'GiveJustification',
  event: 'JustificationGiven',
  purpose: 'The partner justifies or explains; late, it is recorded as late, and that is all (P18).',
  nom: 'Justification',
  genre: 'f',
  says: struct('GiveJustification', { anomalyId: StableId, on: DateCivile, texte: personal(Prose) }),
  example: { anomalyId: 'a-1', on: '2017-04-16', texte: 'clavier verrouillé en majuscules' },
  givers: () => ['agent-caf', 'partenaire'],
  disagrees: (look, act) => {
    const { anomalyId, on } = act.says
    const refused = followsRefusals(look, act)
    return refused.length > 0 || lastAsked(look.others, act.says) !== undefined
      ? refused
      : [notAsked('data.on', { anomalyId, on }, articleOf(look.model))]
  },
  asserts: (_, { says }, model) => [reached('justifiee', says, model)],
  computes: {
    codec: Signalement,
    from: ({ model, others }, { says }) =>
      toldWithin(
        justificationWithin(model, lastAsked(others, says)?.on ?? says.on),
        says.on,
        'justifié',
        articleOf(model)
      )
  }
})

const lastAsked = (others: HabilitationState, { anomalyId, on: givenOn }: OfAnomaly) =>
  stepsOf(others, anomalyId).findLast(
    ({ status, on }) => status === 'justification-demandee' && on <= givenOn
  )

/** Nothing comes after it: what is dated later is corrected first. */
export const closeAnomaly = actOn<HabilitationGround>()({
  ...ofAnomaly,
  command: 'CloseAnomaly',
  event: 'AnomalyClosed',
  purpose: 'The Caf closes an anomaly, with its conclusion (A7).',
  nom: "Clôture d'une anomalie",
  genre: 'f',
  says: struct('CloseAnomaly', { anomalyId: StableId, on: DateCivile, conclusion: personal(Prose) }),
  example: { anomalyId: 'a-1', on: '2017-04-20', conclusion: 'explication admise' },
  givers: () => ['agent-caf'],
  once: ({ on }, model) => ({ on, path: 'data.anomalyId', article: articleOf(model) }),
  disagrees: (look, act) => {
    const { anomalyId, on } = act.says
    const refused = followsRefusals(look, act)
    return refused.length > 0
      ? refused
      : inOrder(stepsOf(look.others, anomalyId).at(-1)?.on ?? null, on, 'data.on', articleOf(look.model))
  },
  asserts: (_, { says }, model) => [reached('close', says, model)]
})
