/** On which days the codes of an habilitation were used, as known at any moment (A1, A2). */
import {
  accessCategory,
  type Connection,
  type DateCivile,
  type HabilitationId,
  type Instant,
  type Recorded,
  type UsesKept,
  usesCategory
} from '@avenant/domain'
import { type Attempt, Attempts, type Use } from './attempts'

/** What is known of the connections of a day: each of them, or that there was one. */
export type ConnectionsOfDay = {
  readonly on: DateCivile
  /** A retention has removed what was recorded of that day: that somebody connected is all that remains. */
  readonly removed: boolean
  /** In the order of their instants. */
  readonly attempts: ReadonlyArray<Attempt>
}

/**
 * The uses of every habilitation. A connection counts on its day in the zone of the model; those of a day that were
 * recorded later say nothing more.
 */
export class Uses {
  readonly #of = new Map<HabilitationId, UsesOfOne>()

  /** Takes an event of the access journal, and passes over any other. One that comes again changes nothing. */
  take({ stream, revision, recordedAt, type, data }: Recorded): boolean {
    const access = idIn(stream, accessCategory)
    // The codec of the access journal has read the data.
    if (access !== null && type === 'ConnectionRecorded') {
      this.#taking(access).connection(revision, recordedAt, data as Connection)
      return true
    }
    const kept = idIn(stream, usesCategory)
    if (kept === null) return access !== null
    if (type === 'UsesKept') this.#taking(kept).kept(revision, (data as UsesKept).uses)
    return true
  }

  /** The first recorded use of each day in a zone, in the order of the days, of those that were recorded by an instant. */
  of(id: HabilitationId, zone: string, knownAt: Instant): ReadonlyArray<Use> {
    return this.#of.get(id)?.inZone(zone, knownAt) ?? NONE
  }

  /** That of one day in a zone. */
  on(id: HabilitationId, on: DateCivile, zone: string, knownAt: Instant): Use | null {
    return this.#of.get(id)?.on(on, zone, knownAt) ?? null
  }

  /** The connections and attempts of each day in a zone, and what remains of those that are gone, in the order of the days. */
  daysOf(id: HabilitationId, zone: string, knownAt: Instant): ReadonlyArray<ConnectionsOfDay> {
    return this.#of.get(id)?.days(zone, knownAt) ?? []
  }

  /** What a retention has removed from the store is no longer known here: that there was one on a day is. */
  forget(before: Instant): void {
    for (const one of this.#of.values()) one.forget(before)
  }

  /** Whose uses it knows of. */
  get habilitations(): ReadonlyArray<HabilitationId> {
    return [...this.#of.keys()]
  }

  /** Of the connections recorded before an instant, those that stand for a day, and that nothing keeps yet. */
  toKeep(id: HabilitationId, zone: string, before: Instant): ReadonlyArray<Use> {
    return this.#of.get(id)?.toKeep(zone, before) ?? NONE
  }

  /** How far what is known of the uses of an habilitation has come by an instant: as long as it stays, so do they. */
  versionOf(id: HabilitationId, knownAt: Instant): string {
    return this.#of.get(id)?.version(knownAt) ?? ''
  }

  #taking(id: HabilitationId): UsesOfOne {
    const known = this.#of.get(id) ?? new UsesOfOne()
    this.#of.set(id, known)
    return known
  }
}

const NONE: ReadonlyArray<Use> = []

// The store has read the id of the stream.
const idIn = (stream: string, category: string): HabilitationId | null =>
  stream.startsWith(`${category}-`) ? (stream.slice(category.length + 1) as HabilitationId) : null

const firstOf = (one: Use, other: Use): Use => (one.revision < other.revision ? one : other)

class UsesOfOne {
  #successes = new Attempts()
  #failures = new Attempts()
  readonly #kept: Array<Use> = []
  #lastKept = -1
  #lastTaken = -1
  #forgotten = 0

  connection(revision: number, recordedAt: Instant, connection: Connection): void {
    if (revision <= this.#lastTaken) return
    this.#lastTaken = revision
    const attempts = connection.outcome === 'reussie' ? this.#successes : this.#failures
    attempts.add(revision, recordedAt, connection)
  }

  kept(revision: number, uses: ReadonlyArray<Use>): void {
    if (revision <= this.#lastKept) return
    this.#lastKept = revision
    this.#kept.push(...uses)
  }

  toKeep(zone: string, before: Instant): ReadonlyArray<Use> {
    const kept = new Set(this.#kept.map(({ revision }) => revision))
    return this.inZone(zone, null).filter(
      ({ recordedAt, revision }) => recordedAt < before && !kept.has(revision)
    )
  }

  forget(before: Instant): void {
    const [successes, failures] = [this.#successes.since(before), this.#failures.since(before)]
    if (successes.length === this.#successes.length && failures.length === this.#failures.length) return
    this.#successes = successes
    this.#failures = failures
    this.#forgotten++
  }

  version(knownAt: Instant): string {
    const kept = this.#kept.filter(({ recordedAt }) => recordedAt <= knownAt)
    return `${this.#forgotten}/${kept.length + this.#successes.knownAt(knownAt)}`
  }

  /** @param knownAt null: all that is known */
  inZone(zone: string, knownAt: Instant | null): ReadonlyArray<Use> {
    const there = this.#successes.firstOfEachDay(zone, this.#successes.knownAt(knownAt))
    const kept = this.#kept.filter(({ recordedAt }) => knownAt === null || recordedAt <= knownAt)
    const byDay = new Map<DateCivile, Use>()
    for (const use of [...kept, ...there]) byDay.set(use.on, firstOf(use, byDay.get(use.on) ?? use))
    return [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1))
  }

  /** The one of a day. */
  on(on: DateCivile, zone: string, knownAt: Instant): Use | null {
    const there = this.#successes.firstOn(on, zone, this.#successes.knownAt(knownAt))
    const kept = this.#kept.filter(use => use.on === on && use.recordedAt <= knownAt)
    return [...kept, ...(there === null ? [] : [there])].reduce<Use | null>(
      (first, use) => firstOf(use, first ?? use),
      null
    )
  }

  days(zone: string, knownAt: Instant): ReadonlyArray<ConnectionsOfDay> {
    const byDay = new Map<DateCivile, { removed: boolean; readonly attempts: Array<Attempt> }>()
    const dayOf = (on: DateCivile) => {
      const day = byDay.get(on) ?? { removed: false, attempts: [] }
      byDay.set(on, day)
      return day
    }
    const there = new Set<number>()
    for (const [attempts, outcome] of [
      [this.#successes, 'reussie'],
      [this.#failures, 'echouee']
    ] as const) {
      const known = attempts.knownAt(knownAt)
      for (let i = 0; i < known; i++) {
        const { on, revision } = attempts.use(i, zone)
        there.add(revision)
        dayOf(on).attempts.push({ ...attempts.told(i), outcome })
      }
    }
    // What is kept and not yet removed is told whole.
    for (const { on, revision, recordedAt } of this.#kept)
      if (recordedAt <= knownAt && !there.has(revision)) dayOf(on).removed = true
    return [...byDay]
      .map(([on, { removed, attempts }]) => ({
        on,
        removed,
        attempts: attempts.sort((a, b) => (a.at < b.at ? -1 : 1))
      }))
      .sort((a, b) => (a.on < b.on ? -1 : 1))
  }
}
