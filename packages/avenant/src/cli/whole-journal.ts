/** A journal opened as a whole: to be looked through, copied, and compared. */
import {
  type EventStore,
  type OpenError,
  openEventStore,
  sqliteEventStore,
  sqliteFileOf
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import * as TE from 'fp-ts/TaskEither'
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

/** A store of which something is asked, and what a cheap look at it says against its answers: a line each. */
export type Asked = { readonly store: EventStore; readonly doubts: ReadonlyArray<string> }

export const asked = (address: string): TaskEither<OpenError, Asked> =>
  address.startsWith('sqlite:')
    ? async () => {
        const opened = await sqliteEventStore({ file: sqliteFileOf(address), readOnly: true })()
        if (E.isLeft(opened)) return opened
        const lost = await opened.right.lostEvents()()
        const isWhole = E.isRight(lost) && lost.right === 0
        return E.right({ store: opened.right, doubts: isWhole ? [] : [doubt] })
      }
    : TE.map((store: EventStore): Asked => ({ store, doubts: [] }))(readOnly(address))

/** What a cheap look at a store says against its answers; none where it cannot be opened, which is told by who opens it. */
export const doubtsOf = async (address: string): Promise<ReadonlyArray<string>> => {
  if (!address.startsWith('sqlite:')) return []
  const opened = await asked(address)()
  if (E.isLeft(opened)) return []
  await opened.right.store.close()
  return opened.right.doubts
}

const doubt =
  "attention : cette base n'a plus tous ses événements : ce qui en est dit peut être faux ; avenant verify dit ce qui est abîmé, restaurez une sauvegarde"
