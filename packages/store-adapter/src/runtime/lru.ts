/** The entries that were used last, at most so many. */
export type Lru<A> = {
  readonly get: (key: string) => A | undefined
  readonly set: (key: string, value: A) => void
  readonly delete: (key: string) => void
  readonly size: () => number
}

/** A `Map` keeps the order in which keys were put: the first one is the one that was used longest ago. */
export const lru = <A>(max: number): Lru<A> => {
  if (!Number.isSafeInteger(max) || max < 0) throw new RangeError(`not a number of entries: ${max}`)
  const entries = new Map<string, A>()
  return {
    get: key => {
      const value = entries.get(key)
      if (value !== undefined) {
        entries.delete(key)
        entries.set(key, value)
      }
      return value
    },
    set: (key, value) => {
      entries.delete(key)
      entries.set(key, value)
      for (const oldest of entries.keys()) {
        if (entries.size <= max) return
        entries.delete(oldest)
      }
    },
    delete: key => {
      entries.delete(key)
    },
    size: () => entries.size
  }
}
