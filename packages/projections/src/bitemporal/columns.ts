import type { Fact } from '@avenant/domain'
import type { Cause } from './answers'
import { Calendar } from './calendar'
import { type Keys, keyNumber, noKeys } from './keys'
import { Names } from './names'
import { emptyRun, type Run, Segments } from './segments'
import { SharedValues } from './values'

/** A fact: 16 bytes. Its event is found by its rank. */
export const KEY = 0
export const FROM = 1
export const TO = 2
export const VALUE = 3
export const FACT_WORDS = 4

/** An event that asserts facts: rank of its first fact, revision, type, and recordedAt in two words. */
const FIRST_FACT = 0
const REVISION = 1
const TYPE = 2
const HIGH = 3
const LOW = 4
const CAUSE_WORDS = 5

const WORD = 2 ** 32

/** One dossier: where its rows are, and what came last. */
export type Dossier = {
  readonly facts: Run
  readonly causes: Run
  readonly keys: Keys
  revision: number
  /** Epoch, in milliseconds. */
  recordedAt: number
}

export const newDossier = (): Dossier => ({
  facts: emptyRun(),
  causes: emptyRun(),
  keys: noKeys(),
  revision: -1,
  recordedAt: Number.NEGATIVE_INFINITY
})

/** Where a walk back over the events of a dossier stands. */
export type CauseWalk = { segment: number; row: number; firstFact: number }

export const lastCause = ({ causes, facts }: Dossier): CauseWalk => ({
  segment: causes.last,
  row: causes.count - 1,
  firstFact: facts.count
})

/** The rows of all dossiers, and the tables that their numbers point to. */
export class Columns {
  readonly facts = new Segments(FACT_WORDS)
  readonly kinds = new Names()
  readonly values = new SharedValues()
  readonly calendar = new Calendar()
  readonly #causes = new Segments(CAUSE_WORDS)
  readonly #types = new Names()

  get bytes(): number {
    return this.facts.bytes + this.#causes.bytes + this.values.bytes
  }

  addCause(dossier: Dossier, type: string): void {
    const row = this.#causes.push(dossier.causes)
    this.#causes.write(row + FIRST_FACT, dossier.facts.count)
    this.#causes.write(row + REVISION, dossier.revision)
    this.#causes.write(row + TYPE, this.#types.number(type))
    this.#causes.write(row + HIGH, Math.floor(dossier.recordedAt / WORD))
    this.#causes.write(row + LOW, dossier.recordedAt)
  }

  addFact(dossier: Dossier, fact: Fact, from: number, to: number): void {
    const key = keyNumber(dossier.keys, this.kinds.number(fact.kind), fact.id)
    const row = this.facts.push(dossier.facts)
    this.facts.write(row + KEY, key)
    this.facts.write(row + FROM, from)
    this.facts.write(row + TO, to)
    this.facts.write(row + VALUE, this.values.number(fact.value))
  }

  /** How many facts of the dossier were recorded at or before an instant. */
  knownFacts(dossier: Dossier, epoch: number): number {
    const causes = this.#causes.rowsUpTo(dossier.causes, this.#recordedAt, epoch)
    return causes === dossier.causes.count
      ? dossier.facts.count
      : this.#firstFact(this.#causes.address(dossier.causes, causes))
  }

  /** The event that asserted a fact: the address of its row. */
  causeAddress(dossier: Dossier, factRow: number): number {
    const causes = this.#causes.rowsUpTo(dossier.causes, this.#firstFact, factRow)
    return this.#causes.address(dossier.causes, causes - 1)
  }

  /**
   * The same by a step back from an event at or after it: `segment` and `row` are where the walk stands, and are
   * moved. For facts asked in descending order it saves a search for each.
   */
  walkBack(walk: CauseWalk, factRow: number): number {
    const causes = this.#causes
    for (;;) {
      let first = causes.firstRow(walk.segment)
      while (walk.row < first) {
        walk.segment = causes.previous(walk.segment)
        first = causes.firstRow(walk.segment)
      }
      const address = causes.rowsAddress(walk.segment) + (walk.row - first) * CAUSE_WORDS
      walk.firstFact = causes.word(address + FIRST_FACT)
      if (walk.firstFact <= factRow) return address
      walk.row -= 1
    }
  }

  cause(causeAddress: number): Cause {
    return {
      revision: this.#causes.word(causeAddress + REVISION),
      type: this.#types.name(this.#causes.word(causeAddress + TYPE)),
      recordedAt: this.calendar.instant(this.#recordedAt(causeAddress))
    }
  }

  /** Every event that asserts facts, in order. */
  causes(dossier: Dossier): ReadonlyArray<Cause> {
    return Array.from({ length: dossier.causes.count }, (_, row) =>
      this.cause(this.#causes.address(dossier.causes, row))
    )
  }

  readonly #firstFact = (row: number): number => this.#causes.word(row + FIRST_FACT)

  readonly #recordedAt = (row: number): number =>
    this.#causes.word(row + HIGH) * WORD + (this.#causes.word(row + LOW) >>> 0)
}
