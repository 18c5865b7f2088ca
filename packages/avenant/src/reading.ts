/** The index over the whole journal, which follows it: what every question is asked of. */
import type { AnyEvent, Models, Recorded } from '@avenant/domain'
import { type AppendFault, type DossiersIndex, dossiersProjection } from '@avenant/projections'
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
import { type IndexStopped, indexStopped } from './faults'
import { dossierEvents } from './journal'

export type Reading = Projector<AnyEvent, DossiersIndex, AppendFault>

/** Once it holds all that is in the journal as it is now: no answer is given on a part of it. */
export const openReading = (
  store: EventStore,
  models: Models,
  onInterrupted: (fault: AnyFault) => void
): TE.TaskEither<AnyFault, Reading> =>
  pipe(
    store.head(),
    TE.bindTo('head'),
    TE.bindW('reading', () =>
      project({
        store,
        codec: dossierEvents,
        projection: dossiersProjection(models),
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
  return fault === null ? null : indexStopped(fault)
}
