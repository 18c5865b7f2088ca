import { readFileSync } from 'node:fs'
import type { Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { EventStore, RestoreProgress } from '../event-store'
import { moveJournal } from '../journal/move'
import { memoryEventStore } from '../memory/memory-event-store'
import { right } from './harness'

/** Where the process of case 56 is ended: at a step, once it has told that so many events are reached. */
export type KilledAt = Pick<RestoreProgress, 'step' | 'events'>

/** What the process of case 56 does: takes an exported journal into a store, and says how far it is. */
export const moveInto = async (
  to: EventStore,
  file: string,
  say: (progress: RestoreProgress) => void
): Promise<void> => {
  const from = memoryEventStore({ pageSize: 10 })
  right(await from.restore(onePage(linesOf(readFileSync(file, 'utf8'))))())
  right(await moveJournal({ from, to, progress: say })())
}

/** Written by an export, and by nobody else. */
const linesOf = (text: string): ReadonlyArray<Recorded> =>
  text.split('\n').flatMap(line => (line === '' ? [] : (JSON.parse(line) as Recorded)))

async function* onePage<A>(page: A) {
  yield E.right(page)
}
