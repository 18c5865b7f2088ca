/**
 * A process of its own that works on a cluster: callers that append to streams they share, executors that decide on
 * dossiers they share, and one who follows all. What was not answered is given again, through the other of two stores, until
 * it is acknowledged. It has no handler for what its program does not catch.
 */
import { randomUUID } from 'node:crypto'
import {
  Acteur,
  Count,
  type Decider,
  defineEvent,
  type EventOf,
  type Position,
  struct
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { metadata, right } from '../../src/contract/harness'
import type { Appended, EventStore, EventToAppend, ExpectedRevision } from '../../src/event-store'
import { eventstoreDbEventStore } from '../../src/eventstoredb/eventstoredb-event-store'
import { journalCodec } from '../../src/journal/codec'
import { executor } from '../../src/runtime/execute'

/** What it tells the process that started it. */
export type Told =
  | { readonly _tag: 'Ready' }
  | ({ readonly _tag: 'Appended'; readonly stream: string; readonly ids: ReadonlyArray<string> } & Place)
  | ({ readonly _tag: 'Executed'; readonly stream: string; readonly commandId: string } & Place)
  /** An answer that may be other the next time. */
  | { readonly _tag: 'Unanswered'; readonly code: string }
  /** For good: none of these events is in the stream, nor will be. */
  | { readonly _tag: 'Refused'; readonly stream: string; readonly ids: ReadonlyArray<string> }
  /** An answer that there should not be. */
  | { readonly _tag: 'Broken'; readonly answer: unknown }
  | { readonly _tag: 'Followed'; readonly events: ReadonlyArray<string> }
  /** Every call was answered; the longest append took so many milliseconds. */
  | { readonly _tag: 'Settled'; readonly longest: number }

type Place = { readonly revision: number; readonly position: Position }

/** What it is told: to begin no other call; then how far the journal goes, to be followed so far. */
export type Order = 'settle' | { readonly followTo: Position }

export const streams = { plain: 24, decided: 12 }
const callers = { appending: 6, deciding: 3 }

const codeOf = (fault: { readonly _tag: string; readonly code?: string }): string => fault.code ?? fault._tag

const tell = (told: Told): void => void process.send?.(told)

const events = { LignePosée: defineEvent(struct('LignePosée', { onto: Count })) }
type Line = EventOf<typeof events>
type Command = { readonly type: 'Poser'; readonly acteur: Acteur; readonly data: { readonly lines: number } }
const decider: Decider<number, Command, Line, never> = {
  initial: 0,
  decide:
    ({ data: { lines } }) =>
    onto =>
      E.right(Array.from({ length: lines }, () => ({ type: 'LignePosée' as const, data: { onto } }))),
  evolve: count => count + 1
}
const acteur = right(Acteur.decode({ kind: 'systeme', id: 'essai' }))

const main = async (connection = ''): Promise<void> => {
  const limits = { callTimeout: 1000, retryFor: 3000, pollInterval: 500 }
  /** The first call of a process costs more than the others: on a busy machine, more than the limits allow. */
  const open = async (): Promise<EventStore> => {
    const opened = await eventstoreDbEventStore({ connection, ...limits })()
    return E.isLeft(opened) && opened.left.retryable ? open() : right(opened)
  }
  const stores = [await open(), await open()] as const
  let settling = false
  let longest = 0

  const storeOf = (tries: number): EventStore => (tries % 2 === 0 ? stores[0] : stores[1])
  const any = (count: number): number => Math.floor(Math.random() * count)

  /** The same append until it is answered for good. */
  const append = async (
    stream: string,
    batch: ReadonlyArray<EventToAppend>,
    expected: ExpectedRevision,
    first: number
  ): Promise<Appended | null> => {
    const ids = batch.map(({ id }) => id)
    for (let tries = first; ; tries++) {
      const started = performance.now()
      const answer = await storeOf(tries).append(stream, batch, expected)()
      longest = Math.max(longest, performance.now() - started)
      if (E.isRight(answer)) {
        tell({ _tag: 'Appended', stream, ids, ...answer.right })
        return answer.right
      }
      if (answer.left._tag === 'Conflict' && answer.left.cause === 'revision') {
        tell({ _tag: 'Refused', stream, ids })
        return null
      }
      if (!answer.left.retryable) {
        tell({ _tag: 'Broken', answer: answer.left })
        return null
      }
      tell({ _tag: 'Unanswered', code: codeOf(answer.left) })
    }
  }
  const appending = async (caller: number): Promise<void> => {
    let last: { readonly stream: string; readonly revision: number } | null = null
    while (!settling) {
      const batch = Array.from({ length: 1 + any(3) }, () => ({
        ...{ id: randomUUID(), type: 'ÉvénementEssayé', schema: 1 },
        ...{ data: { caller }, metadata }
      }))
      // Now and then at the revision that it was told last, where somebody else may have been meanwhile.
      const exact = last !== null && any(3) === 0
      const stream: string = exact && last !== null ? last.stream : `contrat-${any(streams.plain)}`
      const expected: ExpectedRevision = exact && last !== null ? { exact: last.revision } : 'any'
      const appended = await append(stream, batch, expected, any(2))
      last = appended === null ? null : { stream, revision: appended.revision }
    }
  }

  const executors = stores.map(store => executor({ store, codec: journalCodec(events), decider }))
  const deciding = async (): Promise<void> => {
    while (!settling) {
      const stream = `livre-${any(streams.decided)}`
      const command: Command = { type: 'Poser', acteur, data: { lines: 1 + any(2) } }
      const commandId = randomUUID()
      for (let tries = any(2); ; tries++) {
        const answer = await executors[tries % 2]?.(stream, command, { commandId })()
        if (answer === undefined) throw new Error('no executor')
        if (E.isRight(answer)) {
          const { revision, position } = answer.right
          if (revision === null || position === null || answer.right.events.length !== command.data.lines)
            tell({ _tag: 'Broken', answer: answer.right })
          else tell({ _tag: 'Executed', stream, commandId, revision, position })
          break
        }
        // Where somebody else was faster as often as it was decided, its caller gives it again.
        if (answer.left._tag !== 'Conflict' && !answer.left.retryable) {
          tell({ _tag: 'Broken', answer: answer.left })
          break
        }
        tell({ _tag: 'Unanswered', code: codeOf(answer.left) })
      }
    }
  }

  let to: Position | null = null
  let at: Position | null = null
  const reached = new AbortController()
  const arrive = (): void => {
    if (to !== null && at !== null && BigInt(at) >= BigInt(to)) reached.abort()
  }
  const following = async (): Promise<void> => {
    for await (const page of stores[0].subscribe({ signal: reached.signal })) {
      if (E.isLeft(page)) return tell({ _tag: 'Broken', answer: page.left })
      at = page.right.checkpoint
      tell({ _tag: 'Followed', events: page.right.events.map(({ position, id }) => `${position} ${id}`) })
      arrive()
    }
  }

  const follower = following()
  process.on('message', (order: Order) => {
    if (order === 'settle') settling = true
    else {
      to = order.followTo
      arrive()
    }
  })
  tell({ _tag: 'Ready' })
  await Promise.all([
    ...Array.from({ length: callers.appending }, (_, caller) => appending(caller)),
    ...Array.from({ length: callers.deciding }, deciding)
  ])
  tell({ _tag: 'Settled', longest })
  await follower
  for (const store of stores) await store.close()
  process.disconnect()
}

main(...process.argv.slice(2))
