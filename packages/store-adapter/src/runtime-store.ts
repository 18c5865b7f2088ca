/** Where the programs on a journal keep how far they are: beside the journal, by its own address. */
import * as E from 'fp-ts/Either'
import type { Task } from 'fp-ts/Task'
import type { TaskEither } from 'fp-ts/TaskEither'
import { sqliteFileOf } from './address'
import type { OpenError } from './errors'
import { type Checkpoints, type ModelStoreFault, memoryCheckpoints } from './runtime/checkpoints'
import { type Leases, memoryLeases } from './runtime/leases'

export type RuntimeStore = {
  readonly checkpoints: Checkpoints
  /** Which of the programs on the journal does what one alone is to do. */
  readonly leases: Leases
  readonly close: Task<void>
}

/**
 * By the address of a journal, which `openEventStore` has opened: `sqlite:avenant.db` has it in the file `avenant.db.models` beside it, a schema of
 * PostgreSQL in the one named after it (`avenant_models`). It may be thrown away at any time: reactions are then given
 * again from the start of the journal, and each is executed once.
 *
 * For `memory:` and EventStoreDB it is in memory: each program on such a journal runs its reactions itself, from the start.
 */
export const openRuntimeStore = (address: string): TaskEither<OpenError | ModelStoreFault, RuntimeStore> => {
  if (address.startsWith('sqlite:')) {
    const engine: typeof import('./runtime/sqlite-models') = require('./runtime/sqlite-models')
    return engine.sqliteModels({ file: `${sqliteFileOf(address)}.models` })
  }
  if (/^postgres(?:ql)?:/.test(address)) {
    const engine: typeof import('./postgres/models') = require('./postgres/models')
    return engine.postgresModelsBeside(address)
  }
  return async () =>
    E.right({ checkpoints: memoryCheckpoints(), leases: memoryLeases(), close: async () => {} })
}
