import type { EventStore } from '../event-store'
import { type Acknowledged, event, taken } from './harness'

/** What each event of such an append carries: enough to tell whether all of it is there. */
export type CrashData = { readonly append: string; readonly index: number; readonly events: number }

const callers = 8

/**
 * Appends until the process is killed, several callers at once, one to five events at a time. `tell` has to have
 * told the parent process when it returns: what was told is what may not be lost.
 *
 * @param run different for each process that writes into a journal
 */
export const appendWithoutEnd = async (
  store: EventStore,
  run: string,
  tell: (acknowledged: Acknowledged) => void
): Promise<never> => {
  const call = async (caller: number): Promise<never> => {
    const stream = `crash-${run}-${caller}`
    for (let turn = 0; ; turn++) {
      const name = `${run}-${caller}-${turn}`
      const events = 1 + ((turn + caller) % 5)
      const { revision, position } = await taken(
        store.append(
          stream,
          Array.from({ length: events }, (_, index) => {
            const data: CrashData = { append: name, index, events }
            return event(`${name}-${index}`, data)
          }),
          'any'
        )
      )
      tell({ name, stream, events, revision, position })
    }
  }
  return Promise.race(Array.from({ length: callers }, (_, caller) => call(caller)))
}
