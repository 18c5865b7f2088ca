/** The changes of who is party: one joins, one leaves; and why they are refused on the day from which they hold. */
import { type Assertion, assertion } from '../dossier/assertion'
import type { ConventionModel } from '../model/model'
import { type Named, named } from '../model/refusals'
import { type AnyRefusal, refusal } from '../refusal'
import { addDays, type DateCivile, firstDate, frenchDate } from '../time/date-civile'
import type { ChangeOf, ModificationChange } from './changes'
import { everyPartie, type Ground, hasEndedBy, roleOf } from './ground'
import { partieNatureRefusals, unknownPartie, unknownPartieOf } from './named-parties'
import { labelledPartie, roleIn } from './parties'
import { stayOn } from './stays'
import type { Adhésion } from './values'

const cannotJoin = refusal(
  'partie-cannot-join',
  ({ role }: { readonly role: Named }) => `nul n'adhère à cette convention comme : ${role.label}`
)
const cannotLeave = refusal(
  'partie-cannot-leave',
  ({ partie }: { readonly partie: Named }) => `ne se retire pas de cette convention : ${partie.label}`
)
const isAlready = refusal(
  'already-partie',
  ({ partie, on }: { readonly partie: Named; readonly on: DateCivile }) =>
    `est déjà partie à la convention le ${frenchDate(on)} : ${partie.label}`
)
const isNot = refusal(
  'not-partie',
  ({ partie, on }: { readonly partie: Named; readonly on: DateCivile }) =>
    `n'est pas partie à la convention le ${frenchDate(on)} : ${partie.label}`
)
const otherRole = refusal(
  'partie-role',
  ({ partie, role }: { readonly partie: string; readonly role: string }) =>
    `la partie « ${partie} » a déjà un rôle, qui ne change pas : « ${role} »`
)

/** Why a party is none that the model lets join. */
export const joinFaults = (
  model: ConventionModel,
  { partie }: ChangeOf<'join-partie'>,
  at: (part: string) => string,
  ground: Ground
): ReadonlyArray<AnyRefusal> => {
  const { roles, article } = model.parties
  const role = roleIn(model, partie)
  const known = roles.filter(({ joins }) => joins).map(named)
  return [
    ...(role === null
      ? [unknownPartie(at('partie.role'), { partie: partie.role ?? partie.id, known }, article)]
      : role.joins
        ? []
        : [cannotJoin(at('partie.role'), { role: named(role) }, article)]),
    ...sameRole(ground, partie, at('partie.role')),
    ...partieNatureRefusals(model, partie, at('partie'))
  ]
}

export const leaveFaults = (
  model: ConventionModel,
  { partieId }: ChangeOf<'leave-partie'>,
  at: (part: string) => string,
  ground: Ground
): ReadonlyArray<AnyRefusal> => {
  const unknown = unknownPartieOf(model, ground, partieId, at('partieId'))
  const partie = everyPartie(ground).find(({ id }) => id === partieId)
  return partie === undefined || roleIn(model, partie)?.leaves !== false
    ? unknown
    : [cannotLeave(at('partieId'), { partie: labelledPartie(model, partie) }, model.parties.article)]
}

/** A party keeps the role under which it was named first, whatever else of it changes. */
export const sameRole = (
  ground: Ground,
  partie: { readonly id: string; readonly role?: string },
  path: string
): ReadonlyArray<AnyRefusal> => {
  const role = roleOf(ground, partie.id)
  return role === null || role === (partie.role ?? partie.id)
    ? []
    : [otherRole(path, { partie: partie.id, role })]
}

/** Who acts as a party on a day is one that day, or is let in by the avenant that it signs. */
export const notPartieOn = (
  model: ConventionModel,
  ground: Ground,
  { id, on, path }: { readonly id: string; readonly on: DateCivile; readonly path: string }
): ReadonlyArray<AnyRefusal> => {
  const partie = everyPartie(ground).find(known => known.id === id)
  return partie === undefined || stayOn(ground.stays, id, on) !== null
    ? []
    : [isNot(path, { partie: labelledPartie(model, partie), on }, model.parties.article)]
}

/**
 * On the day from which they hold, who joins is no party, who leaves or is named otherwise is one, by all other acts.
 *
 * @param pathOf the path of each change
 */
export const passageRefusals = (
  model: ConventionModel,
  ground: Ground,
  { changes, on }: { readonly changes: ReadonlyArray<ModificationChange>; readonly on: DateCivile },
  pathOf: (i: number, part: string) => string
): ReadonlyArray<AnyRefusal> =>
  changes.flatMap((change, i) => {
    switch (change.kind) {
      case 'join-partie': {
        const { partie } = change
        const facts = { partie: labelledPartie(model, partie), on }
        return stayOn(ground.stays, partie.id, on) === null
          ? []
          : [isAlready(pathOf(i, 'partie.id'), facts, model.parties.article)]
      }
      case 'leave-partie':
        // On the eve: who leaves on the day on which it joined was party on no day.
        return notPartieOn(model, ground, {
          id: change.partieId,
          on: on > firstDate ? addDays(on, -1) : on,
          path: pathOf(i, 'partieId')
        })
      case 'amend-partie':
        return notPartieOn(model, ground, { id: change.partie.id, on, path: pathOf(i, 'partie.id') })
      default:
        return []
    }
  })

/** What the act at a place says of who is party: it lets one in, or ends its part, unless the convention has ended by then. */
export const adhesionsAt = (ground: Ground, place: number, path: string): ReadonlyArray<Assertion> =>
  ground.stays.flatMap(({ partie, arrival, departure }) => {
    const { on, agreedOn, modificationId } = arrival
    const joined: Adhésion | null =
      arrival.place !== place || modificationId === null || agreedOn === null
        ? null
        : { status: 'partie', modificationId, agreedOn }
    return [
      ...(joined === null || hasEndedBy(ground, on)
        ? []
        : [assertion({ kind: 'adhesion', id: partie.id, from: on, value: joined, path })]),
      ...(departure === null || departure.place !== place || hasEndedBy(ground, departure.on)
        ? []
        : [assertion({ kind: 'adhesion', id: partie.id, from: departure.on, value: departure.why, path })])
    ]
  })
