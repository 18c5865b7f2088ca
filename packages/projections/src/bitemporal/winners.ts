import { SINCE_ALWAYS, WITHOUT_END } from './calendar'
import { DAY_SHIFT, type Dossier, FACT_WORDS, KEY, KEY_SHIFT, TO } from './dossier'

/** Marks in place of a rank. */
const UNDECIDED = -1
const NOT_ASKED = -2

/**
 * The fact that answers for each key of a dossier at one point. One is used again for each look-up, so that a
 * look-up allocates nothing but its answer.
 */
export class Winners {
  /** Keys whose winner has a value, in the order found: latest recorded first. */
  #order = new Int32Array(64)
  /** By key: the rank of the winner. */
  #ranks = new Int32Array(64)
  /** By key: the days around `day` which later facts leave to the winner. */
  #from = new Int32Array(64)
  #to = new Int32Array(64)
  count = 0

  /** Goes back over the first `known` facts until each key has a winner on `day`; of one kind only, or of all. */
  find(dossier: Dossier, known: number, day: number, kind: number | null): void {
    const { keys, words, values } = dossier
    if (keys > this.#order.length) this.#widen(keys * 2)
    const ranks = this.#ranks.fill(UNDECIDED, 0, keys)
    this.#from.fill(SINCE_ALWAYS, 0, keys)
    this.#to.fill(WITHOUT_END, 0, keys)
    this.count = 0
    let undecided = keys
    if (kind !== null)
      for (let key = 0; key < keys; key++)
        if (dossier.kindOf(key) !== kind) {
          ranks[key] = NOT_ASKED
          undecided -= 1
        }
    let at = dossier.factAt(known)
    for (let rank = known - 1; rank >= 0 && undecided > 0; rank--) {
      at -= FACT_WORDS
      const key = (words[at + KEY] ?? 0) >>> KEY_SHIFT
      if (ranks[key] !== UNDECIDED) continue
      const from = (words[at] ?? 0) >>> DAY_SHIFT
      const to = (words[at + TO] ?? 0) >>> DAY_SHIFT
      if (day < from) this.#to[key] = Math.min(from, this.#to[key] ?? 0)
      else if (to <= day) this.#from[key] = Math.max(to, this.#from[key] ?? 0)
      else {
        ranks[key] = rank
        if (values[rank] !== null) this.#order[this.count++] = key
        undecided -= 1
      }
    }
  }

  /** The key whose winner, with a value, was found `i`-th. */
  key(i: number): number {
    return this.#order[i] ?? 0
  }

  /** The rank of the key's winner, or negative without one. */
  rank(key: number): number {
    return this.#ranks[key] ?? UNDECIDED
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
    this.#ranks = new Int32Array(keys)
    this.#from = new Int32Array(keys)
    this.#to = new Int32Array(keys)
  }
}

/** The rank of the fact that answers for one key on a day, among the first `known`; negative without one. */
export const winnerOf = (dossier: Dossier, known: number, day: number, sought: number): number => {
  const { words } = dossier
  let at = dossier.factAt(known)
  for (let rank = known - 1; rank >= 0; rank--) {
    at -= FACT_WORDS
    if ((words[at + KEY] ?? 0) >>> KEY_SHIFT !== sought) continue
    const from = (words[at] ?? 0) >>> DAY_SHIFT
    const to = (words[at + TO] ?? 0) >>> DAY_SHIFT
    if (from <= day && day < to) return rank
  }
  return UNDECIDED
}

/** Whether one of the first `known` facts starts or ends after one day and until another. */
export const changesBetween = (dossier: Dossier, known: number, after: number, until: number): boolean => {
  const { words } = dossier
  for (let at = dossier.factAt(known) - FACT_WORDS; at >= dossier.factAt(0); at -= FACT_WORDS) {
    const from = (words[at] ?? 0) >>> DAY_SHIFT
    const to = (words[at + TO] ?? 0) >>> DAY_SHIFT
    if ((after < from && from <= until) || (after < to && to <= until)) return true
  }
  return false
}
