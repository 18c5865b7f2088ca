/** Each kind of change that a model knows, taking effect by the instrument that it asks. */
import { addDays, type ConventionModel, type Role } from '@avenant/domain'
import {
  type Cast,
  etablissementOf,
  ficheOf,
  identified,
  isOf,
  type Listed,
  partieOf,
  partiesOf,
  partyOf,
  seatOf
} from './cast'
import { type MakeWay, modificationId, signalling, wayOf } from './changed'
import { adoptionWay, extensionWays, statedWays } from './extension-ways'
import { attributing, type Begun, listing, onConvention, type Way } from './opening'
import { roleWays } from './role-ways'
import type { Trial, Why } from './trial'

export const changeWays = (begun: Begun): ReadonlyArray<Way> => {
  const { model } = begun
  const way = wayOf(begun)
  const newcomer = identified('p-nouvelle')
  return [
    way(
      'une personne change',
      'personnes.change',
      [newcomer].map(personne => ({ kind: 'identify-personne', ...personne }))
    ),
    ...partiesOf(model).map(partie =>
      way(`une partie change de représentant (${partie.label})`, 'parties.change', [
        { kind: 'identify-personne', ...newcomer },
        { kind: 'amend-partie', partie: partieOf(partie, newcomer.personneId) }
      ])
    ),
    ...(model.fiche === null
      ? []
      : [
          way('la fiche administrative change', 'fiche', [
            { kind: 'amend-fiche', fiche: { ...ficheOf(model), caf: 'AUTRE' } }
          ])
        ]),
    ...etablissementWays(begun, way),
    ...model.roles.flatMap((_, i) => roleWays(begun, i, way)),
    ...model.parties.roles.flatMap((role, of) => passageWays(model, role, of, way)),
    ...extensionWays(begun),
    ...statedWays(begun),
    adoptionWay(begun, way),
    {
      what: 'une modification signalée se retire',
      path: 'personnes.change',
      play: trial => withdrawn(begun, trial, { kind: 'identify-personne', ...newcomer })
    }
  ]
}

/** Who joins, and who leaves: each where the model says that it may. */
const passageWays = (
  model: ConventionModel,
  role: ConventionModel['parties']['roles'][number],
  of: number,
  way: MakeWay
): ReadonlyArray<Way> => {
  const parties = partiesOf(model).filter(partie => partie.of === of)
  const newcomer = identified('p-nouvelle')
  const joining = [
    { kind: 'identify-personne', ...newcomer },
    { kind: 'join-partie', partie: partieOf(partyOf(role, of, parties.length), newcomer.personneId) }
  ]
  const leaving = parties.slice(0, 1).map(({ id }) => ({ kind: 'leave-partie', partieId: id }))
  const isFull = role.max !== null && parties.length >= role.max
  return [
    ...(role.joins && !isFull
      ? [way(`une partie adhère (${role.label})`, `parties.roles[${of}].joins`, joining)]
      : []),
    ...(role.leaves
      ? [way(`une partie se retire (${role.label})`, `parties.roles[${of}].leaves`, leaving)]
      : [])
  ]
}

const etablissementWays = ({ model, cast }: Begun, way: MakeWay): ReadonlyArray<Way> =>
  (model.etablissements?.natures ?? []).map(({ id, label }, i) => {
    const other = { etablissementId: 'e-nouveau', nature: id }
    const path = `etablissements.natures[${i}]`
    const n = cast.listed.length + 1
    const amending = {
      kind: 'amend-etablissement',
      etablissementId: other.etablissementId,
      etablissement: etablissementOf(id, n + 1, 'AUTRE NOM')
    }
    const delisting = (etablissementId: string) => ({ kind: 'delist-etablissement', etablissementId })
    const entering = (seats: Cast['seats']) => [
      ...[...new Set(seats.map(({ personneId }) => personneId))].map(personneId => ({
        kind: 'identify-personne',
        ...identified(personneId)
      })),
      listing(other, n),
      ...seats.map(attributing)
    ]
    const replaced = hasSeatsFor(model, cast, id) ? null : leavingFor(model, cast, id)
    return replaced === null
      ? way(
          `un établissement « ${label} » entre, change et sort`,
          path,
          entering(
            model.roles.flatMap((role, j) => (role.min > 0 ? enteringSeats(role, j, other, role.min) : []))
          ),
          [amending],
          [delisting(other.etablissementId)]
        )
      : way(
          `un établissement « ${label} » prend la place d'un autre, et change`,
          path,
          [
            delisting(replaced),
            ...entering(
              model.roles.flatMap((role, j) => enteringSeats(role, j, other, seatsOn(cast, role, replaced)))
            )
          ],
          [amending]
        )
  })

/** Whether the caps of the convention leave the seats that an establishment which enters must have. */
const hasSeatsFor = ({ roles }: ConventionModel, { seats }: Cast, nature: string): boolean =>
  roles.every(
    role =>
      !isOf(role, nature) ||
      role.capPerConvention === null ||
      seats.filter(seat => seat.role === role.id).length + role.min <= role.capPerConvention
  )

/** Where they leave none: an establishment that makes room by leaving, of the same nature where there is one. */
const leavingFor = (model: ConventionModel, { listed, seats }: Cast, nature: string): string | null => {
  const leaving = listed.filter(({ etablissementId }) =>
    hasSeatsFor(
      model,
      { listed, seats: seats.filter(seat => seat.etablissementId !== etablissementId) },
      nature
    )
  )
  return (leaving.find(one => one.nature === nature) ?? leaving.at(-1))?.etablissementId ?? null
}

const seatsOn = ({ seats }: Cast, { id }: Role, etablissementId: string): number =>
  seats.filter(seat => seat.role === id && seat.etablissementId === etablissementId).length

/** At least its minimum, where the role is for such an establishment. */
const enteringSeats = (
  role: Role,
  i: number,
  { etablissementId, nature }: Listed,
  count: number
): Cast['seats'] =>
  isOf(role, nature)
    ? Array.from({ length: Math.max(count, role.min) }, (_, n) => seatOf(role, i, etablissementId, n))
    : []

const withdrawn = ({ model, start }: Begun, trial: Trial, change: object): Why => {
  const on = addDays(start, 1)
  return trial.give(signalling(model, { id: modificationId, on, changes: [change] }), {
    on,
    of: onConvention,
    type: 'WithdrawModification',
    data: { modificationId, on }
  })
}
