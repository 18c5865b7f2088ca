/** What closes an access: the departure of the person (P19), the Caf (M21), the end of the convention (P22). */
import { oneOf, struct } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { actOn, type Once } from '../../dossier/definition'
import { lastDayOf } from '../../model/dates'
import { habilitationOf } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import { Article } from '../../refusal'
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

const EndSays = struct(
  'EndHabilitation',
  { on: DateCivile, cause: oneOf('cause', ['retrait', 'convention-terminee']) },
  /** Of what ended the convention. */
  { article: Article }
)

/** The Caf closes one access (M21); the system tells the end of a convention, and closes nothing by itself (G16). */
export const endHabilitation = actOn<HabilitationGround>()({
  command: 'EndHabilitation',
  event: 'HabilitationEnded',
  purpose: 'The Caf closes an access (M21), or the convention has ended (P22).',
  nom: "Fin de l'habilitation",
  genre: 'f',
  says: EndSays,
  example: { on: '2018-03-01', cause: 'retrait' },
  givers: ({ cause }) => (cause === 'retrait' ? ['agent-caf'] : ['agent-caf', 'systeme']),
  about: ({ cause }) => `closing/${cause}`,
  tellsOf: ({ on }) => on,
  once: ({ on, cause }, model) =>
    cause === 'retrait' ? closedOnce(on, habilitationOf(model).closing.article) : null,
  asserts: (_, { says: { on, cause, article } }, model) => [
    cause === 'retrait'
      ? assertion({ kind: 'fermeture', from: on, value: { article: habilitationOf(model).closing.article } })
      : endTold(on, article ?? model.duration.article)
  ]
})

/** The end of the convention that was told no longer is: what the habilitation says holds again (G1). */
export const resumeHabilitation = actOn<HabilitationGround>()({
  command: 'ResumeHabilitation',
  event: 'HabilitationResumed',
  purpose: 'The end of the convention was withdrawn: the access goes on (G1).',
  nom: "Reprise de l'habilitation",
  genre: 'f',
  says: struct('ResumeHabilitation', {}),
  example: {},
  givers: () => ['agent-caf', 'systeme'],
  about: () => 'closing/convention-terminee',
  asserts: (_, __, { duration }) => [endTold(null, duration.article)]
})

/** It holds since always, so that the end told last replaces all those told before it. */
const endTold = (on: DateCivile | null, article: Article) =>
  assertion({ kind: 'fin-de-convention', value: { on, article } })

/**
 * An earlier day than the one known closes the access earlier. A later one would say nothing of the day that is known:
 * that one is to be corrected. A departure and the Caf's own closing are two facts, and each may outlive the other (G1).
 */
const closedOnce = (on: DateCivile, article: Article): Once => ({ on, path: '', article, earlier: true })
