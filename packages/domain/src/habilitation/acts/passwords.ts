/** That a password was sent, and that it was changed (P9, P16, M9, M11). Neither says a word of it: what is refused is not repeated. */
import { NonBlank, nullable, oneOf, struct, unrepeated } from '../../codec'
import { assertion } from '../../dossier/assertion'
import { type ActDefinition, actOn } from '../../dossier/definition'
import { lastDayOf } from '../../model/dates'
import { habilitationOf } from '../../model/habilitation'
import type { ConventionModel } from '../../model/model'
import { notProvided } from '../../model/refusals'
import { Article, refusal } from '../../refusal'
import { DateCivile, frenchDate } from '../../time/date-civile'
import { assertedOn } from '../kinds'
import { closedOn, demande, refersToDemande, undeliveredOn } from '../refusals'
import type { HabilitationGround } from '../request'

const notSent = refusal(
  'password-not-sent',
  ({ on }: { readonly on: DateCivile }) => `aucun mot de passe n'a été envoyé au ${frenchDate(on)}`
)

const motDePasse = 'mot-de-passe'

/** What is asked of both alike, whatever the access is blocked for: no password lifts a block (P15). */
const ofPassword = {
  about: ({ on }) => `${motDePasse}/${on}`,
  refers: refersToDemande,
  happened: ['on'],
  cannotNow: ({ others }, { says: { on } }) => closedOn(others, on),
  disagrees: ({ model, others }, { says: { on } }) => {
    const { passwords, article } = habilitationOf(model)
    return passwords === null ? [notProvided(motDePasse, article)] : undeliveredOn(others, on, article)
  }
} satisfies Partial<ActDefinition<{ readonly on: DateCivile }, HabilitationGround>>

const articleOf = (model: ConventionModel): Article => {
  const { passwords, article } = habilitationOf(model)
  return passwords?.article ?? article
}

const asserted = (status: 'a-changer' | 'change', on: DateCivile, model: ConventionModel) => [
  assertion({ kind: motDePasse, from: on, value: { status, on, article: articleOf(model) }, path: 'data.on' })
]

/** From its day on the password is to be changed, whatever it was sent for. */
export const sendPassword = actOn<HabilitationGround>()({
  ...ofPassword,
  command: 'SendPassword',
  event: 'PasswordSent',
  purpose: 'A password was sent to the person, who changes it at the next connection (P9, P16, M9, M11).',
  nom: "Envoi d'un mot de passe",
  genre: 'm',
  says: unrepeated(
    struct('SendPassword', {
      on: DateCivile,
      occasion: oneOf('occasion', ['premiere-connexion', 'oubli', 'perte-ou-vol', 'renouvellement'])
    })
  ),
  example: { on: '2018-05-02', occasion: 'oubli' },
  givers: () => ['agent-caf', 'systeme'],
  // A change is asked again when its sending is corrected.
  introduces: () => [demande],
  asserts: (_, { says: { on } }, model) => asserted('a-changer', on, model)
})

/** The person's own act, or that of the system which he gave it to. */
export const changePassword = actOn<HabilitationGround>()({
  ...ofPassword,
  command: 'ChangePassword',
  event: 'PasswordChanged',
  purpose: 'The person changed the password that was sent (P9, M9).',
  nom: 'Changement du mot de passe',
  genre: 'm',
  says: unrepeated(struct('ChangePassword', { on: DateCivile })),
  example: { on: '2018-05-03' },
  givers: () => ['habilite', 'systeme'],
  disagrees: (look, act) => {
    const { on } = act.says
    const undelivered = ofPassword.disagrees(look, act)
    const isSent = assertedOn(look.others, motDePasse).some(
      ({ from, value }) => value?.status === 'a-changer' && from !== null && from <= on
    )
    return undelivered.length > 0 || isSent ? undelivered : [notSent('', { on }, articleOf(look.model))]
  },
  asserts: (_, { says: { on } }, model) => asserted('change', on, model),
  computes: {
    codec: struct('Renouvellement', {
      /** Within which day it is to be renewed; null: the model gives no delay, or one without a last day. */
      lastDay: nullable(DateCivile),
      computation: nullable(NonBlank),
      article: Article
    }),
    from: ({ model }, { says: { on } }) => renewalOf(model, on)
  }
})

/** Within which day a password that was changed is to be renewed (P9): « régulièrement » is a delay of the model. */
export const renewalOf = (model: ConventionModel, changedOn: DateCivile) => ({
  ...lastDayOf(model, habilitationOf(model).passwords?.renewal ?? null, changedOn),
  article: articleOf(model)
})
