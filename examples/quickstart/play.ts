/** Plays the story into a store: each command at its own time, and once, however often it is played (G13). */
import {
  type AnyEvent,
  type AnyRefusal,
  connectionDecider,
  connectionEvents,
  conventionDecider,
  conventionEvents,
  frenchArticle,
  habilitationDecider,
  habilitationEvents,
  type Instant,
  shippedModels
} from '@avenant/domain'
import type { Scheduled } from '@avenant/domain/fixtures'
import {
  type AnyCommand,
  type Clock,
  type EventStore,
  type Execute,
  executor,
  foldedBy,
  journalCodec,
  systemClock
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { connectionStory, conventionStory, habilitationStory } from './story'

/** Reads the events of both aggregates, and the connections. */
export const codec = journalCodec(conventionEvents, habilitationEvents, connectionEvents)

/** A command that was refused, as people are told of it. */
export type RefusedCommand = {
  readonly command: string
  readonly reasons: ReadonlyArray<{
    readonly sentence: string
    readonly article: string
    readonly computation: string
    readonly path: string
  }>
}

/** One command of the story, ready to run; a `Left` is a fault of the store, in one line. */
type Turn = { readonly at: Instant; readonly run: () => Promise<E.Either<string, RefusedCommand | null>> }

/**
 * @param now sets the time at which the store records what follows
 * @returns the refusals, in their order
 */
export const play = async (
  store: EventStore,
  now: (at: Instant) => void
): Promise<E.Either<string, ReadonlyArray<RefusedCommand>>> => {
  let today: Instant | null = null
  const clock: Clock = () => today ?? systemClock()
  const conventions = executor({
    store,
    codec: journalCodec(conventionEvents),
    decider: conventionDecider(shippedModels),
    hands: 'told',
    clock
  })
  const habilitations = executor({
    store,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(shippedModels),
    premises: { convention: foldedBy(journalCodec(conventionEvents), conventionDecider(shippedModels)) },
    hands: 'told',
    clock
  })
  const connections = executor({
    store,
    codec: journalCodec(connectionEvents),
    decider: connectionDecider,
    clock
  })
  const turns = [
    ...conventionStory.map(turn(conventions)),
    ...habilitationStory.map(turn(habilitations)),
    ...connectionStory.map(turn(connections))
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

  const refused: RefusedCommand[] = []
  for (const { at, run } of turns) {
    now(at)
    today = at
    const outcome = await run()
    if (E.isLeft(outcome)) return outcome
    if (outcome.right !== null) refused.push(outcome.right)
  }
  return E.right(refused)
}

const turn =
  <State, Command extends AnyCommand, Event extends AnyEvent, Refusal extends AnyRefusal>(
    execute: Execute<State, Command, Event, Refusal>
  ) =>
  ({ at, stream, command, commandId, reason }: Scheduled<Command>): Turn => ({
    at,
    run: async () => {
      const executed = await execute(stream, command, { commandId, reason })()
      if (E.isRight(executed)) return E.right(null)
      if (executed.left._tag !== 'Refused') return E.left(executed.left.message)
      return E.right({
        command: command.type,
        reasons: executed.left.refusals.map(refusal => ({
          sentence: refusal.sentence,
          article: refusal.article === null ? '' : frenchArticle(refusal.article),
          computation: refusal.computation ?? '',
          path: refusal.path
        }))
      })
    }
  })
