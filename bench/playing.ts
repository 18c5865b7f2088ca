/** What a decider makes of commands, as a journal would have it: of a dossier by itself, and without a store. */
import {
  type Acteur,
  type AnyEvent,
  type Decider,
  type Instant,
  metadataOf,
  positionOf,
  type Recorded
} from '@avenant/domain'
import * as E from 'fp-ts/Either'

type Told<Command> = {
  readonly at: Instant
  readonly command: Command
  readonly commandId: string
  readonly id: (revision: number) => string
}

export type Playing<Command, Event, Refusal> = {
  readonly recorded: ReadonlyArray<Recorded & Event>
  /** Records what is decided of it: the events, or the refusals. */
  readonly give: (told: Told<Command>) => E.Either<ReadonlyArray<Refusal>, ReadonlyArray<Recorded & Event>>
}

/** A dossier that nothing is recorded of yet. */
export const playing = <State, Command extends { readonly acteur: Acteur }, Event extends AnyEvent, Refusal>(
  { initial, decide, evolve, model }: Decider<State, Command, Event, Refusal>,
  stream: string
): Playing<Command, Event, Refusal> => {
  const recorded: Array<Recorded & Event> = []
  let state = initial
  return {
    recorded,
    give: ({ at, command, commandId, id }) => {
      const decided = decide(command)(state)
      if (E.isLeft(decided)) return decided
      const events = decided.right.map(event => {
        state = evolve(state, event)
        const revision = recorded.length
        const one = {
          ...event,
          position: positionOf(revision + 1),
          stream,
          revision,
          id: id(revision),
          schema: 1,
          recordedAt: at,
          metadata: { ...metadataOf(command.acteur, commandId), model: model?.(state) ?? null }
        }
        recorded.push(one)
        return one
      })
      return E.right(events)
    }
  }
}
