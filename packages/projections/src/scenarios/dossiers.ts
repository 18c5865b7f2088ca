/** The dossiers of one aggregate, in memory: what is asked of each is decided, and folded. */
import type { AnyEvent, AnyRefusal, Decider, Metadata, Premise, Recording } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'

/** An event that was decided, with what its envelope says of it. */
type Decided = AnyEvent & {
  readonly revision: number
  readonly schema: number
  readonly model: Metadata['model']
}

export type Dossiers<Command> = {
  readonly premise: (stream: string) => Premise
  /** The streams on which the decision about a command rests, besides its own. */
  readonly premisesOf: (stream: string, command: Command) => ReadonlyArray<string>
  readonly give: (
    stream: string,
    command: Command,
    recording: Recording
  ) => E.Either<ReadonlyNonEmptyArray<AnyRefusal>, ReadonlyArray<Decided>>
}

export const dossiersOf = <State, Command, Event extends AnyEvent>(
  decider: Decider<State, Command, Event, AnyRefusal>,
  definitions: Readonly<Record<string, { readonly schema: number }>>
): Dossiers<Command> => {
  const dossiers = new Map<string, { readonly revision: number | null; readonly state: State }>()
  const standing = (stream: string) => dossiers.get(stream) ?? { revision: null, state: decider.initial }
  const folded = (stream: string, event: Event): Decided => {
    const { revision: last, state: before } = standing(stream)
    const revision = (last ?? -1) + 1
    const state = decider.evolve(before, event)
    dossiers.set(stream, { revision, state })
    return {
      ...event,
      revision,
      schema: definitions[event.type]?.schema ?? 1,
      model: decider.model?.(state) ?? null
    }
  }
  return {
    premise: standing,
    premisesOf: (stream, command) => decider.premises?.(command, standing(stream).state) ?? [],
    give: (stream, command, recording) =>
      E.map((events: ReadonlyArray<Event>) => events.map(event => folded(stream, event)))(
        decider.decide(command, recording)(standing(stream).state)
      )
  }
}
