/** What the history reads of an event: what its act says is kept once, beside the lines that point to it. */
import {
  type Acteur,
  comparePositions,
  type DateCivile,
  type Holds,
  type Instant,
  type Metadata,
  type Position,
  type Recorded
} from '@avenant/domain'
import type { Dossiers } from '../dossiers'
import { isAct } from './asked'

export type Told = {
  readonly type: string
  readonly revision: number
  readonly id: string
  readonly recordedAt: Instant
  readonly position: Position
  /** The other streams on which its decision rested; null for none. */
  readonly premises: NonNullable<Metadata['premises']> | null
  readonly acteur: Acteur
  /** The id of the event of which it is a consequence; null: of a command that somebody gave. */
  readonly causationId: string | null
  readonly reason: string | null
  readonly says: unknown
  readonly computed: unknown
  /** The earliest day from which it moved a line; null when it moved none, or one since always. */
  readonly movedFrom: DateCivile | null
}

/** The events of every stream. */
export class ToldByStream {
  readonly #dossiers: Dossiers
  readonly #told = new Map<string, Array<Told>>()
  /** Of each event; in their order but for what came since the last was asked for, as two programs may have two clocks. */
  readonly #instants: Array<Instant> = []
  #isSorted = true

  constructor(dossiers: Dossiers) {
    this.#dossiers = dossiers
  }

  /** Takes an event of an aggregate, once its lines were taken. */
  take({ stream, type, revision, id, recordedAt, position, metadata, data }: Recorded): void {
    const { acteur, reason, causationId, premises = null } = metadata
    // The codec of the aggregate's events has read the data of an act.
    const holds = isAct(type) ? (data as Holds<unknown>) : null
    const told: Told = {
      type,
      revision,
      id,
      recordedAt,
      position,
      premises,
      acteur: this.#dossiers.convention.share(acteur),
      causationId,
      reason,
      says: this.#dossiers.said(stream, revision),
      computed: holds?.computed ?? null,
      movedFrom: earliest(holds?.moves.map(({ period }) => period) ?? [])
    }
    this.#isSorted &&= recordedAt >= (this.#instants.at(-1) ?? recordedAt)
    this.#instants.push(recordedAt)
    const known = this.#told.get(stream)
    if (known === undefined) this.#told.set(stream, [told])
    else known.push(told)
  }

  /** Each stream of which something is recorded, in the order in which they began. */
  get streams(): ReadonlyArray<string> {
    return [...this.#told.keys()]
  }

  /** The last instant at which something was recorded by then; null: nothing was. */
  lastBy(knownAt: Instant): Instant | null {
    if (!this.#isSorted) this.#instants.sort()
    this.#isSorted = true
    let [from, to] = [0, this.#instants.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((this.#instants[middle] ?? knownAt) <= knownAt) from = middle + 1
      else to = middle
    }
    return this.#instants[from - 1] ?? null
  }

  /** The events of a stream, in their order; none for a stream that is not there. */
  of(stream: string): ReadonlyArray<Told> {
    return this.#told.get(stream) ?? []
  }
}

/** Whether an event became known before another: by the instants of their recording, then by their places in the journal. */
export const isBefore = (a: Told, b: Told): boolean =>
  a.recordedAt === b.recordedAt ? comparePositions(a.position, b.position) < 0 : a.recordedAt < b.recordedAt

/** The earliest of the days from which something holds; null when each holds since always. */
export const earliest = (periods: ReadonlyArray<{ readonly from: DateCivile | null }>): DateCivile | null =>
  periods.reduce<DateCivile | null>(
    (first, { from }) => (from !== null && (first === null || from < first) ? from : first),
    null
  )
