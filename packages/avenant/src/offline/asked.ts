/** What is asked of an offline dossier. */
import type { Defect, ReadError } from '@avenant/store-adapter'
import type * as TE from 'fp-ts/TaskEither'
import type { AskFault } from '../faults'

type OfflineAsked = {
  readonly conventionId: string
  /** In which a day begins, and « connue le » is a whole day. `Europe/Paris` by default. */
  readonly zone?: string
}

/** Null: nothing is recorded of that convention. */
export type OfflineDossier = (
  asked: OfflineAsked
) => TE.TaskEither<AskFault | ReadError | Defect, string | null>
