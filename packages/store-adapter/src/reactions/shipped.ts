/** The reactions that conventions and habilitations need, wired by one call. */
import {
  type Acteur,
  conventionDecider,
  conventionEvents,
  type HabilitationsUnder,
  habilitationDecider,
  habilitationEvents,
  type Models,
  type Position,
  tellConvention
} from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { EventStore } from '../event-store'
import { journalCodec } from '../journal/codec'
import type { Checkpoints } from '../runtime/checkpoints'
import type { AnyFault } from '../runtime/defect'
import { executor } from '../runtime/execute'
import { foldedBy } from '../runtime/premises'
import { project } from '../runtime/project'
import { react } from '../runtime/react'
import type { ReactorState } from '../runtime/reactor'
import type { ReadModelStore } from '../runtime/read-models'
import { dossiers } from './dossiers'
import { telling } from './telling'

export type ShippedReactions = {
  /** Answers once every reaction to what stands up to a position has been given; a fault when that takes longer. */
  readonly whenCaughtUp: (position: Position, milliseconds: number) => TaskEither<AnyFault, unknown>
  readonly state: () => ReactorState
  /** Right once they were stopped; Left as soon as they cannot go on. */
  readonly ended: Task<E.Either<AnyFault, void>>
  /** Ends at the event at hand; nothing is left open but the store. */
  readonly stop: Task<void>
}

export type ShippedReactionsOptions = {
  readonly store: EventStore
  readonly models: Models
  /** The system, in whose name they act. */
  readonly acteur: Acteur
  /** Keeps which habilitations are under each convention, and whose: in memory it is built again at each start. */
  readonly readModels: ReadModelStore<HabilitationsUnder>
  /** Keeps how far reactions were given: from there they go on. */
  readonly checkpoints: Checkpoints
}

/**
 * Starts them: what a convention says of the habilitations under it is told to them when it moves, its end (P22, M19, P27) and
 * the roles of the person that leave the annexe or are in it again (P20, P21, M21). They record and notify; no answer waits
 * for them (G16). A `Left` is what kept one from starting.
 *
 * @example
 * const reactions = await startShippedReactions({ store, models, acteur, readModels, checkpoints })()
 */
export const startShippedReactions =
  ({
    store,
    models,
    acteur,
    readModels,
    checkpoints
  }: ShippedReactionsOptions): TaskEither<AnyFault, ShippedReactions> =>
  async () => {
    const codec = journalCodec(conventionEvents, habilitationEvents)
    const projector = await project({
      store,
      codec,
      types: codec.types,
      projection: dossiers,
      models: readModels
    })()
    if (E.isLeft(projector)) return projector
    const execute = executor({
      store,
      codec: journalCodec(habilitationEvents),
      decider: habilitationDecider(models),
      premises: {
        convention: foldedBy(journalCodec(conventionEvents), conventionDecider(models))
      }
    })
    const reactor = await react({
      name: 'convention-dite',
      store,
      codec,
      types: codec.types,
      reactions: telling(store, projector.right, tellConvention(models, acteur)),
      execute,
      checkpoints,
      acteur
    })()
    if (E.isLeft(reactor)) {
      await projector.right.stop()
      return reactor
    }
    return E.right({
      whenCaughtUp: reactor.right.whenCaughtUp,
      state: reactor.right.state,
      ended: reactor.right.ended,
      stop: async () => {
        await reactor.right.stop()
        await projector.right.stop()
        await execute.close()
      }
    })
  }
