import type { Dossier } from './dossier'
import { HeldFact, type Source } from './held-fact'
import type { Names } from './names'
import type { Winners } from './winners'

export const NOTHING: ReadonlyArray<never> = Object.freeze([])

/** What was found, the latest recorded first. */
export const heldFacts = (winners: Winners, source: Source): ReadonlyArray<HeldFact<string, unknown>> => {
  if (winners.count === 0) return NOTHING
  const { tables, dossier } = source
  return Array.from({ length: winners.count }, (_, i) => {
    const key = winners.key(i)
    const rank = winners.rank(key)
    const kind = tables.kinds.name(dossier.kindOf(key))
    return new HeldFact(kind, dossier.idOf(key), dossier.values[rank], source, rank)
  })
}

/**
 * Answers sorted by kind, in lists made at their length: a list that grows is several. Numbers stand in typed arrays that
 * every look-up uses again, for the placing is to take less time than the answers.
 */
export class Grouping {
  readonly #names: Names
  readonly #kinds: ReadonlyArray<string>
  readonly #presences: Readonly<Record<string, string | undefined>>
  /** By number of a kind: its place in the answer; kinds not asked for have the place after the last. */
  #places = new Int32Array(0)
  /** By number of a kind: the bit of a presence, 0 for a kind that is none. */
  #says = new Int32Array(0)
  /** By number of a kind: the bit of the presence that its facts need, 0 where they need none. */
  #needs = new Int32Array(0)
  /** By place in the answer: how many are still to be put there. */
  readonly #counts: Int32Array
  /** By the first key of an id: the bits of the presences that hold under that id. */
  #present = new Int32Array(64)
  /** By winner: its place in the answer. */
  #placed = new Int32Array(64)

  /** @param presences as {@link FactIndex.byKind} is given them */
  constructor(
    names: Names,
    kinds: ReadonlyArray<string>,
    presences: Readonly<Record<string, string | undefined>>
  ) {
    this.#names = names
    this.#kinds = kinds
    this.#presences = presences
    this.#counts = new Int32Array(kinds.length + 1)
  }

  group(winners: Winners, source: Source): ReadonlyArray<ReadonlyArray<HeldFact<string, unknown>>> {
    if (this.#places.length < this.#names.count) this.#learnKinds()
    const { dossier } = source
    const { count } = winners
    this.#place(winners, dossier)
    const counts = this.#counts
    const placed = this.#placed
    const kinds = this.#kinds
    const groups = kinds.map((_, place) => listOf(counts[place] ?? 0))
    // The latest recorded comes first, and is to be the last of its kind.
    for (let i = 0; i < count; i++) {
      const place = placed[i] ?? 0
      const group = groups[place]
      const kind = kinds[place]
      if (group === undefined || kind === undefined) continue
      const last = (counts[place] ?? 0) - 1
      counts[place] = last
      const key = winners.key(i)
      const rank = winners.rank(key)
      group[last] = new HeldFact(kind, dossier.idOf(key), dossier.values[rank], source, rank)
    }
    return groups
  }

  /** Gives each winner its place, and counts how many each place has. */
  #place(winners: Winners, dossier: Dossier): void {
    const { count } = winners
    if (dossier.keys > this.#present.length) {
      this.#present = new Int32Array(dossier.keys * 2)
      this.#placed = new Int32Array(dossier.keys * 2)
    }
    const present = this.#present.fill(0, 0, dossier.keys)
    const placed = this.#placed
    const counts = this.#counts.fill(0)
    const says = this.#says
    const needs = this.#needs
    const places = this.#places
    for (let i = 0; i < count; i++) {
      const key = winners.key(i)
      const said = says[dossier.kindOf(key)] ?? 0
      if (said === 0) continue
      const first = dossier.firstOfId(key)
      present[first] = (present[first] ?? 0) | said
    }
    const nowhere = counts.length - 1
    for (let i = 0; i < count; i++) {
      const key = winners.key(i)
      const kind = dossier.kindOf(key)
      const needed = needs[kind] ?? 0
      const isThere = needed === 0 || ((present[dossier.firstOfId(key)] ?? 0) & needed) !== 0
      const place = isThere ? (places[kind] ?? nowhere) : nowhere
      placed[i] = place
      counts[place] = (counts[place] ?? 0) + 1
    }
  }

  #learnKinds(): void {
    const presences = [...new Set(Object.values(this.#presences))]
    const bitOf = (kind: string | undefined): number => {
      const bit = kind === undefined ? -1 : presences.indexOf(kind)
      return bit < 0 ? 0 : 1 << bit
    }
    const kinds = Array.from({ length: this.#names.count }, (_, number) => this.#names.name(number))
    this.#places = Int32Array.from(kinds, kind => {
      const place = this.#kinds.indexOf(kind)
      return place < 0 ? this.#kinds.length : place
    })
    this.#says = Int32Array.from(kinds, bitOf)
    this.#needs = Int32Array.from(kinds, kind => bitOf(this.#presences[kind]))
  }
}

// The list of nothing is shared, and never written to: there is nothing to put in it.
const listOf = (length: number): Array<HeldFact<string, unknown>> =>
  length === 0 ? (NOTHING as Array<never>) : new Array(length)
