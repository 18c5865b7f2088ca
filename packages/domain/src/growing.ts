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

/** Iterates in the order in which the keys came, as a `Map` does. No key ever leaves. */
export class GrowingMap<K, V> implements ReadonlyMap<K, V> {
  /**
   * Shared by all versions: keys in the order in which they came, and where each stands. A version looks at the first
   * `size` of them only, so that later ones may add to both.
   */
  readonly #keys: Array<K>
  readonly #places: Map<K, number>
  readonly #values: GrowingList<V>

  private constructor(keys: Array<K>, places: Map<K, number>, values: GrowingList<V>) {
    this.#keys = keys
    this.#places = places
    this.#values = values
  }

  /** The last value of a key is its own, at the place where the key first came. */
  static of<K, V>(entries: Iterable<readonly [K, V]> = []): GrowingMap<K, V> {
    let grown = new GrowingMap<K, V>([], new Map(), emptyList)
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
      return new GrowingMap(this.#keys, this.#places, withItemAt(this.#values, place, value))
    const { size } = this
    if (size === this.#keys.length) {
      this.#keys.push(key)
      this.#places.set(key, size)
    }
    // Another version has gone on with another key: from here on the two have each their own.
    if (this.#keys[size] !== key) return this.#apart().with(key, value)
    return new GrowingMap(this.#keys, this.#places, withItem(this.#values, value))
  }

  *entries(): MapIterator<[K, V]> {
    for (let place = 0; place < this.size; place++)
      yield [this.#keys[place] as K, itemAt(this.#values, place) as V]
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(look: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) look(value, key, this)
  }

  #place(key: K): number | undefined {
    const place = this.#places.get(key)
    return place !== undefined && place < this.size ? place : undefined
  }

  #apart(): GrowingMap<K, V> {
    const keys = this.#keys.slice(0, this.size)
    return new GrowingMap(keys, new Map(keys.map((key, place) => [key, place])), this.#values)
  }
}
