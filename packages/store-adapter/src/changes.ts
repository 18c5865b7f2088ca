/** Tells those who wait that the journal may have grown. A hint: who is told reads again. */
export type Changes = {
  /** Gives back how to stop listening. */
  readonly listen: (listener: () => void) => () => void
  readonly notify: () => void
}

/** `watch` starts what notices the writes of others while somebody listens, and gives back how to stop it. */
export const changesOf = (watch: (notify: () => void) => () => void = () => () => {}): Changes => {
  const listeners = new Set<() => void>()
  let unwatch = (): void => {}
  const notify = (): void => {
    for (const listener of [...listeners]) listener()
  }
  return {
    notify,
    listen: listener => {
      if (listeners.size === 0) unwatch = watch(notify)
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) unwatch()
      }
    }
  }
}
