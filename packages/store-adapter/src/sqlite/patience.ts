import * as E from 'fp-ts/Either'

/**
 * How long SQLite itself may wait for a lock, in milliseconds. It sleeps, and the event loop with it: long enough
 * for most commits of others, short enough not to be noticed.
 */
export const lockWait = 10

/** Milliseconds before the next attempt, spread so that those who met do not meet again. */
export const pauseOf = (random: number): number => 1 + Math.floor(random * 20)

export const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, pauseOf(Math.random())))

export const isBusy = (fault: { readonly _tag: string }): boolean => fault._tag === 'StoreBusy'

/** Does `work`, which gives SQLite's failures as values, until the lock is free, `patience` milliseconds at most; meanwhile the event loop goes on. */
export const patiently = async <Fault extends { readonly _tag: string }, A>(
  patience: number,
  work: () => E.Either<Fault, A>,
  busy: (fault: Fault) => boolean = isBusy
): Promise<E.Either<Fault, A>> => {
  const deadline = performance.now() + patience
  for (;;) {
    const done = work()
    if (E.isRight(done) || !busy(done.left) || performance.now() >= deadline) return done
    await pause()
  }
}
