/** The dossiers of one aggregate, in memory: what is asked of each is decided, and folded. */
import {
  type AnyEvent,
  type AnyRefusal,
  type Decider,
  type EditedModel,
  editedVersion,
  type Metadata,
  type Premise,
  type Recorded,
  type RecordedModels,
  type Recording,
  recordedVersions,
  refusal,
  refused,
  withModelOf
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'

/** An event that was decided, with what its envelope says of it. */
type Decided = AnyEvent & {
  readonly revision: number
  readonly schema: number
} & Pick<Metadata, 'model' | 'versions'>

export type DecidedDossiers<Command> = {
  readonly premise: (stream: string) => Premise
  /** The streams on which the decision about a command rests, besides its own. */
  readonly premisesOf: (stream: string, command: Command) => ReadonlyArray<string>
  /** Why nothing is decided on a dossier: its model was edited in place. Null: it was not. */
  readonly edited: (stream: string) => AnyRefusal | null
  /** Decides, and records nothing: see `take`. */
  readonly give: (
    stream: string,
    command: Command,
    recording: Recording
  ) => E.Either<ReadonlyNonEmptyArray<AnyRefusal>, ReadonlyArray<Decided>>
  /** Takes a recorded event of one of them. */
  readonly take: (recorded: Recorded) => void
  /** The same dossiers, which go their own way from here: a state is never changed in place. */
  readonly fork: () => DecidedDossiers<Command>
}

type Standing<State> = {
  readonly revision: number | null
  readonly state: State
  readonly models: RecordedModels
}

/** The executor of a service refuses it too, with the same sentence (`ModelEdited`). */
const modelEdited = refusal('model-edited', ({ sentence }: EditedModel) => sentence)

export const dossiersOf = <State, Command, Event extends AnyEvent>(
  decider: Decider<State, Command, Event, AnyRefusal>,
  definitions: Readonly<Record<string, { readonly schema: number }>>,
  before: ReadonlyMap<string, Standing<State>> = new Map()
): DecidedDossiers<Command> => {
  const dossiers = new Map(before)
  const standing = (stream: string): Standing<State> =>
    dossiers.get(stream) ?? { revision: null, state: decider.initial, models: [] }
  const editedIn = (stream: string, state: State, models: RecordedModels): AnyRefusal | null => {
    const found = editedVersion(stream, models, decider.versions?.(state) ?? [])
    return found === null ? null : modelEdited('', found.edited)
  }
  const edited = (stream: string): AnyRefusal | null => {
    const { state, models } = standing(stream)
    return editedIn(stream, state, models)
  }

  const give: DecidedDossiers<Command>['give'] = (stream, command, recording) => {
    const { revision, state, models } = standing(stream)
    const before = edited(stream)
    if (before !== null) return refused(before)
    return E.chain((events: ReadonlyArray<Event>) => {
      const stateAfter = events.reduce(decider.evolve, state)
      const after = editedIn(stream, stateAfter, models)
      if (after !== null) return refused(after)
      const ref = decider.model?.(stateAfter) ?? null
      const recorded = recordedVersions(models, ref, decider.versions?.(stateAfter) ?? [])
      return E.right(
        events.map((event, i) => ({
          ...event,
          revision: (revision ?? -1) + 1 + i,
          schema: definitions[event.type]?.schema ?? 1,
          ...recorded
        }))
      )
    })(decider.decide(command, recording)(state))
  }

  const take = (recorded: Recorded): void => {
    const { stream, revision } = recorded
    const { state, models } = standing(stream)
    // The decider of the aggregate has made it.
    const event = recorded as unknown as Event
    dossiers.set(stream, {
      revision,
      state: decider.evolve(state, event),
      models: withModelOf(models, recorded)
    })
  }

  return {
    premise: stream => {
      const { revision, state } = standing(stream)
      return { revision, state }
    },
    premisesOf: (stream, command) => decider.premises?.(command, standing(stream).state) ?? [],
    edited,
    give,
    take,
    fork: () => dossiersOf(decider, definitions, dossiers)
  }
}
