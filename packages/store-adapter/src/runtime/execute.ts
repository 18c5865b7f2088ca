import {
  type AnyEvent,
  type Decider,
  decode,
  type Fault,
  Metadata,
  type ModelRef,
  type Position
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { EventStore, EventToAppend } from '../event-store'
import type { JournalCodec } from '../journal/codec'
import { eventIdOf } from './event-id'
import type { AnyCommand, CommandMeta, Executed, ExecuteError, InvalidMetadata, Refused } from './execution'
import { type Folded, foldOn } from './folded'
import { defaultRetryPolicy, delayAfter, type RetryPolicy } from './retry'

export type ExecutorOptions<State, Command, Event extends AnyEvent, Refusal> = {
  readonly store: EventStore
  readonly codec: JournalCodec<Event>
  readonly decider: Decider<State, Command, Event, Refusal>
  /** The model under which it was decided (G11), from the state with the new events; by default what the decider says. */
  readonly annotate?: (stateAfter: State) => { readonly model: ModelRef | null }
  readonly retry?: RetryPolicy
  /** In [0, 1). */
  readonly random?: () => number
  readonly sleep?: (milliseconds: number) => Promise<void>
}

export type Execute<State, Command, Event, Refusal> = (
  stream: string,
  command: Command,
  meta: CommandMeta
) => TaskEither<ExecuteError<Refusal>, Executed<Event, State>>

/**
 * Load, decide, append at the exact revision; decide again when somebody was faster, or when the store asks to
 * retry. A refusal is a value; so is the conflict that remains after the last attempt.
 */
export const executor = <State, Command extends AnyCommand, Event extends AnyEvent, Refusal>({
  store,
  codec,
  decider,
  annotate = state => ({ model: decider.model?.(state) ?? null }),
  retry = defaultRetryPolicy,
  random = Math.random,
  sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))
}: ExecutorOptions<State, Command, Event, Refusal>): Execute<State, Command, Event, Refusal> => {
  type Outcome = E.Either<ExecuteError<Refusal>, Executed<Event, State>>
  const load = foldOn(store, codec, decider.evolve)
  const nothing: Folded<Event, State> = {
    state: decider.initial,
    revision: null,
    position: null,
    already: null
  }

  const decideAndAppend = async (
    stream: string,
    command: Command,
    meta: Metadata,
    { state, revision, position, already }: Folded<Event, State>
  ): Promise<Outcome> => {
    if (already !== null) return E.right(already)
    const decided = decider.decide(command)(state)
    if (E.isLeft(decided)) return E.left(refused(command, decided.left))
    const events = decided.right
    if (events.length === 0) return E.right({ stream, events, revision, position, state })

    const stateAfter = events.reduce(decider.evolve, state)
    const metadata = { ...meta, ...annotate(stateAfter) }
    const toAppend: EventToAppend[] = []
    for (const [index, event] of events.entries()) {
      const encoded = codec.encode(event)
      if (E.isLeft(encoded)) return encoded
      toAppend.push({ ...encoded.right, id: eventIdOf(meta.commandId, index), metadata })
    }
    const expected = revision === null ? 'none' : { exact: revision }
    return E.map(
      (appended: { revision: number; position: Position }): Executed<Event, State> => ({
        stream,
        events,
        revision: appended.revision,
        position: appended.position,
        state: stateAfter
      })
    )(await store.append(stream, toAppend, expected)())
  }

  return (stream, command, given) => async () => {
    const meta = metadataOf(command, given)
    if (E.isLeft(meta)) return meta
    let folded = nothing
    for (let attempt = 1; ; attempt++) {
      const loaded = await load(stream, meta.right.commandId, folded)
      if (E.isRight(loaded)) folded = loaded.right
      const outcome: Outcome = E.isLeft(loaded)
        ? loaded
        : await decideAndAppend(stream, command, meta.right, folded)
      if (E.isRight(outcome) || !isWorthRetrying(outcome.left) || attempt >= retry.attempts) return outcome
      await sleep(delayAfter(attempt, random(), retry))
    }
  }
}

const metadataOf = (
  { acteur }: AnyCommand,
  { commandId, correlationId = commandId, causationId = null, reason = null }: CommandMeta
): E.Either<InvalidMetadata, Metadata> =>
  E.mapLeft(
    (faults: ReadonlyArray<Fault>): InvalidMetadata => ({
      _tag: 'InvalidMetadata',
      faults,
      retryable: false,
      message: `commande refusée : ${faults.map(fault => `${fault.path} : ${fault.message}`).join(' ; ')}`
    })
  )(decode(Metadata)({ acteur, commandId, correlationId, causationId, reason, model: null }))

const refused = <Refusal>(
  { type }: AnyCommand,
  refusals: ReadonlyNonEmptyArray<Refusal>
): Refused<Refusal> => ({
  _tag: 'Refused',
  refusals,
  retryable: false,
  message: `commande ${type} refusée : ${refusals.length} motif${refusals.length > 1 ? 's' : ''}`
})

const isWorthRetrying = (error: ExecuteError<unknown>): boolean =>
  error._tag === 'Conflict' || error.retryable
