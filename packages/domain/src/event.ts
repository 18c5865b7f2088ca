import type * as t from 'io-ts'

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

/** The table of definitions of a union of events. */
export type DefinitionsOf<E extends AnyEvent> = {
  readonly [Event in E as Event['type']]: EventDefinition<Event['data']>
}

/** Any event, for what carries events without knowing their types. */
export type AnyEvent = { readonly type: string; readonly data: unknown }
