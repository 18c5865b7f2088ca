import { HeldFact, type Source } from './held-fact'
import type { Names } from './names'
import type { Winners } from './winners'

export const NOTHING: ReadonlyArray<never> = Object.freeze([])

/** What was found, the latest recorded first. */
export const heldFacts = (winners: Winners, source: Source): ReadonlyArray<HeldFact<string, unknown>> => {
  const { tables, dossier } = source
  return Array.from({ length: winners.count }, (_, i) => {
    const key = winners.key(i)
    const rank = winners.rank(key)
    const kind = tables.kinds.name(dossier.kindOf(key))
    return new HeldFact(kind, dossier.idOf(key), dossier.values[rank], source, rank)
  })
}

/** Answers sorted by kind, in lists made at their length: a list that grows is several. */
export class Grouping {
  readonly #names: Names
  readonly #kinds: ReadonlyArray<string>
  /** By number of a kind: its place in the answer, and how many are still to be put there. */
  #places: ReadonlyArray<number> = []
  readonly #counts: Int32Array

  constructor(names: Names, kinds: ReadonlyArray<string>) {
    this.#names = names
    this.#kinds = kinds
    this.#counts = new Int32Array(kinds.length + 1)
  }

  group(winners: Winners, source: Source): ReadonlyArray<ReadonlyArray<HeldFact<string, unknown>>> {
    if (this.#places.length < this.#names.count) this.#learnKinds()
    const { dossier } = source
    const places = this.#places
    const counts = this.#counts.fill(0)
    for (let i = 0; i < winners.count; i++) {
      const place = places[dossier.kindOf(winners.key(i))] ?? 0
      counts[place] = (counts[place] ?? 0) + 1
    }
    const groups = this.#kinds.map((_, place) => listOf(counts[place] ?? 0))
    // The latest recorded comes first, and is to be the last of its kind.
    for (let i = 0; i < winners.count; i++) {
      const key = winners.key(i)
      const place = places[dossier.kindOf(key)] ?? 0
      const group = groups[place]
      const kind = this.#kinds[place]
      if (group === undefined || kind === undefined) continue
      const last = (counts[place] ?? 0) - 1
      counts[place] = last
      const rank = winners.rank(key)
      group[last] = new HeldFact(kind, dossier.idOf(key), dossier.values[rank], source, rank)
    }
    return groups
  }

  /** Kinds not asked for have the place after the last. */
  #learnKinds(): void {
    this.#places = Array.from({ length: this.#names.count }, (_, number) => {
      const place = this.#kinds.indexOf(this.#names.name(number))
      return place < 0 ? this.#kinds.length : place
    })
  }
}

// The list of nothing is shared, and never written to: there is nothing to put in it.
const listOf = (length: number): Array<HeldFact<string, unknown>> =>
  length === 0 ? (NOTHING as Array<never>) : new Array(length)
