/** Where the events of a stream are: connections may have an address of their own, and their own retention (A1). */
import { accessCategory, usesCategory } from '@avenant/domain'
import { categoryOf, type EventStore } from '@avenant/store-adapter'

export type Stores = {
  readonly journal: EventStore
  /** The journal itself where connections have no address of their own. */
  readonly connections: EventStore
}

export const storeOf = <Store>(
  { journal, connections }: { readonly [K in keyof Stores]: Store },
  stream: string
): Store => (isOfConnections(stream) ? connections : journal)

export const isOfConnections = (stream: string): boolean =>
  [accessCategory, usesCategory].includes(categoryOf(stream))
