/** What the handler needs of an opening. */
import type { EventStore } from '@avenant/store-adapter'
import type { Task } from 'fp-ts/Task'
import type { Commands } from './commands'
import type { Health } from './health'
import type { OfflineDossier } from './offline/asked'
import type { Questions } from './questions'
import type { TryCommand } from './what-if'

export type Answering = Pick<Questions, 'ask' | 'standingOf'> &
  Pick<Commands, 'execute'> & {
    readonly whatIf: TryCommand
    readonly health: Task<Health>
    /** Null: it is a copy, of which no copy is made. */
    readonly offlineDossier: OfflineDossier | null
    readonly store: Pick<EventStore, 'head' | 'subscribe'>
  }
