/** A role is held by as many as it admits: given, taken back, passed to another, up to its caps and not beyond. */
import { addDays, type Role } from '@avenant/domain'
import { capacityOf, identified, type Seat, seatOf } from './cast'
import { type Changes, changed, type MakeWay } from './changed'
import { attributing, type Begun, placeOf, type Way } from './opening'

/** Where a seat is left it is taken and left again; where all are taken, another takes the place of one who leaves. */
export const roleWays = (begun: Begun, i: number, way: MakeWay): ReadonlyArray<Way> => {
  const role = begun.model.roles[i]
  if (role === undefined) return []
  const held = begun.cast.seats.filter(seat => seat.role === role.id)
  const [first] = held
  if (first === undefined)
    return [
      {
        what: `le rôle « ${role.label} » est tenu`,
        path: `roles[${i}]`,
        play: () => ['aucun établissement ne l’a']
      }
    ]
  const { etablissementId } = first
  const count = held.filter(seat => seat.etablissementId === etablissementId).length
  const other = seatOf(role, i, etablissementId, count)
  const identify = { kind: 'identify-personne', ...identified(other.personneId) }
  const leaving = ({ personneId }: { readonly personneId: string }) => ({
    kind: 'withdraw-role',
    role: role.id,
    personneId,
    ...placeOf(first)
  })
  const isFull =
    count >= capacityOf(role) || (role.capPerConvention !== null && held.length >= role.capPerConvention)
  const full = fillingWay(begun, { role, i, seats: held, place: etablissementId }, way)
  return [
    ...(full === null ? [] : [full]),
    ...rangWays(role, i, held, way),
    isFull
      ? way(`le rôle « ${role.label} » passe à une autre personne`, `roles[${i}]`, [
          identify,
          leaving(first),
          attributing({ ...other, rang: first.rang })
        ])
      : way(
          `le rôle « ${role.label} » est attribué, puis retiré`,
          `roles[${i}]`,
          [identify, attributing(other)],
          [leaving(other)]
        )
  ]
}

/** A role of the model, its seats, and one of the places where it is held. */
type Held = {
  readonly role: Role
  readonly i: number
  readonly seats: ReadonlyArray<Seat>
  readonly place: Seat['etablissementId']
}

/** More seats than that show nothing more. */
const fewSeats = 12

/** A role that has a cap is held by so many, and one more is refused. */
const fillingWay = ({ model, start }: Begun, { role, i, seats, place }: Held, way: MakeWay): Way | null => {
  const here = seats.filter(({ etablissementId }) => etablissementId === place).length
  const most = Math.min(
    capacityOf(role),
    role.capPerConvention === null ? Number.POSITIVE_INFINITY : here + role.capPerConvention - seats.length
  )
  if (most > fewSeats || most < here) return null
  const taking = (from: number, to: number): Changes =>
    Array.from({ length: to - from }, (_, n) => seatOf(role, i, place, from + n)).flatMap(seat => [
      { kind: 'identify-personne', ...identified(seat.personneId) },
      attributing(seat)
    ])
  const filled = way('', '', ...(most === here ? [] : [taking(here, most)]))
  return {
    what: `le rôle « ${role.label} » est tenu par autant de personnes qu'il en admet, et une de plus est refusée`,
    path: `roles[${i}]`,
    play: trial => {
      const why = filled.play(trial)
      if (why.length > 0) return why
      const on = addDays(start, 3)
      const more = changed(model, trial, { id: 'm-de-trop', on, changes: taking(most, most + 1) })
      return more.length > 0 ? [] : ['une personne de plus a été admise']
    }
  }
}

/** Where the model admits one more of the other rang. */
const rangWays = (
  { id, label, capByRang }: Role,
  i: number,
  seats: ReadonlyArray<Seat>,
  way: MakeWay
): ReadonlyArray<Way> => {
  const [seat] = seats
  if (seat === undefined) return []
  const rang = seat.rang === 'titulaire' ? 'suppleant' : 'titulaire'
  const others = seats.filter(other => other.etablissementId === seat.etablissementId && other.rang === rang)
  return others.length >= (capByRang?.[rang] ?? Number.POSITIVE_INFINITY)
    ? []
    : [
        way(`qui tient le rôle « ${label} » change de rang`, `roles[${i}].capByRang`, [
          { kind: 'change-rang', role: id, personneId: seat.personneId, ...placeOf(seat), rang }
        ])
      ]
}
