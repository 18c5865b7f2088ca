/** What the stand-in keeps: one log, its streams, and the server's own rule of appending. */

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
  readonly revision: number
  readonly created: Date
}

export type Expected = number | 'none' | 'exists' | 'any'

export type Written =
  | { readonly _tag: 'Written'; readonly revision: number; readonly position: bigint }
  | { readonly _tag: 'Wrong'; readonly current: number | null }

export type Log = {
  readonly events: ReadonlyArray<LogEvent>
  readonly stream: (name: string) => ReadonlyArray<LogEvent> | undefined
  readonly append: (stream: string, proposed: ReadonlyArray<Proposed>, expected: Expected) => Written
  /** Hides the beginning of a stream, as `$maxAge` does; its revisions go on. */
  readonly hide: (stream: string, before: number) => void
  /** Changes an event, or loses it, as a failing disk does. */
  readonly damage: (stream: string, revision: number, change: ((event: LogEvent) => LogEvent) | null) => void
  /** Forgets everything, as a server on a new disk. */
  readonly wipe: () => void
  /** Called after each append, until the call that it gives back. */
  readonly onAppended: (listener: () => void) => () => void
}

export const emptyLog = (firstPosition: bigint): Log => {
  const events: LogEvent[] = []
  const streams = new Map<string, LogEvent[]>()
  const listeners = new Set<() => void>()
  const hidden = new Map<string, number>()
  const lost = new Set<LogEvent>()
  let position = firstPosition

  const write = (stream: string, proposed: ReadonlyArray<Proposed>): Written => {
    const own = streams.get(stream) ?? []
    streams.set(stream, own)
    let last = position
    for (const one of proposed) {
      const event = { ...one, position, stream, revision: own.length, created: new Date() }
      events.push(event)
      own.push(event)
      last = position
      // As in a log of bytes: positions grow by what is written, and are not dense.
      position += BigInt(100 + one.data.length + one.metadata.length)
    }
    for (const listener of [...listeners]) listener()
    return { _tag: 'Written', revision: own.length - 1, position: last }
  }

  return {
    events,
    stream: name =>
      streams.get(name)?.filter(event => event.revision >= (hidden.get(name) ?? 0) && !lost.has(event)),
    damage: (stream, revision, change) => {
      const own = streams.get(stream) ?? []
      const event = own[revision]
      if (event === undefined) throw new Error(`${stream} has no revision ${revision}`)
      const at = events.indexOf(event)
      if (change === null) {
        lost.add(event)
        events.splice(at, 1)
      } else {
        own[revision] = change(event)
        events[at] = change(event)
      }
    },
    hide: (stream, before) => hidden.set(stream, before),
    wipe: () => {
      events.length = 0
      streams.clear()
      hidden.clear()
    },
    append: (stream, proposed, expected) => {
      const own = streams.get(stream) ?? []
      const current = own.length === 0 ? null : own.length - 1
      const fits =
        expected === 'any' ||
        (expected === 'none'
          ? current === null
          : expected === 'exists'
            ? current !== null
            : current === expected)
      // With `any` the server tells a retry where it finds the first id; else only at the place that was expected.
      const known = own.findIndex(({ id }) => id === proposed[0]?.id)
      const place =
        expected === 'none'
          ? 0
          : typeof expected === 'number'
            ? expected + 1
            : known === -1
              ? own.length
              : known
      const same = proposed.every(({ id }, index) => own[place + index]?.id === id)
      const last = own[place + proposed.length - 1]
      if (same && last !== undefined)
        return { _tag: 'Written', revision: last.revision, position: last.position }
      return fits ? write(stream, proposed) : { _tag: 'Wrong', current }
    },
    onAppended: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
