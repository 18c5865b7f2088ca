/** A small aggregate for the tests of the runtime: what order and count of events change its state, its refusals too. */
import { Acteur, Count, type Decider, defineEvent, type EventOf, NonBlank, struct } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { right } from '../src/contract/harness'
import type { EventStore } from '../src/event-store'
import { journalCodec } from '../src/journal/codec'
import { type Executor, type ExecutorOptions, executor } from '../src/runtime/execute'
import type { Sleep } from '../src/runtime/retry'

const ledgerEvents = {
  LigneInscrite: defineEvent(struct('LigneInscrite', { n: Count, from: NonBlank })),
  LivreClos: defineEvent(struct('LivreClos', {}))
}
export type LedgerEvent = EventOf<typeof ledgerEvents>
type Ledger = { readonly lines: ReadonlyArray<string>; readonly closed: boolean }
export type LedgerCommand = {
  /** `Inscrire` always writes; `InscrireUneFois` does nothing when the line is there; `Clore` writes two events. */
  readonly type: 'Inscrire' | 'InscrireUneFois' | 'Clore'
  readonly acteur: Acteur
  readonly data: { readonly n: number; readonly from: string }
}
type LedgerRefusal = { readonly code: 'clos' }

const lineOf = ({ n, from }: LedgerCommand['data']): string => `${from}:${n}`

export const ledger: Decider<Ledger, LedgerCommand, LedgerEvent, LedgerRefusal> = {
  initial: { lines: [], closed: false },
  decide:
    ({ type, data }) =>
    ({ lines, closed }): E.Either<ReadonlyNonEmptyArray<LedgerRefusal>, ReadonlyArray<LedgerEvent>> => {
      if (type === 'InscrireUneFois' && lines.includes(lineOf(data))) return E.right([])
      if (closed) return E.left([{ code: 'clos' }])
      const line: LedgerEvent = { type: 'LigneInscrite', data }
      return E.right(type === 'Clore' ? [line, { type: 'LivreClos', data: {} }] : [line])
    },
  evolve: (state, event) =>
    event.type === 'LivreClos'
      ? { ...state, closed: true }
      : { ...state, lines: [...state.lines, lineOf(event.data)] }
}

export const acteur = right(Acteur.decode({ kind: 'systeme', id: 'essai' }))
export const ledgerCodec = journalCodec(ledgerEvents)
export const command = (n: number, type: LedgerCommand['type'] = 'Inscrire', from = 'x'): LedgerCommand => ({
  type,
  acteur,
  data: { n, from }
})

export type LedgerExecutor = Executor<Ledger, LedgerCommand, LedgerEvent, LedgerRefusal>
type Options = ExecutorOptions<Ledger, LedgerCommand, LedgerEvent, LedgerRefusal>

/** No wait: another turn of the event loop, so that others go first. */
export const noSleep = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** A retry comes at the next turn; a time-out never. */
export const turn: Sleep = (milliseconds, signal) =>
  milliseconds < longest ? noSleep() : patient(milliseconds, signal)
/** Ends by the signal alone. */
export const patient: Sleep = (_, signal) =>
  new Promise(resolve => {
    if (signal === undefined || signal.aborted) setImmediate(resolve)
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
export const longest = 1e9

export const ledgerExecutor = (store: EventStore, options: Partial<Options> = {}): LedgerExecutor =>
  executor({
    store,
    codec: ledgerCodec,
    decider: ledger,
    hands: 'told',
    sleep: noSleep,
    random: () => 0.5,
    ...options
  })

/** Until it holds, turn after turn of the event loop; never by the clock. */
export const until = async (holds: () => boolean): Promise<void> => {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 100_000) throw new Error('it never came to be')
    await noSleep()
  }
}
