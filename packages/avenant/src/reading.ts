/** The index over the whole journal, which follows it: what every question is asked of. */
import type { AnyEvent, Models, Recorded } from '@avenant/domain'
import {
  type AppendFault,
  type DossiersIndex,
  dossiersProjection,
  type Projection
} from '@avenant/projections'
import {
  type AnyFault,
  type EventStore,
  memoryReadModels,
  type Projector,
  project,
  type ReadError,
  type UnknownEventType,
  type UnreadableEvent
} from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { apartStream } from './apart'
import { type ConnectionsApart, connectionsApart, type IndexStopped, indexStopped } from './faults'
import { dossierEvents } from './journal'
import { isOfConnections } from './stores'

export type Reading = Projector<AnyEvent, DossiersIndex, AppendFault | ConnectionsApart>

/**
 * Once it holds all that is in the journal as it is now: no answer is given on a part of it, nor without its connections, where
 * another program has them kept apart from now on.
 */
export const openReading = (
  store: EventStore,
  models: Models,
  { isApart, onInterrupted }: { readonly isApart: boolean; readonly onInterrupted: (fault: AnyFault) => void }
): TE.TaskEither<AnyFault, Reading> => {
  const dossiers = dossiersProjection(models)
  const whole: Projection<DossiersIndex, AppendFault | ConnectionsApart> = {
    ...dossiers,
    apply: (index, recorded) =>
      recorded.stream === apartStream ? E.left(connectionsApart) : dossiers.apply(index, recorded)
  }
  return followed(store, isApart ? dossiers : whole, onInterrupted)
}

const followed = (
  store: EventStore,
  projection: Projection<DossiersIndex, AppendFault | ConnectionsApart>,
  onInterrupted: (fault: AnyFault) => void
): TE.TaskEither<AnyFault, Reading> =>
  pipe(
    store.head(),
    TE.bindTo('head'),
    TE.bindW('reading', () =>
      project({
        store,
        codec: dossierEvents,
        projection,
        models: memoryReadModels<DossiersIndex>(),
        onInterrupted
      })
    ),
    TE.chainW(({ head, reading }) => async (): Promise<E.Either<AnyFault, Reading>> => {
      const reached =
        head === null ? E.right(head) : await reading.whenCaughtUp(head, Number.POSITIVE_INFINITY)()
      if (E.isRight(reached)) return E.right(reading)
      await reading.stop()
      return E.left(stoppedBy(reading) ?? reached.left)
    })
  )

/** The connections of another address, into the same index. */
export const openBeside = (
  store: EventStore,
  index: DossiersIndex,
  onInterrupted: (fault: AnyFault) => void
): TE.TaskEither<AnyFault, Reading> =>
  followed(
    store,
    {
      name: 'connections',
      version: 1,
      initial: () => index,
      apply: (index, recorded) => (isOfConnections(recorded.stream) ? index.append(recorded) : E.right(index))
    },
    onInterrupted
  )

type Fed = { readonly store: EventStore; readonly reading: Reading }

/** The index, once it holds all that is in each journal that feeds it. */
export const indexOnAll = (
  sources: readonly [Fed, ...ReadonlyArray<Fed>],
  patience: number
): TE.TaskEither<AnyFault, DossiersIndex> =>
  pipe(
    sources,
    TE.traverseSeqArray(({ store, reading }) =>
      pipe(
        store.head(),
        TE.chainW(head =>
          head === null ? TE.right(null) : TE.map(() => null)(reading.whenCaughtUp(head, patience))
        )
      )
    ),
    TE.map(() => sources[0].reading.read())
  )

export type StreamFault = ReadError | UnreadableEvent | UnknownEventType

/** The events of a dossier as the index is given them; none where there is no such stream. */
export const eventsIn =
  (store: EventStore, stream: string): TE.TaskEither<StreamFault, ReadonlyArray<Recorded>> =>
  async () => {
    const events: Recorded[] = []
    for await (const page of store.read(stream)) {
      if (E.isLeft(page)) return page.left._tag === 'StreamNotFound' ? E.right([]) : page
      const decoded = E.traverseArray(dossierEvents.decode)(page.right)
      if (E.isLeft(decoded)) return decoded
      events.push(...decoded.right)
    }
    return E.right(events)
  }

/** Null while the index goes on, or tries to. */
export const stoppedBy = (reading: Reading): IndexStopped | null => {
  const { fault } = reading.state()
  if (fault === null) return null
  const isApart = 'fault' in fault && fault.fault === connectionsApart
  return indexStopped(isApart ? connectionsApart : fault)
}
