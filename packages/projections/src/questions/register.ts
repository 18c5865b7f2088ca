/** Every convention on a day, as known at a moment: its parties, its state, what comes next. */
import {
  addDays,
  type ConventionId,
  conventionStream,
  type DateCivile,
  type Effet,
  type Instant,
  type ModelGiven,
  type ModificationId,
  modelGiven,
  roleOfPartie,
  type StableId
} from '@avenant/domain'
import { type AlertOn, alertsFound } from '../annexes/alerts'
import type { Alerte } from '../annexes/description'
import { denominationOf, personnesOf } from '../annexes/names'
import { partiesOn } from '../annexes/parties'
import type { HeldByKind, Point } from '../bitemporal'
import { isWithin } from '../bitemporal/knowledge'
import type { ConventionFact } from '../dossiers'
import { type AcrossAlert, Meetings } from './across/alerts'
import { type Claim, claimsOf } from './across/claims'
import type { SharedKeys } from './across/shared-keys'
import { ever, type On, type Sees } from './asked'
import type { Agenda, Next } from './deadlines/agenda'
import type { Deadline, NextDeadline } from './deadlines/answer'
import type { EffetSteps } from './deadlines/ground'
import type { Grounded } from './deadlines/grounds'
import type { NamedParties } from './deadlines/telling'
import type { LastRecorded } from './last-recorded'
import type { Lines } from './lines'
import type { PremiseAlert, Premises } from './premises'

export type RegisterAsked = On & {
  /** Of one convention alone; absent or null: of each. */
  readonly conventionId?: ConventionId | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Register = {
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** Of the dossiers that it is of, as known then; null: nothing was recorded. */
  readonly lastRecordedAt: Instant | null
  /** How many conventions are in each state. */
  readonly counts: Readonly<Record<RegisterStatus, number>>
  /** In the order of their ids. */
  readonly conventions: ReadonlyArray<RegisterLine>
}

export type RegisterStatus = Effet['status'] | 'modele-inconnu'

export type RegisterLine = {
  readonly conventionId: ConventionId
  readonly model: ModelGiven & { readonly titre: string | null }
  /** In the model's order, by their names as of the day; null while none is known. */
  readonly parties: ReadonlyArray<{
    readonly id: StableId
    readonly label: string
    readonly denomination: string | null
  }>
  readonly status: RegisterStatus
  /** The first and the last day in force, as known; null: not known, or no end. Both null when it is in force on none. */
  readonly firstDay: DateCivile | null
  readonly lastDay: DateCivile | null
  /** The day of the last signature of the convention itself that is recorded; null: none is. */
  readonly signedOn: DateCivile | null
  /** What comes next: the first of its `deadlines` whose day is not over, and that is not done by then. */
  readonly echeance: NextDeadline | null
  /** Signalled, and not yet effective nor withdrawn (G22); none once the convention has ended. */
  readonly pending: ReadonlyArray<{
    readonly modificationId: ModificationId
    readonly signalledOn: DateCivile
  }>
  /** As many as are in `constats`, in `retards`, in `premisses` and in `recoupements`. */
  readonly alertes: number
  /** What the annexes of that day show. */
  readonly constats: ReadonlyArray<Alerte>
  /** What an access leaves to be done, and is late that day: a justification (P18), a password to renew (A4). */
  readonly retards: ReadonlyArray<Deadline>
  /** Acts recorded although the convention no longer carried them, which are still to be dealt with. */
  readonly premisses: ReadonlyArray<PremiseAlert>
  /** Another convention in force says otherwise that day: of an establishment, a role or a person that both speak of. */
  readonly recoupements: ReadonlyArray<AcrossAlert>
}

/** A line, the point at which it was found, after which events of its convention, and how long its échéance is the next. */
type Kept = {
  readonly line: RegisterLine
  readonly point: Point
  readonly version: number
  readonly grounded: Grounded
  readonly parties: NamedParties
  readonly next: Next
  /** The alerts of its annexes, which name the day. */
  readonly constats: ReadonlyArray<AlertOn>
  /** Its claims about what other conventions speak of too, and how many keys it shared with them then. */
  readonly claims: ReadonlyArray<Claim>
  readonly shared: number
}

/** What a line of the register is made of; the index looks for nothing else. */
const KINDS = [
  'model',
  'effet',
  'partie',
  'modification',
  'etablissement',
  'attribution',
  'personne',
  'signature',
  'date-nommee'
] as const satisfies ReadonlyArray<ConventionFact['kind']>

/**
 * What was answered last of each convention is kept, and answers again while nothing of the convention changes from the
 * one point to the other: moving by a day costs little, and a jump costs each convention a look-up and its alerts.
 */
export const register = (
  lines: Lines,
  premises: Premises,
  sharedKeys: SharedKeys,
  agenda: Agenda,
  last: LastRecorded
) => {
  const kept = new Map<ConventionId, Kept>()
  const meetings = new Meetings()
  const heldAt = lines.dossiers.convention.byKind(KINDS, { etablissement: 'inscription' })
  const found = (conventionId: ConventionId, point: Point): Kept | null => {
    const known = kept.get(conventionId)
    const shared = sharedKeys.of(conventionId) ?? NONE
    const isKept = known !== undefined && known.shared === shared.size && isStill(lines, known, point)
    if (isKept && isStillNext(known.next, point)) return known
    const fresh = isKept
      ? withNext(agenda, known, point)
      : keptAt(lines, agenda, { held: heldAt(conventionId, point), conventionId, point, shared })
    if (fresh !== null) kept.set(conventionId, fresh)
    return fresh
  }
  return (
    { on, knownAt = null, conventionId: asked = null }: RegisterAsked,
    sees: Sees | null = null
  ): Register => {
    const point = { on, knownAt: knownAt ?? ever }
    const conventions: Array<RegisterLine> = []
    const claiming = new Map<ConventionId, ReadonlyArray<Claim>>()
    const counts = { projet: 0, 'a-venir': 0, 'en-vigueur': 0, terminee: 0, 'modele-inconnu': 0 }
    for (const conventionId of asked === null ? lines.directory.conventions : sharedKeys.around(asked)) {
      if (sees?.(conventionId) === false) continue
      const now = found(conventionId, point)
      if (now === null) continue
      const { claims } = now
      if (claims.length > 0) claiming.set(conventionId, claims)
      if (asked !== null && conventionId !== asked) continue
      const line = lineOn(now, on)
      conventions.push(withPremises(withLate(line, agenda.late(now.grounded.ground, point)), premises, point))
      counts[line.status] += 1
    }
    // What some may not see is no part of what is kept for all.
    const seen = (sees === null && asked === null ? meetings : new Meetings()).at(claiming)
    return {
      on,
      knownAt,
      lastRecordedAt: last({ knownAt: point.knownAt, conventionId: asked, sees }),
      counts,
      conventions: claiming.size === 0 ? conventions : conventions.map(meeting(seen))
    }
  }
}

const lineOn = ({ line, point, constats }: Kept, on: DateCivile): RegisterLine =>
  point.on === on || constats.length === 0 ? line : { ...line, constats: constats.map(told => told(on)) }

/** Each day may make one late: they are not kept with the line. */
const withLate = (line: RegisterLine, retards: ReadonlyArray<Deadline>): RegisterLine =>
  retards.length === 0 ? line : { ...line, alertes: line.alertes + retards.length, retards }

/** They are a matter of the dossiers that rest on the convention too: they are not kept with its line. */
const withPremises = (line: RegisterLine, premises: Premises, point: Point): RegisterLine => {
  const stream = conventionStream(line.conventionId)
  if (!premises.speaksOf(stream)) return line
  const premisses = premises.standing(stream, point)
  return { ...line, alertes: line.alertes + premisses.length, premisses }
}

/** They are a matter of every convention: they are not kept with its line either. */
const meeting =
  (meetings: Meetings) =>
  (line: RegisterLine): RegisterLine => {
    const recoupements = meetings.of(line.conventionId)
    return recoupements.length === 0
      ? line
      : { ...line, alertes: line.alertes + recoupements.length, recoupements }
  }

const NONE: ReadonlySet<string> = new Set()

/** Whether all but the échéance is surely the same: as much is known, and no line of the convention changes in between. */
const isStill = (
  { directory, dossiers }: Lines,
  { line: { conventionId }, point: before, version, grounded }: Kept,
  point: Point
): boolean =>
  version === directory.versionOf(conventionId) &&
  isWithin(grounded.over, point.knownAt) &&
  dossiers.convention.isSettled(conventionId, before, point)

const withNext = (agenda: Agenda, kept: Kept, point: Point): Kept => {
  const next = agenda.next(kept.grounded.ground, point, kept.parties)
  return { ...kept, next, line: { ...kept.line, echeance: next.echeance } }
}

const isStillNext = ({ from, until }: Next, { on }: Point): boolean => from <= on && on <= until

type Looked = {
  readonly held: HeldByKind<ConventionFact, typeof KINDS>
  readonly conventionId: ConventionId
  readonly point: Point
  readonly shared: ReadonlySet<string>
}

/** Null: nothing is known of it yet. */
const keptAt = (lines: Lines, agenda: Agenda, { held, conventionId, point, shared }: Looked): Kept | null => {
  const [refs, effets, parties, modifications, etablissement, attribution, personne, signature, named] = held
  const ref = refs[0]?.value
  const effet = effets[0]?.value
  if (ref === undefined || effet === undefined) return null
  const { convention, modelsOf } = lines.dossiers
  const { on, knownAt } = point
  const recorded = modelsOf('convention', conventionId)
  const grounded = agenda.groundOf(conventionId, knownAt)
  const { ground } = grounded
  const model = lines.modelOf(ref)
  const status = model === null ? 'modele-inconnu' : effet.status
  const isInForce = model !== null && effet.status === 'en-vigueur'
  const isEnded = status !== 'en-vigueur' && status !== 'a-venir'
  const given =
    ground?.versionOn(on).given ?? modelGiven(conventionStream(conventionId), recorded, ref, model, knownAt)
  const alerting = { etablissement, attribution, personne, signature, 'date-nommee': named }
  const personnes = personnesOf({ personne })
  const namedParties = (model === null ? [] : partiesOn(model, parties)).map(({ id, label, partie }) => ({
    partie: id,
    role: roleOfPartie(partie),
    label,
    denomination: denominationOf(personnes, partie)
  }))
  const next = agenda.next(ground, point, namedParties)
  const constats = isInForce ? alertsFound({ model, facts: alerting }) : []
  const line: RegisterLine = {
    conventionId,
    model: { ...given, titre: model?.titre ?? null },
    parties: namedParties.map(({ partie: id, label, denomination }) => ({ id, label, denomination })),
    status,
    ...daysInForce(ground?.effet ?? convention.line(conventionId, { kind: 'effet', id: '' }, knownAt)),
    signedOn: lastSignatureOf(namedParties, signature),
    echeance: next.echeance,
    pending: isEnded
      ? []
      : modifications.map(({ value: { modificationId, signalledOn } }) => ({ modificationId, signalledOn })),
    alertes: constats.length,
    constats: constats.map(told => told(on)),
    retards: [],
    premisses: [],
    recoupements: []
  }
  const claims =
    isInForce && shared.size > 0
      ? claimsOf(lines, {
          conventionId,
          model,
          point,
          shared,
          etablissement,
          attribution,
          personne,
          partie: parties
        })
      : []
  return {
    line,
    point,
    version: lines.directory.versionOf(conventionId),
    grounded,
    parties: namedParties,
    next,
    constats,
    claims,
    shared: shared.size
  }
}

/** Those of an avenant have another id than their party's. */
const lastSignatureOf = (
  parties: NamedParties,
  signatures: ReadonlyArray<{ readonly id: string; readonly value: { readonly signedOn: DateCivile } }>
): DateCivile | null =>
  parties.reduce<DateCivile | null>((last, { partie }) => {
    const day = signatures.find(({ id }) => id === partie)?.value.signedOn ?? null
    return last === null || (day !== null && day > last) ? day : last
  }, null)

const daysInForce = (steps: EffetSteps): Pick<RegisterLine, 'firstDay' | 'lastDay'> => {
  const inForce = steps.filter(({ value }) => value?.status === 'en-vigueur')
  const to = inForce.at(-1)?.span.to ?? null
  return { firstDay: inForce[0]?.span.from ?? null, lastDay: to === null ? null : addDays(to, -1) }
}
