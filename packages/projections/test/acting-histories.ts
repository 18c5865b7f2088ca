/**
 * For tests only: histories of one or two conventions that share persons and establishments, and of habilitations
 * under them. Corrections and withdrawals of any act are among them; what a convention says of them is told at random.
 */
import type { Models, Recorded } from '@avenant/domain'
import fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { read } from '../../domain/src/codec'
import { ConnectionCommand, connectionDecider } from '../../domain/src/connections'
import {
  type ConventionCommand,
  type ConventionEvent,
  type ConventionState,
  conventionDecider
} from '../../domain/src/convention'
import type { Decider } from '../../domain/src/decider'
import {
  type HabilitationCommand,
  type HabilitationState,
  habilitationDecider
} from '../../domain/src/habilitation'
import { Acteur } from '../../domain/src/identity/acteur'
import { defineModel, monenfant, psu } from '../../domain/src/model'
import { tellConvention } from '../../domain/src/reactions/convention-told'
import { tellingOf } from '../../domain/src/reactions/placed-under'
import { instantOfEpoch } from '../../domain/src/time'
import { aThrow, commandOn, type Setting, settings, type Throw } from '../../domain/test/any-history'
import * as c from '../../domain/test/convention-commands'
import * as h from '../../domain/test/habilitation-commands'
import { type AnyScheduled, journalOf } from './journal'
import type { RecordedCommand } from './may-act-oracle'

/** The PSU model, with a role that is held on no establishment. */
const ensemble = defineModel({
  ...psu,
  id: 'psu-ensemble',
  roles: [
    ...psu.roles,
    {
      id: 'coordination',
      label: 'Coordination',
      onEtablissement: false,
      article: { source: 'PSU', article: '2.1' },
      change: { instrument: 'formulaire', article: { source: 'PSU', article: '2.3' } }
    }
  ]
})
const models = [psu, monenfant, ensemble]
/** The models of these histories. */
// They are of this same domain, whose types have other names behind the face of its package.
export const actingModels = models as unknown as Models
const days = [
  '2016-12-01',
  '2017-01-01',
  '2017-02-23',
  '2017-06-30',
  '2018-01-31',
  '2018-02-28',
  '2018-03-01',
  '2019-05-01',
  '2020-12-31',
  '2021-03-15',
  '2023-08-01'
]
export const personnes = ['p-1', 'p-2', 'p-3']
export const etablissements = ['e-1', 'e-2', 'e-3']

type Under = {
  readonly id: string
  readonly setting: Setting
  readonly request: (more: Readonly<Record<string, unknown>>) => HabilitationCommand
}
const underPsu: Under = { id: 'essai-psu', setting: settings.psu, request: h.requestPsu }
const underMef: Under = { id: 'essai-mef', setting: settings.mef, request: h.requestMef }
/** Another convention of the same model, for the years after and some of the same. */
const again: Under = {
  ...underPsu,
  id: 'essai-psu-2',
  setting: {
    ...settings.psu,
    draft: [
      c.draftPsu({ conventionId: 'essai-psu-2', period: { from: '2019-01-01', to: '2022-07-01' } }),
      c.psuEdited
    ]
  }
}

const underEnsemble: Under = {
  id: 'essai-ensemble',
  request: more => h.requestPsu({ model: { id: 'psu-ensemble', version: 1 }, ...more }),
  setting: {
    ...settings.psu,
    draft: [
      c.draftPsu({ conventionId: 'essai-ensemble', model: { id: 'psu-ensemble', version: 1 } }),
      c.psuEdited
    ],
    roles: ['activite', 'coordination'],
    withoutPlace: ['coordination']
  }
}

/** Takes numbers in turn. */
const dealer = (numbers: Throw) => {
  let i = 0
  const next = () => numbers[i++ % numbers.length] ?? 0
  const pick = <A>(values: ReadonlyArray<A>): A => values[next() % values.length] as A
  return { next, pick, day: () => pick(days), oneIn: (n: number) => next() % n === 0 }
}
type Deal = ReturnType<typeof dealer>

const seatsOf = ({ setting: { roles, withoutPlace = [] } }: Under) =>
  roles.flatMap(
    (role): ReadonlyArray<{ readonly role: string; readonly etablissementId: string | null }> =>
      withoutPlace.includes(role)
        ? [{ role, etablissementId: null }]
        : etablissements.map(etablissementId => ({ role, etablissementId }))
  )

/** A draft with roles for several persons; what the caps or natures do not allow is refused. */
const drafting = (under: Under, { oneIn }: Deal) => [
  ...under.setting.draft,
  ...seatsOf(under).flatMap(({ role, etablissementId }) =>
    personnes.flatMap(personneId =>
      etablissementId === 'e-3' || oneIn(3) ? [] : [c.edit(c.attribute(personneId, role, etablissementId))]
    )
  )
]

const conventionMoves = (under: Under, state: ConventionState, numbers: Throw) => {
  const deal = dealer(numbers)
  if (state.acts.size === 0) return drafting(under, deal)
  const signature = under.setting.signatures[state.ground.signatures.size]
  return signature !== undefined && !deal.oneIn(3)
    ? [signature]
    : [commandOn(under.setting)(numbers.slice(1))(state)]
}

/** Places of children are told of crèches alone, which `e-2` is not under MEF; `e-3` is rarely listed. */
const isPlausible = (role: string, etablissementId: string | null, { oneIn }: Deal): boolean =>
  !oneIn(etablissementId === 'e-3' ? 2 : 5) && !(role === 'disponibilites' && etablissementId === 'e-2')

const requestUnder = (under: Under, habilitationId: string, deal: Deal) =>
  under.request({
    habilitationId,
    conventionId: under.id,
    personneId: deal.pick(personnes),
    roles: seatsOf(under)
      .filter(({ role, etablissementId }) => isPlausible(role, etablissementId, deal))
      .map(({ role, etablissementId }) =>
        etablissementId === null
          ? { role }
          : h.role(
              role,
              under === underMef && etablissementId === 'e-2' ? 'accueil-de-loisirs' : 'eaje',
              etablissementId
            )
      ),
    requestedOn: '2016-12-01'
  })

const delivering = (under: Under, deal: Deal) => [
  ...(under === underMef
    ? [h.acknowledge, h.check, h.send, h.signedReturn].map(step => step('2016-12-01'))
    : []),
  h.deliver(deal.pick(days.slice(0, 6)))
]

const anyAct = (under: Under, id: string, deal: Deal): HabilitationCommand => {
  switch (deal.next() % 14) {
    case 12:
      return h.command('SendPassword', { on: deal.day(), occasion: 'oubli' })
    case 13:
      return h.command('ChangePassword', { on: deal.day() }, { kind: 'systeme', id: 'portail' })
    case 0:
    case 1:
      return h.block(deal.day(), deal.pick(['incident', 'decision']))
    case 2:
    case 3:
      return h.unblock(deal.day())
    case 4:
      return h.report(deal.day(), deal.day())
    case 5:
      return h.closeAccess(deal.day())
    case 6:
      return h.tellEnd(deal.day())
    case 7:
      return deal.oneIn(2) ? deal.pick([h.tellEnd(null), h.tellRole('activite', [])]) : h.refuse(deal.day())
    case 8:
      return requestUnder(under, id, deal)
    default:
      return h.deliver(deal.day())
  }
}

const habilitationMoves = (
  unders: ReadonlyArray<Under>,
  id: string,
  state: HabilitationState,
  numbers: Throw
): ReadonlyArray<HabilitationCommand> => {
  const deal = dealer(numbers)
  // Each habilitation has its convention; a correction may name another.
  const under = (deal.oneIn(8) ? unders[0] : unders[Number(id.slice(2)) % unders.length]) ?? underPsu
  if (state.acts.size === 0)
    return [requestUnder(under, id, deal), ...(deal.oneIn(4) ? [] : delivering(under, deal))]
  if (!deal.oneIn(2)) return [anyAct(under, id, deal)]
  return [h.correct(deal.pick([...state.acts.keys()]), deal.oneIn(3) ? null : anyAct(under, id, deal))]
}

/** A run of connections, told when they are over: some of them too late, at hours that are another day in Paris. */
const connecting = (id: string, { next, pick, day, oneIn }: Deal): ReadonlyArray<ConnectionCommand> => {
  const gap = pick([5, 20, 40, 45, 46])
  const first = Date.parse(`${pick(days.slice(1, 6))}T${pick(['08:00', '21:59', '22:30', '23:30'])}:00Z`)
  const from = oneIn(4) ? Date.parse(`${day()}T23:30:00Z`) : first
  return Array.from({ length: 20 + (next() % 60) }, (_, i) =>
    read(ConnectionCommand, {
      type: 'RecordConnection',
      habilitationId: id,
      acteur: { kind: 'systeme', id: 'portail' },
      data: {
        at: new Date(from + i * gap * 86_400_000).toISOString(),
        outcome: oneIn(10) ? 'echouee' : 'reussie'
      }
    })
  )
}

// --- Playing ---

type Step = {
  readonly numbers: Throw
  readonly dossier: number
  readonly told: boolean
  readonly hours: number
}

const step: fc.Arbitrary<Step> = fc.record({
  numbers: aThrow,
  dossier: fc.nat(9_999),
  told: fc.boolean(),
  hours: fc.constantFrom(0, 1, 30, 2_000)
})

const acteur = read(Acteur, { kind: 'systeme', id: 'reactions' })

type Accepted = {
  readonly stream: string
  readonly at: string
  readonly command: ConventionCommand | HabilitationCommand | ConnectionCommand
}

/** Every accepted command that recorded an event, in order of recording. */
const played = (
  unders: ReadonlyArray<Under>,
  habilitationIds: ReadonlyArray<string>,
  steps: ReadonlyArray<Step>
): ReadonlyArray<Accepted> => {
  const accepted: Array<Accepted> = []
  // Half an hour before midnight in Paris.
  let now = Date.UTC(2016, 11, 31, 22, 30)
  /** Gives a command on a stream, and says what it recorded. */
  const giving = <S, C extends Accepted['command'], Ev, R>({
    initial,
    decide,
    evolve
  }: Decider<S, C, Ev, R>) => {
    const states = new Map<string, S>()
    return {
      state: (stream: string): S => states.get(stream) ?? initial,
      streams: () => [...states.keys()],
      give: (stream: string, command: C): ReadonlyArray<Ev> => {
        const state = states.get(stream) ?? initial
        const decided = decide(command)(state)
        if (E.isLeft(decided) || decided.right.length === 0) return []
        states.set(stream, decided.right.reduce(evolve, state))
        accepted.push({ stream, at: instantOfEpoch(now), command })
        return decided.right
      }
    }
  }
  const convention = giving(conventionDecider(models))
  const habilitation = giving(habilitationDecider(models))
  const connection = giving(connectionDecider)

  const events = new Map<string, Array<ConventionEvent>>()
  const tellThem = tellConvention(models, acteur)
  /** Told to every habilitation, also to those of another convention: it decides nothing (G16). */
  const tell = (stream: string, recorded: ConventionEvent, revision: number): void => {
    const telling = tellingOf({ stream, revision, data: recorded.data })
    if (telling === null) return
    const placed = habilitation.streams().flatMap(one => {
      const { ground } = habilitation.state(one)
      return ground === null ? [] : [{ ...ground, stream: one }]
    })
    for (const { stream: one, command } of tellThem(events.get(stream) ?? [], placed, telling))
      habilitation.give(one, command)
  }

  const all = [...unders, ...habilitationIds]
  for (const { numbers, dossier, told, hours } of steps) {
    now += hours * 3_600_000
    const one = all[dossier % all.length] ?? underPsu
    if (typeof one === 'string') {
      const stream = `habilitation-${one}`
      for (const command of habilitationMoves(unders, one, habilitation.state(stream), numbers))
        habilitation.give(stream, command)
      const deal = dealer(numbers.slice(2))
      if (habilitation.state(stream).acts.size > 1 && !deal.oneIn(3))
        for (const command of connecting(one, deal)) connection.give(`access-${one}`, command)
    } else {
      const stream = `convention-${one.id}`
      for (const command of conventionMoves(one, convention.state(stream), numbers))
        for (const event of convention.give(stream, command)) {
          const all = events.get(stream) ?? []
          events.set(stream, all)
          if (told) tell(stream, event, all.push(event) - 1)
          else all.push(event)
        }
    }
  }
  return accepted
}

/** Accepted commands, in order of recording. */
export const actingHistories: fc.Arbitrary<ReadonlyArray<AnyScheduled>> = fc
  .tuple(
    fc.constantFrom(
      [underPsu],
      [underMef],
      [underPsu, underMef],
      [underMef, underPsu],
      [underPsu, again],
      [underEnsemble],
      [underPsu, underEnsemble]
    ),
    fc.constantFrom(['h-0', 'h-1'], ['h-0', 'h-1', 'h-2', 'h-3']),
    fc.array(step, { minLength: 20, maxLength: 40 })
  )
  .map(
    ([unders, habilitationIds, steps]) =>
      played(unders, habilitationIds, steps).map((one, i) => ({
        ...one,
        commandId: `command-${i}`,
        reason: null
        // The commands are of this same domain, whose types have other names behind the face of its package.
      })) as unknown as ReadonlyArray<AnyScheduled>
  )

/** What the judge reads, and the journal of the same commands, which the index reads. */
export type ActingHistory = {
  readonly recorded: ReadonlyArray<RecordedCommand>
  readonly journal: ReadonlyArray<Recorded>
}

/** Commands that are all accepted. */
export const recordedBy = (scheduled: ReadonlyArray<AnyScheduled>): ActingHistory => {
  const commands = new Map(scheduled.map(({ commandId, command }) => [commandId, command]))
  const journal = journalOf(scheduled, actingModels)
  return {
    journal,
    recorded: journal.flatMap(({ stream, revision: place, recordedAt, metadata: { commandId } }) => {
      const command = commands.get(commandId)
      return command === undefined ? [] : [{ stream, place, recordedAt, command }]
    })
  }
}
