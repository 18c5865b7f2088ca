import { acteurKinds, type Instant, type Metadata, type Recorded } from '@avenant/domain'
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

/**
 * An instant in the one form that is kept, with the days of each month, as a pattern that PostgreSQL reads too: no
 * backslash, no quote. The years that have a 29 February are those that four divides, of the full centuries three.
 */
const daysOfMonths =
  '((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))'
const leapYears = '((19|2[0-9])(0[48]|[2468][048]|[13579][26])|2000|2400|2800)'
export const keptInstantPattern = `^((19|2[0-9])[0-9][0-9]-${daysOfMonths}|${leapYears}-02-29)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z$`

const keptInstant = new RegExp(keptInstantPattern.replace(/\((?!\?)/g, '(?:'))

/** In the one form that is kept. */
export const isKeptInstant = (text: unknown): text is Instant =>
  typeof text === 'string' && keptInstant.test(text)

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
    custom,
    hand,
    rules,
    premises,
    pieces
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
    isObjectOrNull(custom) &&
    (hand === undefined || isObject(hand)) &&
    (rules === undefined || typeof rules === 'number') &&
    (premises === undefined || Array.isArray(premises)) &&
    (pieces === undefined || Array.isArray(pieces))
  )
}

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null
const isTextOrNull = (u: unknown): boolean => u === null || typeof u === 'string'
const isObjectOrNull = (u: unknown): boolean => u === null || isObject(u)
