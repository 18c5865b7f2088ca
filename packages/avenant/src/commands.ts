/** Commands of every aggregate, each given to the dossier that it names. */
import {
  AddressedCommand,
  type AnyEvent,
  type AnyRefusal,
  type ConventionId,
  connectionDecider,
  connectionEvents,
  conventionDecider,
  conventionEvents,
  type DossierCommand,
  decode,
  type Hand,
  habilitationDecider,
  habilitationEvents,
  isConnectionCommand,
  isConventionCommand,
  type Models,
  streamOfCommand
} from '@avenant/domain'
import {
  type Clock,
  type CommandMeta,
  type Decided,
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
import { conventionNamedBy } from './named-convention'
import type { Stores } from './stores'

/** What a command did: its events, in which stream, up to which revision and position. */
export type Done = Omit<Executed<AnyEvent, unknown>, 'state'>

export type ExecuteFault = ExecuteError<AnyRefusal>

/** What stands beside a command; its id is made here when the caller names none, and it is then another one each time (G23). */
export type Beside = Omit<CommandMeta, 'commandId'> & {
  readonly commandId?: string
  /** For whom the acteur of this command acts, where who gives it vouches for that; else the opening's `hands` says it. */
  readonly hand?: Hand | null
}

/** What a command would record, of which dossier; the convention is null where the command does not say it. */
export type Tried = Decided<AnyEvent> & { readonly conventionId: ConventionId | null }

export type Commands = {
  readonly execute: (command: unknown, beside?: Beside) => TE.TaskEither<ExecuteFault, Done>
  /** The decision of the very same command: nothing is recorded. */
  readonly decide: (command: unknown, beside?: Beside) => TE.TaskEither<ExecuteFault, Tried>
  readonly close: Task<void>
}

type CommandsOptions = {
  readonly stores: Stores
  readonly models: Models
  readonly hands?: Hands | 'told'
  readonly clock?: Clock
}

export const commandsOf = ({ models, stores, ...others }: CommandsOptions): Commands => {
  const options = { ...others, store: stores.journal }
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
  const connections = executor({
    ...others,
    store: stores.connections,
    codec: journalCodec(connectionEvents),
    decider: connectionDecider
  })
  type Addressed = {
    readonly stream: string
    readonly meta: CommandMeta
    readonly hand: Hand | null | undefined
  }
  /** What is done with a command once it is read, by the aggregate of its dossier. */
  const given =
    <A>(use: (command: DossierCommand, addressed: Addressed) => TE.TaskEither<ExecuteFault, A>) =>
    (given: unknown, { commandId = v4(), hand, ...beside }: Beside = {}): TE.TaskEither<ExecuteFault, A> => {
      const decoded = decode(AddressedCommand)(given)
      if (decoded._tag === 'Left') return TE.left(invalidCommand(given, decoded.left))
      const command = decoded.right
      return use(command, { stream: streamOfCommand(command), meta: { ...beside, commandId }, hand })
    }
  return {
    execute: given((command, { stream, meta, hand }) => {
      const executed: TE.TaskEither<ExecuteFault, Executed<AnyEvent, unknown>> = isConventionCommand(command)
        ? conventions(stream, command, meta, hand)
        : isConnectionCommand(command)
          ? connections(stream, command, meta, hand)
          : habilitations(stream, command, meta, hand)
      return TE.map(({ state: _, ...done }: Executed<AnyEvent, unknown>): Done => done)(executed)
    }),
    decide: given((command, { stream, meta, hand }) => {
      const decided: TE.TaskEither<ExecuteFault, Decided<AnyEvent>> = isConventionCommand(command)
        ? conventions.decide(stream, command, meta, hand)
        : isConnectionCommand(command)
          ? connections.decide(stream, command, meta, hand)
          : habilitations.decide(stream, command, meta, hand)
      return TE.map(
        (decided: Decided<AnyEvent>): Tried => ({ ...decided, conventionId: conventionNamedBy(command) })
      )(decided)
    }),
    close: async () => {
      await Promise.all([conventions.close(), habilitations.close(), connections.close()])
    }
  }
}
