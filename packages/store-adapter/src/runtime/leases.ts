import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { ModelStoreFault } from './checkpoints'

/**
 * Who of several programs does what one alone is to do. A lease ends by itself: a program that is gone leaves it behind,
 * and one that stood still for longer than it holds may find, when it goes on, that another has it.
 */
export type Leases = {
  /**
   * Takes the lease of that name, or keeps it, for so many milliseconds from now by the clock of what keeps it. False
   * while another holder has it.
   */
  readonly hold: (name: string, holder: string, milliseconds: number) => TaskEither<ModelStoreFault, boolean>
  /** Lets another have it at once. What is another's stays. */
  readonly release: (name: string, holder: string) => TaskEither<ModelStoreFault, void>
}

/** Within one program, which is alone. */
export const memoryLeases = (now: () => number = Date.now): Leases => {
  const held = new Map<string, { readonly holder: string; readonly until: number }>()
  const heldBy = (name: string): string | null => {
    const lease = held.get(name)
    return lease === undefined || lease.until <= now() ? null : lease.holder
  }
  return {
    hold: (name, holder, milliseconds) => async () => {
      if ((heldBy(name) ?? holder) !== holder) return E.right(false)
      held.set(name, { holder, until: now() + milliseconds })
      return E.right(true)
    },
    release: (name, holder) => async () => {
      if (heldBy(name) === holder) held.delete(name)
      return E.right(undefined)
    }
  }
}
