import type { Instant, Period } from '@avenant/domain'
import type { Cause } from './cause'
import type { Columns, Dossier, Moment } from './columns'

/**
 * Where the answers of one look-up come from. Rows are never moved nor rewritten: what they say is there to be read
 * at any time after.
 */
export class Source {
  readonly columns: Columns
  readonly dossier: Dossier
  /** The moment read last: facts read one after the other often have it in common. */
  #moment: Moment | null = null

  constructor(columns: Columns, dossier: Dossier) {
    this.columns = columns
    this.dossier = dossier
  }

  recordedAt(row: number): Instant {
    let moment = this.#moment
    if (moment === null || row < moment.first || moment.next <= row) {
      moment = this.columns.momentOf(this.dossier, row)
      this.#moment = moment
    }
    return moment.recordedAt
  }
}

/**
 * One answer. Its period and its cause are read from the index when they are asked for: a look-up gives some fifty
 * answers, and to write all of their dates would take longer than to find them.
 */
export class HeldFact<Kind extends string, Value> {
  readonly kind: Kind
  readonly id: string
  /** Shared and frozen: equal values are the same object. */
  readonly value: Value
  readonly #source: Source
  /** The fact's rank in the dossier, and its address. */
  readonly #row: number
  readonly #address: number

  constructor(kind: Kind, id: string, value: Value, source: Source, row: number, address: number) {
    this.kind = kind
    this.id = id
    this.value = value
    this.#source = source
    this.#row = row
    this.#address = address
  }

  /** The fact's own period, parts of which later facts may have replaced. */
  get period(): Period {
    return this.#source.columns.period(this.#address)
  }

  /** The event that asserted it. */
  get cause(): Cause {
    return this.#source.columns.causeAt(this.#address, this.#source.recordedAt(this.#row))
  }

  toJSON(): unknown {
    const { kind, id, value, period, cause } = this
    return { kind, id, value, period, cause }
  }
}
