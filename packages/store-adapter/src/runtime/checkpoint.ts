/** How far a journal was followed, and by which of its events: so that who comes back tells whether it is the same. */
import { Count, Instant, nullable, Position, positionOf, struct } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { ReadAllError } from '../errors'
import type { EventAt, EventStore } from '../event-store'

const Landmark = struct('Landmark', { stream: t.string, id: t.string, recordedAt: Instant })

/**
 * A position, and the event that stood there when it was kept: null at the start of a journal, and where a retention
 * had removed it. Its instant belongs to it: a command that is given again records under the same ids, at another one.
 */
export const Checkpoint = struct('Checkpoint', { position: Position, event: nullable(Landmark) })
export type Checkpoint = t.TypeOf<typeof Checkpoint>

/**
 * `acts` is the end of the journal once the commands were given for all up to here, null when they are all before: a
 * copy of the journal that is older has none of what they recorded.
 */
const Mark = struct('Mark', {
  position: Position,
  event: nullable(Landmark),
  acts: nullable(Checkpoint),
  nth: Count
})

/** Where a reactor stands, and where it stood before: ever fewer places, the older they are. */
export const Trail = struct('Trail', { last: Mark, before: t.readonlyArray(Mark) })
export type Trail = t.TypeOf<typeof Trail>

/** Of the whole trail no more than one place is kept for each power of two of steps back. */
export const steppedOn = (
  trail: Trail | null,
  { position, event }: Checkpoint,
  acts: Checkpoint | null
): Trail => {
  const nth = (trail?.last.nth ?? 0) + 1
  const before = trail === null ? [] : [trail.last, ...trail.before]
  return {
    last: { position, event, acts, nth },
    before: before.filter(mark => nth - mark.nth <= 2 * lowestBit(mark.nth))
  }
}

const lowestBit = (n: number): number => n & -n

export const checkpointOn = ({ position, stream, id, recordedAt }: EventAt): Checkpoint => ({
  position,
  event: { stream, id, recordedAt }
})

/** The checkpoint at a position that the journal gave. */
export const checkpointAt = async (
  store: EventStore,
  position: Position
): Promise<E.Either<ReadAllError, Checkpoint>> => {
  const event = await store.at(position)()
  if (E.isLeft(event)) return event
  // The event may stand before the position, which is another program's then.
  return E.right({ position, event: event.right === null ? null : checkpointOn(event.right).event })
}

/** What to read after: the start of a journal is before an event at 0, too. */
export const afterOf = (checkpoint: Checkpoint | null): Position | null =>
  checkpoint === null || isStart(checkpoint) ? null : checkpoint.position

export const startOfJournal: Checkpoint = { position: positionOf(0), event: null }

export const isStart = ({ position, event }: Checkpoint): boolean =>
  position === startOfJournal.position && event === null
