/**
 * Rows of 32-bit words, many runs of rows in shared memory. A run grows by segments that never move, each in
 * proportion to what the run already holds: no copy, no hole, no compaction, and few segments to walk back.
 */
export type Run = {
  /** Address of the last segment. */
  last: number
  /** Rows written. */
  count: number
  /** Rows still free in the last segment. */
  room: number
}

export const emptyRun = (): Run => ({ last: NONE, count: 0, room: 0 })

/** No segment. */
export const NONE = -1

// 128 KiB a chunk: small beside a large index, and a small index does not pay for a large one.
const CHUNK_BITS = 15
const CHUNK_WORDS = 1 << CHUNK_BITS
const OFFSET_MASK = CHUNK_WORDS - 1
const LEAST_ROWS = 16
const DOUBLING = 64

/** A segment starts with the address of the previous one and the number of rows before it. */
const HEADER = 2
const FIRST_ROW = 1

const NO_WORDS = new Int32Array(0)

/** Addresses count words: up to 2^31 of them, 8 GiB. */
export class Segments {
  readonly #chunks: Array<Int32Array> = []
  readonly #stride: number
  #free = 0

  /** @param stride words in a row */
  constructor(stride: number) {
    this.#stride = stride
  }

  get bytes(): number {
    return this.#chunks.length * CHUNK_WORDS * Int32Array.BYTES_PER_ELEMENT
  }

  /** The address of a new row, all zeros. */
  push(run: Run): number {
    if (run.room === 0) this.#extend(run)
    const address = this.#rowIn(run.last, run.count)
    run.room -= 1
    run.count += 1
    return address
  }

  /** The address of a row; the row must exist. */
  address(run: Run, row: number): number {
    let segment = run.last
    while (this.firstRow(segment) > row) segment = this.previous(segment)
    return this.#rowIn(segment, row)
  }

  /** How many rows come before the first whose `field` is above `bound`. The field never decreases along the run. */
  rowsUpTo(run: Run, field: (address: number) => number, bound: number): number {
    let above = run.count
    for (let segment = run.last; segment !== NONE; segment = this.previous(segment)) {
      let upTo = this.firstRow(segment)
      if (field(segment + HEADER) > bound) {
        above = upTo
        continue
      }
      while (above - upTo > 1) {
        const middle = (upTo + above) >>> 1
        if (field(this.#rowIn(segment, middle)) > bound) above = middle
        else upTo = middle
      }
      return above
    }
    return 0
  }

  /** The segment before, or `NONE`. */
  previous(segment: number): number {
    return this.word(segment)
  }

  firstRow(segment: number): number {
    return this.word(segment + FIRST_ROW)
  }

  /** The address of the first row of a segment. */
  rowsAddress(segment: number): number {
    return segment + HEADER
  }

  /** The same within its {@link chunk}. */
  rowsOffset(segment: number): number {
    return (segment + HEADER) & OFFSET_MASK
  }

  /** The words around an address, for a tight loop. */
  chunk(address: number): Int32Array {
    return this.#chunks[address >>> CHUNK_BITS] ?? NO_WORDS
  }

  word(address: number): number {
    return this.chunk(address)[address & OFFSET_MASK] ?? 0
  }

  write(address: number, word: number): void {
    this.chunk(address)[address & OFFSET_MASK] = word
  }

  #rowIn(segment: number, row: number): number {
    return segment + HEADER + (row - this.firstRow(segment)) * this.#stride
  }

  #extend(run: Run): void {
    // Doubling while it costs little, so that a small run is in few places; then a quarter.
    const wanted = run.count < DOUBLING ? Math.max(LEAST_ROWS, run.count) : run.count >>> 2
    let fitting = this.#fitting()
    if (fitting < LEAST_ROWS) {
      this.#free = this.#chunks.length * CHUNK_WORDS
      this.#chunks.push(new Int32Array(CHUNK_WORDS))
      fitting = this.#fitting()
    }
    const segment = this.#free
    const rows = Math.min(wanted, fitting)
    this.#free = segment + HEADER + rows * this.#stride
    this.write(segment, run.last)
    this.write(segment + FIRST_ROW, run.count)
    run.last = segment
    run.room = rows
  }

  /** Rows that a new segment could have in the last chunk. */
  #fitting(): number {
    return Math.floor((this.#chunks.length * CHUNK_WORDS - this.#free - HEADER) / this.#stride)
  }
}
