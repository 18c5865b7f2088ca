/** What the handler needs of an opening. */
import type { EventStore } from '@avenant/store-adapter'
import type { Avenant } from './opening'

export type Answering = Pick<Avenant, 'ask' | 'standingOf' | 'health' | 'execute' | 'whatIf'> & {
  /** Null: it is a copy, of which no copy is made. */
  readonly offlineDossier: Avenant['offlineDossier'] | null
  readonly store: Pick<EventStore, 'head' | 'subscribe'>
}
