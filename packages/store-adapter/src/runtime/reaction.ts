/** What a reactor does with one event: find the commands it asks for, and give them, in their order. */
import type { AnyEvent, Fault, Reaction, Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { listed } from '../errors'
import type { JournalCodec } from '../journal/codec'
import { maxFaults } from '../json'
import { answerOf, type GivenUp, givenUp } from './answer'
import type { AnyFault, Defect } from './defect'
import { reactionCommandIdOf } from './event-id'
import type { AnyCommand, CommandMeta } from './execution'
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

type RefusedCommand = {
  readonly stream: string
  readonly commandId: string
  readonly refused: AnyFault
}

/** The stream has events of another command under this id: the reaction was another one when it met the event first. */
type PassedOverCommand = {
  readonly stream: string
  readonly commandId: string
  readonly reused: AnyFault
}

/** The commands that a reaction gave are none; paths are those of its list (`[0].stream`). */
type InvalidReaction = {
  readonly _tag: 'InvalidReaction'
  readonly faults: ReadonlyArray<Fault>
  readonly retryable: false
  readonly message: string
}

/** Reactions that answer one another go on without end: the event at which the bound was met asks for nothing more. */
type CausalChainTooLong = {
  readonly _tag: 'CausalChainTooLong'
  readonly depth: number
  readonly limit: number
  readonly retryable: false
  readonly message: string
}

export type HandlerOptions<Event extends AnyEvent, Command> = {
  readonly name: string
  readonly codec: JournalCodec<Event>
  readonly reactions: Reactions<Event, Command>
  readonly execute: GiveCommand<Command>
  /** Whether a refusal of the commanded aggregate stops the stream; else it is told, and the event is handled. */
  readonly stopsOnRefusal: boolean
  readonly onGiven: () => void
  readonly onRefused: (refused: RefusedCommand, recorded: Recorded) => void
  readonly onPassedOver: (passedOver: PassedOverCommand, recorded: Recorded) => void
  readonly maxCausationDepth: number
  readonly timeout: number
  readonly grace: number
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
  onGiven,
  onRefused,
  onPassedOver,
  maxCausationDepth,
  timeout,
  grace,
  retry,
  random,
  sleep
}: HandlerOptions<Event, Command>): ((
  recorded: Recorded,
  signal: AbortSignal
) => Promise<E.Either<Poison | GivenUp, void>>) => {
  /** Tries again what may pass; what is left of it after the last attempt is the answer. */
  const persist = async <A>(
    part: string,
    ask: TaskEither<AnyFault, A>,
    signal: AbortSignal
  ): Promise<E.Either<AnyFault, A>> => {
    for (let attempts = 1; ; attempts++) {
      const given = await answerOf(part, ask, { timeout, grace, signal })
      if (E.isRight(given) || given.left === givenUp || !mayPass(given.left)) return given
      if (signal.aborted) return E.left(givenUp)
      if (attempts >= retry.attempts) return given
      await sleep(delayAfter(attempts, random(), retry), signal)
    }
  }

  const ask = async (
    recorded: Recorded<Event>
  ): Promise<E.Either<AnyFault, ReadonlyArray<Reaction<Command>>>> => {
    const answer = await reactions(recorded)()
    return E.isRight(answer) ? checkAsked(answer.right) : answer
  }

  return async (recorded, signal) => {
    const decoded = await persist('decode', async () => codec.decode(recorded), signal)
    if (E.isLeft(decoded)) return stopped('illisible', decoded.left)
    const asked = await persist('reaction', () => ask(decoded.right), signal)
    if (E.isLeft(asked)) return stopped('reaction', asked.left)
    const { correlationId, causationDepth } = recorded.metadata
    if (asked.right.length > 0 && causationDepth >= maxCausationDepth)
      return stopped('chaine', chainTooLong(causationDepth, maxCausationDepth))

    const ranks = new Map<string, number>()
    for (const { stream, command } of asked.right) {
      const rank = ranks.get(stream) ?? 0
      ranks.set(stream, rank + 1)
      const commandId = reactionCommandIdOf(recorded.id, { reactor: name, stream, rank })
      const meta = { commandId, correlationId, causationId: recorded.id, causationDepth: causationDepth + 1 }
      onGiven()
      const given = await persist('execute', () => execute(stream, command, meta)(), signal)
      if (E.isRight(given)) continue
      if (given.left._tag === 'CommandIdReused')
        onPassedOver({ stream, commandId, reused: given.left }, recorded)
      else if (given.left._tag !== 'Refused') return stopped('commande', given.left)
      else if (stopsOnRefusal) return stopped('refus', given.left)
      else onRefused({ stream, commandId, refused: given.left }, recorded)
    }
    return E.right(undefined)
  }
}

/** Nothing is given of a list of which a part is wrong: what it lacks might have come first. */
const checkAsked = <Command>(
  asked: ReadonlyArray<Reaction<Command>>
): E.Either<InvalidReaction, ReadonlyArray<Reaction<Command>>> => {
  const faults = askedFaults(asked)
  return faults.length === 0
    ? E.right(asked)
    : E.left({
        _tag: 'InvalidReaction',
        faults,
        retryable: false,
        message: `réaction sans commandes valables : ${listed(faults)}`
      })
}

const askedFaults = (asked: unknown): ReadonlyArray<Fault> => {
  if (!Array.isArray(asked)) return [{ path: '', message: 'attendu : un tableau de { stream, command }' }]
  const faults: Fault[] = []
  const entries: ReadonlyArray<unknown> = asked
  for (const [index, entry] of entries.entries()) {
    // A list of holes has one fault for each.
    if (faults.length >= maxFaults) break
    if (!isRecord(entry)) faults.push({ path: `[${index}]`, message: 'attendu : { stream, command }' })
    else {
      if (typeof entry.stream !== 'string')
        faults.push({ path: `[${index}].stream`, message: 'attendu : un nom de flux' })
      if (!isRecord(entry.command) || typeof entry.command.type !== 'string')
        faults.push({ path: `[${index}].command`, message: 'attendu : une commande { type, acteur, data }' })
    }
  }
  return faults
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

const chainTooLong = (depth: number, limit: number): CausalChainTooLong => ({
  _tag: 'CausalChainTooLong',
  depth,
  limit,
  retryable: false,
  message: `chaîne de ${depth} réactions, au plus ${limit} : vérifiez que des réactions ne se répondent pas sans fin, ou relevez maxCausationDepth`
})

/** A conflict that the executor did not get over is contention, not the event's fault. */
const mayPass = (fault: AnyFault): boolean => fault.retryable || fault._tag === 'Conflict'

const stopped = (cause: StopCause, error: AnyFault | Defect): E.Either<Poison | GivenUp, never> =>
  E.left(error === givenUp ? givenUp : { _tag: 'Poison', cause, detail: detailOf(error), error })

/** The name of what was thrown, or the tag, when it has the form of one: nothing that could quote an event. */
const detailOf = (error: AnyFault | Defect): string => {
  const thrown = error._tag === 'Defect' && 'error' in error ? error.error : null
  const named = [thrown instanceof Error ? thrown.name : null, error._tag]
  return named.find(name => name !== null && /^[A-Za-z]\w{0,63}$/.test(name)) ?? 'Defect'
}
