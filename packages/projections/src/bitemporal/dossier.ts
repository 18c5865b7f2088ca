/** A key: where its id ends, and its kind with a few bits of the id's hash. */
const KEY_WORDS = 2
const KIND_AND_HASH = 1
const KIND_BITS = 12
const KIND_MASK = (1 << KIND_BITS) - 1
/** A fact: from, with its event's type; to, with the upper bits of the revision; the key, with the lower ones. */
export const FACT_WORDS = 3
export const TO = 1
export const KEY = 2
export const DAY_SHIFT = 13
export const KEY_SHIFT = 12
const TYPE_MASK = (1 << DAY_SHIFT) - 1
const REVISION_MASK = (1 << KEY_SHIFT) - 1
/** What one append recorded, or several at the same instant: the rank of its first fact, and the instant. */
const MOMENT_WORDS = 3
const HIGH = 1
const LOW = 2
const WORD = 2 ** 32

export const KINDS = 1 << KIND_BITS
export const TYPES = 1 << DAY_SHIFT
const KEYS = 2 ** (32 - KEY_SHIFT)
const REVISIONS = 2 ** (DAY_SHIFT + KEY_SHIFT)

/** A walk over fewer keys is as fast as a map, which would weigh twice the facts. */
const MANY = 256

/** A fact in numbers: days, and the numbers of its event's type and of its kind. */
export type NumberedFact = {
  readonly from: number
  readonly to: number
  readonly type: number
  readonly kind: number
  readonly id: string
  /** Shared and frozen. */
  readonly value: unknown
}

/**
 * One dossier. Its numbers stand in one block of memory, so that a look-up waits for few places of it: the keys, then
 * the facts, and from the other end the moments at which they were recorded.
 *
 *     | keys → | facts →        ← moments |
 *
 * A fact keeps its rank for ever, the block does not keep its place: ranks may be held on to, offsets may not.
 */
export class Dossier {
  /** The block. */
  words = new Int32Array(0)
  /** Offset of the first fact. */
  #first = 0
  keys = 0
  facts = 0
  moments = 0
  /** Of the event that came last. */
  revision = -1
  /** Epoch, in milliseconds. */
  recordedAt = Number.NEGATIVE_INFINITY
  /** The values of the facts, by rank. */
  values: Array<unknown> = []
  /** The ids of all keys, one after the other: a text for each would weigh as much as the facts. */
  #ids = ''
  /** Why events were recorded, by revision: few say it. */
  #reasons: Map<number, string> | null = null
  /** Keys by kind and id, where there are many. */
  #numbers: Map<string, number> | null = null

  /** Takes one event, and its facts if it has any. */
  add(revision: number, recordedAt: number, facts: ReadonlyArray<NumberedFact>): void {
    if (revision >= REVISIONS) throw new RangeError(`a dossier holds at most ${REVISIONS} events`)
    const keys = facts.map(({ kind, id }) => this.#keyNumber(kind, id))
    this.revision = revision
    this.recordedAt = recordedAt
    if (facts.length === 0) return
    this.#reserve(this.keys, this.facts + facts.length, this.moments + 1)
    const last = this.moments - 1
    if (last < 0 || this.recordedAtOf(last) !== this.recordedAt) {
      const at = this.#momentAt(this.moments++)
      this.words[at] = this.facts
      this.words[at + HIGH] = Math.floor(this.recordedAt / WORD)
      this.words[at + LOW] = this.recordedAt
    }
    facts.forEach(({ from, to, type }, i) => {
      const at = this.factAt(this.facts++)
      this.words[at] = (from << DAY_SHIFT) | type
      this.words[at + TO] = (to << DAY_SHIFT) | (this.revision >>> KEY_SHIFT)
      this.words[at + KEY] = ((keys[i] ?? 0) << KEY_SHIFT) | (this.revision & REVISION_MASK)
    })
    // A few are copied, to take no more room than they need.
    if (this.facts < MANY) this.values = this.values.concat(facts.map(({ value }) => value))
    else for (const { value } of facts) this.values.push(value)
  }

  /** Tells why an event was recorded. */
  explain(revision: number, reason: string): void {
    this.#reasons ??= new Map()
    this.#reasons.set(revision, reason)
  }

  reasonOf(revision: number): string | undefined {
    return this.#reasons?.get(revision)
  }

  /** Bytes of the block; its values stand elsewhere. */
  get bytes(): number {
    return this.words.byteLength
  }

  /** The offset of a fact. */
  factAt(rank: number): number {
    return this.#first + rank * FACT_WORDS
  }

  from(rank: number): number {
    return (this.words[this.factAt(rank)] ?? 0) >>> DAY_SHIFT
  }

  to(rank: number): number {
    return (this.words[this.factAt(rank) + TO] ?? 0) >>> DAY_SHIFT
  }

  key(rank: number): number {
    return (this.words[this.factAt(rank) + KEY] ?? 0) >>> KEY_SHIFT
  }

  typeOf(rank: number): number {
    return (this.words[this.factAt(rank)] ?? 0) & TYPE_MASK
  }

  revisionOf(rank: number): number {
    const at = this.factAt(rank)
    const upper = (this.words[at + TO] ?? 0) & TYPE_MASK
    return (upper << KEY_SHIFT) | ((this.words[at + KEY] ?? 0) & REVISION_MASK)
  }

  /** The moment at which a fact was recorded. */
  momentOf(rank: number): number {
    return this.#momentsUpTo(moment => this.firstFact(moment) <= rank) - 1
  }

  /** The rank of the first fact of a moment; of the one after the last, how many facts there are. */
  firstFact(moment: number): number {
    return moment < this.moments ? (this.words[this.#momentAt(moment)] ?? 0) : this.facts
  }

  /** When a moment was: epoch, in milliseconds. */
  recordedAtOf(moment: number): number {
    const at = this.#momentAt(moment)
    return (this.words[at + HIGH] ?? 0) * WORD + ((this.words[at + LOW] ?? 0) >>> 0)
  }

  /** How many facts were recorded at or before an instant. */
  knownAt(epoch: number): number {
    if (this.recordedAt <= epoch) return this.facts
    return this.firstFact(this.#momentsUpTo(moment => this.recordedAtOf(moment) <= epoch))
  }

  /** How many facts were recorded by the events up to a revision. */
  upTo(revision: number): number {
    let upTo = 0
    for (let above = this.facts; upTo < above; ) {
      const middle = (upTo + above) >>> 1
      if (this.revisionOf(middle) <= revision) upTo = middle + 1
      else above = middle
    }
    return upTo
  }

  kindOf(key: number): number {
    return (this.words[key * KEY_WORDS + KIND_AND_HASH] ?? 0) & KIND_MASK
  }

  idOf(key: number): string {
    return this.#ids.slice(key === 0 ? 0 : this.#endOf(key - 1), this.#endOf(key))
  }

  /** The number of a key, or undefined when nothing was ever said of it. */
  findKey(kind: number, id: string): number | undefined {
    if (this.#numbers !== null) return this.#numbers.get(`${kind}/${id}`)
    const { words } = this
    const sought = (hashOf(id) << KIND_BITS) | kind
    for (let key = 0, at = 0; key < this.keys; key++, at += KEY_WORDS)
      if (words[at + KIND_AND_HASH] === sought && this.idOf(key) === id) return key
    return undefined
  }

  #keyNumber(kind: number, id: string): number {
    const known = this.findKey(kind, id)
    if (known !== undefined) return known
    if (this.keys === KEYS) throw new RangeError(`a dossier holds at most ${KEYS} keys`)
    this.#reserve(this.keys + 1, this.facts, this.moments)
    const key = this.keys++
    const at = key * KEY_WORDS
    this.#ids += id
    this.words[at] = this.#ids.length
    this.words[at + KIND_AND_HASH] = (hashOf(id) << KIND_BITS) | kind
    if (this.#numbers !== null) this.#numbers.set(`${kind}/${id}`, key)
    else if (this.keys > MANY)
      this.#numbers = new Map(
        Array.from({ length: this.keys }, (_, k) => [`${this.kindOf(k)}/${this.idOf(k)}`, k])
      )
    return key
  }

  /** How many moments come before the first for which `holds` is false; it is false for all after. */
  #momentsUpTo(holds: (moment: number) => boolean): number {
    let upTo = 0
    for (let above = this.moments; upTo < above; ) {
      const middle = (upTo + above) >>> 1
      if (holds(middle)) upTo = middle + 1
      else above = middle
    }
    return upTo
  }

  /** Room for so many: where there is not, all moves to a larger block, in which each has its share of what is free. */
  #reserve(keys: number, facts: number, moments: number): void {
    const rows = facts * FACT_WORDS + moments * MOMENT_WORDS
    if (keys * KEY_WORDS <= this.#first && this.#first + rows <= this.words.length) return
    const needed = keys * KEY_WORDS + rows
    const size = needed + (needed >>> 3)
    const words = new Int32Array(size)
    const first = Math.floor((keys * size) / needed) * KEY_WORDS
    words.set(this.words.subarray(0, this.keys * KEY_WORDS))
    words.set(this.words.subarray(this.#first, this.factAt(this.facts)), first)
    const taken = this.moments * MOMENT_WORDS
    words.set(this.words.subarray(this.words.length - taken), size - taken)
    this.words = words
    this.#first = first
  }

  #endOf(key: number): number {
    return this.words[key * KEY_WORDS] ?? 0
  }

  #momentAt(moment: number): number {
    return this.words.length - (moment + 1) * MOMENT_WORDS
  }
}

/** Ids of a kind are often as long as one another, and begin alike. */
const hashOf = (id: string): number => {
  let hash = id.length
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0
  return hash ^ (hash >>> 15)
}
