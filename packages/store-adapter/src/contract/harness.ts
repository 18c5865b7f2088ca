/// <reference types="jest" />
import { type Metadata, Metadata as MetadataCodec, type Position, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { TaskEither } from 'fp-ts/TaskEither'
import { v5 } from 'uuid'
import type { ClockOptions } from '../clock'
import type { AppendError } from '../errors'
import type { Appended, EventStore, EventToAppend, ExpectedRevision, RestoreProgress } from '../event-store'
import type { Pages } from '../pages'

export type OpenOptions = ClockOptions & {
  readonly maxEventBytes?: number
  readonly pageSize?: number
}

/** A new and empty journal, as a user's adapter opens it. What an engine does not have is left out. */
export type OpenedStore = {
  readonly store: EventStore
  /** Another journal of the same engine, new and empty. */
  readonly other?: () => Promise<EventStore>
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
  /** The store goes away, and comes back: a server that stops, a file that another program locks. */
  readonly cut?: () => Promise<void>
  readonly restore?: () => Promise<void>
  /**
   * Starts another process that runs `appendWithoutEnd`, ends it with `kill -9` once it has acknowledged `after`
   * appends, and gives all that it acknowledged. Needs `another`, which opens the journal again.
   */
  readonly killWriter?: (run: string, after: number) => Promise<ReadonlyArray<Acknowledged>>
  /**
   * Starts another process that runs `moveInto` on the journal with an exported file, and ends it with `kill -9` where it
   * tells that step; false when it came to its end before. Needs `another`.
   */
  readonly killMover?: (file: string, killedAt: Pick<RestoreProgress, 'step' | 'events'>) => Promise<boolean>
  /** Changes one part of an event behind the store's back, or takes it out, as a failing disk or a hand does. */
  readonly damage?: (stream: string, revision: number, part: DamagedPart) => Promise<void>
  /** What the adapter must refuse to open: another program's data, a newer schema. */
  readonly notJournals?: () => Promise<ReadonlyArray<NotJournal>>
  /** The ways in which the store can fail under a program at work, each with a journal of its own. */
  readonly failures?: ReadonlyArray<Failure>
  /** What others may try who have rights where the journal is kept: each is refused, or changes nothing. */
  readonly tamper?: () => Promise<ReadonlyArray<Tampering>>
  /** Copies of the journal that is in use, by name. */
  readonly copies?: Copies
  /** The same journal, opened read-only. */
  readonly readOnly?: () => Promise<EventStore>
  /** Closes every connection and removes the journal. */
  readonly close: () => Promise<void>
}

export type Copies = {
  readonly make: (
    name: string
  ) => Promise<E.Either<{ readonly _tag: string; readonly retryable: boolean }, unknown>>
  /** Null when nothing has the name. */
  readonly open: (name: string) => Promise<EventStore | null>
  /** Removes whatever is there of copies that are being made. */
  readonly removeHalf: () => Promise<void>
  /** Names that are links, one that leads nowhere among them, each with whether what it leads to is as it was. */
  readonly links: (
    name: string
  ) => Promise<ReadonlyArray<{ readonly name: string; readonly still: () => Promise<boolean> }>>
}

export type OpenStore = (options?: OpenOptions) => Promise<OpenedStore>

/** An append that was answered. `events` of them, the last at `revision` and `position`. */
export type Acknowledged = {
  readonly name: string
  readonly stream: string
  readonly events: number
  readonly revision: number
  readonly position: Position
}

/** `data` and `metadata` are no JSON any more; the others none of what they have to be. */
export type DamagedPart = 'data' | 'metadata' | 'type' | 'id' | 'schema' | 'recordedAt' | 'missing'

export type NotJournal = {
  readonly what: string
  readonly open: () => Promise<E.Either<{ readonly _tag: string; readonly retryable: boolean }, unknown>>
  /** Whether nothing of it was changed. */
  readonly untouched: () => Promise<boolean>
}

export type Failure = {
  readonly what: string
  readonly begin: () => Promise<{
    /** The arguments of `node` for a program that runs `workUntilTold` on the journal, until its standard input ends. */
    readonly program: ReadonlyArray<string>
    /** Null where all that happens is that the program closes the store. */
    readonly fail: (() => Promise<void>) | null
    readonly end: () => Promise<void>
  }>
}

/** Rejects when it is refused. */
export type Tampering = { readonly what: string; readonly attempt: () => Promise<unknown> }

/** Figures of the crash test: `lost` of what was acknowledged, appends `halfWritten`. */
export type CrashFigures = {
  readonly rounds: number
  readonly acknowledged: number
  readonly lost: number
  readonly halfWritten: number
}

/** What an engine cannot hold, each with its reason: told in the title of a skipped case, not passed over. */
export type ContractLimits = {
  /** Why several processes cannot share a journal. */
  readonly oneProcess?: string
  /** By the number of a case, or the start of a title when only that part of a case is not held. */
  readonly cannot?: Readonly<Record<string, string>>
  /** How often the writer is killed; 50 by default. */
  readonly crashRounds?: number
  readonly onCrashFigures?: (figures: CrashFigures) => void
}

export type ContractTest = (title: string, work: () => Promise<void>, timeout?: number) => void

/** `test`, but for what the engine cannot hold. */
export const testWithin =
  ({ oneProcess, cannot = {} }: ContractLimits): ContractTest =>
  (title, work, timeout) => {
    const limits = Object.entries({
      ...(oneProcess === undefined ? {} : { '10 of several processes': oneProcess }),
      ...cannot
    })
    const limit = limits.find(([key]) => title === key || title.startsWith(`${key} `))
    if (limit === undefined) test(title, work, timeout)
    else test.skip(`${title} (not held: ${limit[1]})`, work)
  }

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
    commandDigest: null,
    correlationId: 'commande-1',
    causationId: null,
    causationDepth: 0,
    reason: null,
    model: null,
    custom: null
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
