/** A key: its id, and its kind with a few bits of the id's hash. */
const KEY_WORDS = 2
const KIND_AND_HASH = 1
const KIND_BITS = 12
const KIND_MASK = (1 << KIND_BITS) - 1
/** A fact: from, with the upper half of its key; to, with the lower half. */
export const FACT_WORDS = 2
export const TO = 1
export const DAY_SHIFT = 13
/** A half of a key, beside a day. */
export const HALF_MASK = (1 << DAY_SHIFT) - 1
/** An event: the rank of its first fact, its revision, and when it was recorded, with its type. */
const EVENT_WORDS = 4
const REVISION = 1
const HIGH_AND_TYPE = 2
const LOW = 3
const TYPE_BITS = 13
const TYPE_MASK = (1 << TYPE_BITS) - 1
const WORD = 2 ** 32

export const KINDS = 1 << KIND_BITS
export const TYPES = 1 << TYPE_BITS
const KEYS = 2 ** (2 * DAY_SHIFT)

/** A walk over fewer keys is as fast as a map, which would weigh twice the facts. */
const MANY = 256

/** The key of a fact, from its two words. */
export const keyIn = (from: number, to: number): number =>
  ((from & HALF_MASK) << DAY_SHIFT) | (to & HALF_MASK)

/** A fact in numbers: its days, and the number of its kind. */
export type NumberedFact = {
  readonly from: number
  readonly to: number
  readonly kind: number
  readonly id: string
  /** Shared and frozen. */
  readonly value: unknown
}

/** An event in numbers; `recordedAt` is its epoch in milliseconds. */
export type NumberedEvent = {
  readonly revision: number
  readonly recordedAt: number
  readonly type: number
  readonly facts: ReadonlyArray<NumberedFact>
}

/**
 * One dossier. Its numbers stand in one block of memory, so that a look-up waits for few places of it: the keys, then
 * the facts, and from the other end the events that recorded them.
 *
 *     | keys → | facts →        ← events |
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
  /** How many events have facts: the others leave nothing. */
  events = 0
  /** Of the event that came last, whether it has facts or not. */
  revision = -1
  /** Of the same event: epoch, in milliseconds. */
  recordedAt = Number.NEGATIVE_INFINITY
  /** The values of the facts, by rank. */
  values: Array<unknown> = []
  /** The ids, each once, one after the other: a text for each would weigh as much as the facts. */
  #ids = ''
  /** Why events were recorded, by revision: few say it. */
  #reasons: Map<number, string> | null = null
  /** The keys of each id, where there are many keys. */
  #byId: Map<string, Array<number>> | null = null

  /** Takes one event, and its facts if it has any. */
  add({ revision, recordedAt, type, facts }: NumberedEvent): void {
    const keys = facts.map(({ kind, id }) => this.findKey(kind, id) ?? this.#newKey(kind, id))
    this.revision = revision
    this.recordedAt = recordedAt
    if (facts.length === 0) return
    this.#reserve(this.keys, this.facts + facts.length, this.events + 1)
    const event = this.#eventAt(this.events++)
    this.words[event] = this.facts
    this.words[event + REVISION] = revision
    this.words[event + HIGH_AND_TYPE] = (Math.floor(recordedAt / WORD) << TYPE_BITS) | type
    this.words[event + LOW] = recordedAt
    facts.forEach(({ from, to }, i) => {
      const at = this.factAt(this.facts++)
      const key = keys[i] ?? 0
      this.words[at] = (from << DAY_SHIFT) | (key >>> DAY_SHIFT)
      this.words[at + TO] = (to << DAY_SHIFT) | (key & HALF_MASK)
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
    const at = this.factAt(rank)
    return keyIn(this.words[at] ?? 0, this.words[at + TO] ?? 0)
  }

  /** The event that recorded a fact: its place among those that have facts. */
  eventOf(rank: number): number {
    return this.#eventsUpTo(event => this.firstFact(event) <= rank) - 1
  }

  /** The rank of the first fact of an event; of the event after the last, how many facts there are. */
  firstFact(event: number): number {
    return event < this.events ? (this.words[this.#eventAt(event)] ?? 0) : this.facts
  }

  revisionOf(event: number): number {
    return this.words[this.#eventAt(event) + REVISION] ?? 0
  }

  typeOf(event: number): number {
    return (this.words[this.#eventAt(event) + HIGH_AND_TYPE] ?? 0) & TYPE_MASK
  }

  /** When an event was recorded: epoch, in milliseconds. */
  recordedAtOf(event: number): number {
    const at = this.#eventAt(event)
    return ((this.words[at + HIGH_AND_TYPE] ?? 0) >> TYPE_BITS) * WORD + ((this.words[at + LOW] ?? 0) >>> 0)
  }

  /** How many facts were recorded at or before an instant. */
  knownAt(epoch: number): number {
    if (this.recordedAt <= epoch) return this.facts
    return this.firstFact(this.#eventsUpTo(event => this.recordedAtOf(event) <= epoch))
  }

  /** When the last of the events that leave facts was recorded, of those at or before an instant; null: there is none. */
  lastBy(epoch: number): number | null {
    const events = this.#eventsUpTo(event => this.recordedAtOf(event) <= epoch)
    return events === 0 ? null : this.recordedAtOf(events - 1)
  }

  /** How many facts were recorded by the events up to a revision. */
  upTo(revision: number): number {
    return this.firstFact(this.#eventsUpTo(event => this.revisionOf(event) <= revision))
  }

  kindOf(key: number): number {
    return (this.words[key * KEY_WORDS + KIND_AND_HASH] ?? 0) & KIND_MASK
  }

  idOf(key: number): string {
    const first = this.firstOfId(key)
    return this.#ids.slice(this.#textBefore(first), this.#idWord(first))
  }

  /** The first of the keys that have the same id as this one: the same number for the same id. */
  firstOfId(key: number): number {
    const word = this.#idWord(key)
    return word < 0 ? ~word : key
  }

  /** The number of a key, or undefined when nothing was ever said of it. */
  findKey(kind: number, id: string): number | undefined {
    if (this.#byId !== null) return this.#byId.get(id)?.find(key => this.kindOf(key) === kind)
    const { words } = this
    const sought = (hashOf(id) << KIND_BITS) | kind
    for (let key = 0, at = KIND_AND_HASH; key < this.keys; key++, at += KEY_WORDS)
      if (words[at] === sought && this.idOf(key) === id) return key
    return undefined
  }

  #newKey(kind: number, id: string): number {
    if (this.keys === KEYS) throw new RangeError(`a dossier holds at most ${KEYS} keys`)
    const hash = hashOf(id)
    const first = this.#findId(id, hash)
    this.#reserve(this.keys + 1, this.facts, this.events)
    const key = this.keys++
    const at = key * KEY_WORDS
    if (first === undefined) this.#ids += id
    this.words[at] = first === undefined ? this.#ids.length : ~first
    this.words[at + KIND_AND_HASH] = (hash << KIND_BITS) | kind
    if (this.#byId !== null) added(this.#byId, id, key)
    else if (this.keys > MANY) {
      this.#byId = new Map()
      for (let known = 0; known < this.keys; known++) added(this.#byId, this.idOf(known), known)
    }
    return key
  }

  /** The first key that has this id, of any kind. */
  #findId(id: string, hash: number): number | undefined {
    if (this.#byId !== null) return this.#byId.get(id)?.[0]
    const { words } = this
    const sought = (hash << KIND_BITS) >>> KIND_BITS
    for (let key = 0, at = KIND_AND_HASH; key < this.keys; key++, at += KEY_WORDS)
      if ((words[at] ?? 0) >>> KIND_BITS === sought && this.idOf(key) === id) return key
    return undefined
  }

  /** How many events come before the first for which `holds` is false; it is false for all after. */
  #eventsUpTo(holds: (event: number) => boolean): number {
    let upTo = 0
    for (let above = this.events; upTo < above; ) {
      const middle = (upTo + above) >>> 1
      if (holds(middle)) upTo = middle + 1
      else above = middle
    }
    return upTo
  }

  /** Room for so many: where there is not, all moves to a larger block, in which each has its share of what is free. */
  #reserve(keys: number, facts: number, events: number): void {
    const rows = facts * FACT_WORDS + events * EVENT_WORDS
    if (keys * KEY_WORDS <= this.#first && this.#first + rows <= this.words.length) return
    const needed = keys * KEY_WORDS + rows
    const size = needed + (needed >>> 3)
    const words = new Int32Array(size)
    const first = Math.floor((keys * size) / needed) * KEY_WORDS
    words.set(this.words.subarray(0, this.keys * KEY_WORDS))
    words.set(this.words.subarray(this.#first, this.factAt(this.facts)), first)
    const taken = this.events * EVENT_WORDS
    words.set(this.words.subarray(this.words.length - taken), size - taken)
    this.words = words
    this.#first = first
  }

  /** Where the text of an id ends, on the first key that has it; on the others, the complement of that key's number. */
  #idWord(key: number): number {
    return this.words[key * KEY_WORDS] ?? 0
  }

  /** Where the texts end that came before the one of this key. */
  #textBefore(key: number): number {
    for (let before = key - 1; before >= 0; before--) {
      const end = this.#idWord(before)
      if (end >= 0) return end
    }
    return 0
  }

  #eventAt(event: number): number {
    return this.words.length - (event + 1) * EVENT_WORDS
  }
}

const added = (byId: Map<string, Array<number>>, id: string, key: number): void => {
  const known = byId.get(id)
  if (known === undefined) byId.set(id, [key])
  else known.push(key)
}

/** Ids of a kind are often as long as one another, and begin alike. */
const hashOf = (id: string): number => {
  let hash = id.length
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0
  return hash ^ (hash >>> 15)
}
