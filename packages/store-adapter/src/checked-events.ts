/**
 * What every store checks before anything reaches its engine, so that all refuse the same things in the same
 * words.
 */
import { types } from 'node:util'
import { type Fault, faultsOf, Metadata } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import {
  type AppendError,
  type EventTooLarge,
  eventTooLarge,
  type InvalidEvents,
  invalidEvents,
  invalidRequest,
  noEvents
} from './errors'
import type { EventToAppend } from './event-store'
import { type ExpectedRevision, isExpectedRevision } from './expected-revision'
import { jsonFaults } from './json'
import { checkStreamName } from './stream-name'

/** An event whose data and metadata are the JSON texts that the engine keeps. */
export type CheckedEvent = {
  readonly id: string
  readonly type: string
  readonly schema: number
  readonly data: string
  readonly metadata: string
}

export type CheckedAppend = {
  readonly stream: string
  readonly events: readonly [CheckedEvent, ...CheckedEvent[]]
  readonly expected: ExpectedRevision
}

/** 1 MiB, as EventStoreDB has it. */
export const defaultMaxEventBytes = 1024 * 1024

/**
 * What an append has to be before an engine sees it: `storeOfEngine` does it, and a port that is written whole does it
 * first. Gives the texts to keep, or the first kind of fault: the stream's name, what is expected, the events.
 *
 * @param maxEventBytes data and metadata of one event, as JSON in UTF-8
 */
export const checkAppend =
  (maxEventBytes: number) =>
  (
    stream: string,
    events: ReadonlyArray<EventToAppend>,
    expected: ExpectedRevision
  ): E.Either<AppendError, CheckedAppend> => {
    const name = checkStreamName(stream)
    if (E.isLeft(name)) return name
    if (!isExpectedRevision(expected))
      return E.left(
        invalidRequest([{ path: 'expected', message: 'attendu : { exact: révision }, none, exists ou any' }])
      )
    const checked = checkEvents(maxEventBytes)(stream, events)
    if (E.isLeft(checked)) return checked
    const [first, ...others] = checked.right
    return first === undefined
      ? E.left(noEvents(stream))
      : E.right({ stream, events: [first, ...others], expected })
  }

/** Every fault of every event; the sizes only when there is none. */
export const checkEvents =
  (maxEventBytes: number) =>
  (
    stream: string,
    events: ReadonlyArray<EventToAppend>
  ): E.Either<InvalidEvents | EventTooLarge, ReadonlyArray<CheckedEvent>> => {
    const faults: Fault[] = []
    const ids = new Set<string>()
    if (!Array.isArray(events))
      return E.left(invalidEvents(stream, [{ path: 'events', message: "attendu : un tableau d'événements" }]))
    events.forEach((event, index) => {
      if (typeof event !== 'object' || event === null || types.isProxy(event)) {
        faults.push({ path: `events[${index}]`, message: 'attendu : un événement' })
        return
      }
      for (const { path, message } of eventFaults(event))
        faults.push({ path: `events[${index}].${path}`, message })
      if (ids.has(event.id)) faults.push({ path: `events[${index}].id`, message: 'identifiant déjà donné' })
      ids.add(event.id)
    })
    if (faults.length > 0) return E.left(invalidEvents(stream, faults))

    const checked: CheckedEvent[] = []
    for (const [index, { id, type, schema, data, metadata }] of events.entries()) {
      const event = { id, type, schema, data: JSON.stringify(data), metadata: JSON.stringify(metadata) }
      const bytes = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata)
      if (bytes > maxEventBytes)
        return E.left(eventTooLarge({ stream, id, index, bytes, limit: maxEventBytes }))
      checked.push(event)
    }
    return E.right(checked)
  }

/** The nil uuid is none: not every engine takes it. */
const uuid = /^(?!0{8}(?:-0{4}){3}-0{12}$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isUuid = (id: unknown): id is string => typeof id === 'string' && uuid.test(id)

const eventFaults = ({ id, type, schema, data, metadata }: EventToAppend): ReadonlyArray<Fault> => {
  const faults: Fault[] = []
  if (!isUuid(id)) faults.push({ path: 'id', message: 'attendu : un uuid en minuscules' })
  if (typeof type !== 'string' || type.trim() === '')
    faults.push({ path: 'type', message: 'attendu : un texte non vide' })
  faults.push(...jsonFaults(type, 'type'))
  if (!Number.isSafeInteger(schema) || schema < 1)
    faults.push({ path: 'schema', message: "attendu : un entier d'au moins 1" })
  faults.push(...jsonFaults(data, 'data'))
  const unwritable = jsonFaults(metadata, 'metadata')
  faults.push(...unwritable)
  if (unwritable.length === 0) {
    const decoded = Metadata.decode(metadata)
    if (E.isLeft(decoded))
      for (const { path, message } of faultsOf(decoded.left))
        faults.push({ path: `metadata.${path}`, message })
  }
  return faults
}
