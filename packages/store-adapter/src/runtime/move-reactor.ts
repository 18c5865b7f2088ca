import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { invalidRequest } from '../errors'
import type { EventStore } from '../event-store'
import { type Checkpoint, startOfJournal, steppedOn } from './checkpoint'
import type { Checkpoints } from './checkpoints'
import type { AnyFault } from './defect'
import { type StartFrom, startFaults, startOf } from './start'

/**
 * Has a reactor that is stopped go on from elsewhere, such as one that ended with `OtherJournal`, once somebody has looked
 * at what it may have missed or repeated: `'start'` handles all again, which records nothing twice (command ids derive
 * from their events); `'now'` leaves all that is there. Gives where it stands.
 */
export const moveReactor =
  ({
    name,
    store,
    checkpoints,
    to
  }: {
    readonly name: string
    readonly store: EventStore
    readonly checkpoints: Checkpoints
    readonly to: StartFrom
  }): TaskEither<AnyFault, Checkpoint> =>
  async () => {
    const faults = startFaults(to)
    if (faults.length > 0) return E.left(invalidRequest(faults))
    const start = await startOf(store, to)
    if (E.isLeft(start)) return start
    const loaded = await checkpoints.load(name)()
    if (E.isLeft(loaded)) return loaded
    const checkpoint = start.right ?? startOfJournal
    const from = loaded.right?.last.position ?? null
    const saved = await checkpoints.save(name, steppedOn(null, checkpoint, null), from)()
    return E.isLeft(saved) ? saved : E.right(checkpoint)
  }
