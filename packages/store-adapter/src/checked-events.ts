/**
 * What every store checks before anything reaches its engine, so that all refuse the same things in the same
 * words.
 */
import { types } from 'node:util'
import { type Fault, faultsOf, Metadata } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { messageOf } from './error-code'
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
import { type ExpectedRevision, expectedRevisionOf } from './expected-revision'
import { type JsonLook, jsonFaults, jsonOptionsFor, lookThrough, maxFaults } from './json'
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

/** The name of a type, in UTF-16 units: it is no content, and counts in no limit. */
const longestType = 255

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
    const wanted = expectedRevisionOf(expected)
    if (wanted === null)
      return E.left(
        invalidRequest([{ path: 'expected', message: 'attendu : { exact: révision }, none, exists ou any' }])
      )
    const checked = checkEvents(maxEventBytes)(stream, events)
    if (E.isLeft(checked)) return checked
    const [first, ...others] = checked.right
    return first === undefined
      ? E.left(noEvents(stream))
      : E.right({ stream, events: [first, ...others], expected: wanted })
  }

/** Every fault of every event; the sizes only when there is none. */
export const checkEvents =
  (maxEventBytes: number) =>
  (
    stream: string,
    events: ReadonlyArray<EventToAppend>
  ): E.Either<InvalidEvents | EventTooLarge, ReadonlyArray<CheckedEvent>> => {
    if (types.isProxy(events) || !Array.isArray(events))
      return E.left(invalidEvents(stream, [{ path: 'events', message: "attendu : un tableau d'événements" }]))
    const faults: Fault[] = []
    const ids = new Set<string>()
    const read: EventToAppend[] = []
    let unmeasured: { readonly id: string; readonly index: number } | null = null
    for (let index = 0; index < events.length && faults.length < maxFaults; index++) {
      const event = eventAt(events, index)
      if (E.isLeft(event)) {
        faults.push({ path: `events[${index}]`, message: event.left })
        continue
      }
      const { id } = event.right
      const look = lookAtEvent(event.right, maxEventBytes)
      for (const { path, message } of look.faults) faults.push({ path: `events[${index}].${path}`, message })
      if (ids.has(id)) faults.push({ path: `events[${index}].id`, message: 'identifiant déjà donné' })
      ids.add(id)
      if (look.tooLarge) unmeasured ??= { id, index }
      read.push(event.right)
    }
    if (faults.length > 0) return E.left(invalidEvents(stream, faults))
    if (unmeasured !== null)
      return E.left(eventTooLarge({ stream, ...unmeasured, bytes: null, limit: maxEventBytes }))

    const checked: CheckedEvent[] = []
    for (const [index, { id, type, schema, data, metadata }] of read.entries()) {
      const event = { id, type, schema, data: JSON.stringify(data), metadata: JSON.stringify(metadata) }
      const bytes = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata)
      if (bytes > maxEventBytes)
        return E.left(eventTooLarge({ stream, id, index, bytes, limit: maxEventBytes }))
      checked.push(event)
    }
    return E.right(checked)
  }

/** Its parts, each read once: a getter may answer otherwise the next time, or throw. */
const eventAt = (events: ReadonlyArray<EventToAppend>, index: number): E.Either<string, EventToAppend> => {
  try {
    const given = events[index]
    if (typeof given !== 'object' || given === null || types.isProxy(given))
      return E.left('attendu : un événement')
    const { id, type, schema, data, metadata } = given
    return E.right({ id, type, schema, data, metadata })
  } catch (error) {
    return E.left(`illisible : ${messageOf(error)}`)
  }
}

const uuid = /^(?!0{8}(?:-0{4}){3}-0{12}$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isUuid = (id: unknown): id is string => typeof id === 'string' && uuid.test(id)

const lookAtEvent = (
  { id, type, schema, data, metadata }: EventToAppend,
  maxEventBytes: number
): JsonLook => {
  const faults: Fault[] = []
  if (!isUuid(id)) faults.push({ path: 'id', message: 'attendu : un uuid en minuscules' })
  if (typeof type !== 'string' || type.trim() === '' || type.length > longestType)
    faults.push({
      path: 'type',
      message: `attendu : un texte non vide, de ${longestType} caractères au plus`
    })
  else faults.push(...jsonFaults(type, 'type'))
  if (!Number.isSafeInteger(schema) || schema < 1)
    faults.push({ path: 'schema', message: "attendu : un entier d'au moins 1" })
  const options = jsonOptionsFor(maxEventBytes)
  const dataLook = lookThrough(data, 'data', options)
  const metadataLook = lookThrough(metadata, 'metadata', options)
  faults.push(...dataLook.faults, ...metadataLook.faults)
  const tooLarge = dataLook.tooLarge || metadataLook.tooLarge
  if (metadataLook.faults.length === 0 && !tooLarge) {
    const decoded = Metadata.decode(metadata)
    if (E.isLeft(decoded))
      for (const { path, message } of faultsOf(decoded.left))
        faults.push({ path: path === '' ? 'metadata' : `metadata.${path}`, message })
  }
  return { faults, tooLarge }
}
