/**
 * What becomes of the streams that a reactor had to stop, as an aggregate of its own: `reaction-<name>`. It is the
 * durable word on which events are not handled, so that the checkpoint may pass them.
 */
import {
  type Acteur,
  Count,
  type Decider,
  defineEvent,
  type EventOf,
  NonBlank,
  oneOf,
  struct
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type * as t from 'io-ts'

export const reactionCategory = 'reaction'
export const reactionStream = (name: string): string => `${reactionCategory}-${name}`

/** `detail` is the tag of an error or the name of an exception: never its message, which may quote a person (G10). */
export const StopCause = oneOf('StopCause', ['illisible', 'reaction', 'commande', 'refus', 'chaine'])
export type StopCause = t.TypeOf<typeof StopCause>

/** Released: they never change meaning (G9). To be given to the codec of who reads a whole journal. */
export const reactionEvents = {
  /** The stream's events wait from this revision on. */
  ReactionStopped: defineEvent(
    struct('ReactionStopped', {
      stream: NonBlank,
      revision: Count,
      eventId: NonBlank,
      cause: StopCause,
      detail: NonBlank
    })
  ),
  /** Somebody has its event handled again. */
  ReactionRetried: defineEvent(struct('ReactionRetried', { stream: NonBlank, revision: Count })),
  /** Somebody has its event passed over, never to be handled. */
  ReactionSkipped: defineEvent(
    struct('ReactionSkipped', { stream: NonBlank, revision: Count, eventId: NonBlank })
  ),
  /** What had waited is handled, up to before this revision: the stream goes on with the others. */
  ReactionResumed: defineEvent(struct('ReactionResumed', { stream: NonBlank, revision: Count }))
}
export type ReactionEvent = EventOf<typeof reactionEvents>

/** A stream whose events wait, from `revision` on. */
export type WaitingStream = {
  readonly stream: string
  readonly revision: number
  /** Why it was stopped, and at which event; null once that one was skipped. */
  readonly stop: { readonly eventId: string; readonly cause: StopCause; readonly detail: string } | null
  /** Whether somebody said to go on. */
  readonly resuming: boolean
}
export type WaitingStreams = ReadonlyMap<string, WaitingStream>

type CommandOf<Type extends string, Data> = {
  readonly type: Type
  readonly acteur: Acteur
  readonly data: Data
}
export type ReactionCommand =
  | CommandOf<
      'StopReaction',
      {
        readonly stream: string
        readonly revision: number
        readonly eventId: string
        readonly cause: StopCause
        readonly detail: string
      }
    >
  /** They name the event, so that what is decided on is what the decider has seen. */
  | CommandOf<'RetryReaction', { readonly stream: string; readonly eventId: string }>
  | CommandOf<'SkipReaction', { readonly stream: string; readonly eventId: string }>
  | CommandOf<'ResumeReaction', { readonly stream: string; readonly revision: number }>

export type ReactionRefusal = { readonly code: 'pas-arrete' | 'autre-evenement'; readonly stream: string }

type Decision = E.Either<ReadonlyNonEmptyArray<ReactionRefusal>, ReadonlyArray<ReactionEvent>>

export const reactionDecider: Decider<WaitingStreams, ReactionCommand, ReactionEvent, ReactionRefusal> = {
  initial: new Map(),
  decide:
    command =>
    (waiting): Decision => {
      const { stream } = command.data
      const current = waiting.get(stream)
      switch (command.type) {
        case 'StopReaction': {
          const { eventId } = command.data
          return current !== undefined && !current.resuming && current.stop?.eventId === eventId
            ? E.right([])
            : E.right([{ type: 'ReactionStopped', data: command.data }])
        }
        case 'RetryReaction':
          return goingOn(current, command.data, revision => ({
            type: 'ReactionRetried',
            data: { stream, revision }
          }))
        case 'SkipReaction':
          return goingOn(current, command.data, (revision, eventId) => ({
            type: 'ReactionSkipped',
            data: { stream, revision, eventId }
          }))
        case 'ResumeReaction':
          return E.right(
            // One that was stopped again meanwhile stays so.
            current?.resuming !== true
              ? []
              : [{ type: 'ReactionResumed', data: { stream, revision: command.data.revision } }]
          )
      }
    },
  evolve: (waiting, { type, data }) => {
    const next = new Map(waiting)
    const { stream, revision } = data
    const stop = waiting.get(stream)?.stop ?? null
    switch (type) {
      case 'ReactionStopped': {
        const { eventId, cause, detail } = data
        return next.set(stream, { stream, revision, stop: { eventId, cause, detail }, resuming: false })
      }
      case 'ReactionRetried':
        return next.set(stream, { stream, revision, stop, resuming: true })
      case 'ReactionSkipped':
        return next.set(stream, { stream, revision: revision + 1, stop: null, resuming: true })
      case 'ReactionResumed':
        next.delete(stream)
        return next
    }
  }
}

/** On what is stopped at this very event; when it goes on already, nothing more is to be said (G13). */
const goingOn = (
  current: WaitingStream | undefined,
  { stream, eventId }: { readonly stream: string; readonly eventId: string },
  event: (revision: number, eventId: string) => ReactionEvent
): Decision => {
  if (current === undefined) return E.left([{ code: 'pas-arrete', stream }])
  if (current.resuming) return E.right([])
  return current.stop?.eventId === eventId
    ? E.right([event(current.revision, eventId)])
    : E.left([{ code: 'autre-evenement', stream }])
}
