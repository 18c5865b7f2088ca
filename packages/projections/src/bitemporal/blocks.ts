/**
 * Blocks of 32-bit words, many in one page of memory. Who outgrows a block asks for a larger one, copies what it has,
 * and gives the first back: it is the next block of its size that somebody asks for.
 */
export type Block = { readonly words: Int32Array<ArrayBuffer>; readonly start: number; readonly size: number }

// 128 KiB a page: small beside a large index, and a small index does not pay for a large one.
const PAGE_WORDS = 1 << 15
const LEAST_WORDS = 32
/** Each size is an eighth more than the one before, or a little more: what is asked for leaves little empty. */
const SIZES: ReadonlyArray<number> = (() => {
  const sizes = [LEAST_WORDS]
  for (let size = LEAST_WORDS; size < PAGE_WORDS / 4; ) {
    size += Math.max(8, (size >>> 3) & ~7)
    sizes.push(size)
  }
  return sizes
})()
/** By eighths of words: the first size that holds them. */
const CLASSES = Uint8Array.from({ length: (SIZES.at(-1) ?? 0) / 8 + 1 }, (_, eighths) =>
  SIZES.findIndex(size => size >= eighths * 8)
)

export class Blocks {
  readonly #left: ReadonlyArray<Array<Block>> = SIZES.map(() => [])
  #page = new Int32Array(0)
  #used = 0
  #words = 0

  get bytes(): number {
    return this.#words * Int32Array.BYTES_PER_ELEMENT
  }

  /** At least `words` words, whatever was in them. */
  take(words: number): Block {
    const of = CLASSES[(words + 7) >>> 3]
    const size = of === undefined ? undefined : SIZES[of]
    // A large one has memory of its own.
    if (of === undefined || size === undefined) return this.#own(words + (words >>> 3))
    const left = this.#left[of]?.pop()
    if (left !== undefined) return left
    if (this.#used + size > this.#page.length) {
      this.#page = this.#own(PAGE_WORDS).words
      this.#used = 0
    }
    const start = this.#used
    this.#used += size
    return { words: this.#page, start, size }
  }

  giveBack(block: Block): void {
    const of = CLASSES[block.size >>> 3]
    if (of === undefined) this.#words -= block.size
    else this.#left[of]?.push(block)
  }

  #own(size: number): Block {
    this.#words += size
    return { words: new Int32Array(size), start: 0, size }
  }
}
