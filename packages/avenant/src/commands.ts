/** Commands of every aggregate, each given to the dossier that it names. */
import {
  AddressedCommand,
  type AnyEvent,
  type AnyRefusal,
  conventionDecider,
  conventionEvents,
  decode,
  type Hand,
  habilitationDecider,
  habilitationEvents,
  isConventionCommand,
  type Models,
  streamOfCommand
} from '@avenant/domain'
import {
  type Clock,
  type CommandMeta,
  type EventStore,
  type Executed,
  type ExecuteError,
  executor,
  foldedBy,
  type Hands,
  invalidCommand,
  journalCodec
} from '@avenant/store-adapter'
import type { Task } from 'fp-ts/Task'
import * as TE from 'fp-ts/TaskEither'
import { v4 } from 'uuid'

/** What a command did: its events, in which stream, up to which revision and position. */
export type Done = Omit<Executed<AnyEvent, unknown>, 'state'>

export type ExecuteFault = ExecuteError<AnyRefusal>

/** What stands beside a command; its id is made here when the caller names none, and it is then another one each time (G23). */
export type Beside = Omit<CommandMeta, 'commandId'> & {
  readonly commandId?: string
  /** For whom the acteur of this command acts, where who gives it vouches for that; else the opening's `hands` says it. */
  readonly hand?: Hand | null
}

export type Commands = {
  readonly execute: (command: unknown, beside?: Beside) => TE.TaskEither<ExecuteFault, Done>
  readonly close: Task<void>
}

type CommandsOptions = {
  readonly store: EventStore
  readonly models: Models
  readonly hands?: Hands | 'told'
  readonly clock?: Clock
}

export const commandsOf = ({ models, ...options }: CommandsOptions): Commands => {
  const conventions = executor({
    ...options,
    codec: journalCodec(conventionEvents),
    decider: conventionDecider(models)
  })
  const habilitations = executor({
    ...options,
    codec: journalCodec(habilitationEvents),
    decider: habilitationDecider(models),
    premises: { convention: foldedBy(journalCodec(conventionEvents), conventionDecider(models)) }
  })
  return {
    execute: (given, { commandId = v4(), hand, ...beside } = {}) => {
      const decoded = decode(AddressedCommand)(given)
      if (decoded._tag === 'Left') return TE.left(invalidCommand(given, decoded.left))
      const command = decoded.right
      const [stream, meta] = [streamOfCommand(command), { ...beside, commandId }]
      const executed: TE.TaskEither<ExecuteFault, Executed<AnyEvent, unknown>> = isConventionCommand(command)
        ? conventions(stream, command, meta, hand)
        : habilitations(stream, command, meta, hand)
      return TE.map(({ state: _, ...done }: Executed<AnyEvent, unknown>): Done => done)(executed)
    },
    close: async () => {
      await Promise.all([conventions.close(), habilitations.close()])
    }
  }
}
