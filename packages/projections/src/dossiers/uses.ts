/** On which days the codes of an habilitation were used, as known at any moment (A1, A2). */
import {
  accessCategory,
  type Connection,
  civilDateOf,
  type DateCivile,
  epochOf,
  type HabilitationId,
  type Instant,
  instantOfEpoch,
  type Recorded,
  type UsesKept,
  usesCategory
} from '@avenant/domain'

/** The connection of a day that was recorded first: what remains of it when a retention has removed it. */
export type Use = UsesKept['uses'][number]

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
      const { at, outcome } = data as Connection
      if (outcome === 'reussie') this.#taking(access).connection(revision, recordedAt, at)
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

  /** Whose uses it knows of. */
  get habilitations(): ReadonlyArray<HabilitationId> {
    return [...this.#of.keys()]
  }

  /** Of the connections recorded before an instant, those that stand for a day, and that nothing keeps yet. */
  toKeep(id: HabilitationId, zone: string, before: Instant): ReadonlyArray<Use> {
    return this.#of.get(id)?.toKeep(zone, before) ?? NONE
  }

  /** How many uses of an habilitation were recorded by an instant: as long as it stays, so do they. */
  countOf(id: HabilitationId, knownAt: Instant): number {
    return this.#of.get(id)?.count(knownAt) ?? 0
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

/** Numbers in lists side by side, for there are a million in a year. */
class UsesOfOne {
  readonly #revisions: Array<number> = []
  readonly #recorded: Array<number> = []
  readonly #at: Array<number> = []
  readonly #kept: Array<Use> = []
  #lastKept = -1

  connection(revision: number, recordedAt: Instant, at: Instant): void {
    if (revision <= (this.#revisions.at(-1) ?? -1)) return
    this.#revisions.push(revision)
    this.#recorded.push(epochOf(recordedAt))
    this.#at.push(epochOf(at))
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

  count(knownAt: Instant): number {
    const kept = this.#kept.filter(({ recordedAt }) => recordedAt <= knownAt)
    return kept.length + this.#known(knownAt)
  }

  /** @param knownAt null: all that is known */
  inZone(zone: string, knownAt: Instant | null): ReadonlyArray<Use> {
    const byDay = new Map<DateCivile, Use>()
    const take = (use: Use): void => {
      const other = byDay.get(use.on)
      if (other === undefined || use.revision < other.revision) byDay.set(use.on, use)
    }
    for (const use of this.#kept) if (knownAt === null || use.recordedAt <= knownAt) take(use)
    const known = knownAt === null ? this.#recorded.length : this.#known(knownAt)
    for (let i = 0; i < known; i++)
      take({
        on: civilDateOf(instantOfEpoch(this.#at[i] ?? 0), zone),
        revision: this.#revisions[i] ?? 0,
        recordedAt: instantOfEpoch(this.#recorded[i] ?? 0)
      })
    return [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1))
  }

  /** What is recorded never comes before what was recorded earlier. */
  #known(knownAt: Instant): number {
    const until = epochOf(knownAt)
    if ((this.#recorded.at(-1) ?? 0) <= until) return this.#recorded.length
    return this.#recorded.findIndex(recordedAt => recordedAt > until)
  }
}
