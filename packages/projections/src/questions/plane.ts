/** The plane of a dossier: on which days, and from which recording on, its lines say what, and by which acts. */
import {
  addDays,
  civilDateOf,
  DateCivile,
  dateCivile,
  dayNumber,
  frenchCount,
  type Instant,
  type Label
} from '@avenant/domain'
import type { Area, Cause, Point } from '../bitemporal'
import { ever, justBefore, nameOf } from './asked'
import type { Lines } from './lines'
import { type PlaneWindow, windowOf } from './plane-window'
import { type Planed, type PlaneStatus, planedBy } from './planed'
import type { Told, ToldByStream } from './told'

export type PlaneAsked = {
  /** `convention-psu-1960-2017`. */
  readonly dossier: string
  /** The recordings that are shown come before that moment; absent or null: they are the last. */
  readonly until?: Instant | null
}

/** JSON: dates `YYYY-MM-DD`, instants UTC, what is absent is null. */
export type Plane = {
  readonly dossier: string
  /** In which the days of recordings are told (G3). */
  readonly zone: string
  /** The first recording that is shown; null where nothing is recorded. */
  readonly from: Instant | null
  /** As it was asked. */
  readonly until: Instant | null
  /** Whether other recordings come before those that are shown. */
  readonly hasEarlier: boolean
  /**
   * Over each area every line of the dossier says the same. They do not overlap, and make up the whole plane from the first
   * recording shown until that moment; in the order of their recordings, then of their days. Fifty at most, unless one
   * recording alone makes more.
   */
  readonly areas: ReadonlyArray<PlaneArea>
  /** Each recording shown after which some line says otherwise, in their order. */
  readonly recordings: ReadonlyArray<PlaneRecording>
}

export type PlaneArea = {
  /** Its days `[from, to)`; null: since always, without end. */
  readonly from: DateCivile | null
  readonly to: DateCivile | null
  /** It is known so from this recording on, until another; null: before any, still today. */
  readonly knownFrom: Instant | null
  readonly knownTo: Instant | null
  /** Areas that touch and say the same have the same number. */
  readonly answer: number
  /** A point of it; `knownAt` is null where all that is known says so. */
  readonly at: { readonly on: DateCivile; readonly knownAt: Instant | null }
  readonly status: PlaneStatus
  /** In French: « en vigueur ; 3 personnes habilitées, 5 établissements ». */
  readonly sentence: string
  /** By which acts its lines say otherwise than on the day before its first. */
  readonly begins: ReadonlyArray<PlaneCause>
  /** By which acts they say otherwise than what was known of its first day before its recording. */
  readonly learned: ReadonlyArray<PlaneCause>
}

/** An act, and what differs by it, in French: « Signature d'un avenant : 2 attributions de rôle ». */
export type PlaneCause = { readonly revision: number; readonly sentence: string }

export type PlaneRecording = {
  readonly recordedAt: Instant
  readonly acts: ReadonlyArray<PlaneAct>
}

export type PlaneAct = {
  readonly revision: number
  /** As people name it. */
  readonly nom: string
  /** The earliest day from which it moved a line; null where it moved them since always. */
  readonly from: DateCivile | null
  /** Days from that day to its recording; null where it was recorded by then. */
  readonly late: number | null
  /** The last day that the act says of itself: on which it was signed, agreed, received; null where it says none. */
  readonly on: DateCivile | null
  /** Days from that day to its recording: 0 on the same one, and null where there is none, or it is to come. */
  readonly lateOn: number | null
}

/** A dossier of no aggregate, and one of which nothing is recorded, have no areas. */
export const plane =
  (lines: Lines, told: ToldByStream) =>
  ({ dossier, until = null }: PlaneAsked): Plane => {
    const planed = planedBy(lines, dossier)
    const window = planed === null ? null : windowOf(planed.areas, until)
    if (planed === null || window === null)
      return {
        dossier,
        zone: 'Europe/Paris',
        from: null,
        until,
        hasEarlier: false,
        areas: [],
        recordings: []
      }
    const { from, areas, hasEarlier } = window
    return {
      dossier,
      zone: planed.zone,
      from,
      until,
      hasEarlier,
      areas: areas.map(area => described(planed, area)),
      recordings: recordingsOf(told.of(dossier), window, planed.zone)
    }
  }

const described = (planed: Planed, area: Area): PlaneArea => {
  const { from, knownFrom, knownTo } = area
  const point = pointIn(area)
  const dayBefore = from === null ? null : { ...point, on: addDays(from, -1) }
  const before = knownFrom === null ? null : { ...point, knownAt: justBefore(knownFrom) }
  return {
    ...area,
    at: { on: point.on, knownAt: knownTo === null ? null : point.knownAt },
    ...planed.summary(point),
    begins: dayBefore === null ? [] : causesBetween(planed, dayBefore, point),
    learned: before === null ? [] : causesBetween(planed, before, point)
  }
}

/** Its first day, as known by its recording; where it has no first day, its last. */
const pointIn = ({ from, to, knownFrom, knownTo }: Area): Point => ({
  on: from ?? (to === null ? ANY_DAY : addDays(to, -1)),
  knownAt: knownFrom ?? (knownTo === null ? ever : justBefore(knownTo))
})

const ANY_DAY = dateCivile('2000-01-01')

/** What differs between two points, by the acts behind it, the earliest recorded first. */
const causesBetween = (planed: Planed, before: Point, after: Point): ReadonlyArray<PlaneCause> => {
  const changes = planed.changes(before, after)
  const keys = new Set(changes.map(({ kind, id }) => `${kind}/${id}`))
  /** That a thing is there and what describes it are one change; what describes a thing that is not there is none. */
  const isTold = (kind: string, id: string): boolean => {
    const presence = planed.kinds[kind]?.describes
    return presence === undefined || (!keys.has(`${presence}/${id}`) && planed.isThere(presence, id, after))
  }
  const byAct = new Map<number, { readonly cause: Cause; readonly kinds: Array<string> }>()
  for (const { kind, id, cause } of changes) {
    if (!isTold(kind, id)) continue
    const act = byAct.get(cause.revision) ?? { cause, kinds: [] }
    byAct.set(cause.revision, act)
    act.kinds.push(kind)
  }
  return [...byAct.values()]
    .sort((a, b) => a.cause.revision - b.cause.revision)
    .map(({ cause: { revision, type }, kinds }) => ({
      revision,
      sentence: `${nameOf(type).nom} : ${countedKinds(planed, kinds)}`
    }))
}

/** « la situation de la convention, 2 attributions de rôle ». */
const countedKinds = (planed: Planed, kinds: ReadonlyArray<string>): string =>
  [...new Set(kinds)]
    .map(kind => {
      const label: Label = planed.kinds[kind]?.label ?? kind
      const count = kinds.filter(other => other === kind).length
      return typeof label === 'string' ? label : frenchCount(count, ...label)
    })
    .join(', ')

/** Events of one instant are known together. */
const recordingsOf = (
  events: ReadonlyArray<Told>,
  { areas, from }: PlaneWindow,
  zone: string
): ReadonlyArray<PlaneRecording> => {
  const acts = new Map<Instant, Array<PlaneAct>>()
  for (const { knownFrom } of areas) if (knownFrom !== null && knownFrom >= from) acts.set(knownFrom, [])
  for (const event of events) acts.get(event.recordedAt)?.push(actOf(event, zone))
  return [...acts].map(([recordedAt, acts]) => ({ recordedAt, acts }))
}

const actOf = ({ revision, type, recordedAt, movedFrom: from, says }: Told, zone: string): PlaneAct => {
  const since = (day: DateCivile): number => dayNumber(civilDateOf(recordedAt, zone)) - dayNumber(day)
  const on = dayOfAct(says)
  const late = from === null ? 0 : since(from)
  const lateOn = on === null ? -1 : since(on)
  return {
    revision,
    nom: nameOf(type).nom,
    from,
    late: late > 0 ? late : null,
    on,
    lateOn: lateOn < 0 ? null : lateOn
  }
}

/** `on`, `signedOn`, `receivedOn`…: what an act says of when it happened, and not from when it is to have effect. */
const dayOfAct = (says: unknown): DateCivile | null => {
  const days = Object.entries(Object(says)).flatMap(([key, value]) =>
    /^on$|On$/.test(key) && key !== 'effectiveOn' && DateCivile.is(value) ? [value] : []
  )
  return days.toSorted().at(-1) ?? null
}
