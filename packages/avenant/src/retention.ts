/** The owner's own function: connections go, and no answer changes (A1). */
import {
  type Acteur,
  accessCategory,
  addMonths,
  civilDateOf,
  decode,
  type Fault,
  habilitationOf,
  Instant,
  type Models,
  startOfDay,
  usesStream
} from '@avenant/domain'
import type { DossiersIndex, UsesToKeep } from '@avenant/projections'
import type { AnyFault, Clock, EventStore, EventToAppend, Retained } from '@avenant/store-adapter'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { invalidQuestion } from './faults'
import { ownEvent } from './own-event'

export type RetainConnections = (options?: {
  /** An instant: what was recorded before it goes. Absent: as long ago as the model says that keeps them longest. */
  readonly olderThan?: string
}) => TE.TaskEither<AnyFault, Retained>

type Retaining = {
  /** The store of the connections. */
  readonly store: EventStore
  readonly models: Models
  readonly clock: Clock
  readonly acteur: Acteur
  /** The index, once it holds all that is recorded. */
  readonly onAll: TE.TaskEither<AnyFault, DossiersIndex>
}

/**
 * First records, of what goes, the first connection of each day (`UsesKept`), without its hour nor its origin; then removes. A program
 * that ends between the two has kept what it has not removed: run again, it keeps the rest, and removes it.
 */
export const retainConnectionsIn =
  ({ store, models, clock, acteur, onAll }: Retaining): RetainConnections =>
  ({ olderThan = keptSince(models, clock()) } = {}) =>
    pipe(
      TE.Do,
      TE.bindW('before', () => TE.fromEither(instantIn(olderThan))),
      TE.bindW('index', () => onAll),
      TE.chainFirstW(({ index, before }) =>
        TE.traverseSeqArray((kept: UsesToKeep) => keep(store, kept, acteur))(index.usesBefore(before))
      ),
      TE.chainW(({ before, index }) =>
        pipe(
          store.retain({ category: accessCategory, olderThan: before }),
          TE.chainFirstIOK(() => () => index.forgetConnections(before))
        )
      )
    )

/** The start of that day in the zone of each model: one store keeps those of every model. */
const keptSince = (models: Models, now: Instant): Instant =>
  models
    .map(model => {
      const { zone } = model
      const since = addMonths(civilDateOf(now, zone), -habilitationOf(model).connectionsKept)
      return startOfDay(since, zone)
    })
    .toSorted()
    .at(0) ?? now

const instantIn = (olderThan: string) =>
  E.mapLeft((faults: ReadonlyArray<Fault>) =>
    invalidQuestion(faults.map(({ message }) => ({ path: 'olderThan', message })))
  )(decode(Instant)(olderThan))

const keep = (store: EventStore, kept: UsesToKeep, acteur: Acteur): TE.TaskEither<AnyFault, unknown> =>
  store.append(usesStream(kept.habilitationId), [eventOf(kept, acteur)], 'any')

/** The same for the same uses: kept twice at once, they are kept once. */
const eventOf = ({ habilitationId, uses }: UsesToKeep, acteur: Acteur): EventToAppend =>
  ownEvent(
    { type: 'UsesKept', data: { uses } },
    `conservation/${habilitationId}/${uses.map(({ revision }) => revision).join(',')}`,
    acteur
  )
