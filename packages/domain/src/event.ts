import * as t from 'io-ts'
import { struct, tagged } from './codec'

/**
 * A released event type: the schema version written today, the codec of its data, and how older data is brought
 * up to date. `upcasters[0]` takes version 1 to 2, and so on: there are exactly `schema - 1` of them (G9).
 */
export type EventDefinition<Data> = {
  readonly schema: number
  readonly data: t.Type<Data, unknown, unknown>
  readonly upcasters: ReadonlyArray<(data: unknown) => unknown>
}

export const defineEvent = <Data>(
  data: t.Type<Data, unknown, unknown>,
  ...upcasters: ReadonlyArray<(data: unknown) => unknown>
): EventDefinition<Data> => ({ schema: upcasters.length + 1, data, upcasters })

/** Definitions by event type. */
export type EventDefinitions = Readonly<Record<string, EventDefinition<unknown>>>

/** The union of events of a table of definitions. */
export type EventOf<D> = {
  readonly [K in keyof D & string]: D[K] extends EventDefinition<infer Data>
    ? { readonly type: K; readonly data: Data }
    : never
}[keyof D & string]

/** One event of a table, inside the data of another: its type, and its data in the table's own version. */
export const oneEventOf = <D extends Readonly<Record<string, { readonly data: t.Mixed }>>>(
  name: string,
  definitions: D
): t.Type<EventOf<D>, unknown, unknown> =>
  // Each member is built from the table just below, so the union is the table's own.
  tagged(
    name,
    'type',
    Object.fromEntries(
      Object.entries(definitions).map(([type, { data }]) => [
        type,
        struct(type, { type: t.literal(type), data })
      ])
    )
  ) as unknown as t.Type<EventOf<D>, unknown, unknown>

/** Any event, for what carries events without knowing their types. */
export type AnyEvent = { readonly type: string; readonly data: unknown }
