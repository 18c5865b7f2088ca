import { sameValue } from '@avenant/domain'

/**
 * Each distinct JSON value once, under a number: equal values are one frozen object, and so are the strings and
 * the objects inside them. Events read from a journal repeat the same few texts, each time as a new string.
 */
export class SharedValues {
  readonly #values: Array<unknown> = [undefined]
  /** Open addressing, at most three quarters full: numbers of values, 0 where free. */
  #slots = new Int32Array(128)
  #hashes = new Int32Array(96)

  get count(): number {
    return this.#values.length - 1
  }

  /** Bytes of the table, without the values themselves. */
  get bytes(): number {
    return this.#hashes.byteLength + this.#slots.byteLength + this.#values.length * 8
  }

  /**
   * The one frozen value that is equal to this JSON value. It is copied when it is new: what is handed in stays the
   * caller's.
   */
  share<A>(value: A): A {
    // What is equal to a value is of its type.
    return this.#shared(value) as A
  }

  #shared(value: unknown): unknown {
    if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return value
    const hash = hashOf(value)
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (;;) {
      const number = this.#slots[slot] ?? 0
      if (number === 0) return this.#add(this.#frozen(value), hash)
      if (this.#hashes[number] === hash) {
        const known = this.#values[number]
        if (sameValue(known, value)) return known
      }
      slot = (slot + 1) & mask
    }
  }

  #add(value: unknown, hash: number): unknown {
    const number = this.#values.push(value) - 1
    if (number >= this.#hashes.length) this.#widen()
    this.#hashes[number] = hash
    this.#place(number, hash)
    return value
  }

  #place(number: number, hash: number): void {
    const mask = this.#slots.length - 1
    let slot = hash & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = number
  }

  #widen(): void {
    const hashes = this.#hashes
    this.#slots = new Int32Array(this.#slots.length * 2)
    this.#hashes = new Int32Array(hashes.length * 2)
    this.#hashes.set(hashes)
    for (let number = 1; number < hashes.length; number++) this.#place(number, hashes[number] ?? 0)
  }

  #frozen(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return Object.freeze(value.map(item => this.share(item)))
    return Object.freeze(
      // fromEntries defines properties, so that a key named __proto__ is a key.
      Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.share(item)]))
    )
  }
}

const hashOf = (value: unknown): number => {
  if (typeof value === 'string') return hashOfText(value)
  if (typeof value !== 'object') return hashOfText(String(value))
  if (value === null) return 1
  if (Array.isArray(value)) return value.reduce<number>((hash, item) => mixed(hash, hashOf(item)), 2)
  let hash = 3
  // A sum: the order of keys is not part of a value.
  for (const [key, item] of Object.entries(value)) hash = (hash + mixed(hashOfText(key), hashOf(item))) | 0
  return mixed(hash, 4)
}

const hashOfText = (text: string): number => {
  let hash = -2128831035
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return hash ^ (hash >>> 15)
}

const mixed = (a: number, b: number): number => {
  const hash = Math.imul(a ^ Math.imul(b, -1640531535), 668265261)
  return hash ^ (hash >>> 15)
}
