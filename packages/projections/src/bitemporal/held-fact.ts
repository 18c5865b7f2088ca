import type { Period } from '@avenant/domain'
import type { Cause } from './cause'
import type { Dossier } from './dossier'
import type { Tables } from './tables'

/** Where the answers of one look-up come from. What a rank says is never rewritten: it can be read at any time after. */
export type Source = { readonly tables: Tables; readonly dossier: Dossier }

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
  readonly #rank: number

  constructor(kind: Kind, id: string, value: Value, source: Source, rank: number) {
    this.kind = kind
    this.id = id
    this.value = value
    this.#source = source
    this.#rank = rank
  }

  /** The fact's own period, parts of which later facts may have replaced. */
  get period(): Period {
    const { tables, dossier } = this.#source
    return tables.period(dossier, this.#rank)
  }

  /** The event that asserted it. */
  get cause(): Cause {
    const { tables, dossier } = this.#source
    return tables.cause(dossier, this.#rank)
  }

  toJSON(): unknown {
    const { kind, id, value, period, cause } = this
    return { kind, id, value, period, cause }
  }
}

/** One step of a line; its period and its cause are read from the index when they are asked for, as those of a fact. */
export class HeldStep<Value> {
  readonly value: Value
  readonly span: Period
  readonly #source: Source
  readonly #rank: number

  constructor(value: Value, span: Period, source: Source, rank: number) {
    this.value = value
    this.span = span
    this.#source = source
    this.#rank = rank
  }

  get period(): Period {
    const { tables, dossier } = this.#source
    return tables.period(dossier, this.#rank)
  }

  get cause(): Cause {
    const { tables, dossier } = this.#source
    return tables.cause(dossier, this.#rank)
  }

  toJSON(): unknown {
    const { value, span, period, cause } = this
    return { value, span, period, cause }
  }
}
