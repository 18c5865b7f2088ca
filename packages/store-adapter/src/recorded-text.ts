import { acteurKinds, type Instant, type Metadata, parseInstant, type Recorded } from '@avenant/domain'
import * as E from 'fp-ts/Either'
import { isUuid } from './checked-events'
import type { Found, RestoredEvent } from './engine'
import { type Damage, type DamagedJournal, damagedJournal } from './errors'

/**
 * An event as it is given back, from the texts that were kept: the caller's own copy. What cannot have been written
 * here is `DamagedJournal`. What was changed into something as sound is not found: there is no seal.
 */
export const recordedOf = (kept: RestoredEvent): E.Either<DamagedJournal, Recorded> => {
  const { position, stream, revision, id, type, schema, recordedAt } = kept
  const damaged = (what: Damage): E.Either<DamagedJournal, never> =>
    E.left(damagedJournal({ stream, revision, position, what }))
  if (!isUuid(id)) return damaged('id')
  if (type.trim() === '') return damaged('type')
  if (!Number.isSafeInteger(schema) || schema < 1) return damaged('schema')
  if (!isKeptInstant(recordedAt)) return damaged('recordedAt')
  const data = parsed(kept.data)
  if (data === unparsable) return damaged('data')
  const metadata = parsed(kept.metadata)
  if (!isKeptMetadata(metadata)) return damaged('metadata')
  return E.right({ position, stream, revision, id, type, schema, recordedAt, data, metadata })
}

export const untilDamage = (events: ReadonlyArray<E.Either<DamagedJournal, Recorded>>): Found => {
  const sound: Recorded[] = []
  for (const event of events) {
    if (E.isLeft(event)) return { events: sound, damage: event.left }
    sound.push(event.right)
  }
  return { events: sound, damage: null }
}

const unparsable = Symbol('unparsable')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return unparsable
  }
}

/** The day of the last instant that was found good: those that are read one after the other mostly share it. */
let goodDay = ''

/** In the one form that is kept. */
export const isKeptInstant = (text: unknown): text is Instant => {
  if (typeof text !== 'string' || !/^.{10}T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/.test(text)) return false
  const day = text.slice(0, 10)
  if (day === goodDay) return true
  const good = E.isRight(parseInstant(text))
  if (good) goodDay = day
  return good
}

/**
 * The form of metadata, without its meaning: it was checked with its codec when it was written, and to do so at each
 * reading would cost a third of the reading.
 */
export const isKeptMetadata = (u: unknown): u is Metadata => {
  if (typeof u !== 'object' || u === null) return false
  const {
    acteur,
    commandId,
    commandDigest,
    correlationId,
    causationId,
    causationDepth,
    reason,
    model,
    custom
  } = u as Readonly<Record<string, unknown>>
  return (
    isObject(acteur) &&
    acteurKinds.some(kind => kind === acteur.kind) &&
    typeof acteur.id === 'string' &&
    typeof commandId === 'string' &&
    isTextOrNull(commandDigest) &&
    typeof correlationId === 'string' &&
    isTextOrNull(causationId) &&
    typeof causationDepth === 'number' &&
    isTextOrNull(reason) &&
    isObjectOrNull(model) &&
    isObjectOrNull(custom)
  )
}

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null
const isTextOrNull = (u: unknown): boolean => u === null || typeof u === 'string'
const isObjectOrNull = (u: unknown): boolean => u === null || isObject(u)
