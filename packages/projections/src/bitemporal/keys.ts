import { emptyRun, type Run, Segments } from './segments'

/** The keys of one dossier, numbered from 0 in the order in which they were first asserted. */
export type Keys = {
  /** Kind and end of the id, by key. */
  readonly run: Run
  /** All ids, one after the other: a string for each would weigh as much as the facts. */
  ids: string
  /** Numbers by `kind/id`, only for a dossier with many keys: otherwise a walk is faster, and free. */
  numbers: Map<string, number> | null
}

export const noKeys = (): Keys => ({ run: emptyRun(), ids: '', numbers: null })

const KIND = 0
const END = 1
const MANY = 48

export class KeyTable {
  readonly #rows = new Segments(2)

  get bytes(): number {
    return this.#rows.bytes
  }

  /** The number of a key, given when it is new. */
  number(keys: Keys, kind: number, id: string): number {
    return this.find(keys, kind, id) ?? this.#add(keys, kind, id)
  }

  /** The number of a key, or undefined when it was never asserted. */
  find(keys: Keys, kind: number, id: string): number | undefined {
    if (keys.numbers !== null) return keys.numbers.get(`${kind}/${id}`)
    for (let key = 0, start = 0; key < keys.run.count; key++) {
      const row = this.#rows.address(keys.run, key)
      const end = this.#rows.word(row + END)
      if (end - start === id.length && this.#rows.word(row + KIND) === kind && keys.ids.startsWith(id, start))
        return key
      start = end
    }
    return undefined
  }

  kind(keys: Keys, key: number): number {
    return this.#rows.word(this.#rows.address(keys.run, key) + KIND)
  }

  id(keys: Keys, key: number): string {
    return keys.ids.slice(key === 0 ? 0 : this.#end(keys, key - 1), this.#end(keys, key))
  }

  #end(keys: Keys, key: number): number {
    return this.#rows.word(this.#rows.address(keys.run, key) + END)
  }

  #add(keys: Keys, kind: number, id: string): number {
    const key = keys.run.count
    const row = this.#rows.push(keys.run)
    keys.ids += id
    this.#rows.write(row + KIND, kind)
    this.#rows.write(row + END, keys.ids.length)
    if (keys.numbers !== null) keys.numbers.set(`${kind}/${id}`, key)
    else if (keys.run.count > MANY) keys.numbers = this.#byName(keys)
    return key
  }

  #byName(keys: Keys): Map<string, number> {
    const numbers = new Map<string, number>()
    for (let key = 0; key < keys.run.count; key++)
      numbers.set(`${this.kind(keys, key)}/${this.id(keys, key)}`, key)
    return numbers
  }
}
