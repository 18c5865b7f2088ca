import type { AnyEvent, Decider, Hand, ModelRef } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { type Clock, systemClock } from '../clock'
import { conflict, storeBusy } from '../errors'
import type { EventStore } from '../event-store'
import { type ExpectedRevision, isAsExpected } from '../expected-revision'
import type { JournalCodec } from '../journal/codec'
import { checkStreamName } from '../stream-name'
import { commandAttributes } from '../telemetry/attributes'
import { count, inSpan, outcomeOf, stopwatch } from '../telemetry/telemetry'
import { type Decision, decisionOf } from './decision'
import { defect } from './defect'
import { modelEditedIn } from './edited-model'
import { eventIdOf } from './event-id'
import {
  type AnyCommand,
  type CommandMeta,
  commandIdReused,
  type Decided,
  type Executed,
  type ExecuteError,
  executorClosed
} from './execution'
import { type Answered, type Folded, isBehind } from './folded'
import { checkGiven, type Given } from './given-command'
import { type Hands, handOf } from './hand'
import { loader } from './load'
import { type Folding, premisesOf } from './premises'
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
  /**
   * Says for whom an acteur may act (G21). Without it every command but the system's is `HandRefused`. `'told'`: the
   * acteur stands in the command because what gives it is the hand, as a scenario or a file of commands is.
   */
  readonly hands?: Hands | 'told'
  /** By category, how to fold the other dossiers on which decisions rest: see {@link foldedBy}. */
  readonly premises?: Readonly<Record<string, Folding>>
  /** When it is: nothing that is said to have happened lies after its day (G24). The system's by default. */
  readonly clock?: Clock
  readonly cache?: ExecutorCache
  readonly retry?: RetryPolicy
  /** In [0, 1). */
  readonly random?: () => number
  readonly sleep?: Sleep
}

export type Execute<State, Command, Event, Refusal> = (
  stream: string,
  command: Command,
  meta: CommandMeta,
  /** For whom the acteur of this very command acts, where who gives it vouches for that; else `hands` says it. */
  hand?: Hand | null
) => TaskEither<ExecuteError<Refusal>, Executed<Event, State>>

/** The parameters are those of {@link Execute}. */
export type Decide<Command, Event, Refusal> = (
  ...given: Parameters<Execute<unknown, Command, Event, Refusal>>
) => TaskEither<ExecuteError<Refusal>, Decided<Event>>

export type Executor<State, Command, Event, Refusal> = Execute<State, Command, Event, Refusal> & {
  /**
   * The decision of the very same command, and nothing is appended: what it would record, or why it would not be. Another
   * command may come before it is given; a command that was given already would record nothing.
   */
  readonly decide: Decide<Command, Event, Refusal>
  /** Lets the commands at hand end, without trying them again, and refuses others. The store stays open. */
  readonly close: Task<void>
}

/**
 * Load, decide, append at the exact revision; decide again when somebody was faster, or when the store asks to
 * retry. A refusal is a value; so is the conflict that remains after the last attempt. Nothing is thrown: what is
 * wrong with a command or its meta is told with every path, and what your decider throws is a `Defect`.
 *
 * The folded state of the streams used last is kept, and goes on with the events read since: a command costs what
 * was added to its stream, not the stream. A command id that the stream holds is answered as the first time, however
 * long ago that was, when it is the same command (G23), and `CommandIdReused` when it is another one: the answers of
 * the last commands are remembered, and for the others the store is asked.
 *
 * A model that was edited under its id and version, of the dossier or of one on which the decision rests, is
 * `ModelEdited`: its events have recorded another fingerprint, and nothing is decided.
 *
 * A command on the stream of another kind of aggregate, or of another one than it names, is `WrongStream`: give
 * commands that travel their `conventionId` or `habilitationId`. One that names none is taken to be the stream's.
 */
export const executor = <State, Command extends AnyCommand, Event extends AnyEvent, Refusal>({
  store,
  codec,
  decider,
  annotate = state => ({ model: decider.model?.(state) ?? null }),
  hands,
  premises = {},
  clock = systemClock,
  cache: { maxStreams, answersPerStream = 8 } = { maxStreams: 1_000 },
  retry = defaultRetryPolicy,
  random = Math.random,
  sleep = timerSleep
}: ExecutorOptions<State, Command, Event, Refusal>): Executor<State, Command, Event, Refusal> => {
  type Outcome = E.Either<ExecuteError<Refusal>, Executed<Event, State>>
  type Asked = Given<Command> & { readonly stream: string; readonly hand: Hand | null }
  const { load, search } = loader(store, codec, decider, { maxStreams, answersPerStream })
  const decide = decisionOf(codec, decider, annotate)
  const premisesOfStreams = premisesOf(store, premises, { maxStreams, answersPerStream })
  const closing = new AbortController()
  const running = new Map<string, Promise<Outcome>>()
  const atHand = new Set<Promise<unknown>>()

  /** The first answer to the same command; another command under its id is refused. */
  const repeatOf = ({ stream, meta }: Asked, { digest, executed }: Answered<Event, State>): Outcome =>
    digest === meta.commandDigest
      ? E.right(executed)
      : E.left(commandIdReused(stream, meta.commandId, executed.revision))

  /**
   * For events that the stream holds under the ids of the command's, up to that revision at least: `otherwise` when they
   * do not name it.
   */
  const foundOr = async (asked: Asked, revision: number | null, otherwise: Outcome): Promise<Outcome> => {
    const found = await search(asked.stream, asked.meta.commandId)
    if (E.isLeft(found)) return found
    if (isBehind(found.right, revision)) return E.left(notReadableYet)
    return found.right.already === null ? otherwise : repeatOf(asked, found.right.already)
  }

  const editedModel = (stream: string, folded: Folded<Event, State>) => {
    const edited = modelEditedIn(stream, folded, decider)
    return edited === null ? null : answering(E.left(edited))
  }

  const decidedOn = async (
    { stream, command, meta, hand }: Asked,
    folded: Folded<Event, State>
  ): Promise<Decision<State, Event, Refusal>> => {
    const found = await premisesOfStreams(decider.premises?.(command, folded.state) ?? [])
    return E.isLeft(found)
      ? answering(found)
      : decide(stream, command, meta, folded, { at: clock(), hand, premises: found.right })
  }

  /** @param existing the last revision that a conflict told: a stream of which retention left nothing still has one */
  const weighed = async (
    asked: Asked,
    existing: number | null
  ): Promise<E.Either<ExecuteError<Refusal>, Weighed<State, Event, Refusal>>> => {
    const { stream, meta, expected } = asked
    const loaded = await load(stream, meta.commandId)
    if (E.isLeft(loaded)) return loaded
    const { folded, already, seenAll } = loaded.right
    // Nothing is decided, nor refused, nor answered again, on less than the conflict said that there is.
    if (isBehind(loaded.right, existing)) return E.left(notReadableYet)
    const actual = folded.last?.revision ?? existing
    if (already !== null)
      return E.right({ decision: answering(repeatOf(asked, already)), actual, seenAll: true })
    const decision =
      movedOn(stream, expected, actual) ?? editedModel(stream, folded) ?? (await decidedOn(asked, folded))
    return E.right({ decision, actual, seenAll })
  }

  const attempt = async (asked: Asked, existing: number | null): Promise<Outcome> => {
    const { stream, meta } = asked
    const weighing = await weighed(asked, existing)
    if (E.isLeft(weighing)) return weighing
    const { decision, actual, seenAll } = weighing.right
    if (decision._tag === 'Answer') {
      // The events of a command are told by their ids; one that would now write none has to ask for them.
      if (seenAll) return decision.outcome
      const first = await store.find(stream, eventIdOf(meta.commandId, 0))()
      if (E.isLeft(first)) return first
      if (first.right === null) return decision.outcome
      return foundOr(asked, first.right.revision, decision.outcome)
    }
    const appended = await store.append(
      stream,
      decision.events.map(({ toAppend }) => toAppend),
      actual === null ? 'none' : { exact: actual }
    )()
    if (E.isRight(appended))
      return E.right({
        stream,
        events: decision.events.map(({ event }) => event),
        revision: appended.right.revision,
        position: appended.right.position,
        state: decision.stateAfter,
        repeated: false
      })
    const { left: error } = appended
    return error._tag === 'Conflict' && error.cause !== 'revision'
      ? foundOr(asked, error.actual, appended)
      : appended
  }

  const run = async (asked: Asked): Promise<Outcome> => {
    let existing: number | null = null
    for (let attempts = 1; ; attempts++) {
      const outcome = await attempt(asked, existing)
      if (E.isRight(outcome) || !isWorthRetrying(outcome.left, asked.expected)) return outcome
      if (attempts >= retry.attempts || closing.signal.aborted) return outcome
      if (outcome.left._tag === 'Conflict' && outcome.left.actual !== null)
        existing = Math.max(existing ?? 0, outcome.left.actual)
      count('avenant.execute.retries', '{retry}', 1, { 'error.type': outcome.left._tag })
      await sleep(delayAfter(attempts, random(), retry), closing.signal)
    }
  }

  const observed = async (asked: Asked): Promise<Outcome> => {
    const { stream, command, meta } = asked
    const elapsed = stopwatch()
    const outcome = await inSpan(
      'avenant.execute',
      () => commandAttributes(stream, command, meta),
      () => run(asked)
    )
    elapsed('avenant.execute.duration', {
      'avenant.command.type': command.type,
      'avenant.outcome': outcomeOf(outcome)
    })
    return outcome
  }

  /** One after the other under one id: the second of two that are given at once is told that it is a repeat. */
  const inTurn = async (asked: Asked): Promise<Outcome> => {
    const key = `${asked.stream} ${asked.meta.commandId}`
    const before = running.get(key)
    const outcome = before === undefined ? observed(asked) : before.then(() => observed(asked))
    running.set(key, outcome)
    try {
      return await outcome
    } finally {
      if (running.get(key) === outcome) running.delete(key)
    }
  }

  const checked = (
    stream: string,
    command: Command,
    meta: CommandMeta
  ): E.Either<ExecuteError<never>, Asked> => {
    const name = checkStreamName(stream)
    if (E.isLeft(name)) return name
    const given = checkGiven(command, meta)
    if (E.isLeft(given)) return given
    const addressee = decider.addressee?.(given.right.command)
    const wrong = addressee === undefined ? null : wrongStream(stream, command.type, addressee)
    return wrong === null ? E.right({ stream, hand: null, ...given.right }) : E.left(wrong)
  }

  /** What is done with a command once it is checked, and it is known whose hand gives it. */
  const handled =
    <Answer>(
      part: string,
      use: (asked: Asked) => Promise<E.Either<ExecuteError<Refusal>, Answer>>
    ): ((
      ...given: Parameters<Execute<State, Command, Event, Refusal>>
    ) => TaskEither<ExecuteError<Refusal>, Answer>) =>
    (stream, command, meta, vouched) =>
    async () => {
      if (closing.signal.aborted) return E.left(executorClosed)
      const answer = async (): Promise<E.Either<ExecuteError<Refusal>, Answer>> => {
        try {
          const asked = checked(stream, command, meta)
          if (E.isLeft(asked)) return asked
          const saying = vouched === undefined ? (hands ?? null) : () => vouched
          const hand = await handOf(saying, asked.right.command, stream)
          return E.isLeft(hand) ? hand : await use({ ...asked.right, hand: hand.right })
        } catch (error) {
          // What is left: a getter of the command, the addressee of a decider, a store of one's own that throws.
          return E.left(defect(part, error))
        }
      }
      const answering = answer()
      atHand.add(answering)
      try {
        return await answering
      } finally {
        atHand.delete(answering)
      }
    }
  const execute = handled('execute', inTurn)
  const decideOnly = handled(
    'decide',
    async (asked): Promise<E.Either<ExecuteError<Refusal>, Decided<Event>>> => {
      const weighing = await weighed(asked, null)
      if (E.isLeft(weighing)) return weighing
      const { decision, actual: revision } = weighing.right
      const { stream } = asked
      if (decision._tag === 'Write') return E.right({ stream, events: decision.events, revision })
      return E.map(() => ({ stream, events: [], revision }))(decision.outcome)
    }
  )
  const close: Task<void> = async () => {
    closing.abort()
    await Promise.all(atHand)
  }
  return Object.assign(execute, { decide: decideOnly, close })
}

/** A decision on a stream, the last revision of it, and whether every command that the stream holds was looked at. */
type Weighed<State, Event, Refusal> = {
  readonly decision: Decision<State, Event, Refusal>
  readonly actual: number | null
  readonly seenAll: boolean
}

/** Null when the stream is where the caller expects it, or nothing is expected. */
const movedOn = (stream: string, expected: ExpectedRevision | null, actual: number | null) =>
  expected === null || isAsExpected(expected, actual)
    ? null
    : answering(E.left(conflict({ stream, expected }, { actual, cause: 'revision' })))

const answering = <Outcome>(outcome: Outcome) => ({ _tag: 'Answer', outcome }) as const

/** The store knows of events that it does not give to read yet, as a cluster that is making them known. */
const notReadableYet = storeBusy('NOT_READABLE_YET')

/** Who expects a revision wants to look again, and not to have it decided on another one. */
const isWorthRetrying = (error: ExecuteError<unknown>, expected: ExpectedRevision | null): boolean =>
  error._tag === 'Conflict' ? error.cause === 'revision' && expected === null : error.retryable
