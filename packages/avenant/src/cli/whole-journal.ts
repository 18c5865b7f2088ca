/** A journal opened as a whole: to be looked through, copied, and compared. */
import { createHash } from 'node:crypto'
import {
  type EventStore,
  journalText,
  type OpenError,
  openEventStore,
  type ReadAllError,
  sqliteEventStore,
  sqliteFileOf
} from '@avenant/store-adapter'
import type { Command } from 'commander'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { exitCodes, failed, type Said } from '../program'

export const journalFault = ({ message }: { readonly message: string }): Said =>
  failed([message], exitCodes.journal)

/** Opens a store to be read, does something with it, and closes it whatever becomes of that. */
export const reading =
  (opening: TaskEither<OpenError, EventStore>) =>
  async (use: (store: EventStore) => Promise<Said>): Promise<Said> => {
    const opened = await opening()
    if (E.isLeft(opened)) return journalFault(opened.left)
    try {
      return await use(opened.right)
    } finally {
      await opened.right.close()
    }
  }

export const readOnly = (address: string): TaskEither<OpenError, EventStore> =>
  openEventStore(address, { readOnly: true })

/** The same, once the engine has looked through all that it keeps. */
export const lookedThrough = (address: string): TaskEither<OpenError, EventStore> =>
  address.startsWith('sqlite:')
    ? sqliteEventStore({ file: sqliteFileOf(address), readOnly: true, verify: true })
    : readOnly(address)

/** What two journals that are the same, byte for byte, have in common: how many events, and the digest of their export. */
export type Digest = { readonly events: number; readonly sha256: string }

export const digestOf = async (store: EventStore): Promise<E.Either<ReadAllError, Digest>> => {
  const hash = createHash('sha256')
  let events = 0
  const onProgress = (progress: { readonly events: number }): void => {
    events = progress.events
  }
  for await (const text of journalText(store, { onProgress })) {
    if (E.isLeft(text)) return text
    hash.update(text.right)
  }
  return E.right({ events, sha256: hash.digest('hex') })
}

/** A retention removed the beginning of streams of these categories: elsewhere, one that begins later is refused. */
export const retainedOption = (program: Command): Command =>
  program.option(
    '--retained <catégories...>',
    'catégories dont une conservation limitée a retiré le début des flux'
  )
