/**
 * A list and a map that only grow, for a state that follows a long stream. A new version shares with the one before all
 * that they have in common, so that an event costs as much after a hundred thousand as after ten. Every version stays
 * as it was.
 */

/** A list in chunks: a new version copies one of them, and the list of them. */
export type GrowingList<A> = { readonly length: number; readonly chunks: ReadonlyArray<ReadonlyArray<A>> }

const CHUNK = 64

export const emptyList: GrowingList<never> = { length: 0, chunks: [] }

export const itemAt = <A>({ chunks }: GrowingList<A>, i: number): A | undefined =>
  chunks[Math.floor(i / CHUNK)]?.[i % CHUNK]

export const withItem = <A>(list: GrowingList<A>, item: A): GrowingList<A> => ({
  ...withItemAt(list, list.length, item),
  length: list.length + 1
})

const withItemAt = <A>({ length, chunks }: GrowingList<A>, i: number, item: A): GrowingList<A> => {
  const n = Math.floor(i / CHUNK)
  const chunk = chunks[n]?.slice() ?? []
  chunk[i % CHUNK] = item
  const copied = chunks.slice()
  copied[n] = chunk
  return { length, chunks: copied }
}

/** How many versions may stand one upon another before the keys are written anew. */
const DEPTH = 16

/** Iterates in the order in which the keys came, as a `Map` does. No key ever leaves. */
export class GrowingMap<K, V> implements ReadonlyMap<K, V> {
  /** The version that this one goes on from, where another had gone on from it with another key; its keys come first. */
  readonly #below: GrowingMap<K, V> | null
  readonly #depth: number
  /**
   * Shared by all versions of one way: keys in the order in which they came, and where each stands. A version looks at
   * the first `size` of them only, so that later ones may add to both.
   */
  readonly #keys: Array<K>
  readonly #places: Map<K, number>
  readonly #values: GrowingList<V>

  private constructor(
    below: GrowingMap<K, V> | null,
    keys: Array<K>,
    places: Map<K, number>,
    values: GrowingList<V>
  ) {
    this.#below = below
    this.#depth = below === null ? 0 : below.#depth + 1
    this.#keys = keys
    this.#places = places
    this.#values = values
  }

  /** The last value of a key is its own, at the place where the key first came. */
  static of<K, V>(entries: Iterable<readonly [K, V]> = []): GrowingMap<K, V> {
    let grown = new GrowingMap<K, V>(null, [], new Map(), emptyList)
    for (const [key, value] of entries) grown = grown.with(key, value)
    return grown
  }

  get size(): number {
    return this.#values.length
  }

  get(key: K): V | undefined {
    const place = this.#place(key)
    return place === undefined ? undefined : itemAt(this.#values, place)
  }

  has(key: K): boolean {
    return this.#place(key) !== undefined
  }

  /** The next version, in which the key has this value. */
  with(key: K, value: V): GrowingMap<K, V> {
    const place = this.#place(key)
    if (place !== undefined)
      return new GrowingMap(this.#below, this.#keys, this.#places, withItemAt(this.#values, place, value))
    const { size } = this
    const own = size - this.#start
    if (own === this.#keys.length) {
      this.#keys.push(key)
      this.#places.set(key, size)
    }
    // Another version has gone on with another key: from here on the two have each their own way.
    if (this.#keys[own] !== key) return this.#apart().with(key, value)
    return new GrowingMap(this.#below, this.#keys, this.#places, withItem(this.#values, value))
  }

  *entries(): MapIterator<[K, V]> {
    let place = 0
    for (const key of this.keys()) yield [key, itemAt(this.#values, place++) as V]
  }

  *keys(): MapIterator<K> {
    if (this.#below !== null) yield* this.#below.keys()
    const own = this.size - this.#start
    for (let i = 0; i < own; i++) yield this.#keys[i] as K
  }

  *values(): MapIterator<V> {
    for (let place = 0; place < this.size; place++) yield itemAt(this.#values, place) as V
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(look: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) look(value, key, this)
  }

  /** The place of its first own key. */
  get #start(): number {
    return this.#below?.size ?? 0
  }

  #place(key: K): number | undefined {
    const place = this.#places.get(key)
    if (place !== undefined && place < this.size) return place
    return this.#below === null ? undefined : this.#below.#place(key)
  }

  /** The same version, on a way of its own: upon this one, or with its keys written anew. */
  #apart(): GrowingMap<K, V> {
    if (this.#depth < DEPTH) return new GrowingMap<K, V>(this, [], new Map(), this.#values)
    const keys = [...this.keys()]
    return new GrowingMap<K, V>(null, keys, new Map(keys.map((key, place) => [key, place])), this.#values)
  }
}
