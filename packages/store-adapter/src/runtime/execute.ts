import type { AnyEvent, Decider, Metadata, ModelRef } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { AppendError } from '../errors'
import type { EventStore } from '../event-store'
import type { JournalCodec } from '../journal/codec'
import { commandAttributes } from '../telemetry/attributes'
import { count, inSpan, outcomeOf, stopwatch } from '../telemetry/telemetry'
import { decisionOf } from './decision'
import {
  type AnyCommand,
  type CommandMeta,
  type Executed,
  type ExecuteError,
  executorClosed
} from './execution'
import { checkGiven } from './given-command'
import { isKnownCommand } from './known'
import { loader } from './load'
import { defaultRetryPolicy, delayAfter, type RetryPolicy, type Sleep, timerSleep } from './retry'
import { wrongStream } from './wrong-stream'

export type ExecutorCache = {
  /** Streams whose folded state is kept: those used last. 1,000 by default; 0 keeps none. */
  readonly maxStreams: number
  /** Answers remembered with each of them. 8 by default; an older command's is found again in the store. */
  readonly answersPerStream?: number
}

export type ExecutorOptions<State, Command, Event extends AnyEvent, Refusal> = {
  readonly store: EventStore
  readonly codec: JournalCodec<Event>
  readonly decider: Decider<State, Command, Event, Refusal>
  /** The model under which it was decided (G11), from the state with the new events; by default what the decider says. */
  readonly annotate?: (stateAfter: State) => { readonly model: ModelRef | null }
  readonly cache?: ExecutorCache
  readonly retry?: RetryPolicy
  /** In [0, 1). */
  readonly random?: () => number
  readonly sleep?: Sleep
}

export type Execute<State, Command, Event, Refusal> = (
  stream: string,
  command: Command,
  meta: CommandMeta
) => TaskEither<ExecuteError<Refusal>, Executed<Event, State>>

export type Executor<State, Command, Event, Refusal> = Execute<State, Command, Event, Refusal> & {
  /** Lets the commands at hand end, without trying them again, and refuses others. The store stays open. */
  readonly close: Task<void>
}

/**
 * Load, decide, append at the exact revision; decide again when somebody was faster, or when the store asks to
 * retry. A refusal is a value; so is the conflict that remains after the last attempt.
 *
 * The folded state of the streams used last is kept, and goes on with the events read since: a command costs what
 * was added to its stream, not the stream. A command id that the stream holds is answered as the first time, however
 * long ago that was: the answers of the last commands are remembered, and for the others the store is asked.
 *
 * A command on the stream of another kind of aggregate, or of another one than it names, is `WrongStream`: give
 * commands that travel their `conventionId` or `habilitationId`. One that names none is taken to be the stream's.
 */
export const executor = <State, Command extends AnyCommand, Event extends AnyEvent, Refusal>({
  store,
  codec,
  decider,
  annotate = state => ({ model: decider.model?.(state) ?? null }),
  cache: { maxStreams, answersPerStream = 8 } = { maxStreams: 1_000 },
  retry = defaultRetryPolicy,
  random = Math.random,
  sleep = timerSleep
}: ExecutorOptions<State, Command, Event, Refusal>): Executor<State, Command, Event, Refusal> => {
  type Answer = Executed<Event, State>
  type Outcome = E.Either<ExecuteError<Refusal>, Answer>
  const { load, search } = loader(store, codec, decider, { maxStreams, answersPerStream })
  const decide = decisionOf(codec, decider, annotate)
  const isKnown = isKnownCommand(store)
  const closing = new AbortController()
  const running = new Set<Promise<Outcome>>()

  /** What the store was asked for and found to hold, or `otherwise` when its events are not this command's. */
  const foundOr = async (stream: string, commandId: string, otherwise: Outcome): Promise<Outcome> => {
    const found = await search(stream, commandId)
    if (E.isLeft(found)) return found
    return found.right === null ? otherwise : E.right(found.right)
  }

  /** @param existing the revision that a conflict told: a stream of which retention left nothing still has one */
  const attempt = async (
    stream: string,
    command: Command,
    meta: Metadata,
    existing: number | null
  ): Promise<Outcome> => {
    const loaded = await load(stream, meta.commandId)
    if (E.isLeft(loaded)) return loaded
    const { folded, already, seenAll } = loaded.right
    if (already !== null) return E.right(already)

    const decision = decide(stream, command, meta, folded)
    if (decision._tag === 'Answer') {
      // The events of a command are told by their ids; one that would now write none has to ask for them.
      if (seenAll) return decision.outcome
      const known = await isKnown(stream, meta)()
      if (E.isLeft(known)) return known
      return known.right ? foundOr(stream, meta.commandId, decision.outcome) : decision.outcome
    }
    const revision = folded.last?.revision ?? existing
    const appended = await store.append(
      stream,
      decision.events.map(({ toAppend }) => toAppend),
      revision === null ? 'none' : { exact: revision }
    )()
    if (E.isRight(appended))
      return E.right({
        stream,
        events: decision.events.map(({ event }) => event),
        revision: appended.right.revision,
        position: appended.right.position,
        state: decision.stateAfter
      })
    return isOverlap(appended.left) ? foundOr(stream, meta.commandId, appended) : appended
  }

  const run = async (stream: string, command: Command, meta: Metadata): Promise<Outcome> => {
    let existing: number | null = null
    for (let attempts = 1; ; attempts++) {
      const outcome = await attempt(stream, command, meta, existing)
      if (E.isRight(outcome) || !isWorthRetrying(outcome.left)) return outcome
      if (attempts >= retry.attempts || closing.signal.aborted) return outcome
      if (outcome.left._tag === 'Conflict') existing = outcome.left.actual
      count('avenant.execute.retries', '{retry}', 1, { 'error.type': outcome.left._tag })
      await sleep(delayAfter(attempts, random(), retry), closing.signal)
    }
  }

  const observed = async (stream: string, command: Command, meta: Metadata): Promise<Outcome> => {
    const elapsed = stopwatch()
    const outcome = await inSpan(
      'avenant.execute',
      () => commandAttributes(stream, command, meta),
      () => run(stream, command, meta)
    )
    elapsed('avenant.execute.duration', {
      'avenant.command.type': command.type,
      'avenant.outcome': outcomeOf(outcome)
    })
    return outcome
  }

  const execute: Execute<State, Command, Event, Refusal> = (stream, command, given) => async () => {
    if (closing.signal.aborted) return E.left(executorClosed)
    const meta = checkGiven(command, given)
    if (E.isLeft(meta)) return meta
    const addressee = decider.addressee?.(command)
    const wrong = addressee === undefined ? null : wrongStream(stream, command.type, addressee)
    if (wrong !== null) return E.left(wrong)
    const outcome = observed(stream, command, meta.right)
    running.add(outcome)
    try {
      return await outcome
    } finally {
      running.delete(outcome)
    }
  }
  const close: Task<void> = async () => {
    closing.abort()
    await Promise.allSettled(running)
  }
  return Object.assign(execute, { close })
}

const isOverlap = (error: AppendError): boolean => error._tag === 'Conflict' && error.cause === 'overlap'

const isWorthRetrying = (error: ExecuteError<unknown>): boolean =>
  error._tag === 'Conflict' ? error.cause === 'revision' : error.retryable
