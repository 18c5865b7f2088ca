import { DAY_SHIFT, type Dossier, FACT_WORDS, HALF_MASK, keyIn, TO } from './dossier'

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
  count = 0

  /** Goes back over the first `known` facts until each key has a winner on `day`; of one kind only, or of all. */
  find(dossier: Dossier, known: number, day: number, kind: number | null): void {
    const { keys, words, values } = dossier
    if (keys > this.#order.length) this.#widen(keys * 2)
    const ranks = this.#ranks.fill(UNDECIDED, 0, keys)
    const order = this.#order
    let count = 0
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
      const [one, other] = [words[at] ?? 0, words[at + TO] ?? 0]
      if (day < one >>> DAY_SHIFT || other >>> DAY_SHIFT <= day) continue
      const key = keyIn(one, other)
      if (ranks[key] !== UNDECIDED) continue
      ranks[key] = rank
      if (values[rank] !== null) order[count++] = key
      undecided -= 1
    }
    this.count = count
  }

  /** The key whose winner, with a value, was found `i`-th. */
  key(i: number): number {
    return this.#order[i] ?? 0
  }

  /** The rank of the key's winner, or negative without one. */
  rank(key: number): number {
    return this.#ranks[key] ?? UNDECIDED
  }

  #widen(keys: number): void {
    this.#order = new Int32Array(keys)
    this.#ranks = new Int32Array(keys)
  }
}

/** The rank of the fact that answers for one key on a day, among the first `known`; negative without one. */
export const winnerOf = (dossier: Dossier, known: number, day: number, sought: number): number => {
  const { words } = dossier
  const [upper, lower] = [sought >>> DAY_SHIFT, sought & HALF_MASK]
  let at = dossier.factAt(known)
  for (let rank = known - 1; rank >= 0; rank--) {
    at -= FACT_WORDS
    const other = words[at + TO] ?? 0
    // Most facts are of another key, and one half of it tells.
    if ((other & HALF_MASK) !== lower) continue
    const one = words[at] ?? 0
    if ((one & HALF_MASK) === upper && one >>> DAY_SHIFT <= day && day < other >>> DAY_SHIFT) return rank
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
