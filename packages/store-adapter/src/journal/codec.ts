import { type AnyEvent, type EventOf, type Fault, faultsOf, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { messageOf } from '../error-code'

/** An event type as the domain's `defineEvent` gives it, whatever its data. */
type Definition = {
  readonly schema: number
  readonly data: t.Mixed
  readonly upcasters: ReadonlyArray<(data: unknown) => unknown>
}
type Definitions = Readonly<Record<string, Definition>>

/** The union of events of one or several tables. */
export type EventIn<D extends Definitions> = D extends unknown ? EventOf<D> : never

/** A recorded event that this version cannot read; `known` lists the types, or the versions of this one. */
export type UnreadableEvent = {
  readonly _tag: 'UnreadableEvent'
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly schema: number
  /** Paths within the envelope: `type`, `schema`, `data.montant`. */
  readonly faults: ReadonlyArray<Fault>
  readonly known: ReadonlyArray<string>
  readonly retryable: false
  readonly message: string
}

/** An event that no definition knows: a command's decider and its codec do not go together. */
export type UnknownEventType = {
  readonly _tag: 'UnknownEventType'
  readonly type: string
  readonly known: ReadonlyArray<string>
  readonly retryable: false
  readonly message: string
}

/** An event that could not be read again: it is not written. Paths within it: `data.on`. */
export type UnwritableEvent = {
  readonly _tag: 'UnwritableEvent'
  readonly type: string
  readonly faults: ReadonlyArray<Fault>
  readonly retryable: false
  readonly message: string
}

export type EncodedEvent = { readonly type: string; readonly schema: number; readonly data: unknown }

/** Between the domain's events and JSON: the one place where old data is brought up to date (G9). */
export type JournalCodec<Event extends AnyEvent> = {
  /** Those that it reads and writes. */
  readonly types: ReadonlyArray<Event['type']>
  /** At today's version, once it is sure that it can be read again. */
  readonly encode: (event: Event) => E.Either<UnknownEventType | UnwritableEvent, EncodedEvent>
  /** The event alone, brought up to date and checked. */
  readonly eventOf: (recorded: Recorded) => E.Either<UnreadableEvent, Event>
  /** The same in its envelope, where `schema` stays the version that was written. */
  readonly decode: (recorded: Recorded) => E.Either<UnreadableEvent, Recorded<Event>>
}

/** What reads a journal, and writes nothing. */
export type JournalDecoder<Event extends AnyEvent> = Omit<JournalCodec<Event>, 'encode'>

/**
 * `journalCodec(conventionEvents, habilitationEvents)`. Throws on what only a programmer can do wrong: a type in
 * two tables, a type that is not NFC (G14), upcasters that do not lead to the schema version.
 */
export const journalCodec = <const T extends ReadonlyArray<Definitions>>(
  ...tables: T
): JournalCodec<EventIn<T[number]>> => {
  type Event = EventIn<T[number]>
  const definitions = registryOf(tables)
  const types = [...definitions.keys()]

  const eventOf = (recorded: Recorded): E.Either<UnreadableEvent, Event> => {
    const { type, schema } = recorded
    const definition = definitions.get(type)
    if (definition === undefined)
      return E.left(
        unreadable(recorded, types, [
          {
            path: 'type',
            message: `inconnu : ${JSON.stringify(type)} ; valeurs admises : ${types.join(', ')}`
          }
        ])
      )
    if (!Number.isInteger(schema) || schema < 1 || schema > definition.schema) {
      const known = versionsOf(definition)
      return E.left(
        unreadable(recorded, known, [
          {
            path: 'schema',
            message: `version ${schema} inconnue de ${type} ; valeurs admises : ${known.join(', ')}`
          }
        ])
      )
    }
    // Each event that is read goes through here: nothing is made for the case that something is wrong.
    const upcasted = schema === definition.schema ? null : upcast(definition, schema, recorded.data)
    if (upcasted !== null && E.isLeft(upcasted))
      return E.left(unreadable(recorded, versionsOf(definition), upcasted.left.map(within('data'))))
    const data = definition.data.decode(upcasted === null ? recorded.data : upcasted.right)
    return E.isLeft(data)
      ? E.left(unreadable(recorded, versionsOf(definition), faultsOf(data.left).map(within('data'))))
      : // The definition found under this type decoded the data: together they are a member of the union.
        E.right({ type, data: data.right } as unknown as Event)
  }

  return {
    types,
    encode: event => {
      const { type, data }: AnyEvent = event
      const definition = definitions.get(type)
      if (definition === undefined) return E.left(unknownType(type, types))
      const encoded: unknown = definition.data.encode(data)
      const read = definition.data.decode(encoded)
      return E.isLeft(read)
        ? E.left(unwritable(type, faultsOf(read.left).map(within('data'))))
        : E.right({ type, schema: definition.schema, data: encoded })
    },
    eventOf,
    decode: recorded => {
      const event = eventOf(recorded)
      if (E.isLeft(event)) return event
      const { data }: AnyEvent = event.right
      // The envelope stays as it is, around the member of the union that was just decoded.
      return E.right({ ...recorded, data } as unknown as Recorded<Event>)
    }
  }
}

const versionsOf = ({ schema }: Definition): ReadonlyArray<string> =>
  Array.from({ length: schema }, (_, index) => String(index + 1))

const registryOf = (tables: ReadonlyArray<Definitions>): ReadonlyMap<string, Definition> => {
  const definitions = new Map<string, Definition>()
  for (const [type, definition] of tables.flatMap(table => Object.entries(table))) {
    if (definitions.has(type)) throw new TypeError(`event type ${type} is defined twice`)
    if (type !== type.normalize('NFC')) throw new TypeError(`event type ${type} is not NFC`)
    if (definition.upcasters.length !== definition.schema - 1)
      throw new TypeError(
        `event type ${type} at schema ${definition.schema} needs ${definition.schema - 1} upcasters`
      )
    definitions.set(type, definition)
  }
  return definitions
}

/** From the version written to today's. An upcaster meets data that nothing has checked yet, and may throw. */
const upcast = (
  { upcasters }: Definition,
  schema: number,
  data: unknown
): E.Either<ReadonlyArray<Fault>, unknown> => {
  let current = data
  for (const [index, step] of upcasters.entries()) {
    if (index + 1 < schema) continue
    try {
      current = step(current)
    } catch (error) {
      return E.left([
        {
          path: '',
          message: `passage de la version ${index + 1} à ${index + 2} impossible : ${messageOf(error)}`
        }
      ])
    }
  }
  return E.right(current)
}

/** The path of a fault of a part, from the whole. */
const within =
  (part: string) =>
  ({ path, message }: Fault): Fault => ({
    path: path === '' ? part : path.startsWith('[') ? `${part}${path}` : `${part}.${path}`,
    message
  })

const unreadable = (
  { stream, revision, id, type, schema }: Recorded,
  known: ReadonlyArray<string>,
  faults: ReadonlyArray<Fault>
): UnreadableEvent => ({
  _tag: 'UnreadableEvent',
  stream,
  revision,
  id,
  type,
  schema,
  faults,
  known,
  retryable: false,
  message: `événement illisible : flux ${stream}, révision ${revision}, ${id} : ${faults.map(fault => `${fault.path} : ${fault.message}`).join(' ; ')}`
})

const unknownType = (type: string, known: ReadonlyArray<string>): UnknownEventType => ({
  _tag: 'UnknownEventType',
  type,
  known,
  retryable: false,
  message: `type d'événement inconnu : ${JSON.stringify(type)} ; ajoutez sa définition au codec du journal ; valeurs admises : ${known.join(', ')}`
})

const unwritable = (type: string, faults: ReadonlyArray<Fault>): UnwritableEvent => ({
  _tag: 'UnwritableEvent',
  type,
  faults,
  retryable: false,
  message: `événement ${type} refusé, il ne pourrait plus être relu : ${faults.map(({ path, message }) => `${path} : ${message}`).join(' ; ')}`
})
