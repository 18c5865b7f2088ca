import type { Instant } from '@avenant/domain'

export type KnownStream = {
  /** The last revision; null when the stream has none. */
  readonly revision: number | null
  readonly recordedAt: Instant | null
  readonly revisionOf: (id: string) => number | undefined
}

type Entry = { revision: number | null; recordedAt: Instant | null; readonly ids: Map<string, number> }

export type Learnt = { readonly id: string; readonly revision: number; readonly recordedAt: Instant }

/**
 * Which event ids the streams in use hold, and where. The server has no index by id, and tells a retry only at the
 * place where it was written; the contract wants the same answer everywhere. A stream is read once, by the load that
 * comes before an append or by the append itself, and followed from there.
 *
 * Bounded by the number of ids: the streams that were not used for longest are forgotten. The one in use is kept
 * whatever its length.
 */
export class KnownStreams {
  private readonly entries = new Map<string, Entry>()
  private readonly missing = new Set<string>()
  private held = 0

  constructor(private readonly maxIds: number) {}

  get(stream: string): KnownStream | undefined {
    const entry = this.entries.get(stream)
    if (entry === undefined) return undefined
    this.entries.delete(stream)
    this.entries.set(stream, entry)
    return { revision: entry.revision, recordedAt: entry.recordedAt, revisionOf: id => entry.ids.get(id) }
  }

  /** Whether it was looked for last in vain. */
  isMissing(stream: string): boolean {
    return this.missing.has(stream)
  }

  notFound(stream: string): void {
    this.forget(stream)
    // Each is about to be made, or was asked for by mistake: few are of use, and none for long.
    if (this.missing.size >= this.maxIds) this.missing.clear()
    this.missing.add(stream)
  }

  /** The first revision that is not known; 0 for an unknown stream. */
  nextOf(stream: string): number {
    return (this.entries.get(stream)?.revision ?? -1) + 1
  }

  /** Events read from `from` on, forwards. What leaves a hole after what is known is not taken. */
  learn(stream: string, from: number, events: ReadonlyArray<Learnt>): void {
    const next = this.nextOf(stream)
    if (from > next || events.length === 0) return
    this.missing.delete(stream)
    const entry: Entry = this.entries.get(stream) ?? { revision: null, recordedAt: null, ids: new Map() }
    this.entries.set(stream, entry)
    for (const { id, revision, recordedAt } of events) {
      if (revision < next) continue
      entry.ids.set(id, revision)
      entry.revision = revision
      entry.recordedAt = recordedAt
      this.held++
    }
    this.forgetOldest(stream)
  }

  forget(stream: string): void {
    this.held -= this.entries.get(stream)?.ids.size ?? 0
    this.entries.delete(stream)
  }

  private forgetOldest(kept: string): void {
    for (const stream of this.entries.keys()) {
      if (this.held <= this.maxIds) return
      if (stream !== kept) this.forget(stream)
    }
  }
}
