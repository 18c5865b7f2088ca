/** A reactor for the tests of the runtime: it copies the lines of ledgers into others. */
import { positionOf } from '@avenant/domain'
import * as TE from 'fp-ts/TaskEither'
import { eventsOf, right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { memoryCheckpoints } from '../src/runtime/checkpoints'
import { react } from '../src/runtime/react'
import type { ReactionReport, ReactOptions, Reactor } from '../src/runtime/reactor'
import {
  acteur,
  command,
  type LedgerCommand,
  type LedgerEvent,
  type LedgerExecutor,
  ledgerCodec,
  ledgerExecutor,
  longest,
  turn
} from './ledger'

export type ReactorOptions = ReactOptions<LedgerEvent, LedgerCommand>
export type OpenedReactor = { readonly reactor: Reactor; readonly reports: ReactionReport[] }

/** Copies each line of `source-x` to `copie-x` and to `copie-tout`. */
export const copying: ReactorOptions['reactions'] = ({ stream, type, data }) =>
  TE.right(
    type === 'LigneInscrite'
      ? [stream.replace('source', 'copie'), 'copie-tout'].map(to => ({
          stream: to,
          command: command(data.n, 'Inscrire', stream)
        }))
      : []
  )

export const openReactor = async (
  store: EventStore,
  options: Partial<ReactorOptions> = {},
  execute: ReactorOptions['execute'] = ledgerExecutor(store)
): Promise<OpenedReactor> => {
  const reports: ReactionReport[] = []
  const reactor = right(
    await react<LedgerEvent, LedgerCommand>({
      name: 'copie',
      store,
      codec: ledgerCodec,
      category: 'source',
      reactions: copying,
      execute,
      checkpoints: memoryCheckpoints(),
      acteur,
      retry: { attempts: 3, firstDelay: 1, longestDelay: 1 },
      onReport: report => reports.push(report),
      sleep: turn,
      ...options
    })()
  )
  return { reactor, reports }
}

export const write = async (
  execute: LedgerExecutor,
  stream: string,
  ...ns: ReadonlyArray<number>
): Promise<void> => {
  for (const n of ns) right(await execute(stream, command(n), { commandId: `${stream} ${n}` })())
}
export const linesOf = async (store: EventStore, stream: string): Promise<ReadonlyArray<string>> =>
  (await eventsOf(store.read(stream))).map(({ data }) => {
    const { n, from } = data as { n: number; from: string }
    return `${from}:${n}`
  })
export const endOf = async (store: EventStore) =>
  (await eventsOf(store.readAll())).at(-1)?.position ?? positionOf(0)
/** Once the reactor has passed all that is in the journal now. */
export const settled = async (store: EventStore, reactor: Reactor): Promise<void> => {
  right(await reactor.whenCaughtUp(await endOf(store), longest)())
}
