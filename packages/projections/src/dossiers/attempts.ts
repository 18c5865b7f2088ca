/** The connections and attempts of one code, as numbers side by side: there are a million in a year. */
import {
  type Connection,
  type DateCivile,
  dateOfDayNumber,
  dayNumber,
  dayNumberIn,
  epochOf,
  type Instant,
  instantOfEpoch,
  type UsesKept
} from '@avenant/domain'

/** The connection of a day that was recorded first: what remains of it when a retention has removed it. */
export type Use = UsesKept['uses'][number]

export type Attempt = {
  readonly at: Instant
  readonly outcome: Connection['outcome']
  /** As the service told it; null: it did not. */
  readonly origin: string | null
}

const DAY = 86_400_000

/** About 24 bytes each, and its origin. */
export class Attempts {
  readonly #revisions: Array<number> = []
  readonly #recorded: Array<number> = []
  readonly #at: Array<number> = []
  readonly #origins: Array<string | null> = []

  get length(): number {
    return this.#at.length
  }

  add(revision: number, recordedAt: Instant, { at, origin }: Omit<Connection, 'outcome'>): void {
    this.#revisions.push(revision)
    this.#recorded.push(epochOf(recordedAt))
    this.#at.push(epochOf(at))
    // Most come from where the last one did: its text is kept once.
    const last = this.#origins.at(-1) ?? null
    this.#origins.push(last === origin ? last : (origin ?? null))
  }

  use(i: number, zone: string): Use {
    return this.#useOn(i, dayNumberIn(zone)(this.#at[i] ?? 0))
  }

  /** The first of each day in a zone, of so many that are known. */
  firstOfEachDay(zone: string, known: number): ReadonlyArray<Use> {
    const [dayOf, days, firsts] = [dayNumberIn(zone), new Set<number>(), [] as Use[]]
    for (let i = 0; i < known; i++) {
      const day = dayOf(this.#at[i] ?? 0)
      if (days.has(day)) continue
      days.add(day)
      firsts.push(this.#useOn(i, day))
    }
    return firsts
  }

  /** The first of one day. */
  firstOn(on: DateCivile, zone: string, known: number): Use | null {
    const [day, dayOf] = [dayNumber(on), dayNumberIn(zone)]
    // No zone is a whole day from Greenwich.
    const [from, until] = [(day - 1) * DAY, (day + 2) * DAY]
    for (let i = 0; i < known; i++) {
      const at = this.#at[i] ?? 0
      if (at >= from && at < until && dayOf(at) === day) return this.#useOn(i, day)
    }
    return null
  }

  #useOn(i: number, day: number): Use {
    return {
      on: dateOfDayNumber(day),
      revision: this.#revisions[i] ?? 0,
      recordedAt: instantOfEpoch(this.#recorded[i] ?? 0)
    }
  }

  told(i: number): Omit<Attempt, 'outcome'> {
    return { at: instantOfEpoch(this.#at[i] ?? 0), origin: this.#origins[i] ?? null }
  }

  /** How many were recorded by an instant: what is recorded never comes before what was recorded earlier. */
  knownAt(knownAt: Instant | null): number {
    const until = knownAt === null ? null : epochOf(knownAt)
    if (until === null || (this.#recorded.at(-1) ?? 0) <= until) return this.#recorded.length
    return this.#recorded.findIndex(recordedAt => recordedAt > until)
  }

  /** Those that were recorded from an instant on. */
  since(before: Instant): Attempts {
    const [rest, from] = [new Attempts(), epochOf(before)]
    for (let i = 0; i < this.length; i++)
      if ((this.#recorded[i] ?? 0) >= from)
        rest.add(this.#revisions[i] ?? 0, instantOfEpoch(this.#recorded[i] ?? 0), {
          at: instantOfEpoch(this.#at[i] ?? 0),
          ...(this.#origins[i] == null ? {} : { origin: this.#origins[i] ?? '' })
        })
    return rest
  }
}
