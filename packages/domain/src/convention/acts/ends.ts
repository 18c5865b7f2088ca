/** How a convention ends before its term. */
import { NonBlank, struct } from '../../codec'
import { saidBy } from '../../dossier/act'
import { assertion } from '../../dossier/assertion'
import { actOn } from '../../dossier/definition'
import { alreadyRecorded, inOrder } from '../../dossier/refusals'
import { StableId } from '../../identity/ids'
import type { ConventionModel } from '../../model/model'
import { causeRefusals, choices, type Named, named, notProvided } from '../../model/refusals'
import { Article, refusal } from '../../refusal'
import { DateCivile } from '../../time/date-civile'
import { everyPartie, type Ground, roleOf, statusRefusals } from '../ground'
import { grounded } from '../grounding'
import { unknownPartieOf } from '../named-parties'
import { countedOn, endByNotice, modelOfNotice, type Notice } from '../notices'
import { namedPartie } from '../parties'
import { adhesionsAt, notPartieOn } from '../party-changes'
import { notSigned } from '../refusals'
import { Manquement } from '../values'

const noÉchéance = refusal('no-echeance', () => "aucune échéance n'est encore à venir pour ce préavis")
const endsBefore = refusal(
  'ends-before-notice',
  () => 'la convention prend fin avant que ce préavis soit passé'
)
const notGivenBy = refusal(
  'notice-not-by',
  ({ partie, allowed }: { readonly partie: string; readonly allowed: ReadonlyArray<Named> }) =>
    `la partie « ${partie} » ne donne pas de préavis ; peuvent le donner : ${choices(allowed)}`
)

/**
 * A notice is given once by a party for an échéance; each party's is recorded, dispatch and receipt (M19). The earliest
 * échéance ends the convention; the other notice counts if what ends it is withdrawn.
 */
export const giveNotice = actOn<Ground>()({
  command: 'GiveNotice',
  event: 'NoticeGiven',
  purpose: 'A party ends the convention, for its next échéance or once the notice is over (M19).',
  nom: 'Préavis',
  genre: 'm',
  says: struct('GiveNotice', { partie: StableId, dispatchedOn: DateCivile, receivedOn: DateCivile }),
  example: { partie: 'fournisseur', dispatchedOn: '2024-04-20', receivedOn: '2024-04-23' },
  givers: () => ['agent-caf', 'partenaire'],
  partie: ({ partie }) => partie,
  about: ({ partie }) => `preavis/${partie}`,
  day: ({ dispatchedOn }) => dispatchedOn,
  happened: ['dispatchedOn', 'receivedOn'],
  founds: (ground, { place, says }, model) =>
    grounded(model, {
      ...ground,
      endings: [...ground.endings, { kind: 'notice', place, ...noticeOf(model, ground, says) }]
    }),
  disagrees: ({ modelBefore, others }, { says, place }) => {
    const model = modelOfNotice(modelBefore, says)
    const { partie, dispatchedOn, receivedOn } = says
    const { ground } = others
    if (model.notice === null) return [notProvided('preavis', model.duration.article)]
    const { article, by } = model.notice
    const { effect, signedOn } = ground
    if (effect === null) return [notSigned('', null)]
    const { counted, path } = countedOn(model, says)
    const role = roleOf(ground, partie)
    const refusals = [
      ...unknownPartieOf(model, ground, partie, 'data.partie'),
      ...notPartieOn(model, ground, { id: partie, on: counted, path: 'data.partie' }),
      ...(by === null || role === null || by.some(id => id === role)
        ? []
        : [
            notGivenBy(
              'data.partie',
              { partie, allowed: model.parties.roles.filter(({ id }) => by.includes(id)).map(named) },
              article
            )
          ]),
      ...inOrder(dispatchedOn, receivedOn, 'data.receivedOn'),
      // There is nothing to end before the convention is signed.
      ...inOrder(signedOn, counted, path)
    ]
    const due = endByNotice(model, effect, noticeOf(model, ground, says))
    if (due === null)
      return [...refusals, (model.notice.ends === 'delay' ? endsBefore : noÉchéance)(path, null, article)]
    const late = statusRefusals(ground, counted, ['terminee'], { path, article })
    if (refusals.length === 0 && late.length > 0) return late
    // For an earlier échéance than the one that it gave notice for already, it was recorded late.
    const before = ground.endings.find(
      ending =>
        ending.kind === 'notice' &&
        ending.place !== place &&
        ending.partie === partie &&
        !isOver(ground, ending.place, counted) &&
        (endByNotice(modelOfNotice(modelBefore, ending), effect, ending)?.date ?? due.date) <= due.date
    )
    return before?.kind === 'notice'
      ? [
          ...refusals,
          alreadyRecorded('data.receivedOn', { corrects: before.place, on: before.receivedOn }, article)
        ]
      : refusals
  },
  asserts: (ground, { place }) => adhesionsAt(ground, place, 'data.partie'),
  computes: {
    codec: struct('Échéance', { echeance: DateCivile, article: Article, computation: NonBlank }),
    from: ({ modelBefore, others: { ground } }, { says }) => {
      const model = modelOfNotice(modelBefore, says)
      const due =
        ground.effect === null ? null : endByNotice(model, ground.effect, noticeOf(model, ground, says))
      const article = model.notice?.article ?? model.duration.article
      return { echeance: due?.date ?? says.receivedOn, article, computation: due?.computation ?? '' }
    }
  }
})

/** Whether the part that a notice ends is over by a day: its party may have come again. */
const isOver = ({ stays }: Ground, place: number, on: DateCivile): boolean =>
  stays.some(({ departure }) => departure?.place === place && departure.on <= on)

/** A notice as its party gives it, under the name of that party. */
const noticeOf = (
  { parties }: ConventionModel,
  ground: Ground,
  says: Pick<Notice, 'partie' | 'dispatchedOn' | 'receivedOn'>
): Notice => {
  const partie = everyPartie(ground).find(({ id }) => id === says.partie)
  return { ...says, by: partie === undefined ? says.partie : namedPartie(parties.roles, partie).label }
}

/**
 * An explicit act of the Caf, with its reason; never automatic (P22). The day itself is no longer in force. No breach is
 * found before the convention is signed, whatever its effect.
 */
export const terminateConvention = actOn<Ground>()({
  command: 'TerminateConvention',
  event: 'ConventionTerminated',
  purpose: 'The Caf ends the convention for a breach (P22).',
  nom: 'Résiliation de la convention',
  genre: 'f',
  says: struct(
    'TerminateConvention',
    { on: DateCivile, manquement: Manquement },
    /** One of the model's, where it names some. */
    { cause: StableId }
  ),
  example: { on: '2019-03-04', manquement: 'Codes d’accès confiés à un tiers' },
  givers: () => ['agent-caf'],
  about: () => 'resiliation',
  day: ({ on }) => on,
  founds: (ground, { place, says: { on, cause = null } }, model) =>
    grounded(model, { ...ground, endings: [...ground.endings, { kind: 'termination', place, on, cause }] }),
  once: ({ on }, { termination }) => ({
    on,
    path: 'data.on',
    article: termination?.article ?? null,
    earlier: true
  }),
  disagrees: ({ model, others: { ground } }, { says: { on, cause } }) => {
    if (model.termination === null) return [notProvided('resiliation', model.duration.article)]
    const { article, causes } = model.termination
    const notInForce = statusRefusals(ground, on, ['projet', 'a-venir', 'terminee'], {
      path: 'data.on',
      article
    })
    return [
      ...causeRefusals(causes, cause, article),
      ...(notInForce.length > 0 ? notInForce : inOrder(ground.signedOn, on, 'data.on'))
    ]
  },
  asserts: ({ end }, act) =>
    end?.place === act.place
      ? [
          assertion({
            kind: 'manquement',
            from: act.says.on,
            ...saidBy(act, 'manquement'),
            path: 'data.manquement'
          })
        ]
      : []
})
