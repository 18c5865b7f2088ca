/** Every event and every command of the domain. */
import type * as t from 'io-ts'
import {
  ConnectionCommand,
  ConventionCommand,
  connectionEvents,
  conventionEvents,
  HabilitationCommand,
  habilitationEvents,
  isWrapper,
  StructType,
  TaggedType,
  usesEvents
} from '../src'

type Definition = {
  readonly schema: number
  readonly data: t.Mixed
  readonly upcasters: ReadonlyArray<(data: unknown) => unknown>
}

export const events: ReadonlyArray<readonly [type: string, definition: Definition]> = [
  ...Object.entries<Definition>(conventionEvents),
  ...Object.entries<Definition>(habilitationEvents),
  ...Object.entries<Definition>(connectionEvents),
  ...Object.entries<Definition>(usesEvents)
]

const membersOf = (codec: t.Mixed): ReadonlyArray<readonly [string, t.Mixed]> => {
  if (!(codec instanceof TaggedType)) throw new TypeError('commands are a tagged union')
  return Object.entries<t.Mixed>(codec.members)
}

/** Each command with its `type`, `acteur` and `data`. */
export const commands: ReadonlyArray<readonly [type: string, codec: t.Mixed]> = [
  ...membersOf(ConventionCommand),
  ...membersOf(HabilitationCommand),
  ...membersOf(ConnectionCommand)
]

/** The codec of a command's data. */
export const dataOf = (command: t.Mixed): t.Mixed => {
  const bare = isWrapper(command) ? command.inner : command
  const data: unknown = bare instanceof StructType ? bare.required.data : undefined
  if (!isCodec(data)) throw new TypeError('a command has data')
  return data
}

const isCodec = (u: unknown): u is t.Mixed => typeof u === 'object' && u !== null && 'decode' in u
