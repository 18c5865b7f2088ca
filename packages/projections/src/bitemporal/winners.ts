import { SINCE_ALWAYS, WITHOUT_END } from './calendar'
import { FACT_WORDS, FROM, keyAt, TO, VALUE } from './columns'
import { NONE, type Run, type Segments } from './segments'
import { SharedValues } from './values'

/** Marks in place of an address. */
const UNDECIDED = NONE
const NOT_ASKED = NONE - 1

/**
 * The fact that answers for each key of a dossier at one point. One is used again for each look-up, so that a
 * look-up allocates nothing but its answer.
 */
export class Winners {
  /** Keys whose winner has a value, in the order found: latest recorded first. */
  #order = new Int32Array(64)
  /** By key: address, row and value of the winner. */
  #addresses = new Int32Array(64)
  #rows = new Int32Array(64)
  #values = new Int32Array(64)
  /** By key: the days around `day` which later facts leave to the winner. */
  #from = new Int32Array(64)
  #to = new Int32Array(64)
  #undecided = 0
  count = 0

  /** Starts a look-up among `keys` keys, all of them asked for. */
  start(keys: number): void {
    if (keys > this.#order.length) this.#widen(keys * 2)
    this.#addresses.fill(UNDECIDED, 0, keys)
    this.#from.fill(SINCE_ALWAYS, 0, keys)
    this.#to.fill(WITHOUT_END, 0, keys)
    this.#undecided = keys
    this.count = 0
  }

  leaveOut(key: number): void {
    this.#addresses[key] = NOT_ASKED
    this.#undecided -= 1
  }

  /** Walks back over the first `known` facts until each key asked for has a winner on `day`. */
  find(segments: Segments, facts: Run, known: number, day: number): void {
    const addresses = this.#addresses
    let row = known
    for (let segment = facts.last; row > 0 && this.#undecided > 0; segment = segments.previous(segment)) {
      const first = segments.firstRow(segment)
      if (first >= row) continue
      const words = segments.chunk(segment)
      const start = segments.rowsOffset(segment)
      const toAddress = segments.rowsAddress(segment) - start
      let at = start + (row - 1 - first) * FACT_WORDS
      for (row -= 1; row >= first; row--, at -= FACT_WORDS) {
        const key = keyAt(words, at)
        if (addresses[key] !== UNDECIDED) continue
        const from = words[at + FROM] ?? 0
        const to = words[at + TO] ?? 0
        if (day < from) this.#to[key] = Math.min(from, this.#to[key] ?? 0)
        else if (to <= day) this.#from[key] = Math.max(to, this.#from[key] ?? 0)
        else {
          addresses[key] = toAddress + at
          this.#rows[key] = row
          const value = words[at + VALUE] ?? SharedValues.NULL
          this.#values[key] = value
          if (value !== SharedValues.NULL) this.#order[this.count++] = key
          if (--this.#undecided === 0) return
        }
      }
      row = first
    }
  }

  /** The key whose winner, with a value, was found `i`-th. */
  key(i: number): number {
    return this.#order[i] ?? 0
  }

  /** Where the key's winner stands, or negative without one. */
  address(key: number): number {
    return this.#addresses[key] ?? UNDECIDED
  }

  /** The number of the winner's value; that of null without one. */
  value(key: number): number {
    return this.address(key) < 0 ? SharedValues.NULL : (this.#values[key] ?? SharedValues.NULL)
  }

  /** The winner's rank in the dossier, or negative without one. */
  row(key: number): number {
    return this.address(key) < 0 ? NONE : (this.#rows[key] ?? NONE)
  }

  /** The first day, after facts recorded later than the winner. */
  from(key: number): number {
    return this.#from[key] ?? SINCE_ALWAYS
  }

  /** The day after the last, before facts recorded later than the winner. */
  to(key: number): number {
    return this.#to[key] ?? WITHOUT_END
  }

  #widen(keys: number): void {
    this.#order = new Int32Array(keys)
    this.#addresses = new Int32Array(keys)
    this.#rows = new Int32Array(keys)
    this.#values = new Int32Array(keys)
    this.#from = new Int32Array(keys)
    this.#to = new Int32Array(keys)
  }
}
