/** Who holds which role where at two points: since when, from which recording on it is known, and by which act. */
import {
  type Article,
  attributionId,
  attributionOf,
  type ConventionId,
  type ConventionModel,
  type ConventionValues,
  civilDateOf,
  conventionStream,
  covers,
  type DateCivile,
  dayNumber,
  type Instant,
  type PersonneId,
  type Rang,
  type StableId,
  type ÉtablissementId
} from '@avenant/domain'
import type { AnnexesQuestions } from '../annexes/annexes-index'
import type { Annexes, AnnexesStatus } from '../annexes/answer'
import { attributionsOf, type HeldAttribution, kinds } from '../annexes/held-facts'
import type { Cause, Point } from '../bitemporal'
import { once } from '../once'
import { type Evidence, evidenceOf, justBefore, type On, pointOf } from './asked'
import type { Lines } from './lines'

export type HoldersAsked = { readonly conventionId: ConventionId; readonly before: On; readonly after: On }

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Holders = {
  readonly conventionId: ConventionId
  /** In which the days of recordings are told (G3). */
  readonly zone: string
  readonly before: HoldersPoint
  readonly after: HoldersPoint
  /** Those of the model, in its order; `onEtablissement` is false for a role that is held on no establishment. */
  readonly roles: ReadonlyArray<{
    readonly role: StableId
    readonly label: string
    readonly onEtablissement: boolean
  }>
  /** Those of the annexe at one of the points, or where somebody holds a role at one of them; null: no name is known. */
  readonly etablissements: ReadonlyArray<{
    readonly etablissementId: ÉtablissementId
    readonly nom: string | null
    readonly numeroSias: string | null
  }>
  /** One for each role, and establishment where the role has one, that somebody holds at one of the points. */
  readonly seats: ReadonlyArray<Seat>
}

export type HoldersPoint = {
  readonly on: DateCivile
  /** Null: all that is known. */
  readonly knownAt: Instant | null
  /** Where no annexes are in force nobody holds a role. */
  readonly status: AnnexesStatus
  /** In French. */
  readonly situation: string
}

export type Seat = {
  readonly role: StableId
  /** Null: for the convention as a whole. */
  readonly etablissementId: ÉtablissementId | null
  readonly holders: ReadonlyArray<Holder>
}

export type Holder = {
  readonly personneId: PersonneId
  readonly nom: string | null
  readonly prenom: string | null
  /** Null: not hers at that point. */
  readonly before: HeldRole | null
  readonly after: HeldRole | null
  /** Null: both points say the same. */
  readonly change: HolderChange | null
}

export type HeldRole = {
  readonly rang: Rang
  /** The first of the days without a break on which the role is hers; null: since always. */
  readonly since: DateCivile | null
  readonly learned: Learned
}

/**
 * `debut`, `fin`: the role begins or ends, by whichever act; a départ is a person's own (P19). `dates`: the role is hers at
 * both points, and not since the same day.
 */
export type HolderChange = {
  readonly kind: 'debut' | 'fin' | 'rang' | 'dates'
  /** Null: at the later point nothing speaks of it yet. */
  readonly learned: Learned | null
}

/** From which day on a line says what it says, and the act that says so. */
export type Learned = {
  /** The first of the days on which that act prevails; null: since always. */
  readonly from: DateCivile | null
  /** Days from that day to the recording of the act; null where it was recorded by then. */
  readonly late: number | null
  readonly event: Evidence
  readonly article: Article | null
}

type Side = {
  readonly asked: On
  readonly point: Point
  readonly annexes: Annexes
  /** By the ids of their lines; none where no annexes are in force. */
  readonly held: ReadonlyMap<string, HeldAttribution>
  /** Since when the convention is as it is on the day; null while nothing is known of it. */
  readonly status: () => Learned | null
}

type Asking = { readonly lines: Lines; readonly conventionId: ConventionId; readonly zone: string }

export const holders =
  (lines: Lines, { annexesAt, describe }: Pick<AnnexesQuestions, 'annexesAt' | 'describe'>) =>
  ({ conventionId, before, after }: HoldersAsked): Holders => {
    const { zone } = describe(conventionId, after)
    const asking = { lines, conventionId, zone }
    const sideOf = (asked: On): Side => {
      const annexes = annexesAt(conventionId, asked)
      const all = annexes.status === 'en-vigueur' ? attributionsOf(annexes.facts) : []
      const point = pointOf(asked, null)
      return {
        asked,
        point,
        annexes,
        held: new Map(all.map(held => [attributionId(held), held])),
        status: once(() => statusAt(asking, point, annexes.model))
      }
    }
    const [was, is] = [sideOf(before), sideOf(after)]
    const pointShown = ({ asked: { on, knownAt = null }, annexes: { status } }: Side): HoldersPoint => ({
      on,
      knownAt,
      status,
      situation: describe(conventionId, { on, knownAt }).situation.sentence
    })
    const model = is.annexes.model ?? was.annexes.model
    const seats = seatsOf(asking, was, is)
    return {
      conventionId,
      zone,
      before: pointShown(was),
      after: pointShown(is),
      roles: (model?.roles ?? []).map(({ id: role, label, onEtablissement }) => ({
        role,
        label,
        onEtablissement
      })),
      etablissements: etablissementsOf(was, is, seats),
      seats
    }
  }

/** In the order in which the annexes were written. */
const seatsOf = (asking: Asking, was: Side, is: Side): ReadonlyArray<Seat> => {
  const seats = new Map<string, Omit<Seat, 'holders'> & { readonly holders: Array<Holder> }>()
  for (const id of new Set([...was.held.keys(), ...is.held.keys()])) {
    const { role, etablissementId, personneId } = attributionOf(id)
    const key = JSON.stringify([role, etablissementId])
    const seat = seats.get(key) ?? { role, etablissementId, holders: [] }
    seats.set(key, seat)
    const [before, after] = [heldAt(asking, was, id), heldAt(asking, is, id)]
    const { nom = null, prenom = null } = personneOf(is, personneId) ?? personneOf(was, personneId) ?? {}
    seat.holders.push({
      personneId,
      nom,
      prenom,
      before,
      after,
      change: changeOf(asking, is, id, before, after)
    })
  }
  return [...seats.values()]
}

const personneOf = ({ annexes }: Side, id: PersonneId): ConventionValues['personne'] | undefined =>
  annexes.facts.personne.find(held => held.id === id)?.value

const etablissementsOf = (was: Side, is: Side, seats: ReadonlyArray<Seat>): Holders['etablissements'] => {
  const listed = [is, was].flatMap(({ annexes }) => annexes.facts.etablissement)
  const ids = new Set<string>([
    ...(is.annexes.status === 'en-vigueur' ? is.annexes.facts.etablissement.map(({ id }) => id) : []),
    ...(was.annexes.status === 'en-vigueur' ? was.annexes.facts.etablissement.map(({ id }) => id) : []),
    ...seats.flatMap(({ etablissementId }) => etablissementId ?? [])
  ])
  return [...ids].map(id => {
    const { nom = null, numeroSias = null } = listed.find(held => held.id === id)?.value ?? {}
    // The id of the line of an establishment is the establishment's.
    return { etablissementId: id as ÉtablissementId, nom, numeroSias }
  })
}

/** The role is hers once it is given to her and the annexes are in force: whichever came last. */
const heldAt = (asking: Asking, side: Side, id: string): HeldRole | null => {
  const held = side.held.get(id)
  const [given, inForce] = [learnedAt(asking, side, 'attribution', id), side.status()]
  if (held === undefined || given === null || inForce === null) return null
  const isGivenLast =
    isAfter(given.from, inForce.from) ||
    (given.from === inForce.from && given.event.revision > inForce.event.revision)
  const since = givenSince(asking, side, id)
  return {
    rang: held.rang,
    since: isAfter(since, inForce.from) ? since : inForce.from,
    learned: isGivenLast ? given : inForce
  }
}

/** Since always comes before every date. */
const isAfter = (a: DateCivile | null, b: DateCivile | null): boolean => (a ?? '') > (b ?? '')

const givenSince = ({ lines, conventionId }: Asking, { point }: Side, id: string): DateCivile | null =>
  lines.dossiers.convention
    .line(conventionId, { kind: 'attribution', id }, point.knownAt)
    .find(({ span }) => covers(span)(point.on))?.span.from ?? null

/**
 * Since which day without a break the convention is as it is on the day, and the act from which that is known: what ends or
 * prolongs it later tells its effect anew, and does not begin it.
 */
const statusAt = (asking: Asking, { on, knownAt }: Point, model: ConventionModel | null): Learned | null => {
  const { convention } = asking.lines.dossiers
  const said = (known: Instant) =>
    convention.factOn(asking.conventionId, { kind: 'effet', id: '' }, { on, knownAt: known })
  let fact = said(knownAt)
  const status = fact?.value?.status
  if (fact === null || status === undefined) return null
  for (let before = said(justBefore(fact.cause.recordedAt)); before?.value?.status === status; ) {
    fact = before
    before = said(justBefore(fact.cause.recordedAt))
  }
  let from: DateCivile | null = null
  let isReached = false
  for (const { value, span } of convention
    .timeline(asking.conventionId, { kind: 'effet', id: '' }, knownAt)
    .toReversed())
    if (isReached ? value?.status === status && span.to === from : covers(span)(on)) {
      isReached = true
      from = span.from
    } else if (isReached) break
  return learned(asking, from, fact.cause, model === null ? null : articleIn(model, 'effet', '', fact.value))
}

const changeOf = (
  asking: Asking,
  is: Side,
  id: string,
  before: HeldRole | null,
  after: HeldRole | null
): HolderChange | null => {
  if (after === null) return before === null ? null : { kind: 'fin', learned: leftBy(asking, is, id) }
  if (before === null) return { kind: 'debut', learned: after.learned }
  if (before.rang !== after.rang) return { kind: 'rang', learned: learnedAt(asking, is, 'rang', id) }
  return before.since === after.since ? null : { kind: 'dates', learned: after.learned }
}

/** The annexes are no longer in force, or not yet, for all; or the role is no longer hers. */
const leftBy = (asking: Asking, is: Side, id: string): Learned | null =>
  is.annexes.status === 'en-vigueur' ? learnedAt(asking, is, 'attribution', id) : is.status()

type LineKind = 'attribution' | 'rang' | 'effet'

/** The act by which a line says on the day what it says; where no act speaks of the day, the last before it whose days are over. */
const learnedAt = (
  asking: Asking,
  { point: { on, knownAt }, annexes: { model } }: Side,
  kind: Exclude<LineKind, 'effet'>,
  id: string
): Learned | null => {
  const steps = asking.lines.dossiers.convention.timeline(asking.conventionId, { kind, id }, knownAt)
  const covering = steps.find(({ span }) => covers(span)(on))
  const step = covering ?? steps.findLast(({ span: { to } }) => to !== null && to <= on)
  if (step === undefined) return null
  const { value, span, cause } = step
  return learned(
    asking,
    covering === undefined ? span.to : span.from,
    cause,
    model === null ? null : articleIn(model, kind, id, value)
  )
}

const learned = (
  { conventionId, zone }: Asking,
  from: DateCivile | null,
  cause: Cause,
  article: Article | null
): Learned => {
  const late = from === null ? 0 : dayNumber(civilDateOf(cause.recordedAt, zone)) - dayNumber(from)
  return {
    from,
    late: late > 0 ? late : null,
    event: evidenceOf(conventionStream(conventionId), cause),
    article
  }
}

/** Who no longer has a role has not it by the article of the role. */
const articleIn = (model: ConventionModel, kind: LineKind, id: string, value: unknown): Article | null =>
  kind === 'effet' && value === null ? null : (kinds[kind]?.article?.(model, id, value) ?? null)
