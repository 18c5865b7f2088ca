/** What closes an access: the departure of the person (P19), and the Caf (M21). */
import { struct } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { actOn, type Once } from '../../dossier/definition'
import { lastDayOf } from '../../model/dates'
import { habilitationOf } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import type { Article } from '../../refusal'
import { DateCivile } from '../../time/date-civile'
import { Signalement, toldWithin } from '../lateness'
import type { HabilitationGround } from '../request'

type Mission = { readonly departedOn: DateCivile; readonly reportedOn: DateCivile }

/**
 * The access is closed from the day of departure, also when the Caf had closed it otherwise. Told late, it is recorded
 * as late, and still applied (P19); a model without a delay never says late (M14).
 */
export const reportEndOfMission = actOn<HabilitationGround>()({
  command: 'ReportEndOfMission',
  event: 'MissionEnded',
  purpose: 'The partner tells that a person leaves, or has left (P19, M14).',
  nom: 'Fin de mission',
  genre: 'f',
  says: struct('ReportEndOfMission', { departedOn: DateCivile, reportedOn: DateCivile }),
  example: { departedOn: '2018-03-01', reportedOn: '2018-03-12' },
  givers: () => ['agent-caf', 'partenaire'],
  about: () => 'closing/fin-de-mission',
  happened: ['reportedOn'],
  once: ({ departedOn }, model) => closedOnce(departedOn, habilitationOf(model).endOfMission.article),
  asserts: (_, { says }, model) => [
    assertion({
      kind: 'depart',
      from: says.departedOn,
      value: { ...says, article: habilitationOf(model).endOfMission.article }
    })
  ],
  computes: {
    codec: Signalement,
    from: ({ model }, { says }) => reportOf(model, says)
  }
})

/** Within which day a departure was to be told, and whether it was (P19). */
export const reportOf = (model: ConventionModel, { departedOn, reportedOn }: Mission) => {
  const { delay, article } = habilitationOf(model).endOfMission
  return toldWithin(lastDayOf(model, delay, departedOn), reportedOn, 'signalé', article)
}

/** The Caf closes one access (M21). */
export const closeAccess = actOn<HabilitationGround>()({
  command: 'CloseAccess',
  event: 'AccessClosed',
  purpose: 'The Caf closes an access (M21).',
  nom: "Fermeture de l'accès",
  genre: 'f',
  says: struct('CloseAccess', { on: DateCivile }),
  example: { on: '2018-03-01' },
  givers: () => ['agent-caf'],
  about: () => 'closing/retrait',
  once: ({ on }, model) => closedOnce(on, habilitationOf(model).closing.article),
  asserts: (_, { says: { on } }, model) => [
    assertion({ kind: 'fermeture', from: on, value: { article: habilitationOf(model).closing.article } })
  ]
})

/**
 * An earlier day than the one known closes the access earlier. A later one would say nothing of the day that is known:
 * that one is to be corrected. A departure and the Caf's own closing are two facts, and each may outlive the other (G1).
 */
const closedOnce = (on: DateCivile, article: Article): Once => ({ on, path: '', article, earlier: true })
