import type { Metadata } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { AppendError } from '../errors'
import type { EventStore } from '../event-store'
import { eventIdOf } from './event-id'

/** Beyond any stream's end, and within the 32 bits that some engines number revisions with. */
const nowhere = { exact: 2 ** 31 - 2 }

/**
 * Whether a stream holds an event of this command, in the store's own word and without reading the stream: an
 * append at a revision that cannot be is refused, and the cause of the conflict says whether its id is known.
 */
export const isKnownCommand =
  (store: EventStore) =>
  (stream: string, metadata: Metadata): TaskEither<AppendError, boolean> =>
  async () => {
    const asked = { id: eventIdOf(metadata.commandId, 0), type: 'Question', schema: 1, data: null, metadata }
    const answer = await store.append(stream, [asked], nowhere)()
    if (E.isLeft(answer) && answer.left._tag === 'Conflict') return E.right(answer.left.cause === 'overlap')
    // No stream is that long: that an append there was taken cannot be.
    return E.isLeft(answer) ? answer : E.right(true)
  }
