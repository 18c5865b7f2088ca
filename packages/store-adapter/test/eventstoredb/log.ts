/** What a node of the stand-in keeps: one log, its streams, what cuts them, and the server's own rule of appending. */
import { randomUUID } from 'node:crypto'

export type Proposed = {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

export type LogEvent = Proposed & {
  readonly position: bigint
  readonly stream: string
  readonly revision: bigint
  readonly created: Date
}

export type Expected = bigint | 'none' | 'exists' | 'any'

/** `length` is that of the log with what was written: the answer goes out once so much of it is committed. */
export type Written =
  | {
      readonly _tag: 'Written'
      readonly revision: bigint
      readonly position: bigint | null
      readonly length: number
    }
  | { readonly _tag: 'Wrong'; readonly current: bigint | null }
  | { readonly _tag: 'Deleted' }
  /** The same append is at hand and not committed: the server drops the second one, and answers nothing. */
  | { readonly _tag: 'Dropped' }

export type Log = {
  /** What can be read: the log as far as it is committed. */
  readonly events: ReadonlyArray<LogEvent>
  /** All that was written, which a node may have before others do. */
  readonly written: ReadonlyArray<LogEvent>
  /** What a reader of the stream is given, in its order; undefined when there is no such stream. */
  readonly stream: (name: string) => ReadonlyArray<LogEvent> | undefined
  readonly isDeleted: (name: string) => boolean
  /** Whether a record stands, or once stood, at the position. */
  readonly knows: (position: bigint) => boolean
  readonly append: (stream: string, proposed: ReadonlyArray<Proposed>, expected: Expected) => Written
  /** Softly: the stream may begin again, after what it had. */
  readonly remove: (stream: string, expected: Expected) => Written
  /** For ever: nothing is read of it nor written to it any more. */
  readonly tombstone: (stream: string, expected: Expected) => Written
  /** Removes what no reader of a stream is given, but for a stream's last event. */
  readonly scavenge: () => void
  /** Hides the beginning of a stream by its metadata (`$tb`); its revisions go on. */
  readonly hide: (stream: string, before: number) => void
  /** Changes an event, or loses it, as a failing disk does. */
  readonly damage: (stream: string, revision: number, change: ((event: LogEvent) => LogEvent) | null) => void
  /** Forgets everything, as a server on a new disk. */
  readonly wipe: () => void
  /** So much of what was written can be read from now on. Tells those who listen. */
  readonly commit: (length: number) => void
  /** The records that another node has from the end of this log on. */
  readonly take: (records: ReadonlyArray<LogEvent>) => void
  /** What was written beyond is lost, as on a node that comes back to another leader. */
  readonly truncate: (length: number) => void
  /** Called after each commit, until the call that it gives back. */
  readonly onAppended: (listener: () => void) => () => void
}

/** The revision of a tombstone, and the `$tb` of a stream that was softly deleted. */
const lastRevision = 2n ** 63n - 1n

type Cuts = { readonly before: bigint; readonly maxCount: bigint | null; readonly maxAge: number | null }

const noCuts: Cuts = { before: 0n, maxCount: null, maxAge: null }

/** @param commits whether what is written can be read at once: a node alone */
export const emptyLog = (firstPosition: bigint, commits = true): Log => {
  let written: LogEvent[] = []
  let readable = 0
  let streams = new Map<string, LogEvent[]>()
  let positions = new Set<bigint>()
  let position = firstPosition
  const listeners = new Set<() => void>()

  const put = (event: LogEvent): void => {
    written.push(event)
    positions.add(event.position)
    const own = streams.get(event.stream)
    if (own === undefined) streams.set(event.stream, [event])
    else own.push(event)
    // As in a log of bytes: positions grow by what is written, and are not dense.
    position = event.position + BigInt(100 + event.data.length + event.metadata.length)
  }
  const commit = (length: number): void => {
    readable = Math.min(length, written.length)
    for (const listener of [...listeners]) listener()
  }
  const ownOf = (stream: string): ReadonlyArray<LogEvent> => streams.get(stream) ?? []
  const isTombstone = ({ revision }: LogEvent): boolean => revision === lastRevision
  const isDeleted = (stream: string): boolean => ownOf(stream).at(-1)?.revision === lastRevision

  const cutsOf = (stream: string): Cuts => {
    const last = ownOf(`$$${stream}`).at(-1)
    if (last === undefined) return noCuts
    const fields: Record<string, unknown> = JSON.parse(Buffer.from(last.data).toString('utf8') || '{}')
    const big = (u: unknown): bigint | null =>
      typeof u !== 'number' ? null : u >= Number(lastRevision) ? lastRevision : BigInt(u)
    return {
      before: big(fields.$tb) ?? 0n,
      maxCount: big(fields.$maxCount),
      maxAge: typeof fields.$maxAge === 'number' ? fields.$maxAge : null
    }
  }
  const isHidden =
    ({ before, maxCount, maxAge }: Cuts, last: bigint, now: number) =>
    ({ revision, created }: LogEvent): boolean =>
      revision < before ||
      (maxCount !== null && revision <= last - maxCount) ||
      (maxAge !== null && created.getTime() < now - maxAge * 1000)

  const write = (stream: string, proposed: ReadonlyArray<Proposed>, first: bigint): Written => {
    let last: bigint | null = null
    for (const [index, one] of proposed.entries()) {
      last = position
      put({ ...one, position, stream, revision: first + BigInt(index), created: new Date() })
    }
    const { length } = written
    if (commits) commit(length)
    return {
      _tag: 'Written',
      revision: first + BigInt(Math.max(0, proposed.length - 1)),
      position: last,
      length
    }
  }
  const writeMetadata = (stream: string, fields: Readonly<Record<string, unknown>>): Written => {
    const data = Buffer.from(JSON.stringify(fields).replace(/"\$tb":"(\d+)"/, '"$tb":$1'))
    const system = { id: randomUUID(), contentType: 'application/json', metadata: new Uint8Array() }
    return write(
      `$$${stream}`,
      [{ ...system, type: '$metadata', data }],
      (ownOf(`$$${stream}`).at(-1)?.revision ?? -1n) + 1n
    )
  }

  const fits = (expected: Expected, current: bigint | null, softlyDeleted: boolean): boolean => {
    if (expected === 'any') return true
    if (expected === 'none') return current === null || softlyDeleted
    if (expected === 'exists') return current !== null && !softlyDeleted
    return current === expected
  }

  const append = (stream: string, proposed: ReadonlyArray<Proposed>, expected: Expected): Written => {
    const own = ownOf(stream)
    if (isDeleted(stream)) return { _tag: 'Deleted' }
    const current = own.at(-1)?.revision ?? null
    const softlyDeleted = cutsOf(stream).before === lastRevision
    // With `any` the server tells a retry where it finds the first id; else only at the place that was expected.
    const begins = own[0]?.revision ?? 0n
    const place =
      typeof expected === 'bigint' || expected === 'none'
        ? Number((expected === 'none' ? 0n : expected + 1n) - begins)
        : own.findLastIndex(({ id }) => id === proposed[0]?.id)
    const same =
      proposed.length > 0 && place >= 0 && proposed.every(({ id }, index) => own[place + index]?.id === id)
    const last = own[place + proposed.length - 1]
    if (same && last !== undefined) {
      const length = written.indexOf(last) + 1
      return length > readable
        ? { _tag: 'Dropped' }
        : { _tag: 'Written', revision: last.revision, position: last.position, length }
    }
    if (!fits(expected, current, softlyDeleted)) return { _tag: 'Wrong', current }
    const next = (current ?? -1n) + 1n
    // An append brings a softly deleted stream back: it begins there.
    if (softlyDeleted) writeMetadata(stream, { $tb: Number(next) })
    return write(stream, proposed, next)
  }

  const removing =
    (work: (stream: string, current: bigint | null) => Written) =>
    (stream: string, expected: Expected): Written => {
      if (isDeleted(stream)) return { _tag: 'Deleted' }
      const current = ownOf(stream).at(-1)?.revision ?? null
      return fits(expected, current, false) ? work(stream, current) : { _tag: 'Wrong', current }
    }

  return {
    damage: (stream, revision, change) => {
      const own = streams.get(stream) ?? []
      const at = own.findIndex(event => event.revision === BigInt(revision))
      const event = own[at]
      if (event === undefined) throw new Error(`${stream} has no revision ${revision}`)
      const inLog = written.indexOf(event)
      const changed = change === null ? [] : [change(event)]
      own.splice(at, 1, ...changed)
      written.splice(inLog, 1, ...changed)
      if (change === null) readable--
    },
    get events() {
      return readable === written.length ? written : written.slice(0, readable)
    },
    get written() {
      return written
    },
    stream: name => {
      const limit = written[readable - 1]?.position ?? -1n
      const all = ownOf(name)
      const own = (all.at(-1)?.position ?? 0n) <= limit ? all : all.filter(event => event.position <= limit)
      const last = own.at(-1)
      if (last === undefined) return undefined
      const cuts = cutsOf(name)
      if (cuts.before === lastRevision) return undefined
      if (cuts === noCuts) return own
      const hidden = isHidden(cuts, last.revision, Date.now())
      return own.filter(event => !hidden(event))
    },
    isDeleted,
    knows: at => positions.has(at),
    append,
    remove: removing(stream => writeMetadata(stream, { $tb: String(lastRevision) })),
    tombstone: removing(stream => {
      const system = { id: randomUUID(), contentType: 'application/octet-stream', metadata: new Uint8Array() }
      return write(stream, [{ ...system, type: '$streamDeleted', data: new Uint8Array() }], lastRevision)
    }),
    scavenge: () => {
      const now = Date.now()
      const goes = (event: LogEvent): boolean => {
        const own = ownOf(event.stream)
        const last = own.at(-1)
        if (last === undefined || event === last) return false
        if (isTombstone(last)) return true
        const { before, ...cuts } = cutsOf(event.stream)
        return isHidden({ ...cuts, before }, last.revision, now)(event)
      }
      const kept = written.filter(event => !goes(event))
      readable -= written.length - kept.length
      written = kept
      const left = new Set(kept)
      streams = new Map([...streams].map(([name, own]) => [name, own.filter(event => left.has(event))]))
    },
    hide: (stream, before) => {
      writeMetadata(stream, { $tb: before })
    },
    wipe: () => {
      written = []
      readable = 0
      streams = new Map()
      positions = new Set()
    },
    commit,
    take: records => {
      for (const record of records) put(record)
    },
    truncate: length => {
      const kept = written.slice(0, length)
      written = []
      streams = new Map()
      positions = new Set()
      position = firstPosition
      for (const event of kept) put(event)
      readable = Math.min(readable, length)
    },
    onAppended: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
