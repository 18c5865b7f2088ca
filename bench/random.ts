/** A whole number in `[0, below)`. */
export type Random = (below: number) => number

/** Always the same sequence for the same seed, so that two runs measure the same thing (mulberry32). */
export const random = (seed: number): Random => {
  let state = seed | 0
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
