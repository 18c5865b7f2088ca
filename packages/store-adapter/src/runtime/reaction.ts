/** What a reactor does with one event: find the commands it asks for, and give them, in their order. */
import type { AnyEvent, Reaction, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { JournalCodec } from '../journal/codec'
import { reactionCommandIdOf } from './event-id'
import type { AnyCommand, CommandMeta } from './execution'
import { type AnyFault, type Defect, defect } from './feed'
import type { StopCause } from './reaction-log'
import { delayAfter, type RetryPolicy, type Sleep } from './retry'

/**
 * What an event asks of other aggregates; `TE.right` where that is known from the event alone. A fault that may pass
 * (`retryable`) is asked again, any other stops the event's stream, and so does what is thrown.
 */
export type Reactions<Event extends AnyEvent, Command> = (
  recorded: Recorded<Event>
) => TaskEither<AnyFault, ReadonlyArray<Reaction<Command>>>

/** Gives a command to its aggregate: an executor's `execute`, or one that chooses among several. */
export type GiveCommand<Command> = (
  stream: string,
  command: Command,
  meta: CommandMeta
) => TaskEither<AnyFault, unknown>

/** Why an event could not be handled. `error` is for who is told at once; the journal keeps `detail` only. */
export type Poison = {
  readonly _tag: 'Poison'
  readonly cause: StopCause
  readonly detail: string
  readonly error: AnyFault | Defect
}

/** The reactor is stopping: the event is neither handled nor poison. */
export type GivenUp = { readonly _tag: 'GivenUp'; readonly retryable: true; readonly message: string }
export const givenUp: GivenUp = {
  _tag: 'GivenUp',
  retryable: true,
  message: "arrêt demandé avant que l'événement soit traité ; il le sera au prochain départ"
}

export type RefusedCommand = {
  readonly stream: string
  readonly commandId: string
  readonly refused: AnyFault
}

export type HandlerOptions<Event extends AnyEvent, Command> = {
  readonly name: string
  readonly codec: JournalCodec<Event>
  readonly reactions: Reactions<Event, Command>
  readonly execute: GiveCommand<Command>
  /** Whether a refusal of the commanded aggregate stops the stream; else it is told, and the event is handled. */
  readonly stopsOnRefusal: boolean
  readonly onRefused: (refused: RefusedCommand, recorded: Recorded) => void
  readonly retry: RetryPolicy
  readonly random: () => number
  readonly sleep: Sleep
}

export const handlerOf = <Event extends AnyEvent, Command extends AnyCommand>({
  name,
  codec,
  reactions,
  execute,
  stopsOnRefusal,
  onRefused,
  retry,
  random,
  sleep
}: HandlerOptions<Event, Command>): ((
  recorded: Recorded,
  signal: AbortSignal
) => Promise<E.Either<Poison | GivenUp, void>>) => {
  /** Tries again what may pass; what is left of it after the last attempt is the answer. */
  const persist = async <A>(
    ask: TaskEither<AnyFault, A>,
    signal: AbortSignal
  ): Promise<E.Either<AnyFault, A>> => {
    for (let attempts = 1; ; attempts++) {
      const given = await caught(ask)
      if (E.isRight(given) || !mayPass(given.left)) return given
      if (signal.aborted) return E.left(givenUp)
      if (attempts >= retry.attempts) return given
      await sleep(delayAfter(attempts, random(), retry), signal)
    }
  }

  return async (recorded, signal) => {
    const decoded = codec.decode(recorded)
    if (E.isLeft(decoded)) return poison('illisible', decoded.left)
    const asked = await persist(() => reactions(decoded.right)(), signal)
    if (E.isLeft(asked)) return asked.left === givenUp ? E.left(givenUp) : poison('reaction', asked.left)

    const ranks = new Map<string, number>()
    for (const { stream, command } of asked.right) {
      const rank = ranks.get(stream) ?? 0
      ranks.set(stream, rank + 1)
      const commandId = reactionCommandIdOf(recorded.id, { reactor: name, stream, rank })
      const { correlationId, causationDepth } = recorded.metadata
      const meta = { commandId, correlationId, causationId: recorded.id, causationDepth: causationDepth + 1 }
      const given = await persist(() => execute(stream, command, meta)(), signal)
      if (E.isRight(given)) continue
      if (given.left === givenUp) return E.left(givenUp)
      if (given.left._tag !== 'Refused') return poison('commande', given.left)
      if (stopsOnRefusal) return poison('refus', given.left)
      onRefused({ stream, commandId, refused: given.left }, recorded)
    }
    return E.right(undefined)
  }
}

/** A conflict that the executor did not get over is contention, not the event's fault. */
const mayPass = (fault: AnyFault): boolean => fault.retryable || fault._tag === 'Conflict'

const caught = async <Fault, A>(
  work: () => Promise<E.Either<Fault, A>>
): Promise<E.Either<Fault | Defect, A>> => {
  try {
    return await work()
  } catch (error) {
    return E.left(defect(error))
  }
}

const poison = (cause: StopCause, error: AnyFault | Defect): E.Either<Poison, never> =>
  E.left({ _tag: 'Poison', cause, detail: detailOf(error), error })

/** The name of what was thrown, when it has the form of one: nothing that could quote an event. */
const detailOf = (error: AnyFault | Defect): string => {
  const thrown = error._tag === 'Defect' && 'error' in error ? error.error : null
  return thrown instanceof Error && /^[A-Za-z]{1,64}$/.test(thrown.name) ? thrown.name : error._tag
}
