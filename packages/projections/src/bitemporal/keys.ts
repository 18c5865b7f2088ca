/** The keys of one dossier, numbered from 0 in the order in which they were first asserted. */
export type Keys = {
  /** All ids, one after the other: a string for each would weigh as much as the facts. */
  ids: string
  /** By key: where its id ends, a few bits of its hash, and its kind, in one number. */
  marks: Array<number>
  /** Numbers by `kind/id`, only for a dossier with many keys: otherwise a walk is as fast, and free. */
  numbers: Map<string, number> | null
}

export const noKeys = (): Keys => ({ ids: '', marks: [], numbers: null })

// A mark is exact far beyond what a dossier has: 4096 kinds, ids of 2^35 letters in all.
const KINDS = 4_096
const HASHES = 64
const KINDS_AND_HASHES = KINDS * HASHES
// A map weighs twice the rows of the facts: only where a walk would take longer than all the rest.
const MANY = 256

/** The number of a key, or undefined when it was never asserted. */
export const findKey = (keys: Keys, kind: number, id: string): number | undefined => {
  if (keys.numbers !== null) return keys.numbers.get(`${kind}/${id}`)
  const sought = hashOf(id) * KINDS + kind
  for (let key = 0; key < keys.marks.length; key++)
    if ((keys.marks[key] ?? 0) % KINDS_AND_HASHES === sought && idOf(keys, key) === id) return key
  return undefined
}

/** The number of a key, given when it is new. */
export const keyNumber = (keys: Keys, kind: number, id: string): number =>
  findKey(keys, kind, id) ?? addKey(keys, kind, id)

export const kindOf = (keys: Keys, key: number): number => (keys.marks[key] ?? 0) % KINDS

export const idOf = (keys: Keys, key: number): string =>
  keys.ids.slice(key === 0 ? 0 : endOf(keys, key - 1), endOf(keys, key))

const endOf = (keys: Keys, key: number): number => Math.floor((keys.marks[key] ?? 0) / KINDS_AND_HASHES)

const addKey = (keys: Keys, kind: number, id: string): number => {
  const key = keys.marks.length
  keys.ids += id
  const mark = keys.ids.length * KINDS_AND_HASHES + hashOf(id) * KINDS + kind
  if (keys.numbers === null) {
    // A few keys are copied, to take no more room than they need.
    keys.marks = keys.marks.concat(mark)
    if (key >= MANY)
      keys.numbers = new Map(keys.marks.map((_, k) => [`${kindOf(keys, k)}/${idOf(keys, k)}`, k]))
  } else {
    keys.marks.push(mark)
    keys.numbers.set(`${kind}/${id}`, key)
  }
  return key
}

/** Ids of a kind are often as long as one another, and begin alike. */
const hashOf = (id: string): number => {
  let hash = id.length
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0
  return (hash ^ (hash >>> 15)) & (HASHES - 1)
}
