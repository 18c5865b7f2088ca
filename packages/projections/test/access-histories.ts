/**
 * For tests only: histories of one access under the PSU convention, in one of three zones. Many stand in one index, each
 * with a person of its own, so that the convention is fed once. A retention is played as its owner's function does it, and
 * another index is fed with what is left.
 */
import {
  Acteur,
  type AnyEvent,
  accessStream,
  type ConnectionCommand,
  connectionDecider,
  conventionStream,
  type Decider,
  defineModel,
  HabilitationId,
  habilitationDecider,
  habilitationStream,
  instantOfEpoch,
  type Models,
  metadataOf,
  PersonneId,
  positionOf,
  psu,
  type Recorded,
  recordedVersions,
  shippedModels,
  usesStream
} from '@avenant/domain'
import { psu2017, psu2017Id, read } from '@avenant/domain/fixtures'
import * as E from 'fp-ts/Either'
import { anAct, connectionsOf, type Deal, dealer, type Given, nextMoment, request } from './access-acts'
import { type Asked, byWays, type Opening } from './access-asked'
import {
  type ConventionTold,
  type Day,
  dayOf,
  type History,
  isoOf,
  type Told,
  type Zone
} from './access-oracle'
import { commandOn, journalOf } from './journal'

const DAY = 86_400_000
/** Both changes of hour, a 29th of February and the end of the convention are within reach of one of these days. */
const beginnings = ['2017-02-25', '2017-09-20', '2018-02-20', '2020-01-10', '2020-09-25'].map(dayOf)
const zones: ReadonlyArray<Zone> = ['Europe/Paris', 'America/Guadeloupe', 'Indian/Reunion']
const acteur = read(Acteur, { kind: 'systeme', id: 'portail' })

// --- What histories share ---

/** One convention, and as many accesses under it as an index is used for. */
const SLOTS = 32
const slots = Array.from({ length: SLOTS }, (_, slot) => slot)
const personneOf = (slot: number): PersonneId => read(PersonneId, `p-${slot}`)

const onConvention = commandOn(conventionStream(psu2017Id))
const approbateurs = onConvention('2016-12-06T09:00:00.000Z', 'EditAnnexes', {
  changes: slots.flatMap(slot => [
    {
      kind: 'identify-personne',
      personneId: personneOf(slot),
      personne: {
        nom: `AGENT ${slot}`,
        prenom: null,
        fonction: null,
        mail: `agent.${slot}@example.fr`,
        telephone: null
      }
    },
    {
      kind: 'attribute-role',
      personneId: personneOf(slot),
      role: 'approbateur',
      etablissementId: '201500086',
      rang: 'suppleant'
    }
  ])
})

const modelsIn = (zone: Zone): Models => {
  const { id: _, ...rest } = JSON.parse(JSON.stringify(psu))
  return [defineModel({ ...rest, id: 'psu', zone }), ...shippedModels.filter(({ id }) => id !== 'psu')]
}

// The decider of a stream is given the commands of its own aggregate.
type AnyDecider = Decider<unknown, Given['command'], AnyEvent, unknown>

type World = {
  readonly zone: Zone
  readonly beginning: Day
  readonly habilitation: AnyDecider
  readonly convention: ReadonlyArray<ConventionTold>
  readonly opened: () => Opening
  /** With as many accesses as were put there. */
  opening: Opening
  slot: number
}

const signedAt = Date.parse('2017-02-24T08:31:00.000Z')
const inForce = { from: dayOf('2017-01-01'), to: dayOf('2021-01-01') }

type Signed = { readonly models: Models; readonly journal: ReadonlyArray<Recorded> }
const signed = new Map<string, Signed>()
/** @param terminated on which day it ends, and when that is recorded; null: it runs to its own end */
const signedIn = (zone: Zone, terminated: { readonly on: Day; readonly at: number } | null): Signed => {
  const key = `${zone} ${terminated?.on}`
  const known = signed.get(key)
  if (known !== undefined) return known
  const models = modelsIn(zone)
  const ended =
    terminated === null
      ? []
      : [
          onConvention(instantOfEpoch(terminated.at), 'TerminateConvention', {
            on: isoOf(terminated.on),
            manquement: 'Codes prêtés'
          })
        ]
  const made = { models, journal: journalOf([...psu2017, approbateurs, ...ended], models) }
  signed.set(key, made)
  return made
}

const worldOf = (zone: Zone, beginning: Day, isTerminated: boolean, asking: typeof byWays): World => {
  const [end, toldAt] = [beginning + 70, (beginning + 75) * DAY]
  const { models, journal } = signedIn(zone, isTerminated ? { on: end, at: toldAt } : null)
  const opened = () => {
    const opening = asking(models)
    for (const event of journal) opening.append(event)
    return opening
  }
  return {
    zone,
    beginning,
    habilitation: habilitationDecider(models) as unknown as AnyDecider,
    convention: [
      { recordedAt: signedAt, ...inForce },
      ...(isTerminated ? [{ recordedAt: toldAt, ...inForce, to: end }] : [])
    ],
    opened,
    opening: opened(),
    slot: 0
  }
}

const worlds = new Map<string, World>()
const aWorld = ({ pick, oneIn }: Deal, asking: typeof byWays): World => {
  const [zone, beginning, isTerminated] = [pick(zones), pick(beginnings), oneIn(6)] as const
  const key = `${zone} ${beginning} ${isTerminated} ${asking.name}`
  const known = worlds.get(key) ?? worldOf(zone, beginning, isTerminated, asking)
  worlds.set(key, known)
  if (known.slot === SLOTS) {
    known.opening = known.opened()
    known.slot = 0
  }
  return known
}

// --- Acts ---

/** One access, with the acts that were accepted. */
export type Acted = {
  readonly world: Pick<World, 'zone' | 'beginning' | 'convention' | 'opening'>
  readonly id: HabilitationId
  readonly personneId: PersonneId
  readonly told: ReadonlyArray<Extract<Told, { act: unknown }>>
  readonly script: ReadonlyArray<string>
}

const recordedOf = (stream: string, revision: number, at: number, event: AnyEvent): Recorded => ({
  ...event,
  // Nothing that is asked rests on the places of streams among each other.
  position: positionOf(1_000 + revision),
  stream,
  revision,
  id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
  schema: 1,
  recordedAt: instantOfEpoch(at),
  metadata: metadataOf(acteur, `${stream}-${revision}`)
})

/** What the decider refuses, or has nothing to record of, is in neither. */
export const actedAccess = (numbers: ReadonlyArray<number>, asking = byWays): Acted => {
  const deal = dealer(numbers)
  const world = aWorld(deal, asking)
  const { zone, beginning, habilitation, opening } = world
  const slot = world.slot++
  const [id, personneId] = [read(HabilitationId, `h-${slot}`), personneOf(slot)]
  const told: Array<Acted['told'][number]> = []
  const script: Array<string> = []
  const anchors: Array<Day> = [beginning]
  let state = habilitation.initial
  let now = beginning * DAY + deal.pick([8, 22, 23]) * 3_600_000

  const give = ({ command, act }: Given): void => {
    const recording = { at: instantOfEpoch(now), hand: null, premises: null }
    const decided = habilitation.decide(command, recording)(state)
    if (E.isLeft(decided)) return
    for (const event of decided.right) {
      state = habilitation.evolve(state, event)
      const revision = told.length
      const { metadata, ...recorded } = recordedOf(habilitationStream(id), revision, now, event)
      const versions = recordedVersions(
        [],
        habilitation.model?.(state) ?? null,
        habilitation.versions?.(state) ?? []
      )
      opening.append({ ...recorded, metadata: { ...metadata, ...versions } })
      told.push({ recordedAt: now, revision, act })
      script.push(`${recording.at} ${revision} ${command.type} ${JSON.stringify(command.data)}`)
      if ('on' in act) anchors.push(act.on)
    }
  }

  const requestedOn = beginning - deal.pick([1, 20])
  give(request({ habilitationId: id, conventionId: psu2017Id, personneId, on: requestedOn }))
  const isDelivered = !deal.oneIn(16)
  for (let left = 2 + (deal.next() % 8); left > 0; left--) {
    now = nextMoment(deal, now, anchors)
    give(anAct(deal, { now, anchors, zone, acts: told.length, isDelivered }))
  }
  return {
    world,
    id,
    personneId,
    told,
    script: [`${zone} ${personneId} ${world.convention.length}`, ...script]
  }
}

// --- Connections, and retentions ---

export type PlayedHistory = {
  readonly history: History
  readonly personneId: PersonneId
  /** What was accepted, in words, for whoever looks at a difference. */
  readonly script: ReadonlyArray<string>
  /** Fed with each event as it was recorded; and with what a retention left, where one was played. */
  readonly live: Asked
  readonly rebuilt: Asked | null
}

/** The acts, and connections told at any time before, between or after them, in the order of recording. */
export const playedHistory = (acted: Acted, numbers: ReadonlyArray<number>): PlayedHistory => {
  const deal = dealer(numbers)
  const { world, id, personneId } = acted
  const live = world.opening.live()
  const anchors = acted.told.flatMap(({ act }) => ('on' in act ? [act.on] : []))
  if (anchors.length === 0) anchors.push(world.beginning)
  const connected = Array.from({ length: deal.next() % 4 }, () => {
    const found = connectionsOf(deal, nextMoment(deal, deal.pick(acted.told).recordedAt, anchors), anchors)
    anchors.push(...found.map(({ at }) => Math.floor(at / DAY)))
    return found
  })
    .flat()
    .sort((a, b) => a.recordedAt - b.recordedAt)
  const told: Array<Told> = [...acted.told]
  const script = [...acted.script]
  const events: Array<Recorded> = []
  const record = (stream: string, revision: number, at: number, event: AnyEvent): void => {
    const recorded = recordedOf(stream, revision, at, event)
    events.push(recorded)
    live.append(recorded)
  }

  let connections = 0
  for (const { at, recordedAt, successful } of connected) {
    const command: ConnectionCommand = {
      type: 'RecordConnection',
      habilitationId: id,
      acteur,
      data: { at: instantOfEpoch(at), outcome: successful ? 'reussie' : 'echouee' }
    }
    const recording = { at: instantOfEpoch(recordedAt), hand: null, premises: null }
    const decided = connectionDecider.decide(command, recording)(null)
    if (E.isLeft(decided)) continue
    for (const event of decided.right) {
      record(accessStream(id), connections++, recordedAt, event)
      told.push({ recordedAt, connection: { at, successful } })
      script.push(`${recording.at} connexion ${command.data.at} ${command.data.outcome}`)
    }
  }
  told.sort((a, b) => a.recordedAt - b.recordedAt)

  let retainedBefore = 0
  if (connections > 0 && deal.oneIn(3)) {
    const last = told.at(-1)?.recordedAt ?? 0
    // Twice at most: what was kept the first time is not kept again.
    for (const before of [deal.pick(told).recordedAt, ...(deal.oneIn(2) ? [last + DAY] : [])]) {
      const kept = live
        .usesBefore(instantOfEpoch(before))
        .filter(({ habilitationId }) => habilitationId === id)
      for (const { uses } of kept)
        record(usesStream(id), retainedBefore === 0 ? 0 : 1, last, { type: 'UsesKept', data: { uses } })
      retainedBefore = Math.max(retainedBefore, before)
      script.push(
        `conservation avant ${instantOfEpoch(before)} : ${kept.flatMap(({ uses }) => uses.map(({ on }) => on))}`
      )
    }
  }
  const rebuilt = retainedBefore === 0 ? null : world.opening.rebuilt()
  for (const event of events)
    if (event.stream !== accessStream(id) || Date.parse(event.recordedAt) >= retainedBefore)
      rebuilt?.append(event)

  return {
    history: { zone: world.zone, convention: world.convention, told },
    personneId,
    script,
    live,
    rebuilt
  }
}
