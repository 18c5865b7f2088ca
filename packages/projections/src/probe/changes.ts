/** Each kind of change that a model knows, taking effect by the instrument that it asks. */
import { addDays, type ConventionModel, type DateCivile, type Role } from '@avenant/domain'
import {
  capacityOf,
  etablissementOf,
  ficheOf,
  identified,
  partieOf,
  partiesOf,
  partyOf,
  seatOf,
  seatsOf
} from './cast'
import {
  attributing,
  type Cast,
  listing,
  onConvention,
  placeOf,
  signature,
  situationOn,
  startOf,
  type Way
} from './opening'
import type { ToGive, Trial, Why } from './trial'

type Changes = ReadonlyArray<object>

const modificationId = 'm-1'

type Given = {
  readonly id: string
  readonly on: DateCivile
  readonly changes: Changes
  readonly effectiveOn?: DateCivile
}

/** Signalled on a day, and made effective on the days after, by what the model says that it needs. */
const changed = (model: ConventionModel, trial: Trial, { id, on, changes, effectiveOn }: Given): Why => {
  const channel = model.signalling?.channels[0]?.id
  const signalled = trial.give({
    on,
    of: onConvention,
    type: 'SignalModification',
    data: {
      modificationId: id,
      changes,
      signalledOn: on,
      ...(channel === undefined ? {} : { channel }),
      ...(effectiveOn === undefined ? {} : { effectiveOn })
    }
  })
  if (signalled.length > 0) return signalled
  const { computed } = Object(trial.last()[0]?.data)
  const why = trial.give(...effective(model, { id, changes }, Object(computed).instrument, addDays(on, 1)))
  if (why.length > 0) return why
  const moves: ReadonlyArray<{ readonly kind: string }> = Object(trial.last()[0]?.data).moves ?? []
  return moves.some(({ kind }) => kind !== 'modification' && kind !== 'signature')
    ? []
    : ['la modification a pris effet, et rien n’a changé']
}

const effective = (
  model: ConventionModel,
  { id, changes }: Pick<Given, 'id' | 'changes'>,
  instrument: unknown,
  on: DateCivile
): ReadonlyArray<ToGive> => {
  if (instrument === 'formulaire')
    return [{ on, of: onConvention, type: 'ReceiveFormulaire', data: { modificationId: id, receivedOn: on } }]
  if (instrument === 'annexe-revisee')
    return [{ on, of: onConvention, type: 'ReviseAnnexe', data: { modificationId: id, establishedOn: on } }]
  const newcomers = changes.flatMap((change): ReadonlyArray<{ readonly id: string }> => {
    const { kind, partie } = Object(change)
    return kind === 'join-partie' ? [partie] : []
  })
  return [...partiesOf(model), ...newcomers].map((partie, i) => ({
    on,
    of: onConvention,
    type: 'SignAvenant',
    // Who joins has no representative among those of the draft: the first signs for it.
    data: { modificationId: id, ...signature(partie.id, i < partiesOf(model).length ? i : 0, on) }
  }))
}

/** Every list of changes is tried by itself, on the day after the convention begins. */
export const changeWays = (model: ConventionModel, cast: Cast): ReadonlyArray<Way> => {
  const way = (what: string, path: string, ...lists: ReadonlyArray<Changes>): Way => ({
    what,
    path,
    play: trial => {
      const start = startOf(model, trial)
      // Signalled on one day and effective on the next, one list after the other.
      return lists.reduce<Why>(
        (why, changes, i) =>
          why.length > 0
            ? why
            : changed(model, trial, { id: `m-${i + 1}`, on: addDays(start, 1 + i), changes }),
        []
      )
    }
  })
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
    ...etablissementWays(model, cast, way),
    ...model.roles.flatMap((role, i) => roleWays(model, role, i, cast, way)),
    ...model.parties.roles.flatMap((role, of) => passageWays(model, role, of, way)),
    ...extensionWays(model),
    ...statedWays(model),
    {
      what: 'une modification signalée se retire',
      path: 'personnes.change',
      play: trial => withdrawn(model, trial, { kind: 'identify-personne', ...newcomer })
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

type MakeWay = (what: string, path: string, ...lists: ReadonlyArray<Changes>) => Way

const etablissementWays = (
  { etablissements, roles }: ConventionModel,
  { listed }: Cast,
  way: MakeWay
): ReadonlyArray<Way> =>
  (etablissements?.natures ?? []).flatMap(({ id, label }, i) => {
    const other = { etablissementId: 'e-nouveau', nature: id }
    const seats = roles
      .filter(({ min, onEtablissement }) => onEtablissement && min > 0)
      .flatMap(role => seatsOf(role, roles.indexOf(role), [other]))
    const path = `etablissements.natures[${i}]`
    const n = listed.length + 1
    return [
      way(
        `un établissement « ${label} » entre, change et sort`,
        path,
        [
          ...[...new Set(seats.map(({ personneId }) => personneId))].map(personneId => ({
            kind: 'identify-personne',
            ...identified(personneId)
          })),
          listing(other, n),
          ...seats.map(attributing)
        ],
        [
          {
            kind: 'amend-etablissement',
            etablissementId: other.etablissementId,
            etablissement: etablissementOf(id, n + 1, 'AUTRE NOM')
          }
        ],
        [{ kind: 'delist-etablissement', etablissementId: other.etablissementId }]
      )
    ]
  })

/** Where a seat is left it is taken and left again; where all are taken, another takes the place of one who leaves. */
const roleWays = (
  model: ConventionModel,
  role: Role,
  i: number,
  { seats }: Cast,
  way: MakeWay
): ReadonlyArray<Way> => {
  const held = seats.filter(seat => seat.role === role.id)
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
  const full = fillingWay(model, role, i, { seats: held, place: etablissementId }, way)
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

/** More seats than that show nothing more. */
const fewSeats = 12

/** A role that has a cap is held by so many, and one more is refused. */
const fillingWay = (
  model: ConventionModel,
  role: Role,
  i: number,
  {
    seats,
    place
  }: { readonly seats: Cast['seats']; readonly place: Cast['seats'][number]['etablissementId'] },
  way: MakeWay
): Way | null => {
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
      const on = addDays(startOf(model, trial), 3)
      const more = changed(model, trial, { id: 'm-de-trop', on, changes: taking(most, most + 1) })
      return more.length > 0 ? [] : ['une personne de plus a été admise']
    }
  }
}

/** Where the model admits one more of the other rang. */
const rangWays = (
  { id, label, capByRang }: Role,
  i: number,
  seats: Cast['seats'],
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

const withdrawn = (model: ConventionModel, trial: Trial, change: object): Why => {
  const on = addDays(startOf(model, trial), 1)
  const channel = model.signalling?.channels[0]?.id
  return trial.give(
    {
      on,
      of: onConvention,
      type: 'SignalModification',
      data: {
        modificationId,
        changes: [change],
        signalledOn: on,
        ...(channel === undefined ? {} : { channel })
      }
    },
    { on, of: onConvention, type: 'WithdrawModification', data: { modificationId, on } }
  )
}

const DAYS_MORE = 365

/** What moves the end of the convention itself, asked for on the day after it begins. */
const extensionWays = (model: ConventionModel): ReadonlyArray<Way> => {
  const { prolongation = null, renewal = null } = model.changes?.kinds ?? {}
  const extended =
    (changeOf: (end: DateCivile) => object) =>
    (trial: Trial): Why => {
      const on = addDays(startOf(model, trial), 1)
      const { lastDay } = situationOn(trial, on)
      if (lastDay === null) return ['la convention n’a pas de fin à reporter']
      const why = changed(model, trial, { id: modificationId, on, changes: [changeOf(addDays(lastDay, 1))] })
      if (why.length > 0) return why
      const { status, sentence } = situationOn(trial, addDays(lastDay, 1))
      return status === 'en-vigueur' ? [] : [sentence]
    }
  return [
    ...(prolongation === null
      ? []
      : [
          {
            what: 'elle est prolongée',
            path: 'changes.kinds.prolongation',
            play: extended(end => ({ kind: 'prolong', to: addDays(end, DAYS_MORE) }))
          }
        ]),
    ...(renewal === null
      ? []
      : [
          {
            what: 'elle est renouvelée par un acte',
            path: 'changes.kinds.renewal',
            play: extended(() => ({ kind: 'renew' }))
          }
        ])
  ]
}

/** An avenant that says its day; what needs less than an avenant says none. */
const statedWays = (model: ConventionModel): ReadonlyArray<Way> => {
  const [partie] = partiesOf(model)
  return model.changes?.avenantEffect?.when !== 'stated' ||
    partie === undefined ||
    model.parties.change.instrument !== 'avenant'
    ? []
    : [
        {
          what: 'un avenant prend effet au jour qu’il dit',
          path: 'changes.avenantEffect',
          play: trial => {
            const on = addDays(startOf(model, trial), 1)
            return changed(model, trial, {
              id: modificationId,
              on,
              effectiveOn: addDays(on, 2),
              changes: [
                { kind: 'identify-personne', ...identified('p-nouvelle') },
                { kind: 'amend-partie', partie: partieOf(partie, 'p-nouvelle') }
              ]
            })
          }
        }
      ]
}
