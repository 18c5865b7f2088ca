/** A few names, each under a small number from 0: kinds of facts, types of events. */
export class Names {
  readonly #numbers = new Map<string, number>()
  readonly #names: Array<string> = []
  readonly #what: string
  readonly #limit: number

  constructor(what: string, limit: number) {
    this.#what = what
    this.#limit = limit
  }

  get count(): number {
    return this.#names.length
  }

  /** The number of a name, given when it is new. */
  number(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    if (this.#names.length === this.#limit)
      throw new RangeError(`an index knows at most ${this.#limit} ${this.#what}`)
    const number = this.#names.push(name) - 1
    this.#numbers.set(name, number)
    return number
  }

  /** The number of a name, or undefined when it was never given. */
  find(name: string): number | undefined {
    return this.#numbers.get(name)
  }

  name(number: number): string {
    return this.#names[number] ?? ''
  }
}
