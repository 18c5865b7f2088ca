/** Security incidents, as the partner reports them (A6, P17). Blocking is another act, which the Caf gives or not. */
import { coherent, Prose, personal, struct } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { inOrder } from '../../dossier/refusals'
import { StableId } from '../../identity/ids'
import { lastDayOf } from '../../model/dates'
import { habilitationOf } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import { listedRefusals, notProvided } from '../../model/refusals'
import { refusal } from '../../refusal'
import { DateCivile } from '../../time/date-civile'
import { Signalement, toldWithin } from '../lateness'
import { refersToDemande } from '../refusals'
import type { HabilitationGround } from '../request'

type Dated = { readonly happenedOn?: DateCivile; readonly foundOn?: DateCivile }

const IncidentSays = coherent(
  struct(
    'ReportIncident',
    { incidentId: StableId, kind: StableId, toldOn: DateCivile, recit: personal(Prose) },
    { happenedOn: DateCivile, foundOn: DateCivile }
  ),
  ({ happenedOn, foundOn }) =>
    happenedOn === undefined && foundOn === undefined
      ? [
          {
            path: ['foundOn'],
            message: 'absent ; attendu : le jour où il est constaté, ou happenedOn, celui où il est survenu'
          }
        ]
      : []
)

const incidentThing = (incidentId: string): string => `signalement/${incidentId}`

const unknownIncident = refusal(
  'unknown-incident',
  ({ incidentId }: { readonly incidentId: string }) => `aucun incident ${incidentId} n'est signalé`
)
/** An act may name the incident that it answers. */
export const refersToIncident = (incidentId: string | undefined) =>
  incidentId === undefined
    ? []
    : [{ to: incidentThing(incidentId), refusal: unknownIncident('data.incidentId', { incidentId }) }]

export const reportIncident = actOn<HabilitationGround>()({
  command: 'ReportIncident',
  event: 'IncidentReported',
  purpose: 'The partner tells of a loss, a theft or a fraudulent use; it blocks nothing by itself (P17).',
  nom: "Signalement d'un incident",
  genre: 'm',
  says: IncidentSays,
  example: {
    incidentId: 'i-1',
    kind: 'perte',
    foundOn: '2018-05-14',
    toldOn: '2018-05-14',
    recit: 'carnet égaré dans les transports'
  },
  givers: () => ['agent-caf', 'partenaire'],
  about: ({ incidentId }) => incidentThing(incidentId),
  introduces: ({ incidentId }) => [incidentThing(incidentId)],
  refers: refersToDemande,
  happened: ['happenedOn', 'foundOn', 'toldOn'],
  once: ({ toldOn: on }, model) => ({ on, path: 'data.incidentId', article: articleOf(model) }),
  disagrees: ({ model }, { says }) => {
    const { incidents, article } = habilitationOf(model)
    if (incidents === null) return [notProvided('signalement', article)]
    const { kind, happenedOn = null, foundOn, toldOn } = says
    return [
      ...listedRefusals(incidents.kinds, kind, 'data.kind', incidents.article),
      ...(foundOn === undefined ? [] : inOrder(happenedOn, foundOn, 'data.foundOn', incidents.article)),
      ...inOrder(foundOn ?? happenedOn, toldOn, 'data.toldOn', incidents.article)
    ]
  },
  asserts: (_, { says: { incidentId: id, recit: __, kind, toldOn, ...dated } }, model) => [
    assertion({
      kind: 'signalement',
      id,
      from: toldOn,
      value: { kind, toldOn, article: articleOf(model), ...dated },
      path: 'data.incidentId'
    })
  ],
  computes: { codec: Signalement, from: ({ model }, { says }) => incidentReportOf(model, says) }
})

const articleOf = (model: ConventionModel) => {
  const { incidents, article } = habilitationOf(model)
  return incidents?.article ?? article
}

/** Within which day an incident was to be told, and whether it was: « immédiatement » is no number, and nothing is late by it. */
export const incidentReportOf = (
  model: ConventionModel,
  { happenedOn, foundOn, toldOn }: Dated & { readonly toldOn: DateCivile }
) =>
  toldWithin(
    lastDayOf(model, habilitationOf(model).incidents?.delay ?? null, foundOn ?? happenedOn ?? toldOn),
    toldOn,
    'signalé',
    articleOf(model)
  )
