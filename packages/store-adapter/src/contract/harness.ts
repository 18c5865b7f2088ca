import { type Metadata, Metadata as MetadataCodec, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { v5 } from 'uuid'
import type { Clock } from '../clock'
import type { AppendError } from '../errors'
import type { Appended, EventStore, EventToAppend, ExpectedRevision } from '../event-store'
import type { Pages } from '../pages'

export type OpenOptions = {
  readonly clock?: Clock
  readonly maxEventBytes?: number
  readonly pageSize?: number
}

/** A new and empty journal, as a user's adapter opens it. What an engine does not have is left out. */
export type OpenedStore = {
  readonly store: EventStore
  /** Another connection to the same journal. */
  readonly another?: () => Promise<EventStore>
  /**
   * As many other processes as `writers` append once each to `stream`, at once, each with ids of its own. Gives
   * what each was answered: `Appended`, or the tag of its error.
   */
  readonly race?: (
    stream: string,
    expected: ExpectedRevision,
    writers: number
  ) => Promise<ReadonlyArray<string>>
  /** Closes every connection and removes the journal. */
  readonly close: () => Promise<void>
}

export type OpenStore = (options?: OpenOptions) => Promise<OpenedStore>

/** What an engine cannot hold, each with its reason: told in the title of a skipped case, not passed over. */
export type ContractLimits = { readonly oneProcess?: string }

/** Opens a store, hands it to the test, and closes it whatever happens. */
export const withStore =
  (open: OpenStore) =>
  (work: (opened: OpenedStore) => Promise<void>, options: OpenOptions = {}) =>
  async (): Promise<void> => {
    const opened = await open(options)
    try {
      await work(opened)
    } finally {
      await opened.close()
    }
  }

export type WithStore = ReturnType<typeof withStore>

export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`a Left: ${JSON.stringify(either.left)}`)
  return either.right
}

export const left = <Fault>(either: E.Either<Fault, unknown>): Fault => {
  if (E.isRight(either)) throw new Error(`a Right: ${JSON.stringify(either.right)}`)
  return either.left
}

/** The answer of an append that is taken. */
export const taken = async (append: TaskEither<AppendError, Appended>): Promise<Appended> =>
  right(await append())

/** The error of an append that is refused. */
export const refusal = async (append: TaskEither<AppendError, Appended>): Promise<AppendError> =>
  left(await append())

export const pagesOf = async <Page>(pages: Pages<unknown, Page>): Promise<ReadonlyArray<Page>> => {
  const all: Page[] = []
  for await (const page of pages) all.push(right(page))
  return all
}

export const eventsOf = async (
  pages: Pages<unknown, ReadonlyArray<Recorded>>
): Promise<ReadonlyArray<Recorded>> => (await pagesOf(pages)).flat()

export const numbersOf = async (
  pages: Pages<unknown, ReadonlyArray<Recorded>>
): Promise<ReadonlyArray<unknown>> => (await eventsOf(pages)).map(event => event.data)

const namespace = 'a8f7c2d4-5b1e-4c39-9d52-0e6f3b7a1c88'

/** A uuid for a name, the same each time. */
export const idOf = (name: string): string => v5(name, namespace)

export const metadata: Metadata = right(
  MetadataCodec.decode({
    acteur: { kind: 'agent-caf', id: 'agent-1' },
    commandId: 'commande-1',
    correlationId: 'commande-1',
    causationId: null,
    reason: null,
    model: null
  })
)

/** An event whose id and data come from its name. */
export const event = (name: string, data: unknown = name): EventToAppend => ({
  id: idOf(name),
  type: 'ÉvénementEssayé',
  schema: 1,
  data,
  metadata
})

/** `named('a', 3)`: events a0, a1, a2. */
export const named = (name: string, count: number): ReadonlyArray<EventToAppend> =>
  Array.from({ length: count }, (_, index) => event(`${name}${index}`))
