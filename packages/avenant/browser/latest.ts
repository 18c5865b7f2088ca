/** Work that follows the hand: one at a time, and of what is wanted meanwhile the last is the next. */

export type Latest<Wanted> = {
  readonly want: (wanted: Wanted) => void
  /** Whether something waits that is not begun. */
  readonly isWaiting: () => boolean
}

/** What fails is passed over: it is there after the next move, or the next event. */
export const latest = <Wanted>(work: (wanted: Wanted) => Promise<void>): Latest<Wanted> => {
  let next: { readonly wanted: Wanted } | null = null
  let isAtWork = false
  const go = async (): Promise<void> => {
    isAtWork = true
    while (next !== null) {
      const { wanted }: { readonly wanted: Wanted } = next
      next = null
      await work(wanted).catch(() => undefined)
    }
    isAtWork = false
  }
  return {
    want: wanted => {
      next = { wanted }
      if (!isAtWork) void go()
    },
    isWaiting: () => next !== null
  }
}
