/**
 * Which event ids a journal's streams already held, at 20 bytes an event instead of the hundred and more of a set
 * of texts: journals of millions of events are read this way. Open addressing in one array of words: four of the
 * uuid, one of the stream.
 */
export class SeenIds {
  private readonly streams = new Map<string, number>()
  private words = new Uint32Array(1024 * 5)
  private size = 0

  /** False when the stream already held the id. The id is a uuid. */
  add(stream: string, id: string): boolean {
    if ((this.size + 1) * 5 * 3 > this.words.length * 2) this.grow()
    let rank = this.streams.get(stream)
    if (rank === undefined) {
      // From 1: a slot whose stream is 0 is free.
      rank = this.streams.size + 1
      this.streams.set(stream, rank)
    }
    const hex = id.replaceAll('-', '')
    const added = insert(this.words, [
      Number.parseInt(hex.slice(0, 8), 16),
      Number.parseInt(hex.slice(8, 16), 16),
      Number.parseInt(hex.slice(16, 24), 16),
      Number.parseInt(hex.slice(24), 16),
      rank
    ])
    if (added) this.size++
    return added
  }

  private grow(): void {
    const larger = new Uint32Array(this.words.length * 2)
    for (let at = 0; at < this.words.length; at += 5) {
      const [a = 0, b = 0, c = 0, d = 0, rank = 0] = this.words.subarray(at, at + 5)
      if (rank !== 0) insert(larger, [a, b, c, d, rank])
    }
    this.words = larger
  }
}

type Slot = readonly [number, number, number, number, number]

const insert = (words: Uint32Array, slot: Slot): boolean => {
  const [a, b, c, d, rank] = slot
  const slots = words.length / 5
  let at = ((Math.imul(a ^ d, 0x9e3779b1) ^ Math.imul(b ^ rank, 0x85ebca6b) ^ c) >>> 0) % slots
  for (;;) {
    const start = at * 5
    if (words[start + 4] === 0) {
      words.set(slot, start)
      return true
    }
    if (
      words[start + 4] === rank &&
      words[start] === a &&
      words[start + 1] === b &&
      words[start + 2] === c &&
      words[start + 3] === d
    )
      return false
    at = (at + 1) % slots
  }
}
