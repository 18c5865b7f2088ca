import { randomUUID } from 'node:crypto'
import { type Acteur, fold, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { EventStore } from '../event-store'
import { journalCodec } from '../journal/codec'
import { decodedPages } from '../journal/decoded-pages'
import { collect } from '../pages'
import { checkStreamName } from '../stream-name'
import type { AnyFault } from './defect'
import { executor } from './execute'
import type { Poison } from './reaction'
import {
  type ReactionCommand,
  reactionDecider,
  reactionEvents,
  reactionStream,
  type WaitingStream
} from './reaction-log'
import type { Sleep } from './retry'
import { type Waiting, waitingStreams } from './waiting'

/** Who says that a stream goes on, why, and at which event, so that it is the one they have looked at. */
export type Act = { readonly eventId: string; readonly acteur: Acteur; readonly reason?: string | null }

/** Writes to `reaction-<name>`, one act at a time and in their order, and keeps what waits in step with it. */
export type ReactionRecord = {
  readonly stop: (recorded: Recorded, poison: Poison) => Promise<E.Either<AnyFault, void>>
  readonly retry: (stream: string, act: Act) => Promise<E.Either<AnyFault, void>>
  readonly skip: (stream: string, act: Act) => Promise<E.Either<AnyFault, void>>
  readonly resume: (stream: string, revision: number) => Promise<E.Either<AnyFault, void>>
  readonly close: Task<void>
}

type Options = {
  readonly name: string
  readonly store: EventStore
  readonly acteur: Acteur
  readonly random: () => number
  readonly sleep: Sleep
}

export const openRecord =
  ({
    name,
    store,
    acteur,
    random,
    sleep
  }: Options): TaskEither<AnyFault, { readonly record: ReactionRecord; readonly waiting: Waiting }> =>
  async () => {
    const own = reactionStream(name)
    const checked = checkStreamName(own)
    if (E.isLeft(checked)) return checked
    const codec = journalCodec(reactionEvents)
    const read = await collect(decodedPages(store.read(own), codec))()
    if (E.isLeft(read) && read.left._tag !== 'StreamNotFound') return read
    const waiting = waitingStreams(fold(reactionDecider)(E.isRight(read) ? read.right : []))

    const give = executor({ store, codec, decider: reactionDecider, random, sleep })
    let turn: Promise<unknown> = Promise.resolve()
    /** A stream that is resumed and stopped again is recorded in this order, or the stop would be forgotten. */
    const inTurn = (
      command: ReactionCommand,
      reason: string | null,
      then: (entry: WaitingStream | undefined, changed: boolean) => void = () => {}
    ): Promise<E.Either<AnyFault, void>> => {
      const given = turn.then(async () => {
        const executed = await give(own, command, { commandId: randomUUID(), reason })()
        if (E.isLeft(executed)) return executed
        const { state, events } = executed.right
        then(state.get(command.data.stream), events.length > 0)
        return E.right(undefined)
      })
      turn = given.catch(() => {})
      return given
    }
    const goOn =
      (type: 'RetryReaction' | 'SkipReaction') =>
      (stream: string, { eventId, acteur: by, reason = null }: Act) =>
        inTurn({ type, acteur: by, data: { stream, eventId } }, reason, (entry, changed) => {
          // Said twice, the second may come when the stream goes on already: it is not made to wait again.
          if (entry !== undefined && (changed || waiting.get(stream) !== undefined)) waiting.set(entry)
        })

    return E.right({
      waiting,
      record: {
        stop: ({ stream, revision, id }, { cause, detail }) =>
          inTurn(
            { type: 'StopReaction', acteur, data: { stream, revision, eventId: id, cause, detail } },
            null,
            entry => {
              if (entry !== undefined) waiting.set(entry)
            }
          ),
        retry: goOn('RetryReaction'),
        skip: goOn('SkipReaction'),
        resume: (stream, revision) =>
          inTurn({ type: 'ResumeReaction', acteur, data: { stream, revision } }, null),
        close: give.close
      }
    })
  }
