import type { Fact, Instant, Period } from '@avenant/domain'
import { Calendar } from './calendar'
import type { Cause } from './cause'
import { type Keys, keyNumber, noKeys } from './keys'
import { Names } from './names'
import { emptyRun, type Run, Segments } from './segments'
import { SharedValues } from './values'

/** A fact: 20 bytes, its event's type and revision among them. When it was recorded, its rank says. */
export const FROM = 0
export const TO = 1
export const VALUE = 2
const REVISION = 3
/** The number of the key, and above its bits that of the event's type. */
const KEY_AND_TYPE = 4
export const FACT_WORDS = 5

const KEY_BITS = 20
const KEY_MASK = (1 << KEY_BITS) - 1
const TYPES = 2 ** (32 - KEY_BITS)

/** The events that one append recorded, or several at the same instant: rank of their first fact, and the instant. */
const FIRST_FACT = 0
const HIGH = 1
const LOW = 2
const MOMENT_WORDS = 3

const WORD = 2 ** 32

/** One dossier: where its rows are, and what came last. */
export type Dossier = {
  readonly facts: Run
  readonly moments: Run
  readonly keys: Keys
  revision: number
  /** Epoch, in milliseconds. */
  recordedAt: number
}

/** Facts of the ranks `[first, next)` were recorded at the same instant. */
export type Moment = { readonly first: number; readonly next: number; readonly recordedAt: Instant }

export const newDossier = (): Dossier => ({
  facts: emptyRun(),
  moments: emptyRun(),
  keys: noKeys(),
  revision: -1,
  recordedAt: Number.NEGATIVE_INFINITY
})

export const keyAt = (words: Int32Array, offset: number): number =>
  (words[offset + KEY_AND_TYPE] ?? 0) & KEY_MASK

/** The rows of all dossiers, and the tables that their numbers point to. */
export class Columns {
  readonly facts = new Segments(FACT_WORDS)
  readonly kinds = new Names()
  readonly values = new SharedValues()
  readonly calendar = new Calendar()
  readonly #moments = new Segments(MOMENT_WORDS)
  readonly #types = new Names()

  get bytes(): number {
    return this.facts.bytes + this.#moments.bytes + this.values.bytes
  }

  /** Facts added next are recorded at the dossier's `recordedAt`. */
  addMoment(dossier: Dossier): void {
    const { count } = dossier.moments
    if (
      count > 0 &&
      this.#recordedAt(this.#moments.address(dossier.moments, count - 1)) === dossier.recordedAt
    )
      return
    const row = this.#moments.push(dossier.moments)
    this.#moments.write(row + FIRST_FACT, dossier.facts.count)
    this.#moments.write(row + HIGH, Math.floor(dossier.recordedAt / WORD))
    this.#moments.write(row + LOW, dossier.recordedAt)
  }

  addFact(dossier: Dossier, type: number, fact: Fact, from: number, to: number): void {
    const key = keyNumber(dossier.keys, this.kinds.number(fact.kind), fact.id)
    if (key > KEY_MASK) throw new RangeError(`a dossier holds at most ${KEY_MASK + 1} keys`)
    const row = this.facts.push(dossier.facts)
    this.facts.write(row + FROM, from)
    this.facts.write(row + TO, to)
    this.facts.write(row + VALUE, this.values.number(fact.value))
    this.facts.write(row + REVISION, dossier.revision)
    this.facts.write(row + KEY_AND_TYPE, key | (type << KEY_BITS))
  }

  typeNumber(type: string): number {
    const number = this.#types.number(type)
    if (number >= TYPES) throw new RangeError(`an index knows at most ${TYPES} types of events`)
    return number
  }

  key(address: number): number {
    return this.facts.word(address + KEY_AND_TYPE) & KEY_MASK
  }

  /** How many facts of the dossier were recorded at or before an instant. */
  knownFacts(dossier: Dossier, epoch: number): number {
    if (dossier.recordedAt <= epoch) return dossier.facts.count
    const moments = this.#moments.rowsUpTo(dossier.moments, this.#recordedAt, epoch)
    if (moments === dossier.moments.count) return dossier.facts.count
    return this.#firstFact(this.#moments.address(dossier.moments, moments))
  }

  period(address: number): Period {
    return this.calendar.period(this.facts.word(address + FROM), this.facts.word(address + TO))
  }

  /** The event that asserted a fact, from the fact's rank and address. */
  cause(dossier: Dossier, row: number, address: number): Cause {
    return this.causeAt(address, this.momentOf(dossier, row).recordedAt)
  }

  /** The same when its instant is already known. */
  causeAt(address: number, recordedAt: Instant): Cause {
    return {
      revision: this.facts.word(address + REVISION),
      type: this.#types.name(this.facts.word(address + KEY_AND_TYPE) >>> KEY_BITS),
      recordedAt
    }
  }

  momentOf(dossier: Dossier, row: number): Moment {
    const { moments, facts } = dossier
    const after = this.#moments.rowsUpTo(moments, this.#firstFact, row)
    const address = this.#moments.address(moments, after - 1)
    return {
      first: this.#firstFact(address),
      next: after === moments.count ? facts.count : this.#firstFact(this.#moments.address(moments, after)),
      recordedAt: this.calendar.instant(this.#recordedAt(address))
    }
  }

  /** The instants at which facts were recorded, in order. */
  moments(dossier: Dossier): ReadonlyArray<Instant> {
    return Array.from({ length: dossier.moments.count }, (_, row) =>
      this.calendar.instant(this.#recordedAt(this.#moments.address(dossier.moments, row)))
    )
  }

  readonly #firstFact = (row: number): number => this.#moments.word(row + FIRST_FACT)

  readonly #recordedAt = (row: number): number =>
    this.#moments.word(row + HIGH) * WORD + (this.#moments.word(row + LOW) >>> 0)
}
